"""Texts with marks in them: links, emphasis, code, whatever a layout knows by its keys.

What cannot be translated stands in a text as one ATOM. Not here: how passages are translated (`renditions`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from summarize.types import TranslatedUnit

ATOM = "\ufffc"
"""Unicode's own sign for an object inside text."""


@dataclass(frozen=True, slots=True)
class Span:
    """A mark on a passage: words that carry it, one ATOM, or white space with a form of its own.

    Attributes:
        start: First character.
        end: One past the last.
        key: By which the layout knows it; no two marks of a passage share one.
        kind: What it stands on.
        kept: Whether words whose place a translation does not show are repeated after it, as those of a link.
        words: What an atom says, for views without marks.
    """

    start: int
    end: int
    key: int
    kind: Literal["words", "atom", "space"] = "words"
    kept: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading or cell; a line break ends a unit. Of two nested spans the outer comes first."""

    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendition:
    """A passage in another language, and its units in plain words."""

    passage: Passage
    units: tuple[TranslatedUnit, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """A document as its passages, and what makes a document of their translations into a language, once.

    What stands between the passages, and a passage that is as it was, comes out unchanged.
    """

    passages: tuple[Passage, ...]
    fill: Callable[[Sequence[Passage], str], bytes]


def split_passage(passage: Passage, edges: Sequence[int]) -> list[Passage]:
    """The parts of a passage between edges in ascending order, each with its parts of the spans.

    >>> [(part.text, len(part.spans)) for part in split_passage(Passage("It rained.", (Span(3, 9, 0),)), [2, 5])]
    [('It', 0), (' ra', 1), ('ined.', 1)]
    """
    spans = passage.spans
    waiting = sorted(range(len(spans)), key=lambda place: spans[place].start, reverse=True)
    active: list[int] = []
    parts = []
    for start, end in pairwise((0, *edges, len(passage.text))):
        while waiting and spans[waiting[-1]].start < end:
            active.append(waiting.pop())
        active = sorted(place for place in active if spans[place].end > start)
        cut = (
            replace(spans[place], start=max(spans[place].start - start, 0), end=min(spans[place].end, end) - start)
            for place in active
        )
        parts.append(Passage(passage.text[start:end], tuple(span for span in cut if span.start < span.end)))
    return parts


def join_passages(pieces: Iterable[Passage]) -> Passage:
    """Pieces one after the other; parts of one mark that touch are one again."""
    spans: list[Span] = []
    last: dict[int, int] = {}
    texts, offset = [], 0
    for piece in pieces:
        for span in piece.spans:
            moved = replace(span, start=span.start + offset, end=span.end + offset)
            earlier = last.get(span.key)
            if earlier is not None and spans[earlier].end == moved.start:
                spans[earlier] = replace(moved, start=spans[earlier].start)
            else:
                last[span.key] = len(spans)
                spans.append(moved)
        texts.append(piece.text)
        offset += len(piece.text)
    return Passage("".join(texts), tuple(spans))
