"""The selection stage: all sentences in, the chosen ones out, every other one with its reason."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from summarize.models.protocols import SalienceModel
from summarize.selection.coverage import Budget, Choice, choose_rows
from summarize.selection.query import FOCUS, score_query
from summarize.selection.reading_order import estimate_order
from summarize.selection.salience import score_salience
from summarize.text.terms import TOLD, Floats, TermTable
from summarize.types import Document, Dropped, Scored, Selection

ECHO = 0.35
"""Cosine from which a sentence of another document is taken to report the same thing."""

TRUSTED_ORDER = 0.5
"""From this probability on, one document's points are given in its own order, else by score."""


def select_sentences(
    table: TermTable,
    documents: Sequence[Document],
    *,
    budget: Budget,
    query: str = "",
    model: SalienceModel | None = None,
    language: str = "",
) -> Selection:
    """Choose sentences under a budget.

    Args:
        table: Terms of the sentences of all documents that are not copies.
        documents: The documents that number the table's rows, in the same order.
        budget: Points or words.
        query: What the reader wants to know, or "".
        model: A trained salience model; None uses the unsupervised score.
        language: The story's main one: its wording is preferred for what several languages tell.
    """
    salience = score_salience(table, documents) if model is None else np.asarray(model.score(table.sentences))
    if query:
        salience = salience + FOCUS * score_query(table, query, sorted({d.language for d in documents}))
    voices = _find_voices(table, [d.language for d in documents], language)
    for row, voice in voices.items():
        salience[voice] = max(salience[voice], salience[row])
    choice = choose_rows(table, salience, budget, voices=voices)
    rows = _in_reading_order(choice, table, len(documents))
    echoes = _find_echoes(table, choice.chosen)
    chosen = tuple(
        Scored(table.sentences[row], float(salience[row]), tuple(table.sentences[e] for e in echoes[row]))
        for row in rows
    )
    return Selection(chosen, _explain(choice, table, salience))


def _find_voices(table: TermTable, languages: Sequence[str], main: str) -> dict[int, int]:
    """Rows of other languages → the row of the main language that tells the same best."""
    voices = {}
    for row, shares in table.links.items():
        spoken = [(share, -r) for r, share in shares.items() if languages[table.document[r]] == main and share >= TOLD]
        if spoken and languages[table.document[row]] != main:
            voices[row] = -max(spoken)[1]
    return voices


def _in_reading_order(choice: Choice, table: TermTable, documents: int) -> list[int]:
    """One document in trusted order: by position; else the most valuable first."""
    if documents == 1 and len(table.sentences) and estimate_order(table, 1)[0] >= TRUSTED_ORDER:
        return sorted(choice.chosen)
    return list(choice.chosen)


def _find_echoes(table: TermTable, chosen: Sequence[int]) -> dict[int, list[int]]:
    """For each chosen row, the closest row of every other document that is close enough."""
    echoes: dict[int, list[int]] = {row: [] for row in chosen}
    if not chosen or int(table.document.max()) == 0:
        return echoes
    similarity = (table.weights @ table.weights[list(chosen)].T).toarray()
    for place, row in enumerate(chosen):
        best: dict[int, int] = {}
        for other in np.flatnonzero(similarity[:, place] >= ECHO):
            number = int(table.document[other])
            held = best.get(number)
            if held is None or similarity[other, place] > similarity[held, place]:
                best[number] = int(other)
        best.pop(int(table.document[row]), None)
        echoes[row] = [best[number] for number in sorted(best)]
    return echoes


def _explain(choice: Choice, table: TermTable, salience: Floats) -> tuple[Dropped, ...]:
    return tuple(
        Dropped(
            table.sentences[row],
            reason,
            float(salience[row]),
            None if partner is None else table.sentences[partner],
        )
        for row, (reason, partner) in sorted(choice.dropped.items())
    )
