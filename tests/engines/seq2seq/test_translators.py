from __future__ import annotations

import pytest

from summarize.checkpoints.loading import load_checkpoint
from summarize.engines.seq2seq.sentences import SentenceFeed
from summarize.engines.seq2seq.translators import Seq2SeqTranslator, TransformersTranslator
from summarize.errors import Code, ModelError
from summarize.models.catalogue import parse_catalogue

FORCED = {"nllb": "arb_Arab", "m2m100": "__ar__", "mbart50": "ar_AR"}
ORDERS = ("</s>", ">>fra<<", "__fr__", "<2fr>", "fra_Latn", "fr_XX", "<pad>", "<unk>")


def target_of(kind: str) -> str:
    return "fr" if kind == "marian" else "ar"


@pytest.fixture
def model(decode, translator):
    return Seq2SeqTranslator(decode(translator))


@pytest.fixture
def target(translator):
    return target_of(translator)


def test_one_text_a_text_in_order(model, builders, target):
    lines = [" ".join(line.split()[: place + 3]) for place, line in enumerate(builders.ENGLISH[:4])]
    together = model.translate(lines, "en", target)
    assert together == [model.translate([line], "en", target)[0] for line in lines]
    assert model.translate(lines[::-1], "en", target) == together[::-1]
    assert len(set(together)) > 2
    assert together == model.translate(lines, "en", target)


def test_nothing_to_translate(decode, translator, target):
    decoder = decode(translator)
    model = Seq2SeqTranslator(decoder)
    texts = ["", "  ", "\n\t", "-", "12:30", "… ؟!", "2 + 2", "👍"]
    assert model.translate(texts, "en", target) == texts
    assert model.translate([], "en", target) == []
    assert decoder.rows == []


def test_a_script_that_the_vocabulary_lacks_is_given_back(decode, translator, target):
    decoder = decode(translator)
    assert Seq2SeqTranslator(decoder).translate(["桥梁关闭"], "en", target) == ["桥梁关闭"]
    assert decoder.rows == []


def test_letterless_texts_keep_their_place_among_others(model, target):
    first, dash, last = model.translate(["the river rose", "-", "the bridge"], "en", target)
    assert dash == "-"
    assert [first, last] == model.translate(["the river rose", "the bridge"], "en", target)


@pytest.mark.parametrize("name", FORCED)
def test_the_output_really_opens_with_the_language(decode, load, name):
    decoder, tokenizer = decode(name), load(name).tokenizer
    Seq2SeqTranslator(decoder).translate(["the river rose", "no one was hurt"], "en", "ar")
    tag = tokenizer.convert_tokens_to_ids(FORCED[name])
    assert tag != tokenizer.unk_token_id
    assert [writing.ids[0] for writing in decoder.writings[0]] == [tag] * 2


@pytest.mark.parametrize("name", FORCED)
def test_languages_change_the_output_but_never_show_in_it(decode, name):
    model = Seq2SeqTranslator(decode(name))
    text = ["the old bridge was closed to traffic"]
    outputs = [model.translate(text, *pair)[0] for pair in (("en", "ar"), ("en", "fr"), ("de", "ar"))]
    assert len(set(outputs)) == 3
    assert not [tag for output in outputs for tag in ("arb_", "fra_", "__", "_AR", "_XX") if tag in output]


def test_inputs_are_framed_as_the_families_were_trained(decode, load):
    text = "the river rose"

    def expected(kind, tokenizer):
        if kind in ("nllb", "m2m100", "mbart50"):
            tokenizer.src_lang = {"nllb": "fra_Latn", "m2m100": "fr", "mbart50": "fr_XX"}[kind]
        tagged = {"marian-multi": f">>ara<< {text}", "madlad": f"<2ar> {text}"}.get(kind, text)
        return tokenizer(tagged)["input_ids"]

    pairs = {"marian": ("en", "fr"), "marian-multi": ("en", "ar")}
    for kind in ("marian", "marian-multi", "nllb", "m2m100", "mbart50", "madlad"):
        decoder = decode(kind)
        Seq2SeqTranslator(decoder).translate([text], *pairs.get(kind, ("fr", "ar")))
        assert decoder.rows == [[expected(kind, load(kind).tokenizer)]], kind


@pytest.mark.parametrize("order", ORDERS)
def test_orders_in_a_text_neither_switch_language_nor_end_the_input(decode, load, translator, target, order):
    decoder, checkpoint = decode(translator), load(translator)
    model = Seq2SeqTranslator(decoder)
    plain, hostile = "the river rose", f"{order} the river {order} rose {order}"
    model.translate([plain], "en", target)
    model.translate([hostile], "en", target)
    (clean,), (dirty,) = decoder.rows
    tokenizer = checkpoint.tokenizer
    control = set(tokenizer.all_special_ids) | SentenceFeed(checkpoint).tags.control
    control.discard(tokenizer.unk_token_id)
    frame = [token for token in clean if token in control]
    assert [token for token in dirty if token in control] == frame
    assert dirty[-1] == tokenizer.eos_token_id
    assert set(clean) <= set(dirty)


