"""Sentences as exact character spans of a document; borders come from sentencex."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarize.types import Document, Sentence

LONGEST = 1500
"""Characters of one sentence; a longer run without a full stop is cut at a clause border or space."""

WINDOW = 10_000
"""Characters that sentencex sees at a time: its time grows with the square of a line full of quotation marks."""

_OPENING = re.compile(r"[\s\-–—•*·]*")
# sentencex splits at these titles; the next piece belongs to them.
_TITLES = {"ar": re.compile(r"(?:^|\s)[دمأ]\.$"), "fr": re.compile(r"(?:^|\s)(?:M|MM|Me|Mgr|Dr)\.$")}
_CLAUSE = re.compile(r"[;:,،؛](?=\s)")


def split_sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences of a document in order; each `text` is `document.text[start:end]`.

    Paragraph borders (line breaks) always end a sentence, and bullets are left outside.
    """
    spans = []
    offset = 0
    for line in document.text.split("\n"):
        for start, end in sentence_spans(line, document.language):
            spans.append((offset + start, offset + end))
        offset += len(line) + 1
    return tuple(
        Sentence(document.id, index, start, end, document.text[start:end]) for index, (start, end) in enumerate(spans)
    )


def sentence_spans(line: str, language: str) -> list[tuple[int, int]]:
    """Spans (start, end) of the sentences of one line, without surrounding space or bullets.

    >>> sentence_spans("He left. Why?", "en")
    [(0, 8), (9, 13)]
    """
    if not line.strip():
        return []
    spans: list[tuple[int, int]] = []
    for first, last in _find_borders(line, language or "en"):
        start, end = _trim(line, first, last)
        if start >= end:
            continue
        if spans and language in _TITLES and _TITLES[language].search(line[slice(*spans[-1])]):
            start = spans.pop()[0]
        spans.append((start, end))
    return [piece for span in spans for piece in _cut(line, *span)]


def _find_borders(line: str, language: str) -> Iterator[tuple[int, int]]:
    """What sentencex takes for sentences, window by window; the last of a window is read again with what follows."""
    from sentencex import get_sentence_boundaries

    offset = 0
    while offset < len(line):
        window = line[offset : offset + WINDOW]
        found = [(b["start_index"], b["end_index"]) for b in get_sentence_boundaries(language, window)]
        whole = found[:-1] if len(found) > 1 and offset + WINDOW < len(line) else found
        yield from ((offset + start, offset + end) for start, end in whole)
        offset += whole[-1][1] if whole else WINDOW


def _trim(line: str, start: int, end: int) -> tuple[int, int]:
    opening = _OPENING.match(line, start, end)
    start = opening.end() if opening else start
    while end > start and line[end - 1].isspace():
        end -= 1
    return start, end


def _cut(line: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut an over-long span at the last clause border, else space, else hard, before the limit."""
    pieces = []
    while end - start > LONGEST:
        window = line[start : start + LONGEST]
        clauses = [m.end() for m in _CLAUSE.finditer(window) if m.end() > LONGEST // 2]
        cut = start + (clauses[-1] if clauses else window.rfind(" ") if " " in window[1:] else LONGEST)
        pieces.append(_trim(line, start, cut))
        start = _trim(line, cut, end)[0]
    return [*pieces, (start, end)] if end > start else pieces
