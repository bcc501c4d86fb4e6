"""Which figures of different documents give the same quantity, and whether two values can both be true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from summarize.relations.concepts import HEADS, IMPLIED, UNITS
from summarize.relations.measures import Measure
from summarize.relations.mentions import Mention

SHARED = 0.25
"""Share of the idf weight of the lighter context that two figures must have in common where no table says that they
are the same.  In the example stories the pairs that are the same reach 0.29 and more ("concealed loans of 340 million",
"hid 310 million": 0.31); different quantities 0.15 at most (bail and loans)."""

SHARED_BY_UNITS = 0.5
"""The same for days, metres, tonnes: every article has some."""

LEAST_SHARED = 2
SHARED_BY_ONE = 0.6
"""A single word in common must name the figure in both sentences and, where the values differ, be most of the lighter
context: "efficacy was 67 percent", but not "the bridge cost" and "the tunnel cost"."""

MOST_RATIO = 10
"""A value this many times another is another quantity, or a misprint that nobody would call a disagreement."""

MOST_OF_A_KIND = 4
"""Figures of one noun and state that are heard of a document; one that gives more of them counts parts of something."""

MOST_AMOUNTS = 12
"""The same for sums and percentages, and for counts of which no state is known."""

_IMPLIED_HEADS = frozenset().union(*IMPLIED.values())

MOST_RATIO_UNSTATED = 3
"""The same where no state is known: a total and a part of it (shops run, shops closed) are further apart than what
sources usually disagree by; the planted pairs stay below 1.5."""

ROUNDING = Decimal("0.015")
ROUNDING_SAID = Decimal("0.05")
"""Relative difference up to which a value may be a rounding of another; the second with "about" or the like."""


def same_quantity(a: Mention, b: Mention) -> bool:
    """Whether two mentions measure the same thing, whatever its value."""
    x, y = a.measure, b.measure
    if x.kind != y.kind or x.rate != y.rate or not _same_scope(x, y) or not _same_scale(x, y):
        return False
    if x.kind != "count":
        return _same_noun(x, y) and _shared(a, b) >= SHARED
    first, second = x.naming, y.naming
    if first.state and second.state and first.state != second.state:
        return False
    if not _same_head(a, b):
        within = _phrase_within(x, y) or _phrase_within(y, x)
        return within and _shared(a, b) >= SHARED
    if first.state and first.state == second.state:
        return True
    return _shared(a, b) >= (SHARED_BY_UNITS if first.head in UNITS else SHARED)


def _same_scale(x: Measure, y: Measure) -> bool:
    stated = bool(x.naming.state) and x.naming.state == y.naming.state
    low, high = sorted((x.value, y.value))
    return low > 0 and high <= low * (MOST_RATIO if stated else MOST_RATIO_UNSTATED)


def _same_scope(x: Measure, y: Measure) -> bool:
    """Whether years, age limits, places, and what is asked or offered leave the two the same scope."""
    if (x.places and y.places and not x.places & y.places) or (x.stance and y.stance and x.stance != y.stance):
        return False
    if x.periods and y.periods and not x.periods & y.periods:
        return False
    if not x.qualifiers and not y.qualifiers:
        return True
    ages = [{q for q in m.qualifiers if not q.isdigit()} for m in (x, y)]
    years = [{q for q in m.qualifiers if q.isdigit()} for m in (x, y)]
    return ages[0] == ages[1] and not (years[0] and years[1] and not years[0] & years[1])


def _same_head(a: Mention, b: Mention) -> bool:
    first, second = a.measure.naming, b.measure.naming
    if first.head and second.head:
        known = first.head in HEADS or first.head in UNITS
        same = first.head == second.head and (known or a.language == b.language)
        implied = IMPLIED.get(first.state, frozenset())
        return same or (first.state == second.state and {first.head, second.head} <= implied)
    implied = IMPLIED.get(first.state or second.state, frozenset({"person"}))
    return first.head in ("", *implied) and second.head in ("", *implied)


def _same_noun(x: Measure, y: Measure) -> bool:
    """Whether the noun after one sum ("in damages", "of voters") is the other's too, or in its clause."""
    return all(
        not m.naming.head or m.naming.head == n.naming.head or (not n.naming.head and m.naming.head in _tokens(n))
        for m, n in ((x, y), (y, x))
    )


