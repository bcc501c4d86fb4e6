"""Which documents tell the same story: figures of different events never disagree."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from summarize.relations.figures import CALENDAR
from summarize.text.names import find_names, name_words
from summarize.text.quantities import find_quantities
from summarize.text.terms import Floats, TermTable
from summarize.types import Document

ALIKE = 0.20
"""Cosine of two documents from which they tell one story.  In the four example stories read together,
documents of different stories reach 0.15; of the same one and language, 0.17 to 0.35."""

ALIKE_WITH_NAMES = 0.10
SHARED_NAMES = 2
"""Words of names that two documents less alike than `ALIKE` must share."""

BRIEF = 5
"""Sentences below which a document has too few words to share many: `ALIKE_WITH_NAMES` is enough for it."""

SHARED_FIGURES = 3
"""Telling figures (two digits, a decimal or a percentage) that documents of two languages must share, as their words
cannot meet; one fewer with `SHARED_NAMES`.  The example stories' documents share three or more."""


def group_stories(table: TermTable, documents: Sequence[Document]) -> list[int]:
    """The number of each document's story, in order of first appearance.

    Args:
        table: Terms of the documents' sentences.
        documents: In the order that numbers them in the table.
    """
    cosines = _compare_documents(table, len(documents))
    names = [_names(d) for d in documents]
    figures: list[set[str]] = [set() for _ in documents]
    languages = [d.language for d in documents]
    lengths = np.bincount(table.document, minlength=len(documents))
    if len(set(languages)) > 1:
        for sentence, number in zip(table.sentences, table.document.tolist(), strict=True):
            figures[number] |= _figures(sentence.text, languages[number])
    story = list(range(len(documents)))
    for i in range(len(documents)):
        for j in range(i):
            if languages[i] == languages[j]:
                easier = len(names[i] & names[j]) >= SHARED_NAMES or min(lengths[i], lengths[j]) < BRIEF
                same = bool(cosines[i, j] >= (ALIKE_WITH_NAMES if easier else ALIKE))
            else:
                named = len(names[i] & names[j]) >= SHARED_NAMES
                same = len(figures[i] & figures[j]) >= SHARED_FIGURES - named
            if same and story[i] != story[j]:
                first, second = sorted((story[i], story[j]))
                story = [first if s == second else s for s in story]
    return story


def _compare_documents(table: TermTable, count: int) -> Floats:
    """Cosine of every two documents, shape (count, count)."""
    import scipy.sparse as sparse

    rows = len(table.sentences)
    member = sparse.csr_array((np.ones(rows), (table.document, np.arange(rows))), shape=(count, rows))
    vectors = member @ table.weights
    norms = np.sqrt(np.asarray(vectors.multiply(vectors).sum(axis=1)).ravel())
    return np.asarray((vectors @ vectors.T).toarray() / np.maximum(np.outer(norms, norms), 1e-12))


def _names(document: Document) -> set[str]:
    paragraphs = document.text.split("\n")
    return name_words([n for p in paragraphs for n in find_names(p, document.language)]) - set(CALENDAR)


def _figures(text: str, language: str) -> set[str]:
    telling = (q for q in find_quantities(text, language) if q.percent or len(q.value) > 1)
    return {f"{q.value}%" if q.percent else q.value for q in telling}
