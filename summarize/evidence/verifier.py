"""The evidence stage: drafts in, cited and checked key points out.

A draft that its sources do not support is replaced by its best source sentence ("extractive
repair"); one without any source is dropped.  Both are said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarize.evidence.assessment import Assessment, Story, assess_text
from summarize.evidence.attribution import Attribution, attribute
from summarize.evidence.checks import check_numbers
from summarize.evidence.support import LEAST_COVERED, MOST_SEAMS
from summarize.evidence.wording import index_runs
from summarize.models.protocols import EntailmentModel
from summarize.text.names import find_names, name_words
from summarize.text.quantities import find_quantities
from summarize.text.terms import TOLD, TermTable
from summarize.types import Caution, Document, Draft, Evidence, Flag, KeyPoint, Sentence


@dataclass(frozen=True, slots=True)
class Verified:
    """Key points in the order of their drafts, and what had to be repaired or dropped."""

    points: tuple[KeyPoint, ...]
    cautions: tuple[Caution, ...]


def verify_points(
    drafts: Sequence[Draft], table: TermTable, documents: Sequence[Document], verifier: EntailmentModel | None = None
) -> Verified:
    """Cite, check and label every draft; a verifier's opinion joins the support score.

    Raises:
        ModelError: When a point exceeds the verifier's window.
    """
    languages = {d.id: d.language for d in documents}
    story = Story(index_runs([s.text for s in table.sentences]), _find_story_names(table, languages))
    points: list[KeyPoint] = []
    cautions: list[Caution] = []
    for draft in drafts:
        point = _verify(draft, table, story, languages, verifier)
        if point.support == "unsupported":
            cautions.append(Caution("UNSUPPORTED", "a generated point was replaced: its sources do not say it"))
            repaired = _repair(draft)
            point = _verify(repaired, table, story, languages, verifier) if repaired else point
        if point.evidence and all(point.text != other.text for other in points):
            points.append(point)
        else:
            cautions.append(Caution("DROPPED", "a point was dropped: it had no source or repeated another"))
    return Verified(tuple(points), tuple(cautions))


def _verify(
    draft: Draft, table: TermTable, story: Story, languages: dict[str, str], verifier: EntailmentModel | None
) -> KeyPoint:
    language = _language_of(draft, languages)
    found = attribute(draft, table, language)
    cited = [table.sentences[row] for row in found.cited]
    texts = [s.text for s in cited]
    entailed = _entail(draft.text, found.cited, table, verifier) if verifier and cited else None
    assessment = assess_text(draft, texts, found.coverage, story, language, entailed)
    echoes = _agreeing(draft.text, found, table, language)
    echoes += _agreeing_abroad(draft.text, found.cited, {s.document for s in (*cited, *echoes)}, table, languages)
    documents = list(dict.fromkeys(s.document for s in (*cited, *echoes)))
    return KeyPoint(
        text=draft.text,
        support=assessment.label,
        score=round(assessment.score, 4),
        sources=len(documents),
        evidence=tuple(_quote(s) for s in (*cited, *echoes)),
        flags=_explain(assessment, found.coverage),
        languages=tuple(dict.fromkeys(languages[d] for d in documents)),
    )


def _entail(text: str, cited: Sequence[int], table: TermTable, verifier: EntailmentModel) -> float:
    """The verifier's best probability over each citation with its neighbours, and over all citations together."""
    sentences = table.sentences
    premises = [" ".join(sentences[row].text for row in cited)]
    for row in cited:
        own = sentences[row].document
        near = (s.text for s in sentences[max(0, row - 1) : row + 2] if s.document == own)
        premises.append(" ".join(near))
    return max(verifier.entail([(premise, text) for premise in dict.fromkeys(premises)]))


def _find_story_names(table: TermTable, languages: dict[str, str]) -> frozenset[str]:
    """Folded words of all names of the story that a capital alone does not explain."""
    return frozenset(
        word
        for sentence in table.sentences
        for word in name_words(find_names(sentence.text, languages[sentence.document]))
    )


def _explain(assessment: Assessment, coverage: float) -> tuple[Flag, ...]:
    """The flags; where there are none and the point is not supported all the same, why."""
    if assessment.flags or assessment.label == "supported":
        return assessment.flags
    if coverage < LEAST_COVERED:
        return (Flag("coverage", f"the cited sentences hold {coverage:.0%} of what the point says"),)
    if assessment.wording.seams_per_word > MOST_SEAMS and not assessment.wording.paraphrases:
        return (Flag("patchwork", "the point joins words of its sources as no source does"),)
    return (Flag("entailment", "the verifier does not find that the cited sentences say this"),)


def _agreeing(text: str, found: Attribution, table: TermTable, language: str) -> list[Sentence]:
    """Corroborating sentences whose own text holds every number of the point."""
    sentences = [table.sentences[row] for row in found.corroborating]
    return [s for s in sentences if not check_numbers(text, [s.text], language)]


def _agreeing_abroad(
    text: str, cited: Sequence[int], heard: set[str], table: TermTable, languages: dict[str, str]
) -> list[Sentence]:
    """Sentences of other languages that tell the first citation with all its numbers, one a document not heard."""
    if not cited:
        return []
    numbers = {q.value for q in find_quantities(text, languages[table.sentences[cited[0]].document])}
    best: dict[str, tuple[float, Sentence]] = {}
    for row, share in table.links.get(cited[0], {}).items():
        sentence = table.sentences[row]
        told = {q.value for q in find_quantities(sentence.text, languages[sentence.document])}
        least = max(TOLD, best[sentence.document][0] if sentence.document in best else 0.0)
        if numbers <= told and share >= least and sentence.document not in heard:
            best[sentence.document] = (share, sentence)
    return [sentence for _, sentence in best.values()]


def _repair(draft: Draft) -> Draft | None:
    """The source sentence that holds most of an unsupported point, as a draft of its own."""
    if draft.basis:
        return replace(draft, text=draft.basis[0].text, basis=draft.basis[:1])
    return None


def _language_of(draft: Draft, languages: dict[str, str]) -> str:
    return languages.get(draft.basis[0].document, "") if draft.basis else next(iter(languages.values()), "")


def _quote(sentence: Sentence) -> Evidence:
    return Evidence(sentence.document, sentence.start, sentence.end, sentence.text)
