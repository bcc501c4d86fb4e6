"""What `summarize batch …` does: a run with its workers, its progress and its signals; and merging shards.

Talk goes to standard error. Not here: the options of each command (`cli`).
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TextIO

from summarize.batch.commits import Tally
from summarize.batch.merging import merge_shards
from summarize.batch.processes import hire_processes
from summarize.batch.progress import Meter
from summarize.batch.runner import Job, MakeChunks, Stop, run_batch
from summarize.errors import Code, InputError, UsageError

SIGNALLED = 128
"""What a shell adds to a signal's number in the exit status of a program that it ended."""


def make_batch(job: Job, make: MakeChunks, err: TextIO) -> int:
    """Run a job to its end, or to a wish to stop; the exit status."""
    stop = Stop()
    with _obeying(stop, err) as received, Meter(err) as meter:
        tally = run_batch(job, make, stop, meter.tell)
    if stop.reason:
        err.write(f"summarize: stopped ({stop.reason}); the same command goes on from here\n")
    _tell(tally, job.out, err)
    if received:
        return SIGNALLED + received[0]
    return InputError.exit_status if tally.errors or stop.reason else 0


def open_crew(job: Job, workers: int, patience: float, address: str) -> MakeChunks:
    """What makes a job's chunks: processes here, or actors of the Ray cluster at an address.

    Without a number of workers there is one a processor; where models are used one, which takes all processors.
    """
    if address:
        from summarize.batch.cluster import hire_actors

        return hire_actors(job.recipe, address, workers or None, patience).make
    count = workers or (1 if job.recipe.uses_models else os.cpu_count() or 1)
    return hire_processes(job.recipe, count, job.rows, patience).make


def merge_batch(out: Path, shards: Sequence[Path], err: TextIO, *, overwrite: bool) -> int:
    """Merge the finished shards of a run; the exit status."""
    tally = merge_shards(out, shards, overwrite=overwrite)
    _tell(tally, out, err)
    return InputError.exit_status if tally.errors else 0


def parse_shard(text: str) -> tuple[int, int]:
    """A shard as it is written on the command line.

    >>> parse_shard("2/4")
    (2, 4)

    Raises:
        UsageError: When it is not a number from 1 to the number of shards.
    """
    first, _, second = text.partition("/")
    if first.isdecimal() and second.isdecimal() and 1 <= int(first) <= int(second):
        return int(first), int(second)
    raise UsageError(Code.BAD_OPTION, f"--shard must be like 2/4, from 1/4 to 4/4, not {text[:20]!r}")


@contextmanager
def _obeying(stop: Stop, err: TextIO) -> Iterator[list[int]]:
    """Take the first Ctrl-C or SIGTERM as a wish to stop, the second as an order; the signals received."""
    received: list[int] = []

    def wish(number: int, _: FrameType | None) -> None:
        if received:
            raise KeyboardInterrupt
        received.append(number)
        stop.reason = signal.Signals(number).name
        err.write("\nsummarize: finishing the chunks in hand; once more stops at once\n")

    before = {number: signal.signal(number, wish) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield received
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _tell(tally: Tally, out: Path, err: TextIO) -> None:
    counts = f"{tally.records:,} in = {tally.good:,} ok + {tally.errors:,} error + {tally.skipped:,} skipped"
    err.write(f"summarize: {out.name}: {counts}\n")
