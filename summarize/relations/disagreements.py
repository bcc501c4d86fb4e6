"""Where sources give different figures for the same thing, and where a figure only moved on with time.

Both are shown with their sources; nothing here says who is right.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from summarize.relations.concepts import GROWING, SWINGING
from summarize.relations.matching import compatible, match_mentions, same_value
from summarize.relations.mentions import Mention, gather_mentions
from summarize.relations.stories import group_stories
from summarize.text.terms import TermTable
from summarize.types import DisagreeingValue, Disagreement, Document, Evidence


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity: its mentions, and the pairs of them whose values conflict or follow each other in time."""

    mentions: tuple[Mention, ...]
    conflicts: tuple[tuple[Mention, Mention], ...]
    updates: tuple[tuple[Mention, Mention], ...]
    """Older first."""


def compare_figures(table: TermTable, documents: Sequence[Document]) -> list[Quantity]:
    """Every quantity that two documents of one story give, with what its values are to each other.

    Args:
        table: The sentences of the documents, copies left out.
        documents: In the order that numbers them in the table.
    """
    if len(documents) < 2:
        return []
    mentions = gather_mentions(table, documents)
    pairs = match_mentions(mentions, group_stories(table, documents))
    return [_judge(cluster, mentions) for cluster in _cluster(pairs)]


def find_disagreements(quantities: Sequence[Quantity], language: str = "") -> tuple[Disagreement, ...]:
    """The quantities for which independent documents give values that cannot both be true.

    Those of most documents come first, then in order of first mention; values in order of first mention.

    Args:
        quantities: From `compare_figures`.
        language: The reader's; a quantity is named in it when a document in it gives the quantity.
    """
    found = []
    for quantity in quantities:
        involved = _unique([m for pair in quantity.conflicts for m in pair])
        if involved:
            found.append(_present(quantity, involved, language))
    return _most_sources_first(found)


def find_updates(quantities: Sequence[Quantity], language: str = "") -> tuple[Disagreement, ...]:
    """The quantities whose value changed with time, oldest value first; arguments and order as for disagreements."""
    found = []
    for quantity in quantities:
        settled = {frozenset(m.measure.value for m in pair) for pair in quantity.conflicts}
        pairs = [p for p in quantity.updates if frozenset(m.measure.value for m in p) not in settled]
        involved = _unique([m for pair in pairs for m in pair])
        if involved:
            found.append(_present(quantity, _oldest_first(involved, pairs), language))
    return _most_sources_first(found)


