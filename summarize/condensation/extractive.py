"""Key points that are source sentences: always there, no model, faithful by construction."""

from __future__ import annotations

from collections.abc import Sequence

from summarize.condensation.compression import compress
from summarize.types import Document, Draft, Scored


def draft_extracts(chosen: Sequence[Scored], documents: Sequence[Document]) -> tuple[Draft, ...]:
    """One draft a chosen sentence, shortened where that loses nothing."""
    languages = {d.id: d.language for d in documents}
    return tuple(
        Draft(compress(s.sentence.text, languages[s.sentence.document]), (s.sentence,), s.score) for s in chosen
    )
