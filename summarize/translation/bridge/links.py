"""Sentences of different languages that state the same fact, by what can be compared of them.

Two that are read in one language are compared by their words, others by their anchors. Precision comes before
recall: a wrong link merges two facts and loses one. Not here: where words and anchors come from (`bridge`).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from summarize.text.terms import TOLD
from summarize.translation.bridge.anchors import CONCEPT, DATE, FIGURE, NAME

FEWEST_SHARED = 2
TOLD_BY_TWO = 0.7
"""With no more terms than this in common, one must be a figure of two digits or a percentage, and the share higher."""

LONG_FIGURE = 3
"""Characters from which a figure needs no company but what it counts: "180 tonnes"."""

COMMON = 100
"""A term of more sentences tells no two of them apart and would cost quadratic time."""

Stance = tuple[bool, bool]
"""Whether a sentence denies something, and whether it doubts something."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What can be compared of a sentence.

    Attributes:
        language: Of the sentence as it was written.
        words: Stems of it in the pivot language, where it was brought there.
        anchors: What it has in common with other languages.
        stance: Sentences of another one state another fact.
    """

    language: str
    words: frozenset[str]
    anchors: frozenset[str]
    stance: Stance

    @property
    def figures(self) -> frozenset[str]:
        """The anchors that are figures."""
        return frozenset(a for a in self.anchors if a.startswith(FIGURE))


def link_facts(facts: Sequence[Facts], weigh: Mapping[str, float]) -> dict[int, dict[int, float]]:
    """For each sentence those of other languages about the same fact, with the share of it that they state, 0–1.

    Links go both ways: of two linked sentences at least one states all figures and most of the other.

    Args:
        facts: One a sentence.
        weigh: The idf of each term.
    """
    speakers: dict[str, set[str]] = defaultdict(set)
    holders: dict[str, list[int]] = defaultdict(list)
    for row, fact in enumerate(facts):
        for term in sorted(fact.anchors | fact.words):
            speakers[term].add(fact.language)
            holders[term].append(row)
    shares: dict[tuple[int, int], float] = {}
    same: set[tuple[int, int]] = set()
    for row, fact in enumerate(facts):
        terms = [t for t in fact.anchors | fact.words if len(holders[t]) <= COMMON]
        for other, count in Counter(other for t in terms for other in holders[t]).items():
            about = facts[other]
            if count < FEWEST_SHARED or about.language == fact.language or about.stance != fact.stance:
                continue
            own = _comparable(fact, about, speakers)
            shared = own & (about.anchors | about.words)
            share = shares[row, other] = _add(shared, weigh) / _add(own, weigh)
            by_words = bool(fact.words and about.words)
            if fact.figures <= about.figures and _is_enough(share, shared, by_words=by_words):
                same |= {(row, other), (other, row)}
    links: dict[int, dict[int, float]] = {}
    for row, other in sorted(same):
        links.setdefault(row, {})[other] = shares[row, other]
    return links


def _comparable(fact: Facts, other: Facts, speakers: Mapping[str, set[str]]) -> frozenset[str]:
    """What a sentence of the other's language could have in common with this one.

    Figures and names that the other lacks always count; other terms only where its language has them in this story.
    """
    if fact.words and other.words:
        return fact.words | {t for t in fact.anchors if t[0] in (FIGURE, NAME)}
    return frozenset(t for t in fact.anchors if t[0] in (FIGURE, NAME) or other.language in speakers[t])


def _add(terms: Set[str], weigh: Mapping[str, float]) -> float:
    """The weight of all terms together, the same whatever their order."""
    return math.fsum(weigh[t] for t in terms)


def _is_enough(share: float, shared: Set[str], *, by_words: bool) -> bool:
    """Whether a sentence that states this share of another's terms states the same fact."""
    figures = [t.removeprefix(FIGURE) for t in shared if t.startswith(FIGURE)]
    if not by_words and not _are_telling(shared, figures):
        return False
    if len(shared) == FEWEST_SHARED:
        return share >= TOLD_BY_TWO and any(len(f) > 1 for f in figures)
    return share >= TOLD


def _are_telling(anchors: Set[str], figures: Sequence[str]) -> bool:
    """Whether anchors say what is counted and of whom: "48 in Verin" and "a dozen workers" stand in many a story."""
    counted = [a for a in anchors if a[0] not in (NAME, DATE)]
    special = [a for a in anchors if a[0] != CONCEPT]
    long = any(len(f) >= LONG_FIGURE for f in figures)
    return bool(figures) and len(counted) >= FEWEST_SHARED and (long or len(special) >= FEWEST_SHARED)
