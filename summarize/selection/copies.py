"""Copies of one report under several names, found by the word sequences they share.

An agency text that three outlets print is one source, not three.  A document is a copy when
most of its five-word sequences stand in another one (containment, Broder 1997), which also
catches a copy that lost its last paragraphs or gained an introduction.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from summarize.text.words import fold, split_words
from summarize.types import Document, Dropped, Sentence

SHINGLE = 5
"""Words a sequence; shorter ones are shared by chance between reports of one event."""

CONTAINMENT = 0.5
"""Shared over own sequences. Independent reports of one event in Multi-News stay below 0.2 except
for long common quotes; rewritten agency copies of the example stories are above 0.6."""

COMMON = 50
"""A sequence in more documents than this says nothing about copying and would cost quadratic time."""


def mark_copies(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents, each copy naming in `duplicate_of` the fullest document that holds its text.

    The longer text is the original; of equal ones the first given.
    """
    shingles = [_shingles(d.text) for d in documents]
    holders: dict[int, list[int]] = defaultdict(list)
    for number, own in enumerate(shingles):
        for shingle in sorted(own):
            holders[shingle].append(number)
    shared: list[Counter[int]] = [Counter() for _ in documents]
    for numbers in holders.values():
        if 1 < len(numbers) <= COMMON:
            for number in numbers:
                shared[number].update(n for n in numbers if n != number)
    original: dict[int, int] = {}
    for number in sorted(range(len(documents)), key=lambda n: (-len(shingles[n]), n)):
        candidates = [
            (share, -other)
            for other, count in shared[number].items()
            if other not in original
            and _comes_before(other, number, shingles)
            and (share := count / max(1, len(shingles[number]))) >= CONTAINMENT
        ]
        if candidates:
            original[number] = -max(candidates)[1]
    return tuple(
        replace(d, duplicate_of=documents[original[n]].id) if n in original else d for n, d in enumerate(documents)
    )


def _comes_before(other: int, number: int, shingles: list[set[int]]) -> bool:
    return (-len(shingles[other]), other) < (-len(shingles[number]), number)


def _shingles(text: str) -> set[int]:
    words = [fold(w) for w in split_words(text)]
    if len(words) < SHINGLE:
        return {_hash(" ".join(words))} if words else set()
    return {_hash(" ".join(words[i : i + SHINGLE])) for i in range(len(words) - SHINGLE + 1)}


def _hash(text: str) -> int:
    """A hash that is the same in every process (Python's own is salted)."""
    import zlib

    data = text.encode()
    return zlib.crc32(data) << 32 | zlib.adler32(data)


def drop_copies(documents: Sequence[Document], sentences: Mapping[str, Sequence[Sentence]]) -> tuple[Dropped, ...]:
    """The sentences of copied documents, as dropped."""
    return tuple(
        Dropped(sentence, "duplicate document", 0.0)
        for document in documents
        if document.duplicate_of is not None
        for sentence in sentences[document.id]
    )
