from __future__ import annotations

import pytest

from summarize.checkpoints.loading import load_checkpoint
from summarize.engines.seq2seq.generators import Seq2SeqGenerator, TransformersGenerator
from summarize.engines.seq2seq.passages import PassageFeed
from summarize.errors import Code, ModelError, UsageError
from summarize.models.catalogue import parse_catalogue

WINDOWS = {"bart": 128, "pegasus": 128, "t5": 128, "mt5": 512, "longt5": 4096, "led": 256, "primera": 256}


@pytest.fixture
def generator(decode, summarizer):
    return Seq2SeqGenerator(decode(summarizer))


@pytest.fixture
def stories(builders):
    lines = builders.ENGLISH
    return [[lines[0]], [lines[1], lines[2], lines[3]], [lines[4], lines[5]], [lines[6][:20]], [lines[7]]]


def texts(generations):
    return [generation.text for generation in generations]


def test_one_text_an_input_in_order(generator, stories):
    together = generator.generate(stories, max_tokens=20, min_tokens=12)
    alone = [generator.generate([story], max_tokens=20, min_tokens=12)[0] for story in stories]
    assert together == alone
    backwards = generator.generate(stories[::-1], max_tokens=20, min_tokens=12)
    assert backwards == together[::-1]
    assert len(set(texts(together))) > 2


def test_the_same_input_gives_the_same_text(generator, stories):
    first, second = (generator.generate(stories, max_tokens=16) for _ in range(2))
    assert first == second
    repeated = generator.generate([stories[0]] * 5, max_tokens=16, min_tokens=8)
    assert len(set(texts(repeated))) == 1


def test_the_window_is_the_tightest_of_its_limits(generator, summarizer):
    assert generator.window == WINDOWS[summarizer]


def test_counted_tokens_are_the_tokens_that_the_network_gets(decode, record, summarizer, stories):
    decoder = decode(summarizer)
    generator = Seq2SeqGenerator(decoder)
    generator.generate([stories[1]], max_tokens=4)
    assert len(decoder.rows[0][0]) == generator.count_tokens(stories[1])
    checkpoint = record(summarizer)
    TransformersGenerator(checkpoint).generate([stories[1]], max_tokens=4)
    assert int(checkpoint.network.calls[0]["attention_mask"].sum()) == generator.count_tokens(stories[1])


def test_an_input_at_the_window_passes_and_one_beyond_is_refused_before_anything_runs(decode, summarizer):
    decoder = decode(summarizer)
    generator = Seq2SeqGenerator(decoder)
    one, two, three = (generator.count_tokens(["river" + " river" * more]) for more in range(3))
    assert two - one == three - two
    most = (generator.window - one) // (two - one)
    assert generator.generate([["river" + " river" * most]], max_tokens=2)
    calls = len(decoder.rows)
    with pytest.raises(ModelError) as caught:
        generator.generate([["short"], ["river" + " river" * (most + 1)]], max_tokens=2)
    assert caught.value.code is Code.TOO_LARGE
    assert f"reads at most {generator.window}" in caught.value.message
    assert "input 2 of 2" in caught.value.message
    assert len(decoder.rows) == calls


@pytest.mark.parametrize("inputs", [[], [[]], [[""]], [["  ", "\n"]]])
def test_inputs_without_text_cost_no_call(decode, summarizer, inputs):
    decoder = decode(summarizer)
    generations = Seq2SeqGenerator(decoder).generate(inputs, max_tokens=8)
    assert [(generation.text, generation.finish) for generation in generations] == [("", "stop")] * len(inputs)
    assert decoder.rows == []


def test_blank_passages_change_nothing(generator):
    assert generator.count_tokens(["the river rose", "  "]) == generator.count_tokens(["the river  rose"])


def test_the_length_limit_is_kept_and_told(generator, load, summarizer, stories):
    for generation in generator.generate(stories, max_tokens=6, min_tokens=6):
        assert generation.finish == "length"
    tokens = load(summarizer).tokenizer
    for generation in generator.generate(stories, max_tokens=3):
        assert len(tokens.encode(generation.text, add_special_tokens=False)) <= 3 * 4


def test_an_end_of_its_own_is_told(decode, builders, checkpoints, tmp_path):
    # A network whose output layer prefers the end token above all says nothing, and stops.
    folder = checkpoints.copy("bart", tmp_path / "m")
    builders.change_weights(folder, lambda weights: weights["final_logits_bias"][0, 2].fill_(1e4))
    generator = Seq2SeqGenerator(decode(load_checkpoint(folder, name="m", device="cpu")))
    assert generator.generate([["the river"]], max_tokens=9)[0].finish == "stop"
    assert generator.generate([["the river"]], max_tokens=9, min_tokens=9)[0].finish == "length"


@pytest.mark.parametrize(("most", "least"), [(0, 0), (-1, 0), (5, 6), (5, -1), (True, 0), (2.5, 0), ("9", 0)])
def test_senseless_limits_are_refused(load, most, least):
    with pytest.raises(UsageError, match="token limits"):
        TransformersGenerator(load("bart")).generate([["x"]], max_tokens=most, min_tokens=least)


