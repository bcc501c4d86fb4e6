"""Our engines against the plain loop that each family's documentation shows: the same text, token by token."""

from __future__ import annotations

import pytest

from summarize.models.generators import TransformersGenerator
from summarize.models.translators import TransformersTranslator

LIMIT = 12


@pytest.fixture
def reference(checkpoints):
    """The network and tokenizer as anyone would load them."""
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    def get(kind):
        folder = checkpoints.path(kind)
        model = AutoModelForSeq2SeqLM.from_pretrained(folder, local_files_only=True)
        return model.eval(), AutoTokenizer.from_pretrained(folder, local_files_only=True)

    return get


def decoded(tokenizer, ids):
    text = tokenizer.batch_decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)[0]
    return " ".join(text.replace("<n>", " ").split())


def test_summaries(reference, load, builders, summarizer):
    import torch

    model, tokenizer = reference(summarizer)
    prefix = {"t5": "summarize: ", "bart": " "}.get(summarizer, "")
    for line in builders.ENGLISH[:3]:
        inputs = tokenizer(prefix + line, return_tensors="pt")
        if summarizer == "primera":
            ids = inputs["input_ids"][0].tolist()
            ids.insert(-1, tokenizer.convert_tokens_to_ids("<doc-sep>"))
            inputs = {"input_ids": torch.tensor([ids])}
        if summarizer in ("led", "primera"):
            ids = inputs["input_ids"]
            mask = (ids == tokenizer.convert_tokens_to_ids("<doc-sep>")) & (summarizer == "primera")
            mask[:, 0] = True
            inputs["global_attention_mask"] = mask.long()
        # The end token that BART-like checkpoints force at the limit would hide that the limit was hit.
        written = model.generate(**inputs, max_new_tokens=LIMIT, num_beams=1, forced_eos_token_id=None)
        ours = TransformersGenerator(load(summarizer)).generate([[line]], max_tokens=LIMIT)
        if model.generation_config.forced_eos_token_id is not None and ours[0].finish == "length":
            written = model.generate(**inputs, max_new_tokens=LIMIT + 1, num_beams=1)[:, : LIMIT + 1]
        assert ours[0].text == decoded(tokenizer, written)


def test_translations(reference, load, builders, translator):
    model, tokenizer = reference(translator)
    target = "fr" if translator == "marian" else "ar"
    tags = {"marian-multi": ">>ara<< ", "madlad": "<2ar> "}
    forced = {"nllb": "arb_Arab", "m2m100": "__ar__", "mbart50": "ar_AR"}.get(translator)
    if forced:
        tokenizer.src_lang = {"nllb": "eng_Latn", "m2m100": "en", "mbart50": "en_XX"}[translator]
    engine = TransformersTranslator(load(translator))
    for line in builders.ENGLISH[:3]:
        inputs = tokenizer(tags.get(translator, "") + line, return_tensors="pt")
        more = {"forced_bos_token_id": tokenizer.convert_tokens_to_ids(forced)} if forced else {}
        limit = min(-(-5 * inputs["input_ids"].shape[1] // 2) + 16, engine.window)
        written = model.generate(**inputs, **more, max_new_tokens=limit + 1, num_beams=1)[:, : limit + 1]
        assert engine.translate([line], "en", target) == [decoded(tokenizer, written)]
