"""Model calls of many rows made together: each row runs its own main path and waits where it asks a model.

When every row waits or is done, what they ask is put into one call a model and setting. Rows take turns, never two
at a time, so what a call holds depends on the rows alone, not on the clock. Not here: how a model batches (`engines`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from summarize.errors import Code, ModelError
from summarize.models.protocols import EntailmentModel, Generation, Generator, Translator
from summarize.pipeline import Models
from summarize.translation.desk import Desk, Memory

Call = Callable[[list[Any]], list[Any]]


@dataclass(slots=True)
class Strand:
    """One row on its way: its turn, what it asks for, and what came of it."""

    job: Callable[[], Any]
    turn: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    key: Hashable = None
    call: Call = list
    items: list[Any] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)
    result: Any = None
    done: bool = False


class Window:
    """Rows that are made together."""

    def __init__(self) -> None:
        self._back = threading.Semaphore(0)
        self._current: Strand | None = None

    def run(self, jobs: Sequence[Callable[[], Any]]) -> list[Any]:
        """The result of each job, in order; a job must not raise."""
        strands = [Strand(job) for job in jobs]
        for strand in strands:
            threading.Thread(target=self._work, args=(strand,), daemon=True).start()
        left = strands
        while left:
            for strand in left:
                self._current = strand
                strand.turn.release()
                self._back.acquire()
            left = [strand for strand in left if not strand.done]
            _answer(left)
        return [strand.result for strand in strands]

    def ask(self, key: Hashable, call: Call, items: list[Any]) -> list[Any]:
        """What a call gives for some items, once all other rows have come as far; for the row whose turn it is."""
        strand = self._current
        assert strand is not None
        strand.key, strand.call, strand.items = key, call, items
        self._back.release()
        strand.turn.acquire()
        for answer in strand.answers:
            if isinstance(answer, Exception):
                raise answer
        return strand.answers

    def share(self, models: Models) -> Models:
        """The same models, asked through this window."""
        return replace(
            models,
            open_desk=lambda source, target: self._share_desk(models.open_desk(source, target)),
            generator=SharedGenerator(models.generator, self) if models.generator else None,
            verifier=SharedVerifier(models.verifier, self) if models.verifier else None,
        )

    def _share_desk(self, desk: Desk) -> Desk:
        return replace(desk, translators=tuple(SharedTranslator(model, self) for model in desk.translators))

    def _work(self, strand: Strand) -> None:
        strand.turn.acquire()
        strand.result = strand.job()
        strand.done = True
        self._back.release()


def _answer(strands: Sequence[Strand]) -> None:
    """Give every waiting row its answers; equal items are computed once."""
    for key in dict.fromkeys(strand.key for strand in strands):
        asking = [strand for strand in strands if strand.key == key]
        distinct = list(dict.fromkeys(item for strand in asking for item in strand.items))
        answers = dict(zip(distinct, call_bisecting(asking[0].call, distinct), strict=True))
        for strand in asking:
            strand.answers = [answers[item] for item in strand.items]


def call_bisecting(call: Call, items: list[Any]) -> list[Any]:
    """One answer an item: where a call fails it is made again for each half, and a single item's failure is its answer.

    >>> call_bisecting(lambda items: [1 // item for item in items], [1, 0, 1])
    [1, ZeroDivisionError('integer division or modulo by zero'), 1]
    """
    if not items:
        return []
    try:
        answers = call(items)
        _check_count(len(answers), len(items))
    except Exception as error:  # noqa: BLE001  whatever a model raises belongs to the row that made it
        if len(items) == 1:
            return [error]
        middle = len(items) // 2
        return call_bisecting(call, items[:middle]) + call_bisecting(call, items[middle:])
    return answers


def _check_count(given: int, asked: int) -> None:
    if given != asked:
        raise ModelError(Code.BAD_MODEL, f"a model gave {given} results for {asked} inputs")


class Shared:
    """A model that is asked through a window, with its own name."""

    def __init__(self, model: Any, window: Window) -> None:
        self.model, self.window_of_rows = model, window
        self.name, self.revision, self.licence = model.name, model.revision, model.licence


class SharedGenerator(Shared):
    """A generator asked for all rows at once."""

    model: Generator

    @property
    def window(self) -> int:
        """As the generator's own."""
        return self.model.window

    def count_tokens(self, passages: Sequence[str]) -> int:
        """As the generator's own."""
        return self.model.count_tokens(passages)

    def generate(self, inputs: Sequence[Sequence[str]], *, max_tokens: int, min_tokens: int = 0) -> list[Generation]:
        """As the generator's own, together with all other rows."""
        return self.window_of_rows.ask(
            ("generate", self.name, self.revision, max_tokens, min_tokens),
            lambda items: self.model.generate(items, max_tokens=max_tokens, min_tokens=min_tokens),
            [tuple(passages) for passages in inputs],
        )


class SharedTranslator(Shared):
    """A translator asked for all rows at once."""

    model: Translator

    def supports(self, source: str, target: str) -> bool:
        """As the translator's own."""
        return self.model.supports(source, target)

    def translate(self, texts: Sequence[str], source: str, target: str, *, beams: int | None = None) -> list[str]:
        """As the translator's own, together with all other rows."""
        return self.window_of_rows.ask(
            ("translate", self.name, self.revision, source, target, beams),
            lambda items: self.model.translate(items, source, target, beams=beams),
            list(texts),
        )


class SharedVerifier(Shared):
    """An entailment model asked for all rows at once."""

    model: EntailmentModel

    def entail(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """As the model's own, together with all other rows."""
        return self.window_of_rows.ask(("entail", self.name, self.revision), self.model.entail, list(pairs))


class ReadOnly:
    """A memory that is read and never added to: what a row finds does not depend on the rows before it."""

    def __init__(self, memory: Memory) -> None:
        self.find = memory.find

    def keep(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Nothing is kept."""
