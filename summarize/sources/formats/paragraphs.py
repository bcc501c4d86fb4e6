"""Lines back to paragraphs: which line ends are the author's and which a page's width made.

Not here: what a paragraph says; nothing is dropped, only joined.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

LEAST_WIDTH = 40
"""Text whose longest line is shorter is a list or a poem: its line ends are kept."""
MOST_WIDTH = 120
"""No hard-wrapped plain text is wider; longer lines are paragraphs of their own."""
WRAPPED_SHARE = 0.5
"""Share of line ends explained by the width above which a block counts as wrapped."""
ENDED_SHARE = 0.5
"""Share of lines that end a sentence from which each is a paragraph: two manuals wrapped at 72 had 3 and 13 %."""
LONGEST_WORD = 60
"""How far back from a line's end a hyphenated word is looked for: a bound on time, not on language."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HYPHENATED = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef\u3000-\u303f]")
_SENTENCE_ENDS = (".", "!", "?", "؟", "۔", "。", ".”", ".»", '."')
_BULLETS = frozenset("•◦▪●‣·■□")
_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


def split_paragraphs(text: str) -> list[str]:
    r"""Return the paragraphs of plain text, each on one line.

    Blank lines always part paragraphs. Inside a block, a line end is undone where the next line's
    first word would not have fitted, as long as most line ends of the block are of that sort and few
    of them end a sentence.

    >>> split_paragraphs("One.\n\nTwo\nThree")
    ['One.', 'Two', 'Three']
    """
    words = known_words(text)
    paragraphs: list[str] = []
    for block in _BLANK_LINES.split(text):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        if lines:
            width = max(map(len, lines))
            paragraphs.extend(join_lines(lines, width, words) if _is_hard_wrapped(lines, width) else lines)
    return paragraphs


def join_lines(
    lines: Sequence[str], width: float, words: frozenset[str], ended_width: float | None = None
) -> list[str]:
    """Return paragraphs: a line goes on where the next one's first word would not have fitted into it.

    Args:
        lines: Lines without blank ones, stripped.
        width: How many characters fit on a line.
        words: The words of the whole text, for mending hyphens.
        ended_width: The same for lines that end a sentence, where a paragraph's end is likelier.
    """
    ended_width = width if ended_width is None else ended_width
    parts: list[list[str]] = [[line] for line in lines[:1]]
    for before, line in pairwise(lines):
        if _is_wrapped(before, line, ended_width if before.endswith(_SENTENCE_ENDS) else width):
            _attach(parts[-1], line, words)
        else:
            parts.append([line])
    return ["".join(part) for part in parts]


def known_words(text: str) -> frozenset[str]:
    """Return the lower-case words of a text, hyphenated ones whole."""
    return frozenset(_WORD.findall(text.lower()))


def _is_hard_wrapped(lines: Sequence[str], width: int) -> bool:
    if len(lines) < 2 or not LEAST_WIDTH <= width <= MOST_WIDTH:
        return False
    ends = len(lines) - 1
    full = sum(_is_wrapped(before, line, width) for before, line in pairwise(lines))
    ended = sum(line.endswith(_SENTENCE_ENDS) for line in lines[:-1])
    return full >= WRAPPED_SHARE * ends and ended < ENDED_SHARE * ends


def _is_wrapped(before: str, line: str, width: float) -> bool:
    if _HYPHENATED.search(before[-LONGEST_WORD:]) and line[:1].islower():
        return True
    if line[0] in _BULLETS or line.isdecimal():
        return False  # An item of a list, or the number of a page.
    first = line.split(maxsplit=1)[0]
    if _UNSPACED.match(line):
        first = line[:2]
    return len(before) + 1 + len(first) > width


def _attach(parts: list[str], line: str, words: frozenset[str]) -> None:
    last = parts[-1]
    broken = _HYPHENATED.search(last[-LONGEST_WORD:])
    rest = _FIRST_WORD.match(line)
    if broken and rest and rest.group()[0].islower():
        whole = (broken[1] + rest.group()).lower()
        compound = f"{broken[1]}-{rest.group()}".lower()
        # Only the text itself knows whether the hyphen is the word's own.
        keep = compound in words and whole not in words
        parts[-1] = last if keep else last[:-1]
    elif not (_UNSPACED.match(last[-1:]) and _UNSPACED.match(line[:1])):
        parts.append(" ")
    parts.append(line)
