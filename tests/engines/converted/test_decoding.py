from __future__ import annotations

import pytest

from summarize.engines.seq2seq.batching import plan_batches
from summarize.engines.seq2seq.passages import PassageFeed


@pytest.fixture
def rows(load, builders):
    feed = PassageFeed(load("bart"))
    lines = builders.ENGLISH * 9  # more than one batch holds
    return [feed.row([" ".join(line.split()[: 3 + place % 11])]) for place, line in enumerate(lines)]


def test_neither_workers_nor_company_change_an_output(load, converted, rows):
    assert len(plan_batches([len(row.ids) for row in rows])) > 1
    limits = [10] * len(rows)
    expected = [converted(load("bart")).write([row], [10])[0] for row in rows]
    for workers in (1, 2, 3):
        assert converted(load("bart"), workers=workers).write(rows, limits) == expected


def test_eight_bits_and_beams_are_said_to_differ_and_search_the_same_twice(load, converted, rows):
    decoder = converted(load("bart"))
    assert (decoder.engine, converted(load("bart"), "float32").engine) == ("ctranslate2.int8", "ctranslate2.float32")
    first = decoder.write(rows[:5], [12] * 5, beams=4)
    assert first == decoder.write(rows[:5], [12] * 5, beams=4)
    assert first != decoder.write(rows[:5], [12] * 5, beams=1)


def test_the_fewest_tokens_are_written(load, converted, rows):
    decoder = converted(load("bart"))
    free = decoder.write(rows[:10], [14] * 10)
    assert min(len(writing.ids) for writing in free) < 9
    assert all(len(writing.ids) >= 9 for writing in decoder.write(rows[:10], [14] * 10, least=9))


def test_a_network_beside_it_keeps_its_threads(load, converted, rows):
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        converted(load("bart"), workers=1).write(rows[:2], [3] * 2)
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)
