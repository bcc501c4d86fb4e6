"""The dated events of a story: sentences that tell one, in the order in which the events happened.

What a date means is `text.dates`' business; here is which of a sentence's dates is the event's.
A date inside a quotation, or one that only bounds a state ("since 1931"), dates no event, and the
day on which something was said gives way to the day on which it happened.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from summarize.text.dates import LONGEST_OPENING, Date, find_dates
from summarize.text.modality import attributions
from summarize.text.terms import TOLD, Floats, TermTable
from summarize.text.words import split_words
from summarize.types import Document, Event, Evidence

MOST_EVENTS = 12
"""Events of one timeline; more than a screenful is no overview."""

SAME_EVENT = 0.25
"""Cosine from which two sentences of different documents with the same date tell the same event.  In
the example stories all such pairs from 0.20 on do, and the closest pair of different events has 0.19;
kept above both, because a wrong merger hides an event and a missed one only repeats it."""

BLOCK = 512
"""Sentences compared at a time with all others, which bounds the memory of long runs."""

REACH = 6
"""Words before a date in which "since" or "said" governs it ("since records began in 1931")."""

_QUOTATION = re.compile(r'"[^"\n]*"|“[^”\n]*”|«[^»\n]*»|‘[^‘\n]*?’(?!\w)|^["“«][^"”»\n]*$', re.MULTILINE)
_SINCE = re.compile(r"\b(?:since|depuis|[وف]?منذ)\b", re.IGNORECASE)
_THAN = re.compile(
    r"\b(?:than|compared (?:with|to)|par rapport à|مقارنة ب\w*)(?: (?:in|on|the|le|l['’]année|عام))?$", re.IGNORECASE
)
_UNTIL = re.compile(r"\b(?:until|till|jusqu['’](?:à|en|au)|حتى)(?!\w)", re.IGNORECASE)
_THAT = re.compile(r"[\s,،]*(?:that|que|qu['’]|ب?[أإ]ن)", re.IGNORECASE)
_CONTENT_CLAUSE = re.compile(r"\b(?:that|que|ب?[أإ]ن\w*)\b|\bqu['’]", re.IGNORECASE)
_BORDER = re.compile(r"[,;:،؛.!?؟()\"“”«»—–]")
_FEW_WORDS = re.compile(r",?(?: [\w'’-]+){1,4}")
_CIRCUMSTANCE = frozenset(
    "late early in at to on during from dans lors sur devant au à dès le ce يوم مساء صباح في خلال".split()
)
"""Words that may stand between a verb of saying and its date; with others a clause of its own begins."""


@dataclass(frozen=True, slots=True)
class _Telling:
    """A row of the term table that tells an event of a date."""

    row: int
    date: str


def build_timeline(
    table: TermTable, documents: Sequence[Document], *, most: int = MOST_EVENTS, language: str = ""
) -> tuple[Event, ...]:
    """The dated events that sentences tell, by date, then in document order.

    A coarse date comes before the finer ones that it holds: 2026-11, then 2026-11-16. Sentences of
    several documents about one event make one entry with the evidence of all and the fullest text.

    Args:
        table: Sentences of the documents.
        documents: What the table was built from, in the same order.
        most: Where there are more events, those that most documents tell and that are most
            central to the story stay.
        language: The reader's: its wording comes before fuller ones of others.
    """
    tellings = _find_tellings(table, documents)
    groups = _group_tellings(tellings, table)
    centrality = _measure_centrality(table)

    def rank(group: list[_Telling]) -> tuple[float, ...]:
        return (-len(group), -max(centrality[t.row] for t in group), group[0].row)

    kept = sorted(groups, key=rank)[: max(0, most)]
    dated = sorted((max((t.date for t in group), key=len), group[0].row, group) for group in kept)
    spoken = [documents[number].language == language for number in table.document]
    return tuple(_make_event(date, group, table, spoken) for date, _, group in dated)


def find_event_date(text: str, language: str, published: str, quoted: Sequence[tuple[int, int]] = ()) -> Date | None:
    """The date of the event that a sentence tells, or None where it tells none.

    Args:
        text: The sentence.
        language: Its language.
        published: The document's date, or "".
        quoted: Spans of the sentence that stand in quotation marks.

    >>> text = "The dam broke on Monday, officials said on Tuesday."
    >>> find_event_date(text, "en", "2026-11-17").value
    '2026-11-16'
    """
    if text.rstrip('"”»’ ').endswith(("?", "؟")):
        return None
    dates = [d for d in find_dates(text, language, published) if not any(s <= d.start < e for s, e in quoted)]
    telling = [d for d in dates if not _bounds_state(d, text, published)]
    events = [d for d in telling if not _dates_saying(d, text, language)]
    return next(iter([*events, *telling]), None)


def _bounds_state(date: Date, text: str, published: str) -> bool:
    """Whether "since", "than" or "until" governs a date; what ends after publication is an event to come."""
    clause = _clause_before(date, text)
    since = _SINCE.search(f"{clause} {text[date.start : date.end]}")  # "منذ يومين" holds its "since"
    to_come = date.value > published[: len(date.value)]
    return bool(since or _THAN.search(clause) or (_UNTIL.search(clause) and not to_come))


def _dates_saying(date: Date, text: str, language: str) -> bool:
    """Whether a date is an attribution's: "said on Tuesday", "told the court on Tuesday", "On Tuesday X said"."""
    before = _clause_before(date, text)
    words = split_words(before)
    verb = next((i for i in reversed(range(len(words))) if attributions(words[i], language)), -1)
    if verb >= 0 and not _CONTENT_CLAUSE.search(before):
        between = words[verb + 1 :]
        if not between or words[verb] == "told" or between[0].lower() in _CIRCUMSTANCE or _THAT.match(text, date.end):
            return True
    opening = _FEW_WORDS.match(text, date.end)
    return date.start < LONGEST_OPENING and opening is not None and bool(attributions(opening[0], language))