def test_more_tokens_than_the_decoder_has_positions_for(decode):
    decoder = decode("bart")
    (generation,) = Seq2SeqGenerator(decoder).generate([["the river rose"]], max_tokens=100_000, min_tokens=1_000)
    assert decoder.most == [[128]]
    assert len(decoder.writings[0][0].ids) == 128
    assert generation.finish == "length"


def frame(load, kind, passages):
    return list(PassageFeed(load(kind)).row(passages).ids)


def test_inputs_are_framed_as_the_families_were_trained(load):
    river, bridge = "the river rose", "the bridge was closed"
    for kind, tokens in (
        ("pegasus", f"{river} {bridge}"),
        ("mt5", f"{river} {bridge}"),
        ("bart", f" {river} {bridge}"),
    ):
        assert frame(load, kind, [river, bridge]) == load(kind).tokenizer(tokens)["input_ids"]
    assert frame(load, "t5", [river]) == load("t5").tokenizer(f"summarize: {river}")["input_ids"]
    assert frame(load, "led", [river]) == load("led").tokenizer(river)["input_ids"]


def test_primera_closes_each_document_and_marks_it(load):
    tokenizer = load("primera").tokenizer
    end = tokenizer.convert_tokens_to_ids("<doc-sep>")
    first, second = (tokenizer(text)["input_ids"][1:-1] for text in ("the river rose", "the bridge was closed"))
    row = PassageFeed(load("primera")).row(["the river rose", "the bridge was closed"])
    assert row.ids == [tokenizer.bos_token_id, *first, end, *second, end, tokenizer.eos_token_id]
    assert row.marks == (0, len(first) + 1, len(first) + len(second) + 2)


@pytest.mark.parametrize("family", ["led", "primera"])
def test_global_attention_reaches_the_encoder(load, family, stories):
    checkpoint = load(family)
    seen = []
    hook = checkpoint.network.get_encoder().register_forward_pre_hook(
        lambda _, args, kwargs: seen.append(kwargs["global_attention_mask"].clone()), with_kwargs=True
    )
    try:
        TransformersGenerator(checkpoint).generate([stories[1], stories[0]], max_tokens=3)
    finally:
        hook.remove()
    feed = PassageFeed(checkpoint)
    for mask, story in zip(seen[0].tolist(), (stories[1], stories[0]), strict=True):
        assert tuple(place for place, mark in enumerate(mask) if mark) == feed.row(story).marks


def test_only_families_that_know_global_attention_get_it(record, stories):
    for kind in ("bart", "t5", "pegasus"):
        checkpoint = record(kind)
        TransformersGenerator(checkpoint).generate(stories[:1], max_tokens=2)
        assert "global_attention_mask" not in checkpoint.network.calls[0]


def test_a_length_that_no_attention_window_divides(load):
    generator = TransformersGenerator(load("primera"))
    for words in (3, 7, 8, 9, 17):
        assert len(generator.generate([["river " * words]], max_tokens=4)) == 1


@pytest.mark.parametrize("value", ['prefix = "headline: "', 'separator = "|||||"', "window = 40"])
def test_the_catalogue_goes_before_the_checkpoint(checkpoints, value):
    row = f'[[summarization]]\nname="n"\nfamily="t5"\nhub="a/n"\nparameters=1\nlicence="MIT"\n{value}'
    entry = parse_catalogue(row)[0]
    checkpoint = load_checkpoint(checkpoints.path("t5"), name="n", device="cpu", entry=entry)
    tokenizer, passages = checkpoint.tokenizer, ["the river", "the bridge"]
    ids = list(PassageFeed(checkpoint).row(passages).ids)
    if "prefix" in value:
        assert ids == tokenizer("headline: the river the bridge")["input_ids"]
    elif "separator" in value:
        assert ids == tokenizer("summarize: the river ||||| the bridge")["input_ids"]
    else:
        assert TransformersGenerator(checkpoint).window == 40


def test_beams_search_the_same_alone_and_together(decode, checkpoints, builders, tmp_path, stories):
    folder = checkpoints.copy("bart", tmp_path / "m")
    builders.edit_json(folder / "generation_config.json", num_beams=4, length_penalty=2.0, early_stopping=True)
    generator = Seq2SeqGenerator(decode(load_checkpoint(folder, name="m", device="cpu")))
    together = generator.generate(stories, max_tokens=12, min_tokens=6)
    assert together == [generator.generate([story], max_tokens=12, min_tokens=6)[0] for story in stories]


def test_a_translator_is_no_summarizer(load, translator):
    with pytest.raises(ModelError, match="no summarizer") as caught:
        TransformersGenerator(load(translator))
    assert caught.value.code is Code.BAD_MODEL


def test_rows_are_cut_at_their_own_limit(decode, load):
    row = PassageFeed(load("mt5")).row(["the river rose two metres"])
    short, long = decode("mt5").write([row, row], [3, 9])
    assert len(short.ids) == 3
    assert not short.finished
    assert long.ids[:3] == short.ids


def test_a_model_names_the_engine_that_ran_it(generator, summarizer, load):
    commit, _, engine = generator.revision.partition("+")
    assert commit == load(summarizer).revision
    assert engine in ("transformers.float32", "ctranslate2.int8")
