"""chrF: how alike two translations of one sentence are, in character n-grams (Popović 2015).

The agreement of two independently trained models is the best sign of quality that needs no reference;
sacrebleu, which gives the same figure, is an extra and stays in `evaluation`.
"""

from __future__ import annotations

from collections import Counter

ORDER = 6
BETA = 2
"""Recall counts twice as much as precision, as in published scores."""


def score_agreement(text: str, other: str) -> float:
    """How alike two translations are, in 0–1; neither is the reference of the other.

    >>> score_agreement("the dam held", "the dam held")
    1.0
    """
    return (score_chrf(text, other) + score_chrf(other, text)) / 2


def score_chrf(hypothesis: str, reference: str) -> float:
    """chrF2 of one sentence in 0–1.

    >>> score_chrf("the dam held", "the dam held"), round(score_chrf("the dam", "the dam held"), 2)
    (1.0, 0.49)
    """
    precision = recall = 0.0
    orders = 0
    for order in range(1, ORDER + 1):
        own, other = _count_grams(hypothesis, order), _count_grams(reference, order)
        if own and other:
            shared = sum((own & other).values())
            precision, recall, orders = precision + shared / own.total(), recall + shared / other.total(), orders + 1
    if not orders or not precision:
        return 0.0
    precision, recall = precision / orders, recall / orders
    return (1 + BETA**2) * precision * recall / (BETA**2 * precision + recall)


def _count_grams(text: str, order: int) -> Counter[str]:
    text = "".join(text.split())
    return Counter(text[i : i + order] for i in range(len(text) - order + 1))