def _tokens(measure: Measure) -> set[str]:
    return {t.token for t in measure.context}


def _phrase_within(x: Measure, y: Measure) -> bool:
    """Whether what one counts stands whole beside people that the other counts: "events … in seven participants"."""
    people = y.naming.head in ("", "person")
    return people and len(x.naming.phrase) > 1 and set(x.naming.phrase) <= {t.stem for t in y.context}


def _shared(a: Mention, b: Mention) -> float:
    """Share of the lighter context's weight that both have; 0 where too few words in common name the figures."""
    first, second = a.weights, b.weights
    if a.language != b.language:
        first, second = ({t: w for t, w in m.items() if t.startswith("=")} for m in (first, second))
    common = [t for t in first if t in second]
    if not common:
        return 0.0
    lighter = min(sum(first.values()), sum(second.values()))
    share = sum(min(first[t], second[t]) for t in common) / max(lighter, 1e-9)
    if len(common) >= LEAST_SHARED:
        return share
    phrase = a.measure.naming.phrase
    if len(phrase) > 1 and phrase == b.measure.naming.phrase:
        return share
    enough = share >= SHARED_BY_ONE or compatible(a.measure, b.measure)
    return share if enough and set(common) & a.named & b.named else 0.0


def compatible(x: Measure, y: Measure) -> bool:
    """Whether both values can be true: one value, or the higher within the bound of the lower."""
    low, high = (x, y) if x.value < y.value else (y, x)
    return same_value(x, y) or low.bound > 0 or high.bound < 0


def same_value(x: Measure, y: Measure) -> bool:
    """Whether two figures are one: equal, or one a rounding of the other."""
    if x.value == y.value:
        return True
    most = ROUNDING_SAID if x.rounded or y.rounded else ROUNDING
    return _rounds_to(x, y, most) or _rounds_to(y, x, most)


def _rounds_to(x: Measure, y: Measure, most: Decimal) -> bool:
    """Whether y, as written with its zeros, is a rounding of x."""
    difference = abs(x.value - y.value)
    if difference > most * max(x.value, y.value):
        return False
    unit = Decimal(1).scaleb(int(y.value.normalize().as_tuple().exponent))
    return difference * 2 <= unit


def match_mentions(mentions: Sequence[Mention], stories: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs (earlier, later) of positions in `mentions` that measure the same thing in two documents of a story."""
    pairs: set[tuple[int, int]] = set()
    for members in _group(mentions, stories):
        for n, i in enumerate(members):
            one, state = mentions[i], mentions[i].measure.naming.state
            for j in members[n + 1 :]:
                other = mentions[j]
                other_state = other.measure.naming.state
                if one.document == other.document or (state and other_state and state != other_state):
                    continue
                if same_quantity(one, other):
                    pairs.add((i, j))
    return sorted(pairs)


def _group(mentions: Sequence[Mention], stories: Sequence[int]) -> list[list[int]]:
    """Positions of mentions that are worth comparing, so many of a kind a document."""
    groups: dict[tuple[str, int], list[int]] = {}
    heard: Counter[tuple[str, str, int]] = Counter()
    for i, mention in enumerate(mentions):
        state = mention.measure.naming.state
        for key in _keys(mention):
            heard[key, state, mention.document] += 1
            if heard[key, state, mention.document] <= (MOST_OF_A_KIND if state else MOST_AMOUNTS):
                groups.setdefault((key, stories[mention.document]), []).append(i)
    return list(groups.values())


def _keys(mention: Mention) -> list[str]:
    """What two mentions must have one of in common to be compared at all."""
    measure = mention.measure
    if measure.kind != "count":
        return [measure.kind]
    if measure.naming.head in ("", "person"):
        return ["people"]
    beside_people = measure.naming.head in _IMPLIED_HEADS or len(measure.naming.phrase) > 1
    return [measure.naming.head, *(["people"] if beside_people else [])]
