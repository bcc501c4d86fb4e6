"""Translation units: sentences out of points, and points put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarize.text.sentences import sentence_spans

_CLAUSE = re.compile(r"[;:,،؛—–]\s+")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Units:
    """The sentences of several texts in one flat list, with the number of sentences of each text."""

    texts: tuple[str, ...]
    counts: tuple[int, ...]


def split_units(texts: Sequence[str], language: str) -> Units:
    """Split texts into sentences, the units that translation models were trained on.

    >>> split_units(["He left. She stayed.", "Why?"], "en")
    Units(texts=('He left.', 'She stayed.', 'Why?'), counts=(2, 1))
    """
    pieces = [[text[a:b] for a, b in sentence_spans(text, language)] for text in texts]
    return Units(tuple(p for group in pieces for p in group), tuple(len(group) for group in pieces))


def join_units(translated: Sequence[str], counts: Sequence[int]) -> list[str]:
    """Put translated sentences together again, one text a count.

    >>> join_units(["A.", "B.", "C."], [2, 1])
    ['A. B.', 'C.']
    """
    texts, start = [], 0
    for count in counts:
        texts.append(" ".join(t.strip() for t in translated[start : start + count] if t.strip()))
        start += count
    return texts


def halve(text: str) -> tuple[str, str]:
    """Two parts of a long sentence, cut at the clause border or else the space nearest to its middle.

    >>> halve("The river rose, and nobody in the town was hurt by it.")
    ('The river rose,', 'and nobody in the town was hurt by it.')
    """
    middle = len(text) // 2
    for pattern in (_CLAUSE, _SPACE):
        cuts = [m.end() for m in pattern.finditer(text) if 0 < m.end() < len(text)]
        if cuts:
            cut = min(cuts, key=lambda c: abs(c - middle))
            return text[:cut].strip(), text[cut:].strip()
    return text[:middle], text[middle:]
