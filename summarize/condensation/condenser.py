"""The condensation stage: chosen sentences in, drafts of key points out."""

from __future__ import annotations

from collections.abc import Sequence

from summarize.condensation.abstractive import Generated, draft_generated
from summarize.condensation.extractive import draft_extracts
from summarize.models.protocols import Generator
from summarize.text.terms import TermTable
from summarize.types import Document, Scored


def condense(
    chosen: Sequence[Scored], table: TermTable, documents: Sequence[Document], generator: Generator | None
) -> Generated:
    """One draft a chosen sentence: written by the generator, or the sentence itself, shortened."""
    if generator is None:
        return Generated(draft_extracts(chosen, documents), ())
    return draft_generated(chosen, table, documents, generator)
