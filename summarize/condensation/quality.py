"""What is wrong with a generated text, found by cheap measures before anyone reads it."""

from __future__ import annotations

import re
from collections import Counter

from summarize.engines import degeneracy
from summarize.models.protocols import Generation
from summarize.text.words import fold, split_words

MOST_REPEATS = 2
"""Occurrences of one four-word sequence in a point."""

_COMPLETE = re.compile(r"[.!?…؟。][\"'”’»)\]]*(?=\s|$)")


def find_defect(generation: Generation) -> str:
    """What makes a text unfit for use, "empty", "loop" or "cut off"; "" when nothing does.

    >>> find_defect(Generation("the dam the dam the dam the dam the dam the dam"))
    'loop'
    """
    text = generation.text.strip()
    if defect := degeneracy.find_defect(text):
        return defect
    words = [fold(w) for w in split_words(text)]
    repeats = Counter(zip(words, words[1:], words[2:], words[3:], strict=False))
    if repeats and max(repeats.values()) > MOST_REPEATS:
        return "loop"
    if generation.finish == "length" and not _COMPLETE.search(text):
        return "cut off"
    return ""


def keep_complete(generation: Generation) -> str:
    """The text up to its last complete sentence when the length limit cut it; whole otherwise.

    >>> keep_complete(Generation("The dam held. The town", finish="length"))
    'The dam held.'
    """
    text = " ".join(generation.text.split())
    if generation.finish == "stop":
        return text
    ends = [m.end() for m in _COMPLETE.finditer(text)]
    return text[: ends[-1]] if ends else text
