"""What a reader is shown, in reading order: the one shape that every writer but JSON starts from.

All strings are inert lines (see `escaping.clean_line`); `arrangement` makes an outline of a digest.
Not here: markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from summarize.options import Style
from summarize.rendering.labels import Labels, Stance
from summarize.types import Direction, Removal, Support

View = Style | Literal["bilingual"]
"""How points are laid out: one by one, as a paragraph, as headlines, or unit by unit beside their translations."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One line of inert text; `language` is "" where it is not known.

    `citations` are numbers of quotes, `checks` the checks that it did not pass, in words.
    """

    text: str
    language: str
    direction: Direction
    citations: tuple[int, ...] = ()
    checks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One language of the digest, the original or a translation, with its title."""

    title: Passage
    name: str
    translator: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A key point, once in each column's language, with its support in the words of our labels."""

    versions: tuple[Passage, ...]
    support: Support
    standing: Passage


@dataclass(frozen=True, slots=True)
class Group:
    """A title, point or paragraph unit by unit: a row a unit, and in it a passage a language.

    `mark` is the number of a point, "" for anything else; a point also has its support, and that in words.
    """

    mark: str
    rows: tuple[tuple[Passage, ...], ...]
    support: Support = "supported"
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Parallel:
    """Texts side by side: the names of their languages, and what stands under them."""

    heads: tuple[Passage, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A value that sources give, with its citations, and the names of these sources."""

    value: Passage
    sources: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """A quantity on which sources differ, or that changed with time, and who says what."""

    about: Passage
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A dated event of the timeline."""

    date: str
    event: Passage


@dataclass(frozen=True, slots=True)
class Update:
    """What is different from an earlier digest: the kind in words, the text with its citations, the text before."""

    kind: str
    passage: Passage
    before: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Points × sources: the names of the sources, and one row a point with what each source does for it."""

    sources: tuple[Passage, ...]
    rows: tuple[tuple[Stance, ...], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A numbered quote, the title of the document that it stands in, and its outlet and date."""

    number: int
    passage: Passage
    title: Passage
    details: tuple[str, ...]

    @property
    def marks(self) -> tuple[str, str]:
        """The quotation marks of the quote's script."""
        return ("«", "»") if self.passage.direction == "rtl" else ("“", "”")


@dataclass(frozen=True, slots=True)
class Article:
    """A document of the digest; `details` are its outlet, date and what it copies."""

    title: Passage
    details: tuple[str, ...]
    removed: tuple[Removal, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """All that a reader is shown; `columns` and each point's `versions` run in parallel.

    `developments` are figures that moved on with time, oldest value first. `matrix` is None where fewer than
    two sources are independent, or nothing was found to say. `parallel` is the title and points, unit by unit.
    """

    labels: Labels
    columns: tuple[Column, ...]
    points: tuple[Point, ...]
    matrix: Matrix | None
    updates: tuple[Update, ...]
    disputes: tuple[Dispute, ...]
    developments: tuple[Dispute, ...]
    timeline: tuple[Entry, ...]
    quotes: tuple[Quote, ...]
    articles: tuple[Article, ...]
    notices: tuple[str, ...]
    signature: str
    parallel: Parallel = Parallel((), ())

    def name_column(self, column: Column) -> str:
        """The language of a column and, for a translation, what made it."""
        made = f" ({self.labels.translated_by.format(column.translator)})" if column.translator else ""
        return column.name + made

    def list_doubts(self, point: Point, place: int) -> tuple[str, ...]:
        """What to remark on a point in running text, in one column: nothing where all is well."""
        checks = point.versions[place].checks
        if place or point.support == "supported":
            return checks
        return (self.labels.name_support(point.support), *checks)
