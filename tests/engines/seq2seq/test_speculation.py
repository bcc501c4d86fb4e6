from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from summarize.checkpoints.checkpoint import Row
from summarize.checkpoints.loading import load_checkpoint
from summarize.engines.seq2seq.decoding import TransformersDecoder
from summarize.engines.seq2seq.speculation import (
    DRAFT_TOKENS,
    DRAFTED_ROWS,
    PASS_TOKENS,
    Drafter,
    SpeculativeSearch,
)

SEEDS = st.lists(st.integers(0, 10_000), min_size=1, max_size=5)
RULES = st.fixed_dictionaries(
    {"max_new_tokens": st.integers(1, 40)},
    optional={
        "min_new_tokens": st.integers(1, 40),
        "no_repeat_ngram_size": st.integers(1, 4),
        "encoder_no_repeat_ngram_size": st.just(2),
        "repetition_penalty": st.just(1.3),
        "forced_eos_token_id": st.just(1),
    },
)


def make_rows(checkpoint, seeds):
    """One input a seed, of 3 to 42 scattered tokens."""
    marks = (0,) if checkpoint.configuration.model_type == "led" else ()
    spread = checkpoint.rows - 10
    return [Row([5 + (seed + place * 7_919) % spread for place in range(3 + seed % 40)], marks) for seed in seeds]


def write(checkpoint, rows, search=None, **rules):
    """What `generate` writes for a batch, each row up to its end."""
    import torch

    from summarize.engines.seq2seq.decoding import _tensors

    ends = checkpoint.search.eos_token_id
    with torch.inference_mode():
        tensors = _tensors(checkpoint, rows)
        written = checkpoint.network.generate(**tensors, num_beams=1, custom_generate=search, **rules)[:, 1:].tolist()
    return [row[: row.index(ends) + 1] if ends in row else row[: rules["max_new_tokens"]] for row in written]


def spoil(ids, seed):
    """Tokens with a wrong one now and then, as many as the seed says."""
    return [
        abs(number - 1) if seed % 7 and place % (seed % 7) == seed % 3 else number for place, number in enumerate(ids)
    ]


@pytest.fixture
def count_passes():
    """`with count_passes(network) as passes:` keeps the width of every pass of the decoder."""

    @contextmanager
    def count(network):
        widths = []
        hook = network.get_decoder().register_forward_pre_hook(
            lambda _, args, kwargs: widths.append(kwargs["input_ids"].shape[1]), with_kwargs=True
        )
        try:
            yield widths
        finally:
            hook.remove()

    return count


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seeds=SEEDS, rules=RULES)
@example(seeds=[0, 0, 90], rules={"max_new_tokens": 10})  # the slowest row ends first
def test_every_family_writes_the_tokens_of_the_plain_search(load, each_family, seeds, rules):
    checkpoint = load(each_family)
    rules["min_new_tokens"] = min(rules.get("min_new_tokens", 0), rules["max_new_tokens"])
    rows = make_rows(checkpoint, seeds)
    plain = write(checkpoint, rows, **rules)
    # The best source of drafts is the output itself; the spoiled ones are right for a while, each row for another.
    for sources in (plain, [spoil(ids, seed) for ids, seed in zip(plain, seeds, strict=True)], [r.ids for r in rows]):
        assert write(checkpoint, rows, SpeculativeSearch(sources), **rules) == plain


@given(st.lists(st.integers(0, 5), max_size=30), st.lists(st.integers(0, 5), max_size=30))
def test_a_draft_is_what_follows_the_last_token_in_the_source(source, written):
    draft = Drafter(source).draft(written)
    followed = [
        source[end : end + DRAFT_TOKENS] for end in range(1, len(source)) if source[end - 1 : end] == written[-1:]
    ]
    assert draft in followed if draft else not followed


@pytest.fixture
def long_writer(load):
    """A checkpoint, inputs for which it writes 40 tokens, and those tokens."""
    checkpoint, rules = load("t5"), {"max_new_tokens": 40, "min_new_tokens": 40, "no_repeat_ngram_size": 2}
    rows = make_rows(checkpoint, [7, 120, 39])
    return checkpoint, rows, write(checkpoint, rows, **rules), rules


