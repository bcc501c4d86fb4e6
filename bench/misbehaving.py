"""A parser process that misbehaves in one of eight ways, to try the pool on.

    python bench/misbehaving.py BEHAVIOUR

Not here: a parser; it answers nothing that could be a document.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable

_HUGE = 1 << 62


def _eat_memory() -> None:
    """Ask for more than there is, and end as an allocator that was refused does."""
    try:
        bytearray(_HUGE)
    except (MemoryError, OverflowError):
        os.abort()


def _crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _leave() -> None:
    sys.exit(0)


def _hang() -> None:
    time.sleep(600)


def _spin() -> None:
    while True:
        pass


def _fork() -> None:
    """Leave a child behind that sleeps on, and answer nothing."""
    if os.fork() == 0:
        time.sleep(600)
    sys.exit(0)


def _flood() -> None:
    while True:
        os.write(1, b"\xff" * 65_536)


def _drip() -> None:
    """Promise a long answer, and give it a byte at a time."""
    os.write(1, (100_000).to_bytes(8, "big"))
    while True:
        os.write(1, b" ")
        time.sleep(0.02)


BEHAVIOURS: dict[str, Callable[[], None]] = {
    "memory": _eat_memory,
    "crash": _crash,
    "exit": _leave,
    "hang": _hang,
    "spin": _spin,
    "fork": _fork,
    "flood": _flood,
    "drip": _drip,
}

if __name__ == "__main__":
    sys.stdin.buffer.read(64)
    BEHAVIOURS[sys.argv[1]]()
