"""Factuality: how well our judgement of summaries agrees with people who marked them true or false.

Rows of JSON, one a line, plain or xz-compressed: {"documents": [...], "summary": "...", "label": 0 or 1},
1 where every claim is supported, and on false ones an optional "error_type".  Not here: how a summary
is judged (`evidence.judgement`), nor how the report is written (`reports`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from summarize.evaluation.bootstrap import RESAMPLES, SEED, Column, bootstrap_interval
from summarize.evaluation.files import are_texts, bad_row, fingerprint, parse_records, read_data
from summarize.evaluation.measures import Measure, Report, measure_mean
from summarize.evidence.judgement import FLAG_FACTOR, judge_claims
from summarize.evidence.support import LEAST_COVERED, MOST_SEAMS, PARTIAL, SUPPORTED
from summarize.evidence.wording import OWN_WORDS
from summarize.version import VERSION


@dataclass(frozen=True, slots=True)
class Row:
    """A summary, its documents, whether people found every claim supported (1) or not (0), and the kind of error."""

    documents: tuple[str, ...]
    summary: str
    label: int
    error_type: str = ""


def evaluate_factuality(path: Path) -> Report:
    """Judge every row of a file and compare with its labels.

    Raises:
        InputError: When the file cannot be read, or a row does not fit, with the number of its line.
    """
    data = read_data(path)
    rows = [_parse_row(record, number, path.name) for number, record in parse_records(data, path.name)]
    return measure_rows(rows, f"rows:{len(rows)}|file:{fingerprint(data)}")


def measure_rows(rows: Sequence[Row], origin: str = "") -> Report:
    """Judge rows and measure; `origin` ends the signature with what the rows are."""
    judged = [judge_claims(row.summary, row.documents) for row in rows]
    labels = np.array([row.label for row in rows], dtype=np.float64)
    scores = np.array([judgement.score for judgement in judged])
    accepted = np.array([judgement.label == "supported" for judgement in judged], dtype=np.float64)
    true, false = labels == 1, labels == 0
    types = np.array([row.error_type for row in rows], dtype=object)
    kinds = sorted({row.error_type for row in rows if row.label == 0 and row.error_type})
    return Report(
        measures=(
            Measure("balanced accuracy", bootstrap_interval(balanced_accuracy, labels, accepted), len(rows)),
            Measure("area under ROC curve", bootstrap_interval(area_under_curve, labels, scores), len(rows)),
            measure_mean("false alarms", 1.0 - accepted[true]),
            measure_mean("errors caught", 1.0 - accepted[false]),
        ),
        caught=tuple(measure_mean(kind, 1.0 - accepted[false & (types == kind)]) for kind in kinds),
        signature=_write_signature(origin),
    )


def balanced_accuracy(labels: Column, accepted: Column) -> float:
    """The mean of the shares of true ones accepted and false ones refused; NaN where one class is missing.

    >>> balanced_accuracy(np.array([1, 1, 0, 0.0]), np.array([1, 0, 0, 0.0]))
    0.75
    """
    true = labels == 1
    if true.all() or not true.any():
        return float("nan")
    return float((accepted[true].mean() + 1.0 - accepted[~true].mean()) / 2.0)


def area_under_curve(labels: Column, scores: Column) -> float:
    """The chance that a true one scores above a false one, ties counted half; NaN where one class is missing.

    >>> area_under_curve(np.array([1, 1, 0, 0.0]), np.array([0.9, 0.5, 0.5, 0.1]))
    0.875
    """
    true, false = np.sort(scores[labels == 1]), np.sort(scores[labels == 0])
    if not len(true) or not len(false):
        return float("nan")
    below = np.searchsorted(false, true, side="left")
    not_above = np.searchsorted(false, true, side="right")
    return float((below + not_above).sum() / (2.0 * len(true) * len(false)))


def _write_signature(origin: str) -> str:
    parts = (
        f"summarize:{VERSION}",
        "task:factuality",
        f"supported:{SUPPORTED}",
        f"partial:{PARTIAL}",
        f"covered:{LEAST_COVERED}",
        f"seams:{MOST_SEAMS}",
        f"own words:{OWN_WORDS}",
        f"flag factor:{FLAG_FACTOR}",
        f"resamples:{RESAMPLES}",
        f"seed:{SEED}",
        origin,
    )
    return "|".join(part for part in parts if part)


def _parse_row(record: dict[str, Any], number: int, name: str) -> Row:
    documents: Any = record.get("documents")
    summary, label = record.get("summary"), record.get("label")
    kind = record.get("error_type") or ""
    if not are_texts(documents):
        raise bad_row(name, number, "documents must be a list of texts, at least one of them not empty")
    if not isinstance(summary, str):
        raise bad_row(name, number, "summary must be a text")
    if type(label) is not int or label not in (0, 1):
        raise bad_row(name, number, f"label must be 0 or 1, not {str(label)[:20]!r}")
    if not isinstance(kind, str):
        raise bad_row(name, number, "error_type must be a text, or left out")
    return Row(tuple(documents), summary, label, kind)
