"""What is different from an earlier digest of the same story: points that are new, changed or gone.

A point is matched with an earlier one by its words and by the quotes that both rest on, then
compared by the evidence stage's own checks, both ways.  Not here: comparing digests in two
languages, or telling why something changed.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from summarize.errors import Code, UsageError
from summarize.evidence.checks import check_point
from summarize.limits import LIMITS
from summarize.text.modality import hedges
from summarize.text.quantities import find_quantities
from summarize.text.words import content_stems
from summarize.types import Change, KeyPoint
from summarize.version import SCHEMA

MOST_POINTS = 5_000
"""Points of an earlier digest; the largest budget of words has room for fewer."""

LEAST_MATCH = 0.5
"""Likeness from which two points are about the same thing.  On the example stories, with articles added or taken
away, every pair that reaches it is about one event, but for one: two sentences that introduce the same man."""

SHARED_FIGURES = 0.2
"""What the same figures add to a likeness: two accounts of one event, in other words, stand at 0.40 there."""

SHARED_QUOTES = 0.3
"""What the same quotes add: they bring paraphrases together, but never two points without a common word, since one
long sentence can give two points."""

LEAST_COVERED = 0.6
"""Share of a point's weighted words below which its counterpart has clearly less content."""

FINGERPRINT_DIGITS = 12
"""Hexadecimal digits of the earlier file's SHA-256 in a signature."""


@dataclass(frozen=True, slots=True)
class EarlierPoint:
    """A point of an earlier digest and the exact quotes it rested on."""

    text: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier digest as far as it is compared; `fingerprint` is the start of its file's SHA-256."""

    title: str
    language: str
    points: tuple[EarlierPoint, ...]
    fingerprint: str


def read_earlier(data: bytes) -> Earlier:
    """Read a digest that this package wrote as JSON.

    Raises:
        UsageError: When it is anything else, or too large.
    """
    if len(data) > LIMITS.input_bytes:
        raise UsageError(Code.TOO_LARGE, f"the earlier digest has more than {LIMITS.input_bytes:,} bytes")
    try:
        record = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        _refuse("it is not JSON in UTF-8")
    if not isinstance(record, dict) or record.get("schema") != SCHEMA:
        _refuse(f'its "schema" is not "{SCHEMA}"')
    points = _take(record, "points", list)
    if len(points) > MOST_POINTS:
        raise UsageError(Code.TOO_MANY, f"the earlier digest has {len(points):,} points; at most {MOST_POINTS:,} fit")
    return Earlier(
        title=_take(record, "title", str),
        language=_take(record, "language", str),
        points=tuple(_read_point(point) for point in points),
        fingerprint=hashlib.sha256(data).hexdigest()[:FINGERPRINT_DIGITS],
    )


def compare_digests(earlier: Earlier, points: Sequence[KeyPoint], language: str) -> tuple[Change, ...]:
    """New points, then changed ones, both in the order of `points`; then gone ones in their own order.

    Points that say the same with the same figures, names, negations and hedges are not listed.

    Args:
        earlier: The digest to compare with.
        points: Those of the new digest.
        language: Of the new points.
    """
    old = [_Profile.of_text(point.text, point.quotes, language) for point in earlier.points]
    new = [_Profile.of_text(point.text, [e.quote for e in point.evidence], language) for point in points]
    weights = _weigh_stems([*old, *new])
    partners = _match(old, new, weights)
    changed = []
    for place, partner in sorted(partners.items()):
        if _differ(old[partner], new[place], weights, language):
            changed.append(Change("changed", points[place].text, earlier.points[partner].text, points[place].evidence))
    added = [Change("new", p.text, "", p.evidence) for place, p in enumerate(points) if place not in partners]
    kept = set(partners.values())
    gone = [Change("gone", p.text, p.text, ()) for place, p in enumerate(earlier.points) if place not in kept]
    return (*added, *changed, *gone)


