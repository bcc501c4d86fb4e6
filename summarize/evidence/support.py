"""How well cited sentences support a point, as a number in 0–1 and a label.

0.6 · coverage of the point's idf-weighted content stems + 0.25 · precision of its stem bigrams
+ 0.15 · longest common subsequence of stems, over the cited sentences together.  A hard flag
(number, name, negation) caps the label at "partial".
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from summarize.text.words import content_stems
from summarize.types import Flag, Support

SUPPORTED = 0.75
PARTIAL = 0.50
"""Starting points from the methods notes; to be calibrated on factuality data."""

HARD_CHECKS = frozenset({"number", "name", "date", "quote", "speaker", "negation", "hedge", "time"})


def score_support(text: str, cited: Sequence[str], coverage: float, language: str) -> float:
    """Support of a point in 0–1.

    Args:
        text: The point.
        cited: The cited sentences.
        coverage: Their idf-weighted coverage of the point, 0–1.
        language: Of both.
    """
    point = content_stems(text, language)
    if not point:
        return 1.0 if cited else 0.0
    sources = [content_stems(c, language) for c in cited]
    bigrams = list(pairwise(point))
    known = {b for s in sources for b in pairwise(s)}
    precision = sum(b in known for b in bigrams) / len(bigrams) if bigrams else coverage
    longest = max((_common_subsequence(point, s) for s in sources), default=0) / len(point)
    return min(1.0, 0.6 * coverage + 0.25 * precision + 0.15 * longest)


def label_support(score: float, flags: Sequence[Flag]) -> Support:
    """The label of a score and its flags.

    >>> label_support(0.9, []), label_support(0.9, [Flag("number", "7")]), label_support(0.3, [])
    ('supported', 'partial', 'unsupported')
    """
    hard = any(flag.check in HARD_CHECKS for flag in flags)
    if score >= SUPPORTED and not hard:
        return "supported"
    return "partial" if score >= PARTIAL else "unsupported"


def _common_subsequence(a: Sequence[str], b: Sequence[str]) -> int:
    """Length of the longest common subsequence, in O(len(a)·len(b)) and one row of memory."""
    row = [0] * (len(b) + 1)
    for x in a:
        diagonal = 0
        for j, y in enumerate(b, 1):
            diagonal, row[j] = row[j], diagonal + 1 if x == y else max(row[j], row[j - 1])
    return row[-1]
