"""How far a run is: a bar on a terminal, a plain line now and then otherwise."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO

from summarize.batch.commits import Tally

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

LINE_SECONDS = 10.0
"""Between plain lines: a log of a day's run has under 9,000."""


class Meter:
    """Writes to a stream what `runner.Report` is told; use it in a `with` statement.

    Args:
        err: Where to write.
        clock: Seconds that only go forward.
    """

    def __init__(self, err: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._err, self._clock = err, clock
        self._began = self._told = clock()
        self._first: Tally | None = None
        self._bar = _open_bar(err) if err.isatty() else None

    def __enter__(self) -> Meter:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def tell(self, tally: Tally, share: float) -> None:
        """Show the tally; `share` is how much of the input was read, 0–1."""
        now = self._clock()
        if self._first is None:  # what an earlier run did says nothing of this one's speed
            self._first = tally
            self._began = now
        line = describe(tally, tally.records - self._first.records, share, now - self._began)
        if self._bar:
            self._bar.update(self._bar.task_ids[0], completed=share, description=line)
        elif now - self._told >= LINE_SECONDS:
            self._told = now
            self._err.write(f"summarize: {line}\n")
            self._err.flush()


def describe(tally: Tally, done: int, share: float, seconds: float) -> str:
    """One line of progress: rows, rate, failures, and when it will be done at this rate.

    >>> describe(Tally(90, 6, 4), 100, 0.25, 50.0)
    '100 rows, 2.0 rows/s, 6 failed, 25 %, 2:30 left'
    >>> describe(Tally(), 0, 0.0, 0.0)
    '0 rows, 0 failed, 0 %'
    """
    parts = [f"{tally.records:,} rows"]
    if done and seconds > 0:
        parts.append(f"{done / seconds:,.1f} rows/s")
    parts += [f"{tally.errors:,} failed", f"{share:.0%}".replace("%", " %")]
    if done and share > 0:
        left = round(seconds * tally.records / done * (1 - share) / share)
        hours, minutes = left // 3600, left // 60 % 60
        parts.append(f"{hours}:{minutes:02}:{left % 60:02} left" if hours else f"{minutes}:{left % 60:02} left")
    return ", ".join(parts)


def _open_bar(err: TextIO) -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    bar = Progress(BarColumn(), TextColumn("{task.description}"), console=Console(file=err), transient=True)
    bar.add_task("starting", total=1.0)
    bar.start()
    return bar
