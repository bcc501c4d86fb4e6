"""What moves between the stages: frozen values, from an article to a digest.

    sources → Document → Sentence → Selection → KeyPoint (with Evidence) → Translation → Digest

Every position is a character offset into the cleaned `Document.text`, end excluded, so
`document.text[start:end] == quote` holds for every piece of evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Support = Literal["supported", "partial", "unsupported"]
Direction = Literal["ltr", "rtl"]
DocumentKind = Literal["text", "markdown", "docx"]

Rung = Literal["plain", "memory", "beam", "split", "protected", "second", "source"]
"""Rungs of the translation ladder: as the model wrote it, from memory, searched with more beams, in
shorter pieces, with protected tokens, by a second model; "source" is the original kept, in plain sight."""


@dataclass(frozen=True, slots=True)
class Removal:
    """A piece of an article that cleaning took out, and why."""

    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Caution:
    """Something the reader should know about an input or a result, with a stable code."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Document:
    """One article; the readers fill it, cleaning and language detection return new ones.

    Attributes:
        text: The article, paragraphs separated by a blank line.
        title: Its headline, or "".
        id: A short name unique in the run ("a", "b", …); the pipeline gives one where it is "".
        source: Where it came from, as a reader would name it: outlet, file or address.
        date: Day of publication as YYYY-MM-DD, or "".
        language: Two-letter code, or "" until it is detected.
        duplicate_of: The id of the document that this one copies, or None.
        removed: What cleaning took out.
        cautions: What the reader of the digest should know about this input.
    """

    text: str
    title: str = ""
    id: str = ""
    source: str = ""
    date: str = ""
    language: str = ""
    duplicate_of: str | None = None
    removed: tuple[Removal, ...] = ()
    cautions: tuple[Caution, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that gave no document: its name, a stable code and one readable line."""

    source: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the sources stage returns: documents in input order, and the inputs that gave none."""

    documents: tuple[Document, ...]
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a span of a document; `index` is its position there, from 0."""

    document: str
    index: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Scored:
    """A chosen sentence, its salience (higher is better), and those of other documents that repeat it."""

    sentence: Sentence
    score: float
    echoes: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that was not chosen: why, its score, and the chosen sentence it repeats, if any."""

    sentence: Sentence
    reason: Literal["redundant", "budget", "short", "unrelated", "duplicate document"]
    score: float
    partner: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """Every sentence of the run, once: chosen in reading order, or dropped with a reason."""

    chosen: tuple[Scored, ...]
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A key point before its evidence is checked: its text and the sentences it was made from."""

    text: str
    basis: tuple[Sentence, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """An exact quote of a document that a key point rests on."""

    document: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A check that did not pass: its name, and what was found in words for a reader."""

    check: str
    detail: str


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One point of the digest, with the 1–3 minimal citations it rests on and further sources' echoes.

    `sources` counts the independent documents that state the point, `languages` are theirs, the point's own first;
    `score` is the support in 0–1.
    """

    text: str
    support: Support
    score: float
    sources: int
    evidence: tuple[Evidence, ...]
    flags: tuple[Flag, ...] = ()
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TranslatedUnit:
    """A sentence of a text and its translation; `rung` says what it took to get one without defects."""

    source: str
    text: str
    rung: Rung = "plain"
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class TranslatedPoint:
    """A key point in another language, unit by unit; its position in the list is that of the original."""

    text: str
    flags: tuple[Flag, ...] = ()
    units: tuple[TranslatedUnit, ...] = ()


@dataclass(frozen=True, slots=True)
class Translation:
    """The title and all points of a digest in one other language.

    Attributes:
        language: Two-letter code.
        direction: Which way it is written.
        title: The title, "" where there is none.
        model: Names and revisions of the models that wrote it.
        points: In the order of the digest's own.
        rungs: How many units each rung of the ladder gave.
        agreement: How far a second installed model agrees, mean chrF in 0–1; None where there is only one.
    """

    language: str
    direction: Direction
    title: str
    model: str
    points: tuple[TranslatedPoint, ...]
    rungs: tuple[tuple[Rung, int], ...] = ()
    agreement: float | None = None


@dataclass(frozen=True, slots=True)
class TranslatedDocument:
    """A whole file in another language, its layout kept.

    Attributes:
        name: As its user knows it.
        kind: The format of the file, and of `content`.
        source_language: Two-letter code of the language it was in.
        language: The one it is in now.
        direction: Which way that is written.
        model: Names and revisions of the models that wrote it.
        paragraphs: All that was translated, unit by unit in reading order, in plain words.
        rungs: How many units each rung of the ladder gave.
        content: The translated file.
    """

    name: str
    kind: DocumentKind
    source_language: str
    language: str
    direction: Direction
    model: str
    paragraphs: tuple[tuple[TranslatedUnit, ...], ...]
    rungs: tuple[tuple[Rung, int], ...]
    content: bytes


@dataclass(frozen=True, slots=True)
class DisagreeingValue:
    """One of several values that sources give for the same thing."""

    value: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A quantity on which the sources differ; as an update of a digest, its values follow each other in time."""

    about: str
    values: tuple[DisagreeingValue, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """A dated event of the timeline; `date` is YYYY-MM-DD, YYYY-MM or YYYY."""

    date: str
    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What is different from an earlier digest: a point that is new, changed or gone.

    `before` is the earlier wording ("" for a new point); `evidence` is the new point's (empty for a gone one).
    """

    kind: Literal["new", "changed", "gone"]
    text: str
    before: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds spent in one stage."""

    stage: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Digest:
    """The result: key points, their evidence, and the recipe that made them."""

    title: str
    language: str
    points: tuple[KeyPoint, ...]
    documents: tuple[Document, ...]
    sentence_counts: tuple[int, ...]
    signature: str
    translations: tuple[Translation, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    updates: tuple[Disagreement, ...] = ()
    timeline: tuple[Event, ...] = ()
    changes: tuple[Change, ...] = ()
    failures: tuple[Failure, ...] = ()
    warnings: tuple[Caution, ...] = ()
    timings: tuple[Timing, ...] = ()
    dropped: tuple[Dropped, ...] = ()
