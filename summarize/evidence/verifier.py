"""The evidence stage: drafts in, cited and checked key points out.

A draft that its sources do not support is replaced by its best source sentence ("extractive
repair"); one without any source is dropped.  Both are said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarize.evidence.attribution import Attribution, attribute
from summarize.evidence.checks import check_numbers, check_point
from summarize.evidence.support import label_support, score_support
from summarize.text.names import find_names, name_words
from summarize.text.terms import TermTable
from summarize.types import Caution, Document, Draft, Evidence, Flag, KeyPoint, Sentence


@dataclass(frozen=True, slots=True)
class Verified:
    """Key points in the order of their drafts, and what had to be repaired or dropped."""

    points: tuple[KeyPoint, ...]
    cautions: tuple[Caution, ...]


def verify_points(drafts: Sequence[Draft], table: TermTable, documents: Sequence[Document]) -> Verified:
    """Cite, check and label every draft."""
    languages = {d.id: d.language for d in documents}
    names = _find_story_names(table, languages)
    points: list[KeyPoint] = []
    cautions: list[Caution] = []
    for draft in drafts:
        point = _verify(draft, table, languages, names)
        if point.support == "unsupported":
            cautions.append(Caution("UNSUPPORTED", "a generated point was replaced: its sources do not say it"))
            repaired = _repair(draft)
            point = _verify(repaired, table, languages, names) if repaired else point
        if point.evidence and all(point.text != other.text for other in points):
            points.append(point)
        else:
            cautions.append(Caution("DROPPED", "a point was dropped: it had no source or repeated another"))
    return Verified(tuple(points), tuple(cautions))


def _verify(draft: Draft, table: TermTable, languages: dict[str, str], names: frozenset[str]) -> KeyPoint:
    language = _language_of(draft, languages)
    found = attribute(draft, table, language)
    cited = [table.sentences[row] for row in found.cited]
    texts = [s.text for s in cited]
    flags = check_point(draft.text, texts, language, names)
    score = score_support(draft.text, texts, found.coverage, language)
    echoes = _agreeing(draft.text, found, table, language)
    documents = {s.document for s in (*cited, *echoes)}
    return KeyPoint(
        text=draft.text,
        support=label_support(score, flags),
        score=round(score, 4),
        sources=len(documents),
        evidence=tuple(_quote(s) for s in (*cited, *echoes)),
        flags=_explain_partial(flags, score),
    )


def _find_story_names(table: TermTable, languages: dict[str, str]) -> frozenset[str]:
    """Folded words of all names of the story that a capital alone does not explain."""
    return frozenset(
        word
        for sentence in table.sentences
        for word in name_words(find_names(sentence.text, languages[sentence.document]))
    )


def _explain_partial(flags: tuple[Flag, ...], score: float) -> tuple[Flag, ...]:
    if flags or label_support(score, flags) == "supported":
        return flags
    return (Flag("coverage", f"the cited sentences hold {score:.0%} of what the point says"),)


def _agreeing(text: str, found: Attribution, table: TermTable, language: str) -> list[Sentence]:
    """Corroborating sentences whose own text holds every number of the point."""
    sentences = [table.sentences[row] for row in found.corroborating]
    return [s for s in sentences if not check_numbers(text, [s.text], language)]


def _repair(draft: Draft) -> Draft | None:
    """The source sentence that holds most of an unsupported point, as a draft of its own."""
    if draft.basis:
        return replace(draft, text=draft.basis[0].text, basis=draft.basis[:1])
    return None


def _language_of(draft: Draft, languages: dict[str, str]) -> str:
    return languages.get(draft.basis[0].document, "") if draft.basis else next(iter(languages.values()), "")


def _quote(sentence: Sentence) -> Evidence:
    return Evidence(sentence.document, sentence.start, sentence.end, sentence.text)
