"""How far documents support a whole summary: the worst-covered of its sentences and the seams of all decide.

The evidence stage's own attribution, checks and support, applied to a text that somebody else
wrote.  Not here: repairing or citing anything, nor measuring how often a judgement is right.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarize.evidence.assessment import Assessment, Story, assess_text
from summarize.evidence.attribution import attribute
from summarize.evidence.support import SUPPORTED, label_support, score_support
from summarize.evidence.wording import Wording, index_runs
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


_SPLIT_THOUSANDS = re.compile(r"(?<=\d), (?=\d{3}(?!\d))")
"""Where the tokenization of published sets took a number apart ("3, 800 km")."""


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
    case = _prepare_case(tuple(documents))
    written = Document(normalize_characters(summary), id="summary", language=case.language)
    sentences = split_sentences(written)
    if not sentences or not case.table.sentences:
        return Judgement(0.0, (), "unsupported")
    assessed, coverages = zip(*(_assess_sentence(sentence.text, case) for sentence in sentences), strict=True)
    score = score_support(min(coverages), sum((a.wording for a in assessed), Wording()))
    hard = [flag for assessment in assessed for flag in assessment.hard]
    return Judgement(
        score=score * (FLAG_FACTOR if hard else 1.0),
        flags=tuple(flag for assessment in assessed for flag in assessment.flags),
        label=label_support(score, hard),
    )


@dataclass(frozen=True, slots=True)
class _Case:
    table: TermTable
    story: Story
    language: str


@functools.lru_cache(maxsize=REMEMBERED)
def _prepare_case(texts: tuple[str, ...]) -> _Case:
    """Clean, split and tabulate; the language is that of the longest document whose language can be told."""
    documents = [
        clean_document(Document(_SPLIT_THOUSANDS.sub(",", text), id=str(number))) for number, text in enumerate(texts)
    ]
    sentences = [sentence for document in documents for sentence in split_sentences(document)]
    told = [document for document in documents if document.language]
    longest = max(told, key=lambda document: len(document.text), default=Document(""))
    runs = index_runs([sentence.text for sentence in sentences])
    return _Case(tabulate_terms(sentences, documents), Story(runs), longest.language)


def _assess_sentence(text: str, case: _Case) -> tuple[Assessment, float]:
    """The assessment of a sentence, and the share of it that its best sources cover."""
    draft = Draft(text, (), 1.0)
    found = attribute(draft, case.table, case.language)
    cited = [case.table.sentences[row].text for row in found.cited]
    return assess_text(draft, cited, found.coverage, case.story, case.language), found.coverage
