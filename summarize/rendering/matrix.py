"""The table of points and sources in the web page: a picture of who says what, that can also be heard.

Marks are hidden from screen readers, which get words; every cell has a row and a column head.
Not here: which source says what (`arrangement`).
"""

from __future__ import annotations

from summarize.rendering.escaping import escape_html
from summarize.rendering.labels import MARKS, Labels, Stance
from summarize.rendering.outline import Matrix, Passage


def write_matrix(matrix: Matrix, labels: Labels) -> str:
    """An HTML table: a row a point, a column a source, what the marks mean as its caption."""
    spoken = f' lang="{labels.language}" dir="{labels.direction}"'
    legend = labels.comma.join(f"{mark} {labels.name_stance(stance)}" for stance, mark in MARKS.items())
    heads = "".join(_write_source(source) for source in matrix.sources)
    rows = "\n".join(
        f'<tr><th scope="row"{spoken}>{number}</th>{"".join(_write_cell(stance, labels) for stance in row)}</tr>'
        for number, row in enumerate(matrix.rows, 1)
    )
    return (
        f'<table class="matrix"{spoken}>\n<caption{spoken}>{legend}</caption>\n'
        f'<thead><tr><th scope="col"{spoken}>{labels.point}</th>{heads}</tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody>\n</table>"
    )


def _write_source(source: Passage) -> str:
    towards = source.direction if source.language else "auto"
    return f'<th scope="col" lang="{escape_html(source.language)}" dir="{towards}">{escape_html(source.text)}</th>'


def _write_cell(stance: Stance, labels: Labels) -> str:
    mark = f'<span aria-hidden="true">{MARKS[stance]}</span>'
    words = f'<span class="heard">{labels.name_stance(stance)}</span>'
    return f'<td class="{stance}" lang="{labels.language}" dir="{labels.direction}">{mark}{words}</td>'
