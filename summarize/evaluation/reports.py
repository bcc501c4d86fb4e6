"""A report as a table for people or JSON for programs.

Not here: measuring.  Names of error types come from the file and are made inert.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence

from summarize.evaluation.bootstrap import Interval
from summarize.evaluation.factuality import Measure, Report
from summarize.rendering.escaping import clean_line

DIGITS = 4

_HEADINGS = {"factuality": "caught, by type of error", "translation": "flagged, by check"}


def write_report(report: Report) -> str:
    """Aligned columns: name, rows, value and 95 % interval, in percent; notes and signature last."""
    rows = [("", "rows", "%", "95 % interval"), *map(_list_cells, report.measures)]
    if report.caught:
        rows += [("", "", "", ""), (_HEADINGS[report.task], "", "", ""), *map(_list_cells, report.caught)]
    widths = [max(len(row[place]) for row in rows) for place in range(4)]
    lines = [
        f"{name:<{widths[0]}}  {count:>{widths[1]}}  {value:>{widths[2]}}  {interval:<{widths[3]}}".rstrip()
        for name, count, value, interval in rows
    ]
    return "\n".join([*lines, "", *map(clean_line, report.notes), report.signature]) + "\n"


def write_report_record(report: Report) -> str:
    """One JSON object with shares in 0–1, null where there is nothing to measure."""
    record = {
        "task": report.task,
        "measures": _record_measures(report.measures),
        "caught": _record_measures(report.caught),
        **({"notes": list(report.notes)} if report.notes else {}),
        "signature": report.signature,
    }
    return json.dumps(record, indent=2, allow_nan=False) + "\n"


def _list_cells(measure: Measure) -> tuple[str, str, str, str]:
    interval = measure.interval
    bounds = f"{_percent(interval.low)} – {_percent(interval.high)}" if math.isfinite(interval.low) else "–"
    return clean_line(measure.name), f"{measure.rows:,}", _percent(interval.value), bounds


def _percent(value: float) -> str:
    return f"{100 * value:.1f}" if math.isfinite(value) else "–"


def _record_measures(measures: Sequence[Measure]) -> list[dict[str, object]]:
    return [{"name": m.name, "rows": m.rows, **_record_interval(m.interval)} for m in measures]


def _record_interval(interval: Interval) -> dict[str, float | None]:
    numbers = {"value": interval.value, "low": interval.low, "high": interval.high}
    return {key: round(number, DIGITS) if math.isfinite(number) else None for key, number in numbers.items()}
