"""What every evaluation gives: named figures with intervals, in one frame that `reports` writes.

Not here: how any of them is measured.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from summarize.evaluation.bootstrap import Interval, bootstrap_interval


@dataclass(frozen=True, slots=True)
class Measure:
    """A named figure with its interval, and the number of rows that it is about."""

    name: str
    interval: Interval
    rows: int


@dataclass(frozen=True, slots=True)
class Section:
    """The figures of one more system, or with `against` its differences from that system, row by row."""

    name: str
    measures: tuple[Measure, ...]
    against: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """The figures of one system on one row, numbered from 1; NaN where it has none."""

    row: int
    system: str
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Report:
    """All figures of one task.

    Attributes:
        measures: Of the whole set.
        caught: The share of rows in which each kind of error was found.
        signature: The recipe, one line or several.
        task: What was evaluated.
        notes: Sentences for a reader, of what is no share.
        system: Whose figures `measures` are, where there may be several.
        others: Figures of the other systems, and their differences from `system`.
        items: Figures row by row.
    """

    measures: tuple[Measure, ...]
    caught: tuple[Measure, ...]
    signature: str
    task: str = "factuality"
    notes: tuple[str, ...] = ()
    system: str = ""
    others: tuple[Section, ...] = ()
    items: tuple[Item, ...] = ()


def measure_mean(name: str, values: Sequence[float]) -> Measure:
    """The mean of a figure over the rows that have one, with its interval.

    >>> measure_mean("share", [0.5, float("nan"), 0.5])
    Measure(name='share', interval=Interval(value=0.5, low=0.5, high=0.5), rows=2)
    """
    column = np.array(values, dtype=np.float64)
    known = column[~np.isnan(column)]
    return Measure(name, bootstrap_interval(np.mean, known), len(known))
