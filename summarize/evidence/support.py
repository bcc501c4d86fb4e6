"""How well cited sentences support a point, as a number in 0–1 and a label.

What the cited sentences hold of the point's weighted words decides how far a paraphrase is supported.
A point in its sources' own words has them all: there the score falls with every seam between
copied pieces.  A hard flag caps the label at "partial".
"""

from __future__ import annotations

from collections.abc import Sequence

from summarize.evidence.wording import Wording
from summarize.types import Flag, Support

SUPPORTED = 0.75
PARTIAL = 0.50
"""Scores from which a label is given; what reaches them is calibrated by the two constants below."""

LEAST_COVERED = 0.40
"""Coverage that makes a text supported.  Between 0.3 and 0.5 balanced accuracy on the development sets is the same
within 0.01: true paraphrases and false ones share as many words with their sources."""

MOST_SEAMS = 0.07
"""Seams a word from which a text in its sources' words is patchwork; best of 0.05 to 0.10 on SummEval and SummEdits."""

HARD_CHECKS = frozenset(
    {"number", "name", "place", "date", "quote", "speaker", "negation", "opposite", "hedge", "time"}
)

PARAPHRASE_CHECKS = frozenset({"number", "name", "negation", "opposite"})
"""Those that paraphrases pass: on true summaries of the development sets the others raise up to six false alarms in
ten, as words beside a name and verbs of saying are what a paraphrase changes."""


def score_support(coverage: float, wording: Wording, entailed: float | None = None) -> float:
    """Support of a text in 0–1.

    Args:
        coverage: What its cited sentences hold of its weighted content words, 0–1.
        wording: Of the text.
        entailed: The probability that a verifier gives it, which counts as much as all the rest.

    >>> score_support(1.0, Wording(10, 0, 0)), score_support(0.2, Wording(10, 5, 3))
    (1.0, 0.375)
    """
    covered = min(1.0, coverage / LEAST_COVERED * SUPPORTED)
    joined = 1.0 - (1.0 - SUPPORTED) * wording.seams_per_word / MOST_SEAMS
    score = covered if wording.paraphrases else covered * max(PARTIAL, joined)
    return score if entailed is None else (score + entailed) / 2.0


def find_hard(flags: Sequence[Flag], wording: Wording) -> list[Flag]:
    """The flags that no supported text has; a paraphrase is held to fewer."""
    checks = PARAPHRASE_CHECKS if wording.paraphrases else HARD_CHECKS
    return [flag for flag in flags if flag.check in checks]


def label_support(score: float, hard: Sequence[Flag]) -> Support:
    """The label of a score and the hard flags.

    >>> label_support(0.9, []), label_support(0.9, [Flag("number", "7")]), label_support(0.3, [])
    ('supported', 'partial', 'unsupported')
    """
    if score >= SUPPORTED and not hard:
        return "supported"
    return "partial" if score >= PARTIAL else "unsupported"
