from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summarize.engines.seq2seq.batching import plan_batches

lengths = st.lists(st.integers(1, 600), max_size=80)


@given(lengths, st.integers(1, 2_000), st.integers(1, 20))
def test_every_input_is_in_one_batch_within_the_budget(given_lengths, budget, most_rows):
    batches = plan_batches(given_lengths, budget, most_rows)
    assert sorted(place for batch in batches for place in batch) == list(range(len(given_lengths)))
    for batch in batches:
        assert len(batch) <= most_rows
        padded = max(given_lengths[place] for place in batch) * len(batch)
        assert padded <= budget or len(batch) == 1


@given(lengths)
def test_longest_first_and_equal_lengths_in_order(given_lengths):
    order = [place for batch in plan_batches(given_lengths) for place in batch]
    assert order == sorted(order, key=lambda place: (-given_lengths[place], place))


def test_alike_lengths_travel_together():
    assert plan_batches([10, 100, 11, 99], budget=200) == [[1, 3], [2, 0]]
    assert plan_batches([]) == []
