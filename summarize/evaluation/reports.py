"""A report as a table for people, or as JSON for programs; its items as JSON lines.

Not here: measuring, nor the page (`page`).  Names come from files and are made inert.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence

from summarize.evaluation.bootstrap import Interval
from summarize.evaluation.measures import Measure, Report
from summarize.rendering.escaping import clean_line

DIGITS = 4

HEADINGS = ("rows", "%", "95 % interval")

_CAUGHT = {"factuality": "caught, by type of error", "translation": "flagged, by check"}


def write_report(report: Report) -> str:
    """Aligned columns: name, rows, value and 95 % interval, in percent; notes and signature last."""
    rows: list[tuple[str, str, str, str]] = []
    for heading, measures in list_tables(report):
        headings = HEADINGS if not rows else ("", "", "")
        rows += [*([("", "", "", "")] if rows else []), (heading, *headings), *map(list_cells, measures)]
    widths = [max(len(row[place]) for row in rows) for place in range(4)]
    lines = [
        f"{name:<{widths[0]}}  {count:>{widths[1]}}  {value:>{widths[2]}}  {interval:<{widths[3]}}".rstrip()
        for name, count, value, interval in rows
    ]
    signature = map(clean_line, report.signature.split("\n"))
    return "\n".join([*lines, "", *map(clean_line, report.notes), *signature]) + "\n"


def list_tables(report: Report) -> list[tuple[str, tuple[Measure, ...]]]:
    """The tables of a report with their headings, inert, in order."""
    tables = [(clean_line(report.system), report.measures)]
    if report.caught:
        tables.append((_CAUGHT[report.task], report.caught))
    for section in report.others:
        over = f" over {clean_line(section.against)}, paired bootstrap" if section.against else ""
        tables.append((clean_line(section.name) + over, section.measures))
    return tables


def write_report_record(report: Report) -> str:
    """One JSON object with shares in 0–1, null where there is nothing to measure."""
    others = [
        {"name": section.name, "against": section.against or None, "measures": _record_measures(section.measures)}
        for section in report.others
    ]
    record = {
        "task": report.task,
        **({"system": report.system} if report.system else {}),
        "measures": _record_measures(report.measures),
        "caught": _record_measures(report.caught),
        **({"others": others} if others else {}),
        **({"notes": list(report.notes)} if report.notes else {}),
        "signature": report.signature,
    }
    return json.dumps(record, indent=2, allow_nan=False) + "\n"


def write_items(report: Report) -> str:
    """One JSON object a line: row, system, and its figures, null where it has none."""
    records = (
        {"row": item.row, "system": item.system, **{name: _round(value) for name, value in item.values.items()}}
        for item in report.items
    )
    return "".join(json.dumps(record, allow_nan=False) + "\n" for record in records)


def list_cells(measure: Measure) -> tuple[str, str, str, str]:
    """A measure as name, rows, value and interval in percent, inert."""
    interval = measure.interval
    bounds = f"{_percent(interval.low)} – {_percent(interval.high)}" if math.isfinite(interval.low) else "–"
    return clean_line(measure.name), f"{measure.rows:,}", _percent(interval.value), bounds


def _percent(value: float) -> str:
    return f"{100 * value:.1f}" if math.isfinite(value) else "–"


def _record_measures(measures: Sequence[Measure]) -> list[dict[str, object]]:
    return [{"name": m.name, "rows": m.rows, **_record_interval(m.interval)} for m in measures]


def _record_interval(interval: Interval) -> dict[str, float | None]:
    numbers = {"value": interval.value, "low": interval.low, "high": interval.high}
    return {key: _round(number) for key, number in numbers.items()}


def _round(number: float) -> float | None:
    return round(number, DIGITS) if math.isfinite(number) else None