def _cluster(pairs: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Pairs joined by common members, in order of the first member."""
    root: dict[int, int] = {}

    def find(i: int) -> int:
        while root.setdefault(i, i) != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for i, j in pairs:
        first, second = sorted((find(i), find(j)))
        root[second] = first
    clusters: dict[int, list[tuple[int, int]]] = {}
    for pair in pairs:
        clusters.setdefault(find(pair[0]), []).append(pair)
    return [clusters[first] for first in sorted(clusters)]


def _judge(pairs: Sequence[tuple[int, int]], mentions: Sequence[Mention]) -> Quantity:
    members = [mentions[i] for i in sorted({i for pair in pairs for i in pair})]
    changed = _stated_changes(members, mentions)
    agreed = {
        frozenset((a.document, b.document))
        for a in members
        for b in members
        if a.document != b.document and not (a.measure.older or b.measure.older) and compatible(a.measure, b.measure)
    }
    closest: dict[frozenset[int], tuple[Mention, Mention]] = {}
    updates = []
    for a, b in ((mentions[i], mentions[j]) for i, j in pairs):
        if compatible(a.measure, b.measure):
            continue
        between = frozenset((a.document, b.document))
        older_first = _follow(a, b, changed)
        if older_first:
            updates.append(older_first)
        elif between not in agreed and not (a.measure.older or b.measure.older) and not _on_other_days(a, b):
            best = closest.get(between)
            if best is None or _distance(a, b) < _distance(*best):
                closest[between] = (a, b)
    return Quantity(tuple(members), tuple(closest.values()), tuple(updates))


def _stated_changes(members: Sequence[Mention], mentions: Sequence[Mention]) -> set[tuple[object, object]]:
    """Pairs (old, new) of values that one document gives as such: "down from 38,000"."""
    documents = {(m.document, m.measure.naming.head, m.measure.naming.state, m.measure.kind) for m in members}
    own = [
        m for m in mentions
        if (m.document, m.measure.naming.head, m.measure.naming.state, m.measure.kind) in documents
    ]  # fmt: skip
    values = {m.measure.value for m in members}
    return {
        (old.measure.value, new.measure.value)
        for old in own
        for new in own
        if old.measure.older and not new.measure.older and old.sentence == new.sentence
        and {old.measure.value, new.measure.value} & values
    }  # fmt: skip


def _follow(a: Mention, b: Mention, changed: set[tuple[object, object]]) -> tuple[Mention, Mention] | None:
    """The two with the older first where one value took the other's place in time, else None."""
    for old, new in ((a, b), (b, a)):
        if (old.measure.value, new.measure.value) in changed:
            return old, new
    if not a.day or not b.day or a.day == b.day:
        return None
    old, new = (a, b) if a.day < b.day else (b, a)
    state = a.measure.naming.state or b.measure.naming.state
    grew = old.measure.value < new.measure.value
    return (old, new) if state in SWINGING or (state in GROWING and grew) else None


def _on_other_days(a: Mention, b: Mention) -> bool:
    """Whether the clauses speak of different days: "31 ships on Monday", "40 ships on Friday"."""
    first, second = a.measure.days, b.measure.days
    return bool(first and second and not first & second)


def _distance(a: Mention, b: Mention) -> float:
    return abs(math.log(float(a.measure.value)) - math.log(float(b.measure.value)))


def _unique(mentions: Sequence[Mention]) -> list[Mention]:
    return sorted({m.order: m for m in mentions}.values(), key=lambda m: m.order)


def _oldest_first(mentions: Sequence[Mention], pairs: Sequence[tuple[Mention, Mention]]) -> list[Mention]:
    """By the number of values that each value came after, directly or not, then by day and order."""
    before: dict[object, set[object]] = {}
    for old, new in pairs:
        before.setdefault(new.measure.value, set()).add(old.measure.value)
    return sorted(mentions, key=lambda m: (len(before.get(m.measure.value, ())), m.day, m.order))


def _present(quantity: Quantity, involved: Sequence[Mention], language: str = "") -> Disagreement:
    """Group the mentions by value, roundings together, and name what they measure."""
    groups: list[list[Mention]] = []
    for mention in involved:
        own = mention.measure
        equal = (g for g in groups if g[0].measure.value == own.value)
        rounding = (g for g in groups if all(same_value(m.measure, own) for m in g))
        group = next(equal, None) or next(rounding, None)
        if group is None:
            groups.append([mention])
        else:
            group.append(mention)
    return Disagreement(_name(quantity.mentions, language), tuple(_show(g, quantity.mentions) for g in groups))


def _show(group: Sequence[Mention], mentions: Sequence[Mention]) -> DisagreeingValue:
    """A value as first written, with the first sentence of every document that gives it, as the current one if any."""
    values = {m.measure.value for m in group}
    giving = [m for m in mentions if m.measure.value in values]
    current = [m for m in giving if not m.measure.older] or giving
    first_of_each = {m.document: m for m in reversed(current)}.values()
    quoted = sorted(first_of_each, key=lambda m: m.order)
    return DisagreeingValue(_written(quoted[0]), tuple(_quote(m) for m in quoted))


def _written(mention: Mention) -> str:
    return mention.sentence.text[mention.measure.start : mention.measure.end]


def _quote(mention: Mention) -> Evidence:
    s = mention.sentence
    return Evidence(s.document, s.start, s.end, s.text)


def _name(mentions: Sequence[Mention], language: str) -> str:
    """What is measured, in words of the first document of the language, else of the first of all."""
    language = language if any(m.language == language for m in mentions) else mentions[0].language
    own = [m for m in mentions if m.language == language]
    first = next((m for m in own if m.measure.naming.head), own[0])
    spans = first.measure.naming.label
    if first.measure.kind != "count":
        shared = {t.token for m in mentions if m.document != first.document for t in m.measure.context}
        spans = _shared_words(first, shared) or spans
    return " ".join(first.sentence.text[s:e] for s, e in spans) or _written(first)


def _shared_words(mention: Mention, shared: set[str]) -> tuple[tuple[int, int], ...]:
    """The label from its first word that other documents use too; without any, the words in common."""
    common = [t.span for t in mention.measure.context if t.token in shared]
    label = mention.measure.naming.label
    first = next((i for i, span in enumerate(label) if span in common), None)
    return tuple(common[:2]) if first is None else label[first:]


def _most_sources_first(found: Sequence[Disagreement]) -> tuple[Disagreement, ...]:
    """Most documents first; ties stay in order of first mention."""
    return tuple(sorted(found, key=lambda d: -len({e.document for v in d.values for e in v.evidence})))
