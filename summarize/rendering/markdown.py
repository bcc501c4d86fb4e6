"""Markdown: a digest that shows the same in every CommonMark renderer, with no raw HTML.

Foreign text is escaped throughout, so it brings in no link, image, heading or tag of its own.
Tables need a renderer that knows tables, as most do.
Markdown cannot say a direction, so a translation stands in a section of its own.
"""

from __future__ import annotations

from summarize.rendering.arrangement import arrange_digest
from summarize.rendering.escaping import escape_markdown
from summarize.rendering.labels import MARKS, Labels
from summarize.rendering.lines import cite
from summarize.rendering.outline import Dispute, Matrix, Outline, Passage, Point, Quote, Update, View
from summarize.rendering.parallel import tabulate_markdown
from summarize.types import Digest


def write_markdown(digest: Digest, *, layout: View = "points") -> str:
    """The digest as Markdown that ends in a newline."""
    outline = arrange_digest(digest)
    labels = outline.labels
    sections = (
        (
            labels.matrix,
            _tabulate(outline.matrix, labels) if outline.matrix and layout in ("points", "bilingual") else [],
        ),
        (labels.changes, [_list_update(item, labels) for item in outline.updates]),
        (labels.disagreements, [_list_dispute(item, labels.semicolon) for item in outline.disputes]),
        (labels.developments, [_list_dispute(item, labels.then) for item in outline.developments]),
        (
            labels.timeline,
            [f"- {escape_markdown(item.date)}: {_show(item.event)}" for item in outline.timeline],
        ),
        (labels.quotes, [_list_quote(quote, labels.comma) for quote in outline.quotes]),
        (
            labels.sources,
            [f"- {_name(item.title, labels.comma.join(item.details))}" for item in outline.articles],
        ),
        (labels.notices, [f"- {escape_markdown(notice)}" for notice in outline.notices]),
    )
    if layout == "bilingual" and outline.points:
        title = f"# {escape_markdown(outline.columns[0].title.text)}"
        blocks = [title, tabulate_markdown(outline.parallel)]
    else:
        blocks = [block for place in range(len(outline.columns)) for block in _list_column(outline, place, layout)]
    for heading, lines in sections:
        if lines:
            blocks += [f"## {heading}", "\n".join(lines)]
    if outline.signature:
        blocks.append(f"{labels.signature}: {escape_markdown(outline.signature)}")
    return "\n\n".join(blocks) + "\n"


def _list_column(outline: Outline, place: int, layout: View) -> list[str]:
    column = outline.columns[place]
    blocks = [f"## {escape_markdown(outline.name_column(column))}"] if place else []
    if column.title.text and layout != "headline":
        blocks.append(f"{'###' if place else '#'} {escape_markdown(column.title.text)}")
    if not outline.points:
        return blocks if place else [*blocks, outline.labels.no_points]
    if layout == "points":
        items = [_list_point(number, point, place) for number, point in enumerate(outline.points, 1)]
        return [*blocks, "\n".join(items)]
    runs = [_run_on(outline, point, place) for point in outline.points]
    return [*blocks, *runs] if layout == "headline" else [*blocks, " ".join(runs)]


def _list_point(number: int, point: Point, place: int) -> str:
    mark = f"{number}. "
    version = point.versions[place]
    remarks = [] if place else [point.standing.text]
    remarks += [escape_markdown(check) for check in version.checks]
    return "\n".join([mark + _show(version), *(f"{' ' * len(mark)}- {remark}" for remark in remarks)])


def _run_on(outline: Outline, point: Point, place: int) -> str:
    remarks = outline.labels.semicolon.join(outline.list_doubts(point, place))
    return _show(point.versions[place]) + (f" *({escape_markdown(remarks)})*" if remarks else "")


def _tabulate(matrix: Matrix, labels: Labels) -> list[str]:
    """One row a point, one column a source; what the marks mean stands below."""
    heads = [labels.point, *(escape_markdown(source.text) for source in matrix.sources)]
    rows = ([str(number), *map(MARKS.__getitem__, row)] for number, row in enumerate(matrix.rows, 1))
    cells = [heads, ["---:", *[":---:"] * len(matrix.sources)], *rows]
    legend = labels.comma.join(f"{mark} {labels.name_stance(stance)}" for stance, mark in MARKS.items())
    return [*(f"| {' | '.join(row)} |" for row in cells), "", legend]


def _list_update(update: Update, labels: Labels) -> str:
    before = labels.before.format(escape_markdown(update.before)) if update.before else ""
    return f"- {update.kind}: {_show(update.passage)}" + (f" ({before})" if before else "")


def _list_dispute(dispute: Dispute, between: str) -> str:
    claims = (_show(claim.value) + _enclose(claim.sources) for claim in dispute.claims)
    return f"- {escape_markdown(dispute.about.text)}: {between.join(claims)}"


def _list_quote(quote: Quote, comma: str) -> str:
    opening, closing = quote.marks
    words = opening + escape_markdown(quote.passage.text) + closing
    return f"- [{quote.number}] {words} — {_name(quote.title, comma.join(quote.details))}"


def _name(title: Passage, origin: str) -> str:
    return escape_markdown(title.text) + _enclose(origin)


def _enclose(origin: str) -> str:
    return f" ({escape_markdown(origin)})" if origin else ""


def _show(passage: Passage) -> str:
    return escape_markdown(passage.text) + cite(passage)
