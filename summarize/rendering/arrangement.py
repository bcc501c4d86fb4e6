"""Digest to outline: puts it in reading order, numbers its quotes once, makes every string inert.

`clean_line` is applied here to all that comes from articles, models and file names, so that no
writer that starts from an outline ever holds raw text. Not here: any decision on what a digest says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from summarize.models.languages import direction, match_language
from summarize.rendering.citations import number_evidence
from summarize.rendering.escaping import clean_line
from summarize.rendering.labels import Stance, choose_labels
from summarize.rendering.outline import (
    Article,
    Claim,
    Column,
    Dispute,
    Entry,
    Matrix,
    Outline,
    Passage,
    Point,
    Quote,
    Update,
)
from summarize.rendering.parallel import line_up_digest
from summarize.types import (
    Digest,
    Direction,
    DisagreeingValue,
    Disagreement,
    Document,
    Evidence,
    Flag,
    KeyPoint,
    Removal,
    TranslatedPoint,
    Translation,
)

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")

LEAST_SOURCES = 2
"""Independent sources from which it is worth showing which of them says what."""


def arrange_digest(digest: Digest) -> Outline:
    """Put a digest in reading order; quotes are numbered from 1 in the order they are first cited."""
    arranger = _Arranger(digest)
    outline = Outline(
        labels=arranger.labels,
        columns=arranger.columns(),
        points=tuple(arranger.point(place, point) for place, point in enumerate(digest.points)),
        matrix=arranger.matrix(),
        updates=arranger.updates(),
        disputes=arranger.disputes(digest.disagreements),
        developments=arranger.disputes(digest.updates),
        timeline=arranger.timeline(),
        quotes=arranger.quotes(),
        articles=tuple(arranger.article(document) for document in digest.documents),
        notices=arranger.notices(),
        signature=clean_line(digest.signature),
    )
    return replace(outline, parallel=line_up_digest(digest, outline))


class _Arranger:
    """The digest with what its parts are looked up by: documents by id, numbers by evidence."""

    def __init__(self, digest: Digest) -> None:
        self.digest = digest
        self.labels = choose_labels(digest.language)
        self.documents = {document.id: document for document in digest.documents}
        self.numbers = number_evidence(digest)

    def columns(self) -> tuple[Column, ...]:
        original = write_passage(self.digest.title or self.labels.key_points, self.digest.language)
        translated = (
            Column(
                title=write_passage(item.title, item.language, item.direction),
                name=name_language(item.language),
                translator=self.name_translator(item),
            )
            for item in self.digest.translations
        )
        return (Column(title=original, name=name_language(self.digest.language)), *translated)

    def point(self, place: int, point: KeyPoint) -> Point:
        citations = self.cite(point.evidence)
        original = write_passage(point.text, self.language_of(point.evidence), None, citations, point.flags)
        translated = (
            self.translated(version, item, citations)
            for item in self.digest.translations
            for version in [item.points[place] if place < len(item.points) else TranslatedPoint("")]
        )
        languages = point.languages if len({d.language for d in self.digest.documents}) > 1 else ()
        words = self.labels.describe_standing(point.support, point.sources, languages)
        standing = Passage(words, self.labels.language, self.labels.direction)
        return Point(versions=(original, *translated), support=point.support, standing=standing)

    def translated(self, version: TranslatedPoint, item: Translation, citations: tuple[int, ...]) -> Passage:
        """A point in another language; what a second model had to help with is said."""
        passage = write_passage(version.text, item.language, item.direction, citations, version.flags)
        helped = any(unit.rung == "second" for unit in version.units)
        return replace(passage, checks=(*passage.checks, self.labels.second_model)) if helped else passage

    def name_translator(self, item: Translation) -> str:
        """The models of a translation, and how far two of them agree."""
        agreement = "" if item.agreement is None else self.labels.agreement.format(item.agreement)
        return self.labels.comma.join(part for part in (clean_line(item.model), agreement) if part)

    def matrix(self) -> Matrix | None:
        """Points × independent sources; a copy says nothing that its original does not say."""
        sources = [document for document in self.digest.documents if document.duplicate_of is None]
        if len(sources) < LEAST_SOURCES or not self.digest.points:
            return None
        return Matrix(
            sources=_name_sources(sources),
            rows=tuple(tuple(_find_stance(point, item.id) for item in sources) for point in self.digest.points),
        )

    def updates(self) -> tuple[Update, ...]:
        return tuple(
            Update(
                kind=self.labels.name_change(change.kind),
                passage=write_passage(change.text, self.language_of(change.evidence), None, self.cite(change.evidence)),
                before=clean_line(change.before) if change.kind == "changed" else "",
            )
            for change in self.digest.changes
        )

    def disputes(self, found: Sequence[Disagreement]) -> tuple[Dispute, ...]:
        return tuple(
            Dispute(
                about=write_passage(item.about, self.digest.language),
                claims=tuple(self.claim(value) for value in item.values),
            )
            for item in found
        )

    def claim(self, value: DisagreeingValue) -> Claim:
        documents = (self.documents.get(item.document) for item in value.evidence)
        names = [clean_line(document.source or document.title) for document in documents if document]
        written = write_passage(value.value, self.language_of(value.evidence), None, self.cite(value.evidence))
        return Claim(written, self.labels.comma.join(name for name in dict.fromkeys(names) if name))

    def timeline(self) -> tuple[Entry, ...]:
        return tuple(
            Entry(
                date=clean_line(event.date),
                event=write_passage(event.text, self.language_of(event.evidence), None, self.cite(event.evidence)),
            )
            for event in self.digest.timeline
        )

    def quotes(self) -> tuple[Quote, ...]:
        return tuple(self.quote(number, evidence) for evidence, number in self.numbers.items())

    def quote(self, number: int, evidence: Evidence) -> Quote:
        document = self.documents.get(evidence.document) or Document(text="", id=evidence.document)
        quote = write_passage(evidence.quote, document.language)
        return Quote(number, quote, _name_document(document), _name_origin(document))

    def article(self, document: Document) -> Article:
        details = _name_origin(document)
        if document.duplicate_of is not None:
            original = self.documents.get(document.duplicate_of) or Document(text="", id=document.duplicate_of)
            details += (self.labels.copy_of.format(_name_document(original).text),)
        removed = tuple(Removal(clean_line(item.reason), clean_line(item.text)) for item in document.removed)
        return Article(_name_document(document), details, removed)

    def notices(self) -> tuple[str, ...]:
        """Warnings of the run and of each document, and inputs that could not be read."""
        return (
            *(clean_line(f"{item.message} ({item.code})") for item in self.digest.warnings),
            *(
                clean_line(f"{document.source or document.title or document.id}: {item.message} ({item.code})")
                for document in self.digest.documents
                for item in document.cautions
            ),
            *(
                clean_line(f"{self.labels.not_read}: {item.source}: {item.message} ({item.code})")
                for item in self.digest.failures
            ),
        )

    def cite(self, evidence: Iterable[Evidence]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self.numbers[item] for item in evidence))

    def language_of(self, evidence: tuple[Evidence, ...]) -> str:
        """The language of the document that a point, value or event was read in."""
        documents = (self.documents.get(item.document) for item in evidence)
        return next((document.language for document in documents if document), self.digest.language)


def _find_stance(point: KeyPoint, document: str) -> Stance:
    """A point's first citation is the one that holds most of its words; further ones and echoes follow."""
    quoted = [evidence.document for evidence in point.evidence]
    if document not in quoted:
        return "silent"
    return "first" if quoted[0] == document else "too"


