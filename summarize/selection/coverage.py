"""The one objective: salience plus newly covered concepts, per word, without repetition.

A concept is a content stem, weighted by the documents (or, for one document, the sentences)
that use it (Lin & Bilmes 2011; Gillick & Favre 2009 in spirit).  The gain of a sentence only
shrinks as others are chosen, so a lazy greedy search (Minoux 1978) finds the same choice as
re-scoring everything, in n·log n.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from summarize.text.terms import TOLD, Floats, TermTable


@dataclass(frozen=True, slots=True)
class CoverageWeights:
    """What coverage and brevity are worth beside salience."""

    concepts: float
    """A sentence that covers every concept of the run by itself."""
    brevity: float
    """Exponent of the length that the whole score is divided by."""
    redundancy: float
    """Share of a sentence's bigrams that may stand in chosen ones already."""


# Found with `SalienceWeights`: by random search on single articles, then by a grid of 48 points
# on Multi-News and the French set. With several documents, what each adds matters most.
ONE_DOCUMENT = CoverageWeights(concepts=1.9, brevity=0.12, redundancy=0.21)
SEVERAL_DOCUMENTS = CoverageWeights(concepts=12.0, brevity=0.28, redundancy=0.25)
# A number of points is no number of words: a short sentence saves nothing there. At 8 points of
# Multi-News R2 is 12.4 with the brevity above and 13.6 with this.
SEVERAL_DOCUMENTS_BY_POINTS = CoverageWeights(concepts=8.0, brevity=0.05, redundancy=0.25)

CONCEPTS = 50
"""The heaviest concepts count as the whole; normalising by them keeps short and long inputs alike."""

Reason = Literal["redundant", "budget"]


@dataclass(frozen=True, slots=True)
class Budget:
    """How much may be chosen: a number of sentences, or a number of words when `words` is given."""

    points: int
    words: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Row numbers in the order they were chosen, and row number → (reason, partner row) of the others."""

    chosen: tuple[int, ...]
    dropped: dict[int, tuple[Reason, int | None]]


def choose_rows(
    table: TermTable,
    salience: Floats,
    budget: Budget,
    weights: CoverageWeights | None = None,
    voices: Mapping[int, int] | None = None,
) -> Choice:
    """Greedily choose the rows that add most per word until the budget is full; a row with a voice is left to it."""
    weights = weights or _default_weights(table, budget)
    concepts = _weigh_concepts(table) * weights.concepts
    bigrams = [set(pairwise(row)) for row in table.stems]
    divisor = table.lengths**weights.brevity
    floor = (
        1.0 - min(0.0, float(salience.min())) if len(salience) else 1.0
    )  # keeps scores positive, so dividing is fair

    def score(row: int) -> float:
        return float((salience[row] + floor + concepts[table.rows[row]].sum()) / divisor[row])

    dropped: dict[int, tuple[Reason, int | None]] = {r: ("redundant", v) for r, v in (voices or {}).items()}
    queue = [(-score(row), row) for row in range(len(table.sentences)) if row not in dropped]
    heapq.heapify(queue)
    chosen: list[int] = []
    used: dict[tuple[str, str], int] = {}
    words = 0
    while queue and not _is_full(budget, len(chosen), words):
        old, row = heapq.heappop(queue)
        fresh = -score(row)
        if fresh > old + 1e-12:
            heapq.heappush(queue, (fresh, row))
            continue
        partner = _repeats(bigrams[row], used, weights.redundancy)
        if partner is None:
            partner = _is_told(table.links.get(row, {}), chosen)
        if partner is not None:
            dropped[row] = ("redundant", partner)
        elif budget.words is not None and chosen and words + table.lengths[row] > budget.words:
            dropped[row] = ("budget", None)
        else:
            chosen.append(row)
            words += int(table.lengths[row])
            concepts[table.rows[row]] = 0.0
            for bigram in bigrams[row]:
                used.setdefault(bigram, row)
    dropped.update({row: ("budget", None) for _, row in queue})
    return Choice(tuple(chosen), dropped)


def _is_full(budget: Budget, chosen: int, words: int) -> bool:
    if budget.words is None:
        return chosen >= budget.points
    return words >= budget.words


def _default_weights(table: TermTable, budget: Budget) -> CoverageWeights:
    if not len(table.document) or int(table.document.max()) == int(table.document.min()):
        return ONE_DOCUMENT
    return SEVERAL_DOCUMENTS_BY_POINTS if budget.words is None else SEVERAL_DOCUMENTS


def _weigh_concepts(table: TermTable) -> Floats:
    """The weight of each column; the heaviest `CONCEPTS` add up to 1."""
    sentences, documents = table.sentence_frequency, table.document_frequency
    if len(documents) and documents.max() > 1:
        weights = np.where(documents > 1, documents, 0.3) * np.minimum(sentences, 6) / 6
    else:
        weights = np.where(sentences > 1, np.log(np.maximum(sentences, 1)), 0.05)
    heaviest = float(np.sort(weights)[::-1][:CONCEPTS].sum())
    return weights / heaviest if heaviest else weights


def _repeats(bigrams: set[tuple[str, str]], used: dict[tuple[str, str], int], most: float) -> int | None:
    """The chosen row that a sentence repeats, when too many of its bigrams are used; else None."""
    shared = [used[b] for b in sorted(bigrams) if b in used]
    if not bigrams or len(shared) / len(bigrams) <= most:
        return None
    return max(sorted(set(shared)), key=shared.count)


def _is_told(shares: Mapping[int, float], chosen: Sequence[int]) -> int | None:
    """The chosen row of another language that tells most of a sentence, when all of them together tell enough."""
    told = [(shares[row], -row) for row in chosen if row in shares]
    return -max(told)[1] if sum(share for share, _ in told) >= TOLD else None
