"""Our engines against the plain loop that each family's documentation shows: the same tokens, one by one."""

from __future__ import annotations

import pytest

from summarize.engines.seq2seq.generators import TransformersGenerator
from summarize.engines.seq2seq.translators import TransformersTranslator

LIMIT = 12


@pytest.fixture
def reference(checkpoints):
    """The network and tokenizer as anyone would load them."""
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    def get(name):
        folder = checkpoints.path(name)
        model = AutoModelForSeq2SeqLM.from_pretrained(folder, local_files_only=True)
        return model.eval(), AutoTokenizer.from_pretrained(folder, local_files_only=True)

    return get


def same(ours, theirs):
    """Whether two runs wrote the same; at its limit a BART-like reference forces an end token in the last place."""
    return ours[:-1] == theirs.tolist()[0][:-1] and len(ours) == theirs.shape[1]


def test_summaries(reference, record, builders, summarizer):
    import torch

    model, tokenizer = reference(summarizer)
    checkpoint = record(summarizer)
    prefix = {"t5": "summarize: ", "bart": " "}.get(summarizer, "")
    for line in builders.ENGLISH[:3]:
        inputs = {"input_ids": tokenizer(prefix + line, return_tensors="pt")["input_ids"]}
        if summarizer in ("led", "primera"):
            ids = inputs["input_ids"][0].tolist()
            marks = [0]
            if summarizer == "primera":
                marks.append(len(ids) - 1)
                ids.insert(-1, tokenizer.convert_tokens_to_ids("<doc-sep>"))
            mask = torch.zeros((1, len(ids)), dtype=torch.long)
            mask[0, marks] = 1
            inputs = {"input_ids": torch.tensor([ids]), "global_attention_mask": mask}
        theirs = model.generate(**inputs, max_new_tokens=LIMIT, num_beams=1)
        TransformersGenerator(checkpoint).generate([[line]], max_tokens=LIMIT)
        assert same(checkpoint.network.written[-1][0], theirs)


@pytest.mark.filterwarnings("ignore:Recommended")
def test_translations(reference, record, builders, translator):
    model, tokenizer = reference(translator)
    checkpoint = record(translator)
    target = "fr" if translator == "marian" else "ar"
    tag = {"marian-multi": ">>ara<< ", "madlad": "<2ar> "}.get(translator, "")
    forced = {"nllb": "arb_Arab", "m2m100": "__ar__", "mbart50": "ar_AR"}.get(translator)
    more = {}
    if forced:
        tokenizer.src_lang = {"nllb": "eng_Latn", "m2m100": "en", "mbart50": "en_XX"}[translator]
        more["forced_bos_token_id"] = tokenizer.convert_tokens_to_ids(forced)
    for line in builders.ENGLISH[:3]:
        TransformersTranslator(checkpoint).translate([line], "en", target)
        limit = checkpoint.network.calls[-1]["max_new_tokens"]
        inputs = tokenizer(tag + line, return_tensors="pt")
        assert same(
            checkpoint.network.written[-1][0], model.generate(**inputs, **more, max_new_tokens=limit, num_beams=1)
        )