def write_passage(
    text: str,
    language: str,
    towards: Direction | None = None,
    citations: tuple[int, ...] = (),
    flags: tuple[Flag, ...] = (),
) -> Passage:
    """A passage; the direction is that of the language unless a translation says its own."""
    known = language if _LANGUAGE.fullmatch(language) else ""
    checks = tuple(clean_line(f"{flag.check}: {flag.detail}") for flag in flags)
    return Passage(clean_line(text), known, towards or direction(known), citations, checks)


def _name_document(document: Document) -> Passage:
    return write_passage(document.title or document.source or document.id, document.language)


def _name_sources(documents: Sequence[Document]) -> tuple[Passage, ...]:
    """Each by its outlet, or by its title where outlets repeat or are not known, or by its id."""
    outlets = Counter(clean_line(document.source) for document in documents)
    names = []
    for document in documents:
        outlet, title = clean_line(document.source), clean_line(document.title)
        if title and (not outlet or outlets[outlet] > 1):
            names.append(write_passage(title, document.language))
        else:
            names.append(write_passage(outlet or document.id, ""))
    return tuple(names)


def _name_origin(document: Document) -> tuple[str, ...]:
    """Outlet and date, as far as they are known."""
    source = document.source if document.title else ""
    return tuple(clean_line(part) for part in (source, document.date) if part)


def name_language(code: str) -> str:
    """A language's name for itself; the code where the table has no such language."""
    language = match_language(code)
    return language.native if language else clean_line(code)
