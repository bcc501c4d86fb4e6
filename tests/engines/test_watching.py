from __future__ import annotations

import pytest

from summarize.engines.seq2seq.passages import PassageFeed
from summarize.engines.watching import watch_engines


class Stopped(Exception):  # noqa: N818 - nothing is wrong
    """What a caller of ours may raise."""


@pytest.fixture
def rows(load, builders):
    """70 inputs: more than go into one batch."""
    feed = PassageFeed(load("bart"))
    return [feed.row([line]) for line in builders.ENGLISH * 7]


@pytest.mark.parametrize("beams", [1, 2])
def test_a_watcher_is_told_how_many_inputs_are_done(decode, rows, beams):
    told = []
    with watch_engines(lambda done, total: told.append((done, total))):
        watched = decode("bart").write(rows, [6] * 70, beams=beams)
    assert {total for _, total in told} == {70}
    done = [count for count, _ in told]
    assert done[0] == 0
    assert done == sorted(done)
    assert 0 < done[-1] < 70
    count = len(told)
    assert decode("bart").write(rows, [6] * 70, beams=beams) == watched
    assert len(told) == count


@pytest.mark.parametrize("beams", [1, 2])
def test_what_a_watcher_raises_ends_the_work_as_it_is(decode, rows, beams):
    calls = []

    def stop(done, total):
        calls.append(done)
        raise Stopped

    decoder = decode("bart")
    with pytest.raises(Stopped), watch_engines(stop):
        decoder.write(rows, [40] * 70, least=40, beams=beams)
    assert calls == [0]
    assert len(decoder.write(rows[:2], [4, 4], beams=beams)) == 2


def test_watchers_nest():
    from summarize.engines.watching import tell_watcher

    told = []
    with watch_engines(lambda done, total: told.append("outer")):
        with watch_engines(lambda done, total: told.append("inner")):
            tell_watcher(0, 1)
        tell_watcher(0, 1)
    tell_watcher(0, 1)
    assert told == ["inner", "outer"]
