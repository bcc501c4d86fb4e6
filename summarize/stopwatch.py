"""How long each stage took, and who is told when one begins."""

from __future__ import annotations

import time
from collections.abc import Callable

from summarize.types import Timing


class Stopwatch:
    """Times stages one after the other."""

    def __init__(self, progress: Callable[[str], None]) -> None:
        self._progress = progress
        self._timings: list[Timing] = []
        self._stage = ""
        self._began = 0.0

    def begin(self, stage: str) -> None:
        """End the running stage and begin another."""
        self._end()
        self._stage, self._began = stage, time.perf_counter()
        self._progress(stage)

    def finish(self) -> tuple[Timing, ...]:
        """End the running stage; all timings so far, in order."""
        self._end()
        self._stage = ""
        return tuple(self._timings)

    def _end(self) -> None:
        if self._stage:
            self._timings.append(Timing(self._stage, time.perf_counter() - self._began))
