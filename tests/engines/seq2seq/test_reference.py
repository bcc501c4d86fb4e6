"""Our engines against the plain loop that each family's documentation shows: the same tokens, one by one."""

from __future__ import annotations

import pytest

from summarize.engines.seq2seq.generators import Seq2SeqGenerator
from summarize.engines.seq2seq.translators import Seq2SeqTranslator

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
    expected = theirs.tolist()[0][1:]  # after its start token
    compared = slice(-1) if len(expected) > len(ours.ids) or not ours.finished else slice(None)
    return list(ours.ids) == expected[compared] if ours.finished else list(ours.ids[:-1]) == expected[compared]


def test_summaries(reference, decode, builders, summarizer):
    import torch

    model, tokenizer = reference(summarizer)
    decoder = decode(summarizer, "float32")
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
        Seq2SeqGenerator(decoder).generate([[line]], max_tokens=LIMIT)
        assert same(decoder.writings[-1][0], theirs)


@pytest.mark.filterwarnings("ignore:Recommended")
def test_translations(reference, decode, builders, translator):
    model, tokenizer = reference(translator)
    decoder = decode(translator, "float32")
    target = "fr" if translator == "marian" else "ar"
    tag = {"marian-multi": ">>ara<< ", "madlad": "<2ar> "}.get(translator, "")
    forced = {"nllb": "arb_Arab", "m2m100": "__ar__", "mbart50": "ar_AR"}.get(translator)
    more = {}
    if forced:
        tokenizer.src_lang = {"nllb": "eng_Latn", "m2m100": "en", "mbart50": "en_XX"}[translator]
        more["forced_bos_token_id"] = tokenizer.convert_tokens_to_ids(forced)
    for line in builders.ENGLISH[:3]:
        Seq2SeqTranslator(decoder).translate([line], "en", target)
        (limit,) = decoder.most[-1]
        theirs = model.generate(**tokenizer(tag + line, return_tensors="pt"), **more, max_new_tokens=limit, num_beams=1)
        assert same(decoder.writings[-1][0], theirs)
