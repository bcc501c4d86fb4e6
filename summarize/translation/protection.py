"""Placeholders: parts of a text that a model should copy, not translate, and how they come back.

Not here: which parts those are; a glossary says it of its terms, the ladder of addresses and figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarize.translation.desk import Restore

# Looks like a product code, which models copy as it stands; no number check takes it for a figure.
_LETTERS = ("QX", "XQ", "ZQ", "QZ")
PLACEHOLDER = re.compile(rf"\b(?:{'|'.join(_LETTERS)})[0-9]+\b")


def protect_spans(text: str, spans: Sequence[tuple[int, int, str]]) -> tuple[str, Restore]:
    """Put a placeholder in the place of each span; the returned function puts the wanted words there.

    Calls may follow one another on one text: each takes letters that the text does not hold yet.

    Args:
        text: The source.
        spans: (start, end, wanted words), in order and not overlapping.

    >>> protected, restore = protect_spans("Visit Port Selwyn.", [(6, 17, "بورت سلوين")])
    >>> protected, restore("زوروا QX1.")
    ('Visit QX1.', 'زوروا بورت سلوين.')
    """
    letters = next((code for code in _LETTERS if code not in text), None)
    if letters is None:
        return text, lambda target: target
    pieces, end, wanted = [], 0, []
    for start, stop, words in spans:
        wanted.append(words)
        pieces += [text[end:start], f"{letters}{len(wanted)}"]
        end = stop
    copied = re.compile(rf"{letters} ?([0-9]+)", re.IGNORECASE)

    def restore(target: str) -> str:
        return copied.sub(lambda m: wanted[int(m[1]) - 1] if 0 < int(m[1]) <= len(wanted) else m[0], target)

    return "".join([*pieces, text[end:]]), restore
