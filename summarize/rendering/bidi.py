"""Keeps foreign runs in order inside plain text: a Latin name in an Arabic line, and the reverse.

Terminals and text viewers apply the Unicode bidirectional algorithm (UAX #9) to each line but know
no markup, so foreign runs are isolated with U+2066–U+2069. Never used for HTML, DOCX and JSON,
which say the direction in their own way; DOCX only asks where the runs are.
"""

from __future__ import annotations

import re
from itertools import pairwise

from summarize.types import Direction

LEFT_TO_RIGHT_ISOLATE = "\u2066"
RIGHT_TO_LEFT_ISOLATE = "\u2067"
POP_ISOLATE = "\u2069"

_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
# A letter or European digit, with its combining marks.
_CORE = rf"[^\W_{_RIGHT_TO_LEFT}][\u0300-\u036f]*"
# What holds a name, number or address together from inside; both no-break spaces group digits.
_INNER = r"[.,'’&/:@_~?=#%|+\-–\u00a0\u202f]"
_TOKEN = re.compile(rf"[+\-−#@$€£°]?{_CORE}(?:{_INNER}*{_CORE})*(?:[%‰°+/]+(?!\w))?")
_LETTER = re.compile(r"[^\W\d_]")
# Right-to-left words with what stands between them, figures included, up to a bracket or clause mark.
_WORD = rf"(?=\w)[{_RIGHT_TO_LEFT}][\u0591-\u05bd\u064b-\u065f\u0670]*"
_BETWEEN = rf"(?![()\[\];:“”«»])[\W\d_{_RIGHT_TO_LEFT}]"
_FOREIGN = re.compile(rf"{_WORD}(?:(?:{_BETWEEN})*{_WORD})*")


def find_runs(text: str, direction: Direction) -> list[tuple[int, int]]:
    """Spans of a line that run against its direction; a name of several words is one span.

    In right-to-left lines numbers count as foreign too, but two numbers side by side stay apart,
    because they follow the order of the sentence around them.

    >>> find_runs("زار Port Selwyn في 2026", "rtl")
    [(4, 15), (19, 23)]
    """
    if direction == "ltr":
        return [match.span() for match in _FOREIGN.finditer(text)]
    # A citation mark such as [3] is held together by its brackets.
    tokens = [match.span() for match in _TOKEN.finditer(text) if not _is_bracketed(text, match)]
    runs = tokens[:1]
    for before, token in pairwise(tokens):
        if text[before[1] : token[0]] in (" ", " & ") and _has_letter(text, before, token):
            runs[-1] = (runs[-1][0], token[1])
        else:
            runs.append(token)
    return runs


def isolate_runs(text: str, direction: Direction) -> str:
    r"""The line with every run that goes against its direction isolated.

    >>> isolate_runs("سعر NV-7 ارتفع", "rtl")
    'سعر \u2066NV-7\u2069 ارتفع'
    >>> isolate_runs("NV-7 costs more", "ltr")
    'NV-7 costs more'
    """
    opening = choose_isolate(direction)
    pieces: list[str] = []
    end = 0
    for start, stop in find_runs(text, direction):
        pieces += [text[end:start], opening, text[start:stop], POP_ISOLATE]
        end = stop
    return "".join([*pieces, text[end:]])


def first_direction(text: str) -> Direction:
    """The direction that a viewer gives a line by itself: that of its first letter.

    >>> first_direction("31 سفينة (Port Selwyn)")
    'rtl'
    """
    letter = _LETTER.search(text)
    return "rtl" if letter and _FOREIGN.match(letter[0]) else "ltr"


def choose_isolate(direction: Direction) -> str:
    """The character that opens a foreign run in a line of the given direction."""
    return LEFT_TO_RIGHT_ISOLATE if direction == "rtl" else RIGHT_TO_LEFT_ISOLATE


def _is_bracketed(text: str, match: re.Match[str]) -> bool:
    return match.start() > 0 and text[match.start() - 1] == "[" and text[match.end() : match.end() + 1] == "]"


def _has_letter(text: str, *spans: tuple[int, int]) -> bool:
    return any(_LETTER.search(text, start, end) for start, end in spans)