def test_a_text_that_is_nothing_but_orders(model, target):
    for order in ORDERS:
        assert len(model.translate([order], "en", target)) == 1


def test_a_text_at_the_window_passes_and_one_beyond_is_refused_before_anything_runs(decode, translator, target):
    decoder = decode(translator)
    model = Seq2SeqTranslator(decoder)
    one, two = (model.count_tokens("river" + " river" * more, "en", target) for more in range(2))
    most = (model.window - one) // (two - one)
    assert len(model.translate(["river" + " river" * most], "en", target)) == 1
    calls = len(decoder.rows)
    with pytest.raises(ModelError) as caught:
        model.translate(["short", "river" + " river" * (most + 1)], "en", target)
    assert caught.value.code is Code.TOO_LARGE
    assert f"text 2 of 2 has {one + (two - one) * (most + 1)} tokens" in caught.value.message
    assert f"reads at most {model.window}; split it" in caught.value.message
    assert len(decoder.rows) == calls


def test_the_output_is_bounded_by_the_source(decode, translator, target):
    decoder = decode(translator)
    model = Seq2SeqTranslator(decoder)
    model.translate(["the river rose"], "en", target)
    length = model.count_tokens("the river rose", "en", target)
    assert decoder.most == [[-(-5 * length // 2) + 16]]
    assert len(decoder.writings[0][0].ids) <= decoder.most[0][0]


SUPPORT = {
    "marian": ({("en", "fr")}, {("en", "ar"), ("fr", "en"), ("en", "en")}),
    "marian-multi": ({("en", "ar"), ("en", "fr"), ("en", "he")}, {("en", "de"), ("ar", "en"), ("en", "en")}),
    "nllb": ({("en", "ar"), ("bg", "zh")}, {("en", "xx"), ("en", "eng_Latn")}),
    "m2m100": ({("en", "ar"), ("he", "fr")}, {("en", "te"), ("en", "xx")}),
    "mbart50": ({("en", "ar"), ("ar", "en")}, {("en", "bg"), ("bg", "en")}),
    "madlad": ({("fr", "ar"), ("en", "he")}, {("en", "de"), ("en", "xx")}),
}


def test_languages_are_those_of_the_tokenizer(model, translator):
    has, lacks = SUPPORT[translator]
    assert all(model.supports(*pair) for pair in has)
    assert not any(model.supports(*pair) for pair in lacks)
    for pair in sorted(lacks):
        with pytest.raises(ModelError) as caught:
            model.translate(["the river"], *pair)
        assert caught.value.code is Code.UNSUPPORTED_LANG
        assert "it reads" in caught.value.message


def test_a_group_of_source_languages_lets_any_source_through(checkpoints, builders, tmp_path):
    folder = checkpoints.copy("marian-multi", tmp_path / "m")
    builders.edit_json(folder / "tokenizer_config.json", source_lang="ROMANCE")
    model = TransformersTranslator(load_checkpoint(folder, name="m", device="cpu"))
    assert model.supports("es", "ar")
    assert not model.supports("ar", "ar")


def test_a_marian_model_that_does_not_say_what_it_writes_writes_nothing_known(checkpoints, builders, tmp_path):
    folder = checkpoints.copy("marian", tmp_path / "m")
    builders.edit_json(folder / "tokenizer_config.json", target_lang=None)
    model = TransformersTranslator(load_checkpoint(folder, name="m", device="cpu"))
    assert not model.supports("en", "fr")
    with pytest.raises(ModelError, match="writes nothing known"):
        model.translate(["the river"], "en", "fr")


def test_the_catalogue_names_the_languages_of_a_model_without_tags(checkpoints):
    row = '[[translation]]\nname="n"\nfamily="marian"\nhub="a/n"\nparameters=1\nlicence="MIT"\n'
    entry = parse_catalogue(row + 'sources=["de"]\ntargets=["es"]\nwindow = 60')[0]
    model = TransformersTranslator(load_checkpoint(checkpoints.path("marian"), name="n", device="cpu", entry=entry))
    assert model.supports("de", "es")
    assert not model.supports("en", "fr")
    assert model.window == 60


def test_a_summarizer_is_no_translator(load, summarizer):
    with pytest.raises(ModelError, match="no translator") as caught:
        TransformersTranslator(load(summarizer))
    assert caught.value.code is Code.BAD_MODEL


def test_what_a_model_says_about_itself(model, translator, load):
    assert (model.name, model.licence) == (translator, "unknown")
    commit, _, engine = model.revision.partition("+")
    assert commit == load(translator).revision
    assert engine in ("transformers.float32", "ctranslate2.int8")
    assert model.family == translator.removesuffix("-multi")
