"""A parser process: reads tasks from standard input, answers on standard output, and can do nothing else.

    python -m summarize.sources.child.worker

Started by `pool`, whose `parse_apart` is the way in. It has a bound on its memory and on the processor
time of each task, opens no connections, leaves no core dump, and ends when its parent does.
"""

from __future__ import annotations

import math
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from typing import BinaryIO

from summarize.limits import Limits
from summarize.sources.child.frames import READY, SPENT, pack_reading, read_frame, unpack_task, write_frame
from summarize.sources.parsing import parse_blob

if sys.platform != "win32":
    import resource

MOST_TASK = 1_000_000
"""Bytes of a task without its content: a name, a media type and the limits."""
GROWN_BYTES = 100_000_000
"""A worker whose memory has grown by more says that it is spent: the next file shall have all of its own."""
LOOK_SECONDS = 1.0
"""How often a busy worker looks whether its parent is still there."""

_NETWORK = frozenset({"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"})


def serve() -> None:
    """Answer tasks until standard input ends."""
    tasks, answers = _take_streams()
    sys.addaudithook(_refuse_network)
    threading.Thread(target=_watch_parent, args=(os.getppid(),), daemon=True).start()
    start = _peak_bytes()
    while True:
        try:
            blob, limits = unpack_task(read_frame(tasks, MOST_TASK), read_frame(tasks, sys.maxsize))
        except ValueError:  # The input ended: nothing more is asked.
            return
        _bound(limits)
        write_frame(answers, pack_reading(parse_blob(blob, limits)))
        write_frame(answers, READY if _peak_bytes() - start < GROWN_BYTES else SPENT)


def _take_streams() -> tuple[BinaryIO, BinaryIO]:
    """Keep the two pipes for ourselves: what a library or a program of its own prints goes nowhere."""
    tasks, answers = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return os.fdopen(tasks, "rb"), os.fdopen(answers, "wb")


def _bound(limits: Limits) -> None:
    """Bound memory and processor time where the system can: not on Windows, and no memory on macOS."""
    if sys.platform == "win32":
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = math.ceil(used.ru_utime + used.ru_stime + limits.parse_seconds) + 1
    # No core dump: it would hold the article.
    bounds = ((resource.RLIMIT_AS, limits.parse_bytes), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0))
    for kind, most in bounds:
        hard = resource.getrlimit(kind)[1]
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _peak_bytes() -> int:
    if sys.platform == "win32":
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    del arguments
    if event in _NETWORK:
        raise PermissionError("a parser opens no connections")


def _watch_parent(parent: int) -> None:
    """End with the parent, however it ended: an idle worker sees its input end, a busy one only this."""
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
    if sys.platform != "win32" and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


if __name__ == "__main__":
    serve()
