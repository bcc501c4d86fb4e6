"""Names of inputs as they may be shown: on one line, with nothing that moves a terminal's cursor.

Not here: where an input lives; a name is only what a reader calls it.
"""

from __future__ import annotations

import re

LONGEST_NAME = 200
"""Enough for any sensible path or address; a longer name would bury the message that it introduces."""

# Controls, bidirectional marks, line separators, byte order marks and the lone surrogates that
# stand for undecodable bytes; the two joiners of Persian and Indic spelling stay.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]")
_CREDENTIALS = re.compile(r"://[^/?#\s]{1,500}@")
_ENDING = re.compile(r"\.([A-Za-z0-9]{1,10})$")


def printable(name: str) -> str:
    r"""Return the name with controls, bidi marks and undecodable bytes written as escapes, cut if very long.

    A user name and password in an address are left out.

    >>> printable("two\nlines.txt")
    'two\\nlines.txt'
    """
    line = _CREDENTIALS.sub("://", _UNSAFE.sub(_escape, name))
    if len(line) <= LONGEST_NAME:
        return line
    half = (LONGEST_NAME - 1) // 2
    return f"{line[:half]}…{line[-half:]}"


def ending(name: str) -> str:
    """Return the lower-case ending of a file name or address, without its dot, or "".

    >>> ending("https://news.example/a/Report.MD?page=2#top")
    'md'
    """
    if "://" in name:
        name = re.split(r"[?#]", name, maxsplit=1)[0]
    found = _ENDING.search(name)
    return found.group(1).lower() if found else ""


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    if "\udc80" <= character <= "\udcff":
        return f"\\x{ord(character) - 0xDC00:02x}"
    return character.encode("unicode_escape").decode("ascii")
