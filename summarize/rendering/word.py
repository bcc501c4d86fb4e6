"""DOCX: a digest as a Word document, right to left where the language is, translations in a table.

Paragraphs of right-to-left languages carry `w:bidi`, their runs `w:rtl`; runs of Latin letters and
numbers inside them do not, since the file format leaves `w:rtl` on left-to-right text undefined.
The same digest gives the same bytes. Not here: paragraphs and headlines; a document always lists the points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from summarize.rendering.arrangement import arrange_digest
from summarize.rendering.bidi import find_runs, first_direction
from summarize.rendering.lines import Line, Part, Tone, cite, list_point, list_sections
from summarize.rendering.outline import Outline, Parallel, Passage, View
from summarize.types import Digest, Direction

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

LONGEST_PROPERTY = 255
"""Characters of a document property; python-docx refuses more."""

# What follows w:bidi in the order that the schema prescribes for paragraph properties.
_AFTER_BIDI = (
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:mirrorIndents",
    "w:suppressOverlap",
    "w:jc",
    "w:textDirection",
    "w:textAlignment",
    "w:textboxTightWrap",
    "w:outlineLvl",
    "w:divId",
    "w:cnfStyle",
    "w:rPr",
    "w:sectPr",
    "w:pPrChange",
)
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_COLORS: dict[Tone, str] = {
    "quiet": "625E57",
    "supported": "1D6B3A",
    "partial": "8A5A00",
    "unsupported": "A32020",
}


def write_word(digest: Digest, *, layout: View = "points") -> bytes:
    """The digest as the bytes of a DOCX file, its points side by side unit by unit or else point by point."""
    import docx

    outline = arrange_digest(digest)
    document = docx.Document()
    _set_properties(document, outline.columns[0].title.text)
    for place, column in enumerate(outline.columns):
        if column.title.text:
            title = document.add_paragraph(style="Subtitle" if place else "Title")
            _fill_paragraph(title, [Part(column.title.text)], column.title.direction)
    if layout == "bilingual":
        _add_parallel(document, outline.parallel)
    else:
        _add_points(document, outline)
    for block in list_sections(outline):
        for line in block:
            _add_line(document, line)
    return _save(document)


def write_word_table(title: str, parallel: Parallel) -> bytes:
    """Texts side by side as the bytes of a DOCX file; the title is a property of the file."""
    import docx

    document = docx.Document()
    _set_properties(document, title)
    _add_parallel(document, parallel)
    return _save(document)


def _save(document: WordDocument) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return _fix_times(buffer)


def _set_properties(document: WordDocument, title: str) -> None:
    properties = document.core_properties
    properties.title = title[:LONGEST_PROPERTY]
    properties.author = "summarize"
    properties.comments = ""
    # The template's own dates would be false, and the clock would make every file different.
    element = properties._element
    for name in ("created", "modified"):
        getattr(element, f"_remove_{name}")()


def _add_points(document: WordDocument, outline: Outline) -> None:
    if not outline.points:
        _add_line(document, Line((Part(outline.labels.no_points),), direction=outline.labels.direction))
    elif len(outline.columns) == 1:
        for number, point in enumerate(outline.points, 1):
            for line in list_point(number, point, 0):
                _add_line(document, line)
    else:
        _add_table(document, outline)


def _add_table(document: WordDocument, outline: Outline) -> None:
    """One column a language, one row a point."""
    heads = [replace(column.title, text=outline.name_column(column)) for column in outline.columns]
    table = _start_table(document, heads, heads[0].direction)
    for number, point in enumerate(outline.points, 1):
        for place, cell in enumerate(_add_row(table)):
            first, *rest = list_point(number, point, place)
            _fill_paragraph(cell.paragraphs[0], [Part(first.mark), *first.parts], first.direction)
            for line in rest:
                _add_line(cell, line)


def _add_parallel(document: WordDocument, parallel: Parallel) -> None:
    """One column a language, one row a unit."""
    table = _start_table(document, parallel.heads, parallel.heads[0].direction)
    for group in parallel.groups:
        for place, row in enumerate(group.rows):
            mark = f"{group.mark}. " if group.mark and not place else ""
            for cell, passage in zip(_add_row(table), row, strict=True):
                parts = [Part(mark + passage.text), Part(cite(passage), "quiet")]
                _fill_paragraph(cell.paragraphs[0], parts, passage.direction)
                for check in passage.checks:
                    _add_line(cell, Line((Part(check, "partial"),), direction=first_direction(check)))
        if group.standing:
            standing = Part(group.standing, group.support)
            _add_line(table.rows[-1].cells[0], Line((standing,), direction=first_direction(group.standing)))


def _add_row(table: Table) -> Iterable[_Cell]:
    cells: Iterable[_Cell] = table.add_row().cells  # type: ignore[no-untyped-call]
    return cells


def _start_table(document: WordDocument, heads: Sequence[Passage], direction: Direction) -> Table:
    """A table with a row of headings, its first column on the side where the language begins."""
    from docx.enum.table import WD_TABLE_DIRECTION

    table: Table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    if direction == "rtl":
        table.table_direction = WD_TABLE_DIRECTION.RTL
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        _fill_paragraph(cell.paragraphs[0], [Part(head.text, "heading")], head.direction)
    return table


def _add_line(holder: WordDocument | _Cell, line: Line) -> None:
    if line.parts[0].tone == "heading":
        _fill_paragraph(holder.add_paragraph(style="Heading 1"), line.parts, line.direction)
    elif line.mark == "- ":
        _fill_paragraph(holder.add_paragraph(style="List Bullet"), line.parts, line.direction)
    else:
        mark = [Part(line.mark)] if line.mark.strip() else []
        _fill_paragraph(holder.add_paragraph(), [*mark, *line.parts], line.direction)


def _fill_paragraph(paragraph: Paragraph, parts: Iterable[Part], direction: Direction) -> None:
    from docx.oxml import OxmlElement

    if direction == "rtl":
        properties = paragraph._p.get_or_add_pPr()
        properties.insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)
    for part in parts:
        for text, towards in _split_runs(part.text, direction):
            _add_run(paragraph, text, part.tone, towards)


def _split_runs(text: str, direction: Direction) -> Iterable[tuple[str, Direction]]:
    """The text in pieces of one direction each."""
    opposite: Direction = "ltr" if direction == "rtl" else "rtl"
    end = 0
    for start, stop in find_runs(text, direction):
        yield text[end:start], direction
        yield text[start:stop], opposite
        end = stop
    yield text[end:], direction


def _add_run(paragraph: Paragraph, text: str, tone: Tone, direction: Direction) -> None:
    from docx.shared import RGBColor

    if not text:
        return
    run = paragraph.add_run(text)
    if tone in ("title", "heading"):
        run.bold = run.font.cs_bold = True
    if tone in _COLORS:
        run.font.color.rgb = RGBColor.from_string(_COLORS[tone])
    if direction == "rtl":
        run.font.rtl = True


def _fix_times(saved: BytesIO) -> bytes:
    """The same zip with the earliest time that the format knows on every member."""
    fixed = BytesIO()
    with ZipFile(saved) as source, ZipFile(fixed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = ZipInfo(name, _EARLIEST)
            member.compress_type = ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return fixed.getvalue()
