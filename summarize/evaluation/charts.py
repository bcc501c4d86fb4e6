"""Charts as SVG by matplotlib (extra: `evaluation`): bars with intervals, and curves.

The same figures give the same bytes.  Not here: what is drawn.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from summarize.errors import Code, UsageError
from summarize.evaluation.bootstrap import Interval
from summarize.rendering.escaping import clean_line

HEIGHT = 0.22
"""Inches of a bar."""

_SETTINGS: Any = {"svg.hashsalt": "summarize", "text.parse_math": False, "font.size": 9}
"""Names come from files: no "$" is taken for mathematics."""


def draw_bars(title: str, series: Mapping[str, Mapping[str, Interval]]) -> str:
    """Horizontal bars in percent: a group for each label, in it a bar with its interval for each series.

    Raises:
        UsageError: When the extra is not installed.
    """
    labels = list(dict.fromkeys(label for bars in series.values() for label in bars))
    height = HEIGHT * len(labels) * (len(series) + 1) + 1.0
    figure, axes = _begin(title, height)
    for number, (name, bars) in enumerate(series.items()):
        known = [(place, bars[label]) for place, label in enumerate(labels) if label in bars]
        values = np.array([100 * bar.value for _, bar in known])
        bounds = np.array([[100 * bar.low, 100 * bar.high] for _, bar in known]).reshape(-1, 2).T
        errors = np.nan_to_num(np.abs(bounds - values))
        places = np.array([place for place, _ in known]) + (number + 0.5) / (len(series) + 1)
        axes.barh(places, values, 1 / (len(series) + 1), xerr=errors, label=clean_line(name) or None)
    axes.set_yticks(
        np.arange(len(labels)) + 0.5 * len(series) / (len(series) + 1), [clean_line(label) for label in labels]
    )
    axes.invert_yaxis()
    axes.set_xlabel("%")
    return _finish(figure, legend=len(series) > 1)


def draw_curves(title: str, units: tuple[str, str], curves: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    """Points joined by lines on logarithmic axes; `units` name both.

    Raises:
        UsageError: When the extra is not installed.
    """
    figure, axes = _begin(title, 3.5)
    for name, points in curves.items():
        axes.plot(*zip(*points, strict=True), marker="o", label=clean_line(name))
    axes.set(xscale="log", yscale="log", xlabel=units[0], ylabel=units[1])
    axes.xaxis.set_major_formatter("{x:g}")
    axes.yaxis.set_major_formatter("{x:g}")
    axes.grid(visible=True, alpha=0.3)
    return _finish(figure, legend=True)


def _begin(title: str, height: float) -> tuple[Any, Any]:
    try:
        import matplotlib as mpl
    except ImportError:
        raise UsageError(Code.BAD_OPTION, "charts need: pip install 'summarize[evaluation]'") from None
    from matplotlib.figure import Figure

    with mpl.rc_context(_SETTINGS):
        figure = Figure(figsize=(7.0, height), layout="constrained")
        axes = figure.add_subplot()
        axes.set_title(clean_line(title))
    return figure, axes


def _finish(figure: Any, *, legend: bool) -> str:
    import matplotlib as mpl

    drawn = io.StringIO()
    with mpl.rc_context(_SETTINGS):
        if legend:
            figure.legend(loc="outside lower center", ncols=4)
        figure.savefig(drawn, format="svg", metadata={"Date": None})
    return drawn.getvalue()
