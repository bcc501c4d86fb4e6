"""How well points are supported by their documents, and by the quotes that they cite (ALCE, Gao et al. 2023).

The judge is the evidence stage's own (`evidence.judgement`), so that these figures show what a reader of a
digest is told.  Not here: how well that judge agrees with people (`factuality`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarize.evidence.judgement import judge_claims


@dataclass(frozen=True, slots=True)
class CitedPoint:
    """A point of a summary and the quotes that it cites; () where the system cites nothing."""

    text: str
    quotes: tuple[str, ...] = ()


def score_citations(points: Sequence[CitedPoint], documents: Sequence[str]) -> dict[str, float]:
    """Figures of one summary by name, all shares; NaN without points, of citations also where none is given.

    "support rate" is of points that the documents support, "citation recall" of points that their quotes
    support, "citation precision" of quotes that are needed: alone they support the point, or without them
    the others do not.

    >>> score_citations([CitedPoint("The dam broke.", ("The dam broke.",))], ["The dam broke."])
    {'support rate': 1.0, 'citation precision': 1.0, 'citation recall': 1.0}
    """
    cites = any(point.quotes for point in points)
    needed = [_is_needed(point, number) for point in points for number in range(len(point.quotes))]
    return {
        "support rate": _mean([_supports(documents, point.text) for point in points]),
        "citation precision": _mean(needed),
        "citation recall": _mean([_supports(point.quotes, point.text) for point in points if cites]),
    }


def _is_needed(point: CitedPoint, number: int) -> bool:
    rest = point.quotes[:number] + point.quotes[number + 1 :]
    return _supports(point.quotes, point.text) and (
        _supports(point.quotes[number : number + 1], point.text) or not _supports(rest, point.text)
    )


def _supports(texts: Sequence[str], claim: str) -> bool:
    return bool(texts) and judge_claims(claim, texts).label == "supported"


def _mean(marks: Sequence[bool]) -> float:
    return sum(marks) / len(marks) if marks else float("nan")