def _clause_before(date: Date, text: str) -> str:
    """The last words before a date, back to the next punctuation mark."""
    return " ".join(_BORDER.split(text[: date.start])[-1].split()[-REACH:])


def _find_tellings(table: TermTable, documents: Sequence[Document]) -> list[_Telling]:
    quotations = [[m.span() for m in _QUOTATION.finditer(d.text)] for d in documents]
    starts = [[start for start, _ in spans] for spans in quotations]
    ends = [[end for _, end in spans] for spans in quotations]
    tellings = []
    for row, sentence in enumerate(table.sentences):
        number = int(table.document[row])
        document = documents[number]
        first, after = bisect_right(ends[number], sentence.start), bisect_left(starts[number], sentence.end)
        quoted = [(s - sentence.start, e - sentence.start) for s, e in quotations[number][first:after]]
        if found := find_event_date(sentence.text, document.language, document.date, quoted):
            tellings.append(_Telling(row, found.value))
    return tellings


def _group_tellings(tellings: Sequence[_Telling], table: TermTable) -> list[list[_Telling]]:
    """Tellings of one event together, one a document, each in the group of a linked or the most similar that fits."""
    groups: list[list[_Telling]] = []
    group_of: dict[int, list[_Telling]] = {}
    for telling, similar in zip(tellings, _similar_before(tellings, table), strict=True):
        linked = [row for row, share in table.links.get(telling.row, {}).items() if share >= TOLD and row in group_of]
        group = next((group_of[row] for row in (*linked, *similar) if _fits(telling, group_of[row], table)), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(telling)
        group_of[telling.row] = group
    return groups


def _similar_before(tellings: Sequence[_Telling], table: TermTable) -> Iterator[list[int]]:
    """For each telling, the rows of earlier ones whose cosine reaches the threshold, the most similar first."""
    rows = np.array([t.row for t in tellings], dtype=np.int64)
    weights = table.weights[rows]
    for start in range(0, len(rows), BLOCK):
        cosines = (weights[start : start + BLOCK] @ weights.T).tocsr()
        cosines.data[cosines.data < SAME_EVENT] = 0.0
        cosines.eliminate_zeros()
        for i in range(cosines.shape[0]):
            inside = slice(cosines.indptr[i], cosines.indptr[i + 1])
            pairs = zip(cosines.indices[inside].tolist(), cosines.data[inside].tolist(), strict=True)
            yield [int(rows[column]) for _, column in sorted((-v, c) for c, v in pairs if c < start + i)]


def _fits(telling: _Telling, group: Sequence[_Telling], table: TermTable) -> bool:
    same_day = all(t.date.startswith(telling.date) or telling.date.startswith(t.date) for t in group)
    return same_day and all(table.document[t.row] != table.document[telling.row] for t in group)


def _measure_centrality(table: TermTable) -> Floats:
    """Summed cosine of each row with all rows, shape (rows,)."""
    total = np.asarray(table.weights.sum(axis=0)).ravel()
    return np.asarray(table.weights @ total)


def _make_event(date: str, group: Sequence[_Telling], table: TermTable, spoken: Sequence[bool]) -> Event:
    """The event in the fullest wording of the reader's language, where there is one; `spoken` says which rows are."""
    sentences = [table.sentences[t.row] for t in group]
    fullest = max(group, key=lambda t: (spoken[t.row], len(table.rows[t.row]), -t.row))
    evidence = tuple(Evidence(s.document, s.start, s.end, s.text) for s in sentences)
    return Event(date, table.sentences[fullest.row].text, evidence)
