"""An outline as blocks of lines, for the two formats that have nothing but characters.

`plain` joins the lines, `terminal` wraps and colours them. Not here: bidirectional isolates, which
go in last, once it is known where a line ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from summarize.options import Style
from summarize.rendering.bidi import first_direction
from summarize.rendering.outline import Dispute, Entry, Outline, Passage, Point, Quote, Update
from summarize.types import Direction, Support

Tone = Literal["title", "heading", "body", "quiet"] | Support


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a line in one tone."""

    text: str
    tone: Tone = "body"


@dataclass(frozen=True, slots=True)
class Line:
    """A line; `mark` is the number or dash that hangs in front of it."""

    parts: tuple[Part, ...]
    mark: str = ""
    direction: Direction = "ltr"

    @property
    def text(self) -> str:
        """The line without its mark."""
        return "".join(part.text for part in self.parts)


def list_blocks(outline: Outline, layout: Style) -> list[list[Line]]:
    """All that a reader is shown, in blocks that an empty line should separate."""
    columns = range(len(outline.columns))
    blocks = [block for place in columns for block in _list_column(outline, place, layout)]
    return blocks + list_sections(outline)


def list_sections(outline: Outline) -> list[list[Line]]:
    """The same without the points: changes, disagreements, updates, timeline, quotes, sources, notes and signature."""
    labels = outline.labels
    comma = labels.comma
    sections = (
        (labels.changes, [_line_up_update(item, labels.before) for item in outline.updates]),
        (labels.disagreements, [_line_up_dispute(item, labels.semicolon) for item in outline.disputes]),
        (labels.developments, [_line_up_dispute(item, labels.then) for item in outline.developments]),
        (labels.timeline, [_line_up_entry(item) for item in outline.timeline]),
        (labels.quotes, [line for quote in outline.quotes for line in _line_up_quote(quote, comma)]),
        (
            labels.sources,
            [_line_up_origin(item.title, item.details, comma) for item in outline.articles],
        ),
        (labels.notices, [_line_up_notice(item) for item in outline.notices]),
    )
    blocks = [[_line_up_label(heading, "heading", outline), *lines] for heading, lines in sections if lines]
    if outline.signature:
        blocks.append([_line_up_label(f"{labels.signature}: {outline.signature}", "quiet", outline)])
    return blocks


def list_point(number: int, point: Point, place: int) -> list[Line]:
    """A numbered point; its support stands under the original, failed checks under their version."""
    version = point.versions[place]
    mark = f"{number}. "
    lines = [Line((Part(version.text), Part(cite(version), "quiet")), mark, version.direction)]
    indent = " " * len(mark)
    if place == 0:
        lines.append(Line((Part(point.standing.text, point.support),), indent, point.standing.direction))
    lines += [Line((Part(check, "partial"),), indent, first_direction(check)) for check in version.checks]
    return lines


def cite(passage: Passage) -> str:
    """The citation marks of a passage, with a space before each.

    >>> cite(Passage("Rain fell.", "en", "ltr", citations=(1, 4)))
    ' [1] [4]'
    """
    return "".join(f" [{number}]" for number in passage.citations)


def _list_column(outline: Outline, place: int, layout: Style) -> list[list[Line]]:
    column = outline.columns[place]
    direction = column.title.direction
    head = [Line((Part(outline.name_column(column), "heading"),), direction=direction)] if place else []
    if column.title.text and layout != "headline":
        head.append(Line((Part(column.title.text, "title"),), direction=direction))
    blocks = [head] if head else []
    if not outline.points:
        return blocks if place else [*blocks, [_line_up_label(outline.labels.no_points, "body", outline)]]
    if layout == "points":
        return blocks + [list_point(number, point, place) for number, point in enumerate(outline.points, 1)]
    runs = [_run_on(outline, point, place) for point in outline.points]
    if layout == "headline":
        return [*blocks, [Line(tuple(run), direction=direction) for run in runs]]
    joined = [part for run in runs for part in (Part(" "), *run)][1:]
    return [*blocks, [Line(tuple(joined), direction=direction)]]


def _run_on(outline: Outline, point: Point, place: int) -> list[Part]:
    version = point.versions[place]
    remarks = outline.list_doubts(point, place)
    parts = [Part(version.text), Part(cite(version), "quiet")]
    if remarks:
        parts.append(Part(f" ({outline.labels.semicolon.join(remarks)})", point.support))
    return parts


def _line_up_label(text: str, tone: Tone, outline: Outline) -> Line:
    """A line of our own words."""
    return Line((Part(text, tone),), direction=outline.labels.direction)


def _line_up_notice(notice: str) -> Line:
    return Line((Part(notice),), "- ", first_direction(notice))


def _line_up_update(update: Update, before: str) -> Line:
    passage = update.passage
    parts = [Part(f"{update.kind}: ", "quiet"), Part(passage.text), Part(cite(passage), "quiet")]
    if update.before:
        parts.append(Part(f" ({before.format(update.before)})", "quiet"))
    return Line(tuple(parts), "- ", passage.direction)


def _line_up_dispute(dispute: Dispute, between: str) -> Line:
    parts = [Part(f"{dispute.about.text}: ")]
    for claim in dispute.claims:
        sources = f" ({claim.sources})" if claim.sources else ""
        parts += [Part(claim.value.text), Part(cite(claim.value) + sources, "quiet"), Part(between)]
    return Line(tuple(parts[:-1]), "- ", dispute.about.direction)


def _line_up_entry(entry: Entry) -> Line:
    event = Part(entry.event.text), Part(cite(entry.event), "quiet")
    return Line((Part(f"{entry.date}: ", "quiet"), *event), "- ", entry.event.direction)


def _line_up_quote(quote: Quote, comma: str) -> list[Line]:
    mark = f"[{quote.number}] "
    opening, closing = quote.marks
    words = Part(opening + quote.passage.text + closing)
    origin = _line_up_origin(quote.title, quote.details, comma)
    return [
        Line((words,), mark, quote.passage.direction),
        Line(tuple(Part(part.text, "quiet") for part in origin.parts), " " * len(mark), origin.direction),
    ]


def _line_up_origin(title: Passage, details: tuple[str, ...], comma: str) -> Line:
    enclosed = f" ({comma.join(details)})" if details else ""
    return Line((Part(title.text), Part(enclosed, "quiet")), "- ", title.direction)
