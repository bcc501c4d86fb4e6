"""A report as one web page: charts and tables, no script, nothing fetched.

Names come from files and are made inert.
"""

from __future__ import annotations

from summarize.evaluation.charts import draw_bars
from summarize.evaluation.measures import Report
from summarize.evaluation.reports import HEADINGS, list_cells, list_tables
from summarize.rendering.escaping import escape_html
from summarize.rendering.stylesheet import DARK, LIGHT, RULES


def write_report_page(report: Report) -> str:
    """The page.

    Raises:
        UsageError: When the extra that draws charts is not installed.
    """
    title = f"Evaluation: {report.task}"
    series = {report.system: {m.name: m.interval for m in report.measures}}
    series |= {s.name: {m.name: m.interval for m in s.measures} for s in report.others if not s.against}
    charts = [_embed(draw_bars(title, series))]
    if report.caught:
        charts.append(_embed(draw_bars("By kind", {"": {m.name: m.interval for m in report.caught}})))
    tables = [
        _write_row("th", (escape_html(heading), *HEADINGS))
        + "".join(_write_row("td", tuple(map(escape_html, list_cells(measure)))) for measure in measures)
        for heading, measures in list_tables(report)
    ]
    notes = "".join(f"<p>{escape_html(note)}</p>" for note in report.notes)
    signature = "<br>".join(escape_html(line) for line in report.signature.split("\n"))
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body><main><h1>{title}</h1>\n"
        + "\n".join([*charts, *(f"<table>{rows}</table>" for rows in tables), notes])
        + f'\n<p class="signature">{signature}</p></main></body></html>\n'
    )


_STYLE = (
    f":root {{ {LIGHT} }} @media (prefers-color-scheme: dark) {{ :root {{ {DARK} }} }} {RULES}"
    " body { color: var(--ink); background: var(--paper); font-family: system-ui, sans-serif; }"
    " main { max-width: 50rem; margin: auto; padding: 1rem; } table { margin-block: 1rem; }"
    " figure { margin: 0; background: #fff; } svg { max-width: 100%; height: auto; } th, td { text-align: start; }"
)


def _embed(svg: str) -> str:
    """A drawing without the lines that stand before its root, which belong to a file of its own."""
    return f"<figure>{svg[svg.index('<svg') :]}</figure>"


def _write_row(tag: str, cells: tuple[str, ...]) -> str:
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"
