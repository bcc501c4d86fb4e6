"""Workers that are processes of this machine.

Not here: who gets which chunk, and what a death means (`crews`).
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from contextlib import suppress
from multiprocessing import connection
from multiprocessing.sharedctypes import RawArray
from typing import Any

from summarize.batch.chunks import Outcome, Record
from summarize.batch.crews import PATIENCE_SECONDS, Case, Crew, Worker, WorkerDiedError
from summarize.batch.rows import Digester, Recipe
from summarize.errors import Code, ModelError, SummarizeError

POLL_SECONDS = 0.5
WAITING, BEGUN, ENDED = range(3)

WARMING = Record("", 1, b'{"text": "What is loaded at first use counts for no row."}')


class Process(Worker):
    """A process, and a byte a row of its case that says how far it is; models are opened as it starts."""

    def __init__(self, recipe: Recipe, rows: int, threads: int, digester: type[Digester]) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._states = RawArray("B", rows)
        given = (theirs, self._states, recipe, threads, digester)
        self._process = context.Process(target=work, args=given, daemon=True)
        # Inherited from its first moment on: the parent alone decides what a signal to all of them means.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
        self._process.start()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        self._ready = False
        self._seen, self._since = b"", time.monotonic()

    def give(self, case: Case) -> None:
        """Begin a case."""
        self.case = case
        self._states[:] = bytes(len(self._states))
        self._since = time.monotonic()
        with suppress(OSError):  # it died meanwhile, which its answer will show
            self.connection.send(case.records)

    def answer(self) -> list[Outcome] | None:
        """See `Worker`; its first word is that it is ready."""
        try:
            found: list[Outcome] | SummarizeError | None = self.connection.recv()
        except (EOFError, OSError):
            if self._ready:
                raise WorkerDiedError from None
            message = "a worker ended while it opened its models; fewer --workers need less memory"
            raise ModelError(Code.NO_MEMORY, message) from None
        if isinstance(found, SummarizeError):
            raise found
        self._ready = True
        return found

    def begun(self) -> list[int]:
        """See `Worker`; where it is between two rows, all that are not ended."""
        assert self.case is not None
        states = dict(zip(self.case.places, bytes(self._states), strict=False))
        at = [place for place, state in states.items() if state == BEGUN]
        return at or [place for place, state in states.items() if state != ENDED]

    def is_stuck(self, patience: float) -> bool:
        """See `Worker`; counted from when a row last began or ended."""
        states, now = bytes(self._states), time.monotonic()
        if states != self._seen or not self._ready:
            self._seen, self._since = states, now
        return now - self._since > patience * max(1, states.count(BEGUN))

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.join()
        self.connection.close()


def hire_processes(
    recipe: Recipe,
    workers: int,
    rows: int,
    patience: float = PATIENCE_SECONDS,
    digester: type[Digester] = Digester,
) -> Crew:
    """A crew of processes.

    Args:
        recipe: What they make.
        workers: How many.
        rows: The most records of a chunk.
        patience: Seconds that a row may take.
        digester: What each process makes rows with.
    """
    threads = max(1, (os.cpu_count() or 1) // workers)
    return Crew(recipe, workers, lambda: Process(recipe, rows, threads, digester), _wait, patience)


def _wait(workers: list[Any]) -> list[Worker]:
    ready = connection.wait([worker.connection for worker in workers], POLL_SECONDS)
    return [worker for worker in workers if worker.connection in ready]


def work(link: connection.Connection, states: Any, recipe: Recipe, threads: int, digester: type[Digester]) -> None:
    """Make chunks until the other end is closed; the life of a worker process."""
    os.environ["OMP_NUM_THREADS"] = str(threads)  # before anything loads an algebra library
    threading.Thread(target=_die_with_parent, daemon=True).start()

    def tell(place: int, begins: bool) -> None:
        states[place] = BEGUN if begins else ENDED

    with suppress(EOFError, OSError):
        try:
            own = digester(recipe)
            own.digest_chunk([WARMING])
            link.send(None)
            while True:
                link.send(own.digest_chunk(link.recv(), tell))
        except SummarizeError as error:
            link.send(error)


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
