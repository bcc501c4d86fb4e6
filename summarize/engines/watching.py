"""Who is told how far an engine is, and may stop it: a watcher of the thread that asked for the work.

It comes by no argument, since everything between the one who waits and the engine would have to pass it on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Watcher = Callable[[int, int], None]
"""Is told how many inputs of how many are done; what it raises ends the work and reaches the caller as it is."""

_watcher: ContextVar[Watcher | None] = ContextVar("watcher", default=None)


@contextmanager
def watch_engines(watcher: Watcher) -> Iterator[None]:
    """Lets a watcher be told of all work that this thread asks of an engine meanwhile.

    >>> with watch_engines(lambda done, total: print(f"{done} of {total}")):
    ...     tell_watcher(2, 3)
    2 of 3
    >>> tell_watcher(3, 3)
    """
    token = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(token)


def tell_watcher(done: int, total: int) -> None:
    """Tells the watcher, if there is one, how many inputs are done; engines do so at every step, of tokens or batches.

    Raises:
        BaseException: Whatever the watcher raises to stop the work.
    """
    watcher = _watcher.get()
    if watcher is not None:
        watcher(done, total)