def test_right_drafts_save_passes_and_wrong_ones_cost_none(long_writer, count_passes):
    checkpoint, rows, plain, rules = long_writer
    assert [len(ids) for ids in plain] == [40] * 3
    with count_passes(checkpoint.network) as passes:
        assert write(checkpoint, rows, SpeculativeSearch(plain), **rules) == plain
    assert len(passes) <= 40 / DRAFT_TOKENS + 3
    with count_passes(checkpoint.network) as passes:
        assert write(checkpoint, rows, SpeculativeSearch([ids[::-1] for ids in plain]), **rules) == plain
    assert len(passes) <= 40


def test_a_row_without_drafts_holds_no_other_up_beyond_its_own_pace(long_writer, count_passes):
    checkpoint, rows, plain, rules = long_writer
    with count_passes(checkpoint.network) as passes:
        assert write(checkpoint, rows, SpeculativeSearch([plain[0], [], plain[2]]), **rules) == plain
    assert len(passes) <= 40


def test_a_full_batch_is_searched_token_by_token(long_writer, count_passes):
    checkpoint, rows, plain, rules = long_writer
    many = DRAFTED_ROWS + 1
    with count_passes(checkpoint.network) as passes:
        written = write(checkpoint, rows[:1] * many, SpeculativeSearch(plain[:1] * many), **rules)
    assert written == plain[:1] * many
    assert passes == [1] * 40


def test_equal_scores_are_told_apart_the_same_way(builders, checkpoints, tmp_path):
    folder = checkpoints.copy("bart", tmp_path / "m")

    def pair_up(weights):
        shared = weights["model.shared.weight"]
        shared[6 : len(shared) - 1 : 2] = shared[7:][: len(shared[6 : len(shared) - 1 : 2]) * 2 : 2]

    builders.change_weights(folder, pair_up)
    checkpoint = load_checkpoint(folder, name="m", device="cpu")
    rows = make_rows(checkpoint, [3, 77, 500])
    plain = write(checkpoint, rows, max_new_tokens=40, min_new_tokens=40)
    assert any(number >= 6 for number in plain[0])
    assert write(checkpoint, rows, SpeculativeSearch(plain), max_new_tokens=40, min_new_tokens=40) == plain


@pytest.fixture(scope="module")
def copier(tmp_path_factory):
    """The network of the copying benchmark in small, and its shape."""
    from bench.copying import make_copier
    from bench.networks import SHAPES, load_network

    small = {"d_model": 128, "encoder_layers": 2, "decoder_layers": 2, "vocab_size": 50_264}
    small |= {f"{side}_attention_heads": 2 for side in ("encoder", "decoder")}
    shape = replace(SHAPES["bart-large"], sizes=small, inputs=3, read=(60, 60))
    folder = tmp_path_factory.mktemp("copier")
    make_copier(shape, folder)
    return load_network(shape, folder, "float32"), shape


def test_a_model_that_copies_takes_fewer_passes_the_more_it_copies(copier, count_passes):
    from bench.copying import PARTNERS, REWRITTEN, make_inputs

    checkpoint, shape = copier
    counts = []
    for rate in (0, 0.5, 0.9, 1):
        rows = make_inputs(rate, shape)
        with count_passes(checkpoint.network) as passes:
            writings = TransformersDecoder(checkpoint).write(rows, [40] * 3, least=40, beams=1)
        counts.append(len(passes))
        shift = PARTNERS.start - REWRITTEN.start
        expected = [tuple(n + shift if n in REWRITTEN else n for n in row.ids[:40]) for row in rows]
        assert [writing.ids for writing in writings] == expected
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == 40
    assert counts[-1] <= 40 / (PASS_TOKENS / 3) + 3


def test_beams_are_searched_token_by_token(copier, count_passes):
    checkpoint, _ = copier
    with count_passes(checkpoint.network) as passes:
        TransformersDecoder(checkpoint).write([Row([40_000, 40_001, 40_002])], [12], least=12, beams=3)
    assert passes == [1] * 12
