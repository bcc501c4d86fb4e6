"""The desk: limits, stopping, taking turns at the models, and faults that tell nothing."""

from __future__ import annotations

import threading
import time

import pytest

from summarize.engines.watching import tell_watcher
from summarize.errors import InputError
from summarize.limits import Limits
from summarize.options import Options
from summarize.summarizer import Summarizer
from summarize.types import Digest
from summarize.web.desk import Desk, Order

TEXT = "The dam of Verin held on Monday. The river rose by two metres in six hours."


class Slow(Summarizer):
    """Works as an engine does, step by step, until it is stopped; counts who is at work."""

    def __init__(self):
        super().__init__(Options(offline=True))
        self.at_work = self.most_at_work = 0
        self.over = threading.Event()

    def digest(self, sources, *, progress=lambda _: None, **changes):
        self.at_work += 1
        self.most_at_work = max(self.most_at_work, self.at_work)
        try:
            steps = 1_000 if changes.get("query") == "slow" else 3
            for step in range(steps):
                tell_watcher(step, steps)
                time.sleep(0.01)
            return super().digest(sources, **{**changes, "to": []})
        finally:
            self.at_work -= 1
            self.over.set()


def finish(run):
    return next(news for news in run if isinstance(news, Digest))


def test_a_digest_comes_with_what_was_not_read():
    desk = Desk(Summarizer(Options(offline=True)))
    digest = finish(desk.run(Order((TEXT,), (("empty.txt", b""),), ("https://news.example/a", "../etc/passwd"))))
    assert [failure.source for failure in digest.failures] == ["empty.txt", "https://news.example/a", "../etc/passwd"]
    assert digest.points


def test_closing_a_run_ends_its_work_between_two_steps():
    slow = Slow()
    run = Desk(slow).run(Order((TEXT,), changes={"query": "slow"}))
    next(run)
    run.close()
    assert slow.over.wait(2)


def test_those_who_need_models_take_turns_and_the_others_do_not_wait():
    slow = Slow()
    desk = Desk(slow)
    waiting = desk.run(Order((TEXT,), changes={"query": "slow", "to": ["ar"]}))
    next(waiting)
    second = desk.run(Order((TEXT,), changes={"to": ["ar"]}))
    assert "wait" in [next(second) for _ in range(4)]
    assert finish(desk.run(Order((TEXT,)))).points
    waiting.close()
    assert finish(second).points


def test_too_much_and_too_long_are_refused():
    desk = Desk(Slow(), Limits(web_characters=50, web_seconds=0.5, web_articles=2))
    with pytest.raises(InputError, match="50"):
        finish(desk.run(Order((TEXT,))))
    with pytest.raises(InputError, match="at most 2"):
        finish(desk.run(Order(("a",) * 3)))
    with pytest.raises(InputError, match=r"more than 0.5 seconds"):
        finish(desk.run(Order(("The dam held. It rained.",), changes={"query": "slow"})))


def test_a_fault_tells_only_its_number(caplog):
    class Faulty(Summarizer):
        def digest(self, *arguments, **changes):
            raise KeyError("/secret/path")

    with pytest.raises(RuntimeError) as fault:
        finish(Desk(Faulty(Options(offline=True))).run(Order((TEXT,))))
    assert "secret" not in str(fault.value)
    assert str(fault.value) in caplog.text
