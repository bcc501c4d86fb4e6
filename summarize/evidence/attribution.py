"""Which source sentences a point rests on: the fewest that hold its words.

Greedy by idf-weighted coverage of content stems, at most three, preferring the sentences that
the point was made from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from summarize.text.terms import Floats, TermTable
from summarize.text.words import content_stems
from summarize.types import Draft, Sentence

MOST_CITATIONS = 3
LEAST_GAIN = 0.10
"""Share of a point's weight that a further citation must add (methods notes; ALCE's "minimal sufficient")."""

BASIS_BONUS = 0.15
"""Head start of the sentences a draft was made from, so that ties never cite a stranger."""

CORROBORATION = 0.55
"""Coverage from which another document's sentence counts as stating the same thing.  On the development stories of
several documents nearly all such pairs do; of those from 0.40 on that share all names and numbers, two in three."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Rows of the term table: `cited` support the point together, `corroborating` each state it again."""

    cited: tuple[int, ...]
    corroborating: tuple[int, ...]
    coverage: float


def attribute(draft: Draft, table: TermTable, language: str) -> Attribution:
    """Find the citations of a draft and the independent documents that repeat it."""
    weights = _weigh_point(draft.text, table, language)
    basis = _rows_of(draft.basis, table)
    if not weights:
        return Attribution(tuple(basis[:1]), (), 1.0 if basis else 0.0)
    total = sum(weights.values())
    coverage = _cover(weights, table) / total
    cited, covered = _cite(weights, coverage, basis, table)
    cited_documents = {int(table.document[row]) for row in cited}
    corroborating = tuple(
        row for row in _best_of_each_document(coverage, table) if int(table.document[row]) not in cited_documents
    )
    return Attribution(cited, corroborating, covered / total)


def _weigh_point(text: str, table: TermTable, language: str) -> dict[int, float]:
    """The point's stems as columns with idf weight; unknown stems get column numbers of their own, below 0."""
    idf = table.idf
    unseen = float(np.log1p(max(1, len(table.sentences))))
    weights: dict[int, float] = {}
    for number, stem in enumerate(content_stems(text, language)):
        column = table.vocabulary.get(stem, -1 - number)
        weights[column] = float(idf[column]) if column >= 0 else unseen
    return weights


def _cover(weights: dict[int, float], table: TermTable) -> Floats:
    """The weight that each row covers, shape (rows,)."""
    vector = np.zeros(table.weights.shape[1])
    for column, weight in weights.items():
        if column >= 0:
            vector[column] = weight
    return np.asarray(table.presence @ vector)


def _cite(
    weights: dict[int, float], coverage: Floats, basis: Sequence[int], table: TermTable
) -> tuple[tuple[int, ...], float]:
    remaining = dict(weights)
    total = sum(weights.values())
    pool = sorted({*basis, *np.argsort(-coverage, kind="stable")[:20].tolist()})
    cited: list[int] = []
    covered = 0.0
    while len(cited) < MOST_CITATIONS:
        best, gain = -1, 0.0
        for row in pool:
            own = sum(remaining.get(int(c), 0.0) for c in table.rows[row])
            bonus = BASIS_BONUS * total if row in basis and own else 0.0
            if row not in cited and own + bonus > gain:
                best, gain = row, own + bonus
        own = sum(remaining.get(int(c), 0.0) for c in table.rows[best]) if best >= 0 else 0.0
        if best < 0 or (cited and own < LEAST_GAIN * total):
            break
        cited.append(best)
        covered += own
        for column in table.rows[best]:
            remaining.pop(int(column), None)
    return tuple(cited), covered


def _best_of_each_document(coverage: Floats, table: TermTable) -> list[int]:
    """For each document, its best-covering row, where that is enough to corroborate."""
    best: dict[int, int] = {}
    for row in np.flatnonzero(coverage >= CORROBORATION).tolist():
        number = int(table.document[row])
        if number not in best or coverage[row] > coverage[best[number]]:
            best[number] = row
    return [best[number] for number in sorted(best)]


def _rows_of(sentences: Sequence[Sentence], table: TermTable) -> list[int]:
    wanted = {(s.document, s.start) for s in sentences}
    return [row for row, s in enumerate(table.sentences) if (s.document, s.start) in wanted]
