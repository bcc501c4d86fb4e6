"""The gate: no figure falls below its floor, on small sets of the project's own writing.

    python -m bench.gate [--update]

Figures are quality, factuality, translation checks (shares in 0–1) and speed (ratios of times of one run, so that
they hold on any machine).  `--update` raises floors to what is measured; it lowers one only where `floors.toml`
says why, in an entry [[lowered]] with `figure`, `from` (the floor), `to` (the least new one) and `reason`.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bench.scaling import make_documents, time_digest
from summarize.evaluation.factuality import evaluate_factuality
from summarize.evaluation.files import parse_records, read_data
from summarize.evaluation.measures import Measure, measure_mean
from summarize.evaluation.summaries import evaluate_summaries
from summarize.options import Options
from summarize.translation.parity.checks import check_parity

SETS = Path(__file__).parent / "gate"
FLOORS = Path(__file__).parent / "floors.toml"

SPEED_SLACK = 0.4
"""What of a measured ratio of times becomes its floor; on a busy machine they vary by a half."""

DESCRIPTIVE = frozenset({"redundancy", "compression", "novelty", "false alarms"})
"""Measures of which more is not better."""

_WORD = re.compile(r"\w+")


def measure_quality(folder: Path) -> dict[str, float]:
    """ROUGE, support and citations of the embedded default with three points."""
    report = evaluate_summaries(folder / "summaries.jsonl", {}, Options(points=3, model="embedded", offline=True))
    return _name_figures("quality", report.measures)


def measure_factuality(folder: Path) -> dict[str, float]:
    """How well support agrees with labels, and the share caught of each kind of error."""
    report = evaluate_factuality(folder / "claims.jsonl")
    return _name_figures("factuality", report.measures) | _name_figures("factuality caught", report.caught)


def measure_parity(folder: Path) -> dict[str, float]:
    """The share of good translations without a flag, and of each kind of defect with one."""
    path = folder / "translations.jsonl"
    marks: dict[str, list[bool]] = {}
    for _, row in parse_records(read_data(path), path.name):
        flagged = bool(check_parity(row["source"], row["target"], row["from"], row["to"]))
        marks.setdefault(row["defect"], []).append(flagged == bool(row["defect"]))
    return _name_figures("parity", [measure_mean(defect or "left alone", found) for defect, found in marks.items()])


def measure_speed(_: Path) -> dict[str, float]:
    """Counting words over a digest of the same text, and what a sentence costs among 250 over among 1,000."""
    few, many = make_documents(250), make_documents(1_000)
    text = "\n".join(document.text for document in many)
    digest = time_digest(many)
    return {
        "speed counting words / digest": _time(lambda: Counter(_WORD.findall(text.lower()))) / digest,
        "speed few / many sentences": 4 * time_digest(few) / digest,
    }


MEASUREMENTS = (measure_quality, measure_factuality, measure_parity, measure_speed)


def find_falls(figures: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """One line for each figure that is below its floor, has none, or is gone.

    >>> find_falls({"quality ROUGE-1": 0.4, "new": 1.0}, {"quality ROUGE-1": 0.5})
    ['quality ROUGE-1: 0.4000 is below its floor of 0.5000', 'new: has no floor; run python -m bench.gate --update']
    """
    falls = [
        f"{name}: {figures.get(name, math.nan):.4f} is below its floor of {floor:.4f}"
        for name, floor in floors.items()
        if not figures.get(name, math.nan) >= floor
    ]
    return falls + [
        f"{name}: has no floor; run python -m bench.gate --update" for name in figures if name not in floors
    ]


def raise_floors(figures: Mapping[str, float], record: Mapping[str, Any]) -> tuple[dict[str, float], list[str]]:
    """New floors, and one line for each that would have to fall without a reason in the record.

    >>> raise_floors({"quality ROUGE-1": 0.4}, {"floors": {"quality ROUGE-1": 0.5}})[1]
    ['quality ROUGE-1: 0.5000 may not fall to 0.4000 without an entry [[lowered]] that gives a reason']
    """
    floors, refused = {}, []
    for name, figure in figures.items():
        speed = name.startswith("speed ")
        floors[name] = new = math.floor(figure * (SPEED_SLACK if speed else 1.0) * 1e4) / 1e4
        old = record["floors"].get(name, 0.0)
        if new < old and speed and figure >= old:
            floors[name] = old
        elif new < old and not _has_reason(record, name, old, new):
            refused.append(
                f"{name}: {old:.4f} may not fall to {new:.4f} without an entry [[lowered]] that gives a reason"
            )
    gone = [name for name in record["floors"] if name not in figures]
    return floors, refused + [f"{name}: is no longer measured; take its floor out by hand" for name in gone]


def _has_reason(record: Mapping[str, Any], name: str, old: float, new: float) -> bool:
    return any(
        entry["figure"] == name and entry["from"] == old and entry["to"] <= new and entry["reason"].strip()
        for entry in record.get("lowered", [])
    )


def write_record(floors: Mapping[str, float], record: Mapping[str, Any]) -> str:
    """The file of floors: those of now, and why any was lowered."""
    lines = [
        "# Floors of python -m bench.gate; they only rise. To lower one, add [[lowered]] with figure, from, to and",
        "# reason, then run it with --update.",
        "",
        "[floors]",
        *(f"{json.dumps(name)} = {floor:.4f}" for name, floor in floors.items()),
    ]
    for entry in record.get("lowered", []):
        lines += ["", "[[lowered]]", *(f"{key} = {json.dumps(value)}" for key, value in entry.items())]
    return "\n".join(lines) + "\n"


def _name_figures(group: str, measures: tuple[Measure, ...] | list[Measure]) -> dict[str, float]:
    return {f"{group} {m.name}": m.interval.value for m in measures if m.name not in DESCRIPTIVE}


def _time(work: Callable[[], object], runs: int = 5) -> float:
    """The fastest of some runs, in seconds."""
    seconds = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="raise the floors to what is measured")
    update = parser.parse_args().update
    record = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"floors": {}}
    figures = {name: figure for measure in MEASUREMENTS for name, figure in measure(SETS).items()}
    for name, figure in figures.items():
        print(f"{name:40}{figure:8.4f}{record['floors'].get(name, math.nan):8.4f}")
    floors, falls = raise_floors(figures, record) if update else ({}, find_falls(figures, record["floors"]))
    if falls:
        sys.exit("\n".join(falls))
    if update:
        FLOORS.write_text(write_record(floors, record), encoding="utf-8")


if __name__ == "__main__":
    main()
