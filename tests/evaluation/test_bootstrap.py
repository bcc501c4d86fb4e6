"""Bootstrap intervals against what theory says."""

from __future__ import annotations

import math

import numpy as np
import pytest

from summarize.evaluation.bootstrap import bootstrap_interval


def test_the_interval_of_a_share_is_about_two_standard_errors_wide():
    marks = np.array([1.0] * 80 + [0.0] * 320)
    interval = bootstrap_interval(np.mean, marks)
    error = math.sqrt(0.2 * 0.8 / 400)
    assert interval.value == 0.2
    assert interval.low == pytest.approx(0.2 - 1.96 * error, abs=0.006)
    assert interval.high == pytest.approx(0.2 + 1.96 * error, abs=0.006)


def test_rows_stay_paired():
    left = np.arange(50.0)
    interval = bootstrap_interval(lambda a, b: float(np.abs(a - b).max()), left, left + 3.0)
    assert (interval.low, interval.high) == (3.0, 3.0)


def test_the_same_seed_gives_the_same_interval():
    values = np.random.default_rng(1).normal(size=60)
    assert bootstrap_interval(np.mean, values) == bootstrap_interval(np.mean, values)
    assert bootstrap_interval(np.mean, values) != bootstrap_interval(np.mean, values, seed=2)


def test_resamples_without_a_value_are_left_out():
    def ratio(column):
        return float(1.0 / column.sum()) if column.any() else float("nan")

    interval = bootstrap_interval(ratio, np.array([1.0, 0.0]))
    assert (interval.value, interval.low, interval.high) == (1.0, 0.5, 1.0)


@pytest.mark.parametrize("column", [[], [float("nan")] * 3])
def test_nothing_to_measure_is_not_a_number(column):
    interval = bootstrap_interval(np.mean, np.array(column, dtype=np.float64))
    assert all(math.isnan(v) for v in (interval.value, interval.low, interval.high))