@dataclass(frozen=True, slots=True)
class _Profile:
    """What points are matched by: text in single spaces, distinct content stems without figures, figures, quotes."""

    text: str
    stems: frozenset[str]
    figures: frozenset[str]
    quotes: frozenset[str]

    @classmethod
    def of_text(cls, text: str, quotes: Sequence[str], language: str) -> _Profile:
        # Figures are what an update changes: another one must not make a point a stranger.
        quantities = find_quantities(text, language)
        pieces, end = [], 0
        for quantity in quantities:
            pieces.append(text[end : quantity.start])
            end = quantity.end
        words = " ".join([*pieces, text[end:]])
        figures = frozenset(quantity.value for quantity in quantities)
        return cls(" ".join(text.split()), frozenset(content_stems(words, language)), figures, frozenset(quotes))


def _weigh_stems(profiles: Sequence[_Profile]) -> dict[str, float]:
    """Inverse point frequency, ln(1 + points / frequency), over both digests."""
    counts = Counter(stem for profile in profiles for stem in profile.stems)
    return {stem: math.log1p(len(profiles) / count) for stem, count in counts.items()}


def _match(old: Sequence[_Profile], new: Sequence[_Profile], weights: dict[str, float]) -> dict[int, int]:
    """New place → old place, the most alike first, each place once; equal ones in reading order."""
    pairs = [(_compare(a, b, weights), j, i) for i, a in enumerate(old) for j, b in enumerate(new)]
    partners: dict[int, int] = {}
    taken: set[int] = set()
    for likeness, j, i in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if likeness >= LEAST_MATCH and j not in partners and i not in taken:
            partners[j] = i
            taken.add(i)
    return partners


def _compare(old: _Profile, new: _Profile, weights: dict[str, float]) -> float:
    """Harmonic mean of both coverages, and what is common besides; the same text is above everything."""
    if old.text == new.text:
        return math.inf
    if not old.stems & new.stems:
        return 0.0
    forth, back = _cover(old, new, weights), _cover(new, old, weights)
    words = 2 * forth * back / (forth + back) if forth + back else 0.0
    figures = SHARED_FIGURES * _overlap(old.figures, new.figures)
    return words + figures + SHARED_QUOTES * _overlap(old.quotes, new.quotes)


def _overlap(first: frozenset[str], second: frozenset[str]) -> float:
    """What is in both, as a share of the smaller one, 0–1."""
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def _cover(point: _Profile, other: _Profile, weights: dict[str, float]) -> float:
    """The share of a point's weight that the other one holds too, 0–1."""
    # fsum is exact in any order, and that of a set is not fixed.
    total = math.fsum(weights[stem] for stem in point.stems)
    return math.fsum(weights[stem] for stem in point.stems & other.stems) / total if total else 0.0


def _differ(old: _Profile, new: _Profile, weights: dict[str, float], language: str) -> bool:
    """Whether two matched points say different things."""
    if old.text == new.text:
        return False
    return bool(
        min(_cover(old, new, weights), _cover(new, old, weights)) < LEAST_COVERED
        or check_point(new.text, [old.text], language)
        or check_point(old.text, [new.text], language)
        or bool(hedges(old.text, language)) != bool(hedges(new.text, language))
    )


def _read_point(point: Any) -> EarlierPoint:
    if not isinstance(point, dict):
        _refuse("one of its points is not an object")
    evidence = _take(point, "evidence", list)
    if not all(isinstance(piece, dict) for piece in evidence):
        _refuse("a piece of its evidence is not an object")
    return EarlierPoint(_take(point, "text", str), tuple(_take(piece, "quote", str) for piece in evidence))


def _take(record: dict[str, Any], key: str, kind: type) -> Any:
    value = record.get(key)
    if not isinstance(value, kind):
        _refuse(f'"{key}" is missing or not a {"list" if kind is list else "text"}')
    return value


def _refuse(found: str) -> NoReturn:
    raise UsageError(Code.BAD_FORMAT, f"not an earlier digest: {found}; give a file that --format json wrote")
