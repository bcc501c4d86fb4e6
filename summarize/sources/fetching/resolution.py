"""Host names to addresses, through the system's resolver, within a few seconds.

Not here: judging the addresses; `addresses` does that.
"""

from __future__ import annotations

import socket
import threading

from summarize.errors import Code, InputError

RESOLVE_SECONDS = 5.0
"""The system's own patience is up to 30 seconds, and cannot be set; a healthy resolver takes one."""


def resolve_host(host: str) -> list[str]:
    """Return the addresses of a host, as text, in the order in which they should be tried.

    Raises:
        InputError: FETCH_DNS when there are none, or the resolver takes too long.
    """
    answers: list[list[str]] = []
    # A daemon: the call cannot be interrupted, only left behind.
    asking = threading.Thread(target=lambda: answers.append(_ask(host)), daemon=True)
    asking.start()
    asking.join(RESOLVE_SECONDS)
    if not answers:
        raise InputError(
            Code.FETCH_DNS, f"names a host that was not found in {RESOLVE_SECONDS:g} seconds; check the connection"
        )
    if not answers[0]:
        raise InputError(Code.FETCH_DNS, "names a host that does not exist; check the spelling and the connection")
    return answers[0]


def _ask(host: str) -> list[str]:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(str(address[0]) for *_, address in found))
