"""Query focus: sentences that speak about what the reader asked come first (BM25, Robertson 1994)."""

from __future__ import annotations

import numpy as np

from summarize.text.terms import Floats, TermTable, stem_query

SATURATION = 1.2
LENGTH_SHARE = 0.75
FOCUS = 4.0
"""What a full match is worth beside salience, whose parts together span about 4."""


def score_query(table: TermTable, query: str, languages: list[str]) -> Floats:
    """The match of each sentence with the query in 0–1, shape (sentences,); 1 is the best of the run.

    The query is stemmed once for each language of the documents.
    """
    scores = np.zeros(len(table.sentences))
    if not len(scores):
        return scores
    columns = sorted(
        {table.vocabulary[t] for language in languages for t in stem_query(query, language) if t in table.vocabulary}
    )
    sizes = np.array([max(1, len(row)) for row in table.stems])
    relative = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * sizes / sizes.mean())
    idf = table.idf
    for row, stems in enumerate(table.stems):
        for column in columns:
            if column in table.rows[row]:
                frequency = sum(table.vocabulary[t] == column for t in stems)
                scores[row] += idf[column] * frequency * (SATURATION + 1) / (frequency + relative[row])
    best = float(scores.max())
    return scores / best if best else scores
