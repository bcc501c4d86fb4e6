"""Translation units: sentences out of texts, and texts put together again, paragraphs and bullets kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarize.text.sentences import sentence_spans

_CLAUSE = re.compile(r"[;:,،؛—–]\s+")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Units:
    """The sentences of several texts in one flat list.

    Attributes:
        texts: The sentences, text after text.
        gaps: For each text what stands before each of its sentences, line breaks and bullets included.
    """

    texts: tuple[str, ...]
    gaps: tuple[tuple[str, ...], ...]


def split_units(texts: Sequence[str], language: str) -> Units:
    r"""Split texts into sentences, the units that translation models were trained on; a line break ends one.

    >>> split_units(["He left. She stayed.\n\nWhy?"], "en")
    Units(texts=('He left.', 'She stayed.', 'Why?'), gaps=(('', ' ', '\n\n'),))
    """
    units: list[str] = []
    gaps: list[tuple[str, ...]] = []
    for text in texts:
        own, end, start = [], 0, 0
        for line in text.split("\n"):
            for a, b in sentence_spans(line, language):
                units.append(line[a:b])
                own.append(text[end : start + a])
                end = start + b
            start += len(line) + 1
        gaps.append(tuple(own))
    return Units(tuple(units), tuple(gaps))


def join_units(translated: Sequence[str], gaps: Sequence[Sequence[str]]) -> list[str]:
    r"""Put translated sentences together again, one text for each row of gaps.

    >>> join_units(["A.", "B.", "C."], [["", "\n\n"], [""]])
    ['A.\n\nB.', 'C.']
    """
    texts, start = [], 0
    for row in gaps:
        own = zip(row, translated[start : start + len(row)], strict=True)
        texts.append("".join(gap + unit.strip() for gap, unit in own if unit.strip()).strip(" "))
        start += len(row)
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
