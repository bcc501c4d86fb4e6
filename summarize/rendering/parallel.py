"""Texts side by side with their translations, unit by unit: what the bilingual views of digests and documents share.

Not here: the pages around these tables (`markdown`, `webpage`, `word`), nor documents as such (`bilingual`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarize.rendering.escaping import clean_line, escape_html, escape_markdown
from summarize.rendering.hypertext import link, list_checks, show, speak
from summarize.rendering.lines import cite
from summarize.rendering.outline import Group, Outline, Parallel, Passage
from summarize.types import Digest, TranslatedUnit


def line_up_digest(digest: Digest, outline: Outline) -> Parallel:
    """The title and points of a digest, each unit beside its translations; the last has citations and checks."""
    heads = tuple(
        Passage(outline.name_column(column), column.title.language, column.title.direction)
        for column in outline.columns
    )
    groups = [Group("", (tuple(column.title for column in outline.columns),))]
    for place, point in enumerate(outline.points):
        units = [item.points[place].units if place < len(item.points) else () for item in digest.translations]
        rows = _split(point.versions, units)
        groups.append(Group(str(place + 1), rows, point.support, point.standing.text))
    return Parallel(heads, tuple(groups))


def tabulate_markdown(parallel: Parallel) -> str:
    """A table of rows; support and what checks found stand in brackets behind their text."""
    heads = ["", *(escape_markdown(head.text) for head in parallel.heads)]
    sides = ["---:", *("---:" if head.direction == "rtl" else ":---" for head in parallel.heads)]
    rows = []
    for group in parallel.groups:
        for number, row in enumerate(group.rows):
            standing = group.standing if number == len(group.rows) - 1 else ""
            cells = (_cell(passage, "" if place else standing) for place, passage in enumerate(row))
            rows.append(["" if number else group.mark, *cells])
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, sides, *rows))


def tabulate_html(parallel: Parallel) -> str:
    """A table with a body a group; a numbered one is linked in all its languages, and to its quotes."""
    heads = "".join(f'<th scope="col"{speak(head)}>{escape_html(head.text)}</th>' for head in parallel.heads)
    bodies = "\n".join(_write_group(group, parallel.heads) for group in parallel.groups)
    return f'<table class="parallel">\n<thead><tr><th></th>{heads}</tr></thead>\n{bodies}\n</table>'


def name_anchor(mark: str, head: Passage | None = None) -> str:
    """The id of a point in the original, or in the language of a column.

    >>> name_anchor("2"), name_anchor("2", Passage("العربية", "ar", "rtl"))
    ('point-2', 'point-2-ar')
    """
    return f"point-{mark}-{head.language}" if head else f"point-{mark}"


def _split(
    versions: tuple[Passage, ...], translations: Sequence[tuple[TranslatedUnit, ...]]
) -> tuple[tuple[Passage, ...], ...]:
    """A row a unit where all translations have the same units, else one row; citations and checks in the last."""
    sources = {tuple(unit.source for unit in units) for units in translations}
    if len(sources) != 1 or sources == {()}:
        return (versions,)
    columns = [sources.pop(), *([unit.text for unit in units] for units in translations)]
    rows = [
        tuple(
            replace(version, text=clean_line(text), citations=(), checks=())
            for version, text in zip(versions, texts, strict=True)
        )
        for texts in zip(*columns, strict=True)
    ]
    rows[-1] = tuple(replace(v, text=cell.text) for v, cell in zip(versions, rows[-1], strict=True))
    return tuple(rows)


def _cell(passage: Passage, standing: str) -> str:
    remarks = "; ".join(filter(None, (standing, *passage.checks)))
    return escape_markdown(passage.text) + cite(passage) + (f" *({escape_markdown(remarks)})*" if remarks else "")


def _write_group(group: Group, heads: Sequence[Passage]) -> str:
    anchors = [name_anchor(group.mark, head if place else None) for place, head in enumerate(heads)]
    rows = []
    for number, row in enumerate(group.rows):
        cells = []
        for place, passage in enumerate(row):
            own = f' id="{anchors[place]}"' if group.mark and not number else ""
            others = ((a, h) for a, h in zip(anchors, heads, strict=True) if a != anchors[place])
            is_last = group.mark and number == len(group.rows) - 1
            linked = "".join(link(anchor, head.language) for anchor, head in others) if is_last else ""
            standing = f'<p class="standing {group.support}">{group.standing}</p>' if is_last and not place else ""
            cells.append(f"<td{own}{speak(passage)}>{show(passage)}{linked}{standing}{list_checks(passage)}</td>")
        rows.append(f'<tr><th scope="row">{"" if number else group.mark}</th>{"".join(cells)}</tr>')
    return f"<tbody>{''.join(rows)}</tbody>"
