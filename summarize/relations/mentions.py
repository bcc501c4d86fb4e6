"""The figures that documents give, in reading order, each with its day and the weight of its words."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from summarize.relations.concepts import STANCES, UNITS
from summarize.relations.figures import find_days
from summarize.relations.measures import Measure, read_measures
from summarize.text.terms import TermTable
from summarize.types import Document, Sentence

_UNTOLD = frozenset({*UNITS, *STANCES})
_ANY_SUNDAY = date(2023, 1, 1)
"""Ends the week that weekdays are placed in where no document has a date: only their order counts then."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure as one document gives it.

    Attributes:
        sentence: Where it stands.
        document: The document's number.
        order: The mention's number in reading order.
        language: Of the document.
        day: YYYY-MM-DD on which it was reported, or "".
        measure: What it measures.
        weights: idf weight of each token of its context, units, and what is asked or offered, left out.
        named: Those tokens that its label is made of.
    """

    sentence: Sentence
    document: int
    order: int
    language: str
    day: str
    measure: Measure
    weights: dict[str, float]
    named: frozenset[str]


def gather_mentions(table: TermTable, documents: Sequence[Document]) -> list[Mention]:
    """All measures of the run in reading order; a document that repeats itself is heard once."""
    latest = max((d.date for d in documents if _is_date(d.date)), default="")
    newest = date.fromisoformat(latest) if latest else _ANY_SUNDAY
    weigh = _weighing(table)
    mentions: dict[tuple[object, ...], Mention] = {}
    for sentence, number in zip(table.sentences, table.document.tolist(), strict=True):
        document = documents[number]
        for measure in read_measures(sentence.text, document.language):
            day = document.date if _is_date(document.date) else _last_named_day(sentence.text, newest)
            weights = {t.token: weigh(t.stem) for t in measure.context if t.token.removeprefix("=") not in _UNTOLD}
            spans = measure.naming.label
            named = frozenset(t.token for t in measure.context if any(s <= t.span[0] < e for s, e in spans))
            mention = Mention(sentence, number, len(mentions), document.language, day, measure, weights, named)
            stems = frozenset(weights)
            key = (number, measure.kind, measure.naming.head, measure.naming.state, measure.value, measure.older, stems)
            mentions.setdefault(key, mention)
    return list(mentions.values())


def _weighing(table: TermTable) -> Callable[[str], float]:
    unseen = math.log1p(len(table.sentences))
    idf = table.idf.tolist()

    def weigh(stem: str) -> float:
        column = table.vocabulary.get(stem)
        return unseen if column is None else float(idf[column])

    return weigh


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _last_named_day(text: str, newest: date) -> str:
    """The date of the last weekday that an undated sentence names, in the week up to the newest document."""
    ago = [(newest.weekday() - day) % 7 for day in find_days(text)]
    return (newest - timedelta(days=min(ago))).isoformat() if ago else ""
