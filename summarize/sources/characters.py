"""Characters that break parsers and terminals: controls, lone surrogates, noncharacters, line ends.

Not here: Unicode normal forms, bidi marks and invisible letters, which the text stage settles.
"""

from __future__ import annotations

import re

_NONCHARACTERS = "".join(chr(plane * 0x10000 + low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
_UNWANTED = re.compile(f"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufeff{_NONCHARACTERS}]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]+")
_SPACES = re.compile(r"\s+")


def clean_characters(text: str) -> str:
    r"""Return the text with "\n" line ends, without controls, and with U+FFFD for lone surrogates.

    >>> clean_characters("a\x00b\r\nc")
    'ab\nc'
    """
    if _SURROGATES.search(text):
        # A pair that arrived as two halves is one character; only true orphans are lost.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    r"""Return the cleaned text with every run of white space made one space.

    >>> one_line("  A\n headline ")
    'A headline'
    """
    return _SPACES.sub(" ", clean_characters(text)).strip()
