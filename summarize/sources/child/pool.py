"""Parsers in processes of their own: what a hostile file does to one, it does to that one only.

PDF, Word, web pages, feeds, archives and JSON (whose texts may be web pages) are read by large libraries
written in C, or as large as such: they are read apart. Plain text and Markdown only meet this package's
own code, linear in time, and are read here: they need no process to start. Measured on two busy cores: a
worker is ready after 0.3 s, once a run; a web page needs 0.5 s for its libraries anyway, here or there.

On Windows workers have a time limit but no memory limit; where Python cannot start itself again (it is
embedded in another program, or frozen into one), everything is read here.
Not here: what a worker does; `worker` is its program.
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from summarize.errors import Code, InputError
from summarize.limits import LIMITS, Limits
from summarize.sources.blobs import Blob
from summarize.sources.boundary import parsing
from summarize.sources.child.frames import READY, pack_task, read_frame, unpack_reading, write_frame
from summarize.sources.kinds import Kind, detect_kind
from summarize.sources.names import printable
from summarize.sources.parsing import parse_blob
from summarize.types import Failure, Reading

MOST_WORKERS = max(1, min(4, os.cpu_count() or 1))
"""Files parsed at a time; more would only share the same cores, and four large ones already fill 2 GB."""
COMMAND = (sys.executable, "-P", "-m", "summarize.sources.child.worker")
"""-P: a file called json.py in the user's folder is not imported."""

_READ_HERE = frozenset({Kind.TEXT, Kind.MARKDOWN})
# Nothing else of the environment goes along: it may hold keys.
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP", "LANG", "LC_ALL", "LC_CTYPE")


def parse_apart(blob: Blob, limits: Limits = LIMITS) -> Reading:
    """Return all documents and failures of one input, as `parse_blob` does, whatever parsing it does to a process."""
    try:
        with parsing("input"):
            # A size over the limit is for parse_blob to say.
            here = len(blob.content) > limits.input_bytes or detect_kind(blob, limits) in _READ_HERE
    except InputError:
        here = True
    if here or not sys.executable or hasattr(sys, "frozen"):
        return parse_blob(blob, limits)
    return _pool_of(os.getpid()).parse(blob, limits)


class ParserPool:
    """Worker processes, started when needed, kept, and replaced when they end; for any number of threads."""

    def __init__(self, size: int = MOST_WORKERS, command: Sequence[str] = COMMAND) -> None:
        self._command = tuple(command)
        self._places = threading.BoundedSemaphore(size)
        self._idle: list[_Worker] = []
        self._owner = os.getpid()

    def parse(self, blob: Blob, limits: Limits) -> Reading:
        """Return the documents and failures of one input; TIMEOUT or PARSER_CRASHED where its worker did not last."""
        with self._places:
            try:
                worker = self._take()
            except OSError:
                return _failed(blob, Code.LIMIT, "could not be read: no process could be started; try again later")
            try:
                return worker.parse(blob, limits)
            finally:
                if worker.is_waiting():
                    self._idle.append(worker)
                else:
                    worker.end()

    def close(self) -> None:
        """End all idle workers; a forked copy of the process leaves them alone, for they are not its own."""
        while self._owner == os.getpid() and self._idle:
            self._idle.pop().end()

    def _take(self) -> _Worker:
        with suppress(IndexError):
            while True:
                worker = self._idle.pop()
                if worker.is_waiting():
                    return worker
                worker.end()
        return _Worker(self._command)


class _Worker:
    """One process and its two pipes; it leads a group of its own, which ends with it."""

    def __init__(self, command: Sequence[str]) -> None:
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        environment["PYTHONPATH"] = os.pathsep.join(str(Path(entry).absolute()) for entry in sys.path)
        environment["MALLOC_ARENA_MAX"] = "1"  # Each further arena would take 64 MB of the memory limit.
        self._process = subprocess.Popen(  # noqa: S603  our own program
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
        self._is_ready = True

    def is_waiting(self) -> bool:
        """Whether it can take a task."""
        return self._is_ready and self._process.poll() is None

    def parse(self, blob: Blob, limits: Limits) -> Reading:
        """Return what the process answers; a failure when it does not, and then it has to be ended."""
        late = threading.Event()
        clock = threading.Timer(limits.parse_seconds, self._stop, (late,))
        clock.daemon = True
        self._is_ready = False
        clock.start()
        try:
            return self._ask(blob, limits)
        except (OSError, ValueError):
            status = self.end()
            if late.is_set() or status == -getattr(signal, "SIGXCPU", 0):
                return _failed(blob, Code.TIMEOUT, f"took longer than {limits.parse_seconds:g} seconds; split it")
            return _failed(blob, Code.PARSER_CRASHED, "is damaged so that its parser broke down; export it again")
        finally:
            clock.cancel()
            clock.join()  # It may be about to kill.
            self._is_ready &= not late.is_set()

    def end(self) -> int:
        """End the process and all that it started; return its exit status."""
        self._kill()
        status = self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(OSError):  # What was still to be written has no reader any more.
                pipe.close()
        return status

    def _ask(self, blob: Blob, limits: Limits) -> Reading:
        tasks, answers = self._process.stdin, self._process.stdout
        assert tasks is not None
        assert answers is not None
        write_frame(tasks, pack_task(blob, limits))
        write_frame(tasks, blob.content)
        # An honest answer was made within the worker's memory.
        reading = unpack_reading(read_frame(answers, limits.parse_bytes))
        self._is_ready = read_frame(answers, len(READY)) == READY
        return reading

    def _stop(self, late: threading.Event) -> None:
        late.set()
        self._kill()

    def _kill(self) -> None:
        if self._process.returncode is not None:  # Its number may be another process's by now.
            return
        with suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32":
                self._process.kill()
            else:
                os.killpg(self._process.pid, signal.SIGKILL)


def _failed(blob: Blob, code: Code, message: str) -> Reading:
    return Reading((), (Failure(printable(blob.name), code.value, message),))


@cache
def _pool_of(process: int) -> ParserPool:
    """The pool of this process: one for all threads, so that the number of workers is bounded."""
    del process  # A forked process must not talk over the pipes of its parent.
    pool = ParserPool()
    atexit.register(pool.close)
    return pool
