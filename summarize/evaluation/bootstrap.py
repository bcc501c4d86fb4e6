"""Confidence intervals by resampling rows (Efron's percentile bootstrap), with numpy alone.

Not here: the statistics themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1_000
SEED = 20_261_122
LEVEL = 0.95

Column = NDArray[np.float64]
Statistic = Callable[..., float]
"""A function of equally long columns to one number, NaN where it has none."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The statistic of all rows, and the bounds that hold `LEVEL` of the resamples; NaN where undefined."""

    value: float
    low: float
    high: float


def bootstrap_interval(
    statistic: Statistic, *columns: Column, resamples: int = RESAMPLES, seed: int = SEED
) -> Interval:
    """A statistic with its interval; columns are resampled together, so that rows stay paired.

    Resamples in which the statistic is NaN (one class missing) are left out.

    Args:
        statistic: Takes as many columns as are given here.
        *columns: Each of shape (rows,).
        resamples: How many times rows are drawn with replacement.
        seed: Same seed and columns, same interval.

    >>> bootstrap_interval(np.mean, np.array([0.25, 0.25, 0.25]))
    Interval(value=0.25, low=0.25, high=0.25)
    """
    rows = len(columns[0])
    if not rows:
        return Interval(np.nan, np.nan, np.nan)
    generator = np.random.default_rng(seed)
    drawn = []
    for _ in range(resamples):
        picked = generator.integers(0, rows, rows)
        drawn.append(float(statistic(*(column[picked] for column in columns))))
    known = np.array([value for value in drawn if not np.isnan(value)])
    tail = (1.0 - LEVEL) / 2.0
    low, high = np.quantile(known, [tail, 1.0 - tail]) if len(known) else (np.nan, np.nan)
    return Interval(float(statistic(*columns)), float(low), float(high))
