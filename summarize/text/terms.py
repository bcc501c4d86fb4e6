"""The table of which content stems stand in which sentence: built once, read by two stages."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarize.text.words import content_stems, split_words, stem_words
from summarize.types import Document, Sentence

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

TOLD = 0.6
"""Share of a sentence's terms that sentences of another language must hold to tell the same. In the two example
stories of three languages all 32 pairs so linked without a model are right; at 0.5 three of 35 are wrong."""


@dataclass(frozen=True, slots=True)
class TermTable:
    """Sentences as rows, stems as columns.

    Attributes:
        sentences: The rows, in document and reading order.
        stems: Content stems of each row, in order, repeats kept.
        rows: Distinct column numbers of each row, ascending.
        vocabulary: Stem → column number, in order of first appearance.
        lengths: Words of each row.
        document: Number of the row's document, from 0.
        position: The row's place in its document, from 0.
        sentence_frequency: Rows that hold each column.
        document_frequency: Documents that hold each column.
        presence: Sparse (rows, columns): 1 where the row holds the column.
        links: Row → rows of other languages about the same fact, with the share of it that they state.
        weights: Sparse (rows, columns): (1 + ln tf) · ln(1 + rows / sentence frequency), rows of length 1.
    """

    sentences: tuple[Sentence, ...]
    stems: tuple[tuple[str, ...], ...]
    rows: tuple[Integers, ...]
    vocabulary: dict[str, int]
    lengths: Integers
    document: Integers
    position: Integers
    sentence_frequency: Integers
    document_frequency: Integers
    weights: Any  # scipy.sparse.csr_array; scipy ships no types
    presence: Any
    links: Mapping[int, Mapping[int, float]] = field(default_factory=dict)

    @property
    def idf(self) -> Floats:
        """Inverse sentence frequency of each column, ln(1 + rows / frequency)."""
        return np.asarray(np.log1p(len(self.sentences) / np.maximum(self.sentence_frequency, 1)))


def tabulate_terms(
    sentences: Sequence[Sentence], documents: Sequence[Document], further: Sequence[Sequence[str]] = ()
) -> TermTable:
    """Build the table.

    Args:
        sentences: The rows; each names one of the documents by id.
        documents: Their order numbers them.
        further: Terms of each sentence besides its own stems; () where there are none.
    """
    languages = [d.language for d in documents]
    number = {d.id: i for i, d in enumerate(documents)}
    document = np.array([number[s.document] for s in sentences], dtype=np.int64)
    stems = tuple(tuple(_stemming(languages[d])(split_words(s.text))) for s, d in zip(sentences, document, strict=True))
    if further:
        stems = tuple((*own, *more) for own, more in zip(stems, further, strict=True))
    vocabulary: dict[str, int] = {}
    for row in stems:
        for stem in row:
            vocabulary.setdefault(stem, len(vocabulary))
    rows = tuple(np.array(sorted({vocabulary[t] for t in row}), dtype=np.int64) for row in stems)
    weights = _weigh(stems, vocabulary)
    presence = weights.copy()
    presence.data = np.ones_like(presence.data)
    return TermTable(
        sentences=tuple(sentences),
        stems=stems,
        rows=rows,
        vocabulary=vocabulary,
        lengths=np.array([max(1, len(split_words(s.text))) for s in sentences], dtype=np.int64),
        document=document,
        position=np.array([s.index for s in sentences], dtype=np.int64),
        sentence_frequency=_count(rows, len(vocabulary)),
        document_frequency=_count_documents(rows, document, len(vocabulary)),
        weights=weights,
        presence=presence,
    )


@functools.cache
def _stemming(language: str) -> Callable[[Iterable[str]], list[str]]:
    """`content_stems` for words, remembering every word it has seen (news repeats its words)."""
    memory: dict[str, str] = {}

    def stem(words: Iterable[str]) -> list[str]:
        found = []
        for word in words:
            known = memory.get(word)
            if known is None:
                stems = content_stems(word, language)
                known = memory[word] = stems[0] if stems else ""
            if known:
                found.append(known)
        if len(memory) > 500_000:
            memory.clear()
        return found

    return stem


def stem_query(query: str, language: str) -> list[str]:
    """Content stems of a query; every word where all are stop words.

    >>> stem_query("who pays for the bridges?", "en")
    ['pay', 'bridg']
    """
    return content_stems(query, language) or stem_words(split_words(query), language)


def _count(rows: Sequence[Integers], columns: int) -> Integers:
    joined = np.concatenate(rows) if rows else np.zeros(0, dtype=np.int64)
    return np.bincount(joined, minlength=columns).astype(np.int64)


def _count_documents(rows: Sequence[Integers], document: Integers, columns: int) -> Integers:
    if not rows:
        return np.zeros(columns, dtype=np.int64)
    lengths = np.array([len(r) for r in rows])
    pairs = np.concatenate(rows) + np.repeat(document, lengths) * max(columns, 1)
    return np.bincount(np.unique(pairs) % max(columns, 1), minlength=columns).astype(np.int64)


def _weigh(stems: Sequence[Sequence[str]], vocabulary: dict[str, int]) -> Any:
    import scipy.sparse as sparse

    lengths = np.array([len(row) for row in stems], dtype=np.int64)
    columns = np.array([vocabulary[t] for row in stems for t in row], dtype=np.int64)
    shape = (len(stems), max(len(vocabulary), 1))
    row_numbers = np.repeat(np.arange(len(stems)), lengths)
    counts = sparse.csr_array((np.ones(len(columns)), (row_numbers, columns)), shape=shape)
    counts.sum_duplicates()
    frequency = np.bincount(counts.indices, minlength=shape[1])
    idf = np.log1p(len(stems) / np.maximum(frequency, 1))
    counts.data = (1.0 + np.log(counts.data)) * idf[counts.indices]
    norms = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
    counts.data /= np.repeat(np.maximum(norms, 1e-12), np.diff(counts.indptr))
    return counts
