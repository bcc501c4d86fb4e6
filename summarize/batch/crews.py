"""Who makes chunks: workers of any sort, and what happens when a row kills one.

Each worker has its own models and one chunk at a time.  When one dies or stands still, the rows that it was at are
tried one by one; a row that ends a second worker becomes an error, and its chunk is made without it.  Not here: what
a worker is (`processes`, `cluster`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from summarize.batch.chunks import Chunk, Outcome, Record
from summarize.batch.rows import Recipe, write_error
from summarize.errors import Code

AHEAD = 4
"""Chunks a worker that may be made before the oldest is done: bounds memory when one row is slow."""

PATIENCE_SECONDS = 120.0
"""How long a row may take: the slowest honest one, 50,000 sentences on a busy core, took under half of it."""

DEATHS = 2
"""Workers that a row may end before it is given up."""

Finished = tuple[Chunk, list[Outcome]]


class WorkerDiedError(Exception):
    """A worker ended before it gave an answer."""


@dataclass(slots=True)
class Case:
    """A chunk on its way: rows given up with what is said of them, rows to be tried alone, workers it has ended."""

    chunk: Chunk
    condemned: dict[int, tuple[str, str]] = field(default_factory=dict)
    suspects: deque[int] = field(default_factory=deque)
    deaths: int = 0

    @property
    def places(self) -> list[int]:
        """The rows to be made next: a suspect alone, or all that are not given up."""
        everything = range(len(self.chunk.records))
        return [self.suspects[0]] if self.suspects else [n for n in everything if n not in self.condemned]

    @property
    def records(self) -> list[Record]:
        """The records to be made next."""
        return [self.chunk.records[place] for place in self.places]

    def finish(self, recipe: Recipe, outcomes: Sequence[Outcome]) -> list[Outcome]:
        """All rows of the chunk, those given up as errors."""
        made = iter(outcomes)
        return [
            write_error(record, recipe.columns, *self.condemned[n]) if n in self.condemned else next(made)
            for n, record in enumerate(self.chunk.records)
        ]

    def accuse(self, places: list[int], code: Code, reason: str) -> None:
        """Take note of a death: the rows that were begun become suspects, and a suspect is given up."""
        verdict = (code.value, reason)
        if self.suspects:
            self.condemned[self.suspects.popleft()] = verdict
            self.deaths = 0
            return
        self.deaths += 1
        if self.deaths < DEATHS:
            self.suspects.extend(places)
        else:
            self.condemned |= dict.fromkeys(places, verdict)
            self.deaths = 0


class Worker(ABC):
    """Something that makes one case at a time, and may die of it."""

    case: Case | None = None

    @abstractmethod
    def give(self, case: Case) -> None:
        """Begin a case."""

    @abstractmethod
    def answer(self) -> list[Outcome] | None:
        """What it has to say: rows of output, or None where it is only ready to begin.

        Raises:
            WorkerDiedError: When it died.
            SummarizeError: When it cannot make anything.
        """

    @abstractmethod
    def begun(self) -> list[int]:
        """Places in the chunk of the rows that it is at."""

    @abstractmethod
    def is_stuck(self, patience: float) -> bool:
        """Whether its rows take longer than so many seconds each."""

    @abstractmethod
    def kill(self) -> None:
        """End it at once."""


Hire = Callable[[], Worker]
Wait = Callable[[list[Worker]], list[Worker]]


class Crew:
    """Workers that make chunks; results come in the order of the chunks, whichever is done first.

    Args:
        recipe: What they make.
        workers: How many.
        hire: Gives another worker.
        wait: Those of some workers that have an answer, or died; waits a little for one.
        patience: Seconds that a row may take.
    """

    def __init__(self, recipe: Recipe, workers: int, hire: Hire, wait: Wait, patience: float) -> None:
        self._recipe, self._hire, self._wait, self._patience = recipe, hire, wait, patience
        self._workers: list[Worker | None] = [None] * workers
        self._again: deque[Case] = deque()
        self._done: dict[int, Finished] = {}

    def make(self, chunks: Iterable[Chunk]) -> Iterator[Finished]:
        """Yield each chunk with its rows of output, in order.

        Raises:
            SummarizeError: When a worker cannot do anything: a model is missing, a file cannot be read.
        """
        source = iter(chunks)
        order: deque[int] = deque()
        try:
            while True:
                self._give_out(source, order)
                while order and order[0] in self._done:
                    yield self._done.pop(order.popleft())
                if not order and not self._give_out(source, order):
                    return
                self._collect()
        finally:
            for worker in filter(None, self._workers):
                worker.kill()

    def _give_out(self, source: Iterator[Chunk], order: deque[int]) -> bool:
        """Give every idle worker a case; whether any is at work."""
        for place, worker in enumerate(self._workers):
            if worker and worker.case:
                continue
            case = self._again.popleft() if self._again else None
            if case is None and len(order) < AHEAD * len(self._workers):
                chunk = next(source, None)
                if chunk:
                    order.append(chunk.number)
                    case = Case(chunk)
            if case:
                hand = worker or self._hire()
                self._workers[place] = hand
                hand.give(case)
        return any(worker and worker.case for worker in self._workers)

    def _collect(self) -> None:
        """Take the answers of workers, once there is one."""
        busy = [worker for worker in self._workers if worker and worker.case]
        for worker in self._wait(busy):
            try:
                self._take(worker, worker.answer())
            except WorkerDiedError:
                self._bury(worker, Code.POISON, f"ended {DEATHS} workers; it is left out")
        for worker in busy:
            if worker.case and worker.is_stuck(self._patience):
                reason = f"took longer than {self._patience:g} seconds; --row-seconds allows more"
                self._bury(worker, Code.TIMEOUT, reason)

    def _take(self, worker: Worker, outcomes: list[Outcome] | None) -> None:
        if outcomes is None:
            return
        case, worker.case = worker.case, None
        assert case is not None
        if case.suspects:
            case.suspects.popleft()  # alone it does no harm
            self._again.append(case)
        else:
            self._done[case.chunk.number] = (case.chunk, case.finish(self._recipe, outcomes))

    def _bury(self, worker: Worker, code: Code, reason: str) -> None:
        """Replace a worker that died or stands still, and look for the row that did it."""
        case = worker.case
        assert case is not None
        case.accuse(worker.begun(), code, reason)
        worker.case = None
        worker.kill()
        self._workers[self._workers.index(worker)] = None
        self._again.append(case)
