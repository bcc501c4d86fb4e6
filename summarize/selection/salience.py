"""How much each sentence matters by itself, before redundancy: centroid, position and form.

No trained weights: the centroid of the run (Radev et al. 2004), a position prior that counts
only as far as the reading order can be trusted, and a few signs of form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from summarize.selection.reading_order import estimate_order
from summarize.text.stopwords import LEANING_OPENINGS
from summarize.text.terms import Floats, TermTable
from summarize.text.words import content_stems, fold, split_words
from summarize.types import Document


@dataclass(frozen=True, slots=True)
class SalienceWeights:
    """What each sign is worth.

    Found by random search on CNN/DailyMail training articles and the development sets together:
    single and multi-document, in order and shuffled, three languages.
    """

    centroid: float = 1.9
    title: float = 1.0
    """Likeness to the headline, found on the BBC training articles, the only ones that have one."""
    position: float = 2.8
    trust: float = 2.9
    """Exponent of the reading-order probability that scales the position prior."""
    decay: float = 4.0
    """Sentences over which the position prior falls to 1/e."""
    length: float = 0.44
    """Cost of each factor e of deviation from `ideal_length`."""
    ideal_length: float = 24.0
    quote: float = 0.06
    leaning: float = 0.3
    question: float = 0.3
    number: float = 0.08
    fragment: float = 0.7


SHORTEST = 6
"""Words; shorter sentences are fragments."""

WEIGHTS = SalienceWeights()

_QUOTE = re.compile(r"[\"“”«»]|``|''")
_DIGIT = re.compile(r"\d")
_LEANING = frozenset(fold(w) for w in LEANING_OPENINGS.split())


def score_salience(table: TermTable, documents: Sequence[Document], weights: SalienceWeights = WEIGHTS) -> Floats:
    """One salience a sentence, shape (sentences,), higher is better; `documents` number the table's rows."""
    if not table.sentences:
        return np.zeros(0)
    order = estimate_order(table, len(documents))[table.document] ** weights.trust
    position = order * np.exp(-table.position / weights.decay)
    return (
        weights.centroid * similarity_to_centroid(table)
        + weights.title * similarity_to_title(table, documents)
        + weights.position * position
        - weights.length * np.abs(np.log(table.lengths / weights.ideal_length))
        + _score_form(table, weights)
    )


def similarity_to_centroid(table: TermTable) -> Floats:
    """Cosine of each row with the sum of all, as a share of the largest, shape (sentences,)."""
    total = np.asarray(table.weights.sum(axis=0)).ravel()
    similarity = np.asarray(table.weights @ total)
    return similarity / max(float(similarity.max()), 1e-12)


def similarity_to_title(table: TermTable, documents: Sequence[Document]) -> Floats:
    """Cosine of each row with the title of its document; 0 where there is none."""
    idf = table.idf
    similarity = np.zeros(len(table.sentences))
    for number, document in enumerate(documents):
        known = {table.vocabulary.get(t, -1) for t in content_stems(document.title, document.language)}
        columns = np.array(sorted(known - {-1}), dtype=np.int64)
        if not len(columns):
            continue
        title = np.zeros(table.weights.shape[1])
        title[columns] = idf[columns] / np.linalg.norm(idf[columns])
        rows = np.flatnonzero(table.document == number)
        similarity[rows] = np.asarray(table.weights[rows] @ title)
    return similarity


def _score_form(table: TermTable, weights: SalienceWeights) -> Floats:
    return np.array(
        [
            -weights.quote * bool(_QUOTE.search(s.text))
            - weights.leaning * leans(s.text)
            - weights.question * s.text.rstrip("\"'”’» ").endswith(("?", "؟"))
            + weights.number * bool(_DIGIT.search(s.text))
            - weights.fragment * bool(length < SHORTEST)
            for s, length in zip(table.sentences, table.lengths, strict=True)
        ]
    )


def leans(text: str) -> bool:
    """Whether a sentence opens with a word that leans on the one before."""
    first = split_words(text[:40])[:1]
    return bool(first) and fold(first[0]) in _LEANING
