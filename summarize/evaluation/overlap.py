"""What a summary's words say about it without any reference: copied, repeated, new, short.

All figures are shares; a summary without words has none (NaN).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from summarize.text.words import fold, split_words


def score_overlap(summary: str, documents: Sequence[str]) -> dict[str, float]:
    """Figures of one summary by name.

    "coverage" is the share of its words that stand in extractive fragments (Grusky et al. 2018), which for
    single words means: that its documents hold.  "novelty" is the share of its bigrams that no document holds,
    "redundancy" of its bigrams that it holds before, "compression" its length over that of the documents.

    >>> score_overlap("The dam broke. The dam held.", ["The dam broke on Monday night."])["redundancy"]
    0.2
    """
    words = _words(summary)
    sources = [_words(text) for text in documents]
    known = {word for source in sources for word in source}
    told = {pair for source in sources for pair in _bigrams(source)}
    pairs = _bigrams(words)
    return {
        "coverage": _share(sum(word in known for word in words), len(words)),
        "redundancy": _share(len(pairs) - len(set(pairs)), len(pairs)),
        "compression": _share(len(words), sum(map(len, sources))),
        "novelty": _share(sum(pair not in told for pair in pairs), len(pairs)),
    }


def _words(text: str) -> list[str]:
    return [fold(word) for word in split_words(text)]


def _bigrams(words: Sequence[str]) -> list[tuple[str, str]]:
    return list(itertools.pairwise(words))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")
