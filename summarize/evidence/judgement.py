"""How far documents support a whole summary: the weakest of its sentences decides.

The evidence stage's own attribution, checks and support, applied to a text that somebody else
wrote.  Not here: repairing or citing anything, nor measuring how often a judgement is right.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from summarize.evidence.attribution import attribute
from summarize.evidence.checks import check_point
from summarize.evidence.support import HARD_CHECKS, SUPPORTED, label_support, score_support
from summarize.text.characters import normalize_characters
from summarize.text.cleaning import clean_document
from summarize.text.sentences import split_sentences
from summarize.text.terms import TermTable, tabulate_terms
from summarize.types import Document, Draft, Flag, Support

FLAG_FACTOR = round(0.95 * SUPPORTED, 4)
"""What hard flags leave of a sentence's score: just too little to be supported, so that score and label agree.
On the development sets 0.5 to 0.85 rank alike (area under the curve within 0.015)."""

REMEMBERED = 16
"""Stories whose term tables are kept, because sets judge several summaries of one story in a row."""

_WORST_FIRST: tuple[Support, ...] = ("unsupported", "partial", "supported")


@dataclass(frozen=True, slots=True)
class Judgement:
    """Support of the weakest sentence in 0–1, flags deducted; all flags; the worst label."""

    score: float
    flags: tuple[Flag, ...]
    label: Support


def judge_claims(summary: str, documents: Sequence[str]) -> Judgement:
    """Judge a summary by the texts that it should follow from; one without a sentence is unsupported.

    >>> judge_claims("Forty houses lost power.", ["The flood came. Forty houses lost power."]).label
    'supported'
    >>> judge_claims("Ninety houses lost power.", ["The flood came. Forty houses lost power."]).flags[0].check
    'number'
    """
    story = _prepare_story(tuple(documents))
    written = Document(normalize_characters(summary), id="summary", language=story.language)
    sentences = split_sentences(written)
    if not sentences or not story.table.sentences:
        return Judgement(0.0, (), "unsupported")
    judged = [_judge_sentence(sentence.text, story) for sentence in sentences]
    return Judgement(
        score=min(judgement.score for judgement in judged),
        flags=tuple(flag for judgement in judged for flag in judgement.flags),
        label=min((judgement.label for judgement in judged), key=_WORST_FIRST.index),
    )


@dataclass(frozen=True, slots=True)
class _Story:
    table: TermTable
    language: str


@functools.lru_cache(maxsize=REMEMBERED)
def _prepare_story(texts: tuple[str, ...]) -> _Story:
    """Clean, split and tabulate; the language is that of the longest document whose language can be told."""
    documents = [clean_document(Document(text, id=str(number))) for number, text in enumerate(texts)]
    sentences = [sentence for document in documents for sentence in split_sentences(document)]
    told = [document for document in documents if document.language]
    longest = max(told, key=lambda document: len(document.text), default=Document(""))
    return _Story(tabulate_terms(sentences, documents), longest.language)


def _judge_sentence(text: str, story: _Story) -> Judgement:
    found = attribute(Draft(text, (), 1.0), story.table, story.language)
    cited = [story.table.sentences[row].text for row in found.cited]
    flags = check_point(text, cited, story.language)
    score = score_support(text, cited, found.coverage, story.language)
    factor = FLAG_FACTOR if any(flag.check in HARD_CHECKS for flag in flags) else 1.0
    return Judgement(score * factor, flags, label_support(score, flags))
