"""Dates in running text, each with the day, month or year that it means.

A value is never finer than the words: "March 2026" is 2026-03, "in 2009" is 2009, and a week
("last week", "two weeks ago") is the month that holds all of it, else the year, else nothing.
Dates that say no year, weekdays and words such as "yesterday" are read from the anchor, the day
of publication; without one they are left out.  English, French and Arabic; dates in figures
(2026-11-17) in every language.  Times of day are no dates.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarize.text.datevalues import Found, resolve_date
from summarize.text.datewords import Grammar, Shape, date_grammar, date_triggers

CLAUSE = 200
"""Characters on either side in which direction words are looked for; longer clauses are lists."""

LONGEST_OPENING = 12
"""Characters before a date that still opens its sentence ("On Friday, the court will …")."""

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹\u00a0\u2009\u202f", "01234567890123456789   ")
_MARKS = re.compile("[\u0640\u064b-\u065f\u0670]")
_ANCHOR = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BORDER = re.compile(r"[,;:،؛.!?؟()\[\]\"“”«»\n—–]")
_STRONG_BORDER = re.compile(r"[;؛.!?؟\n]")
_FIGURE = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Date:
    """A date in a text: its span, its value (YYYY-MM-DD, YYYY-MM or YYYY), and whether the anchor decided it."""

    start: int
    end: int
    value: str
    relative: bool = False


def find_dates(text: str, language: str, anchor: str = "") -> list[Date]:
    """The dates of a text in order, not overlapping.

    Args:
        text: Any text; direction words are looked for around each date, so give whole sentences.
        language: Code of its language; one other than en, fr and ar gives dates in figures only.
        anchor: The day of publication as YYYY-MM-DD; anything else counts as unknown.

    >>> [d.value for d in find_dates("On Monday, 16 March, work began; it will end in May.", "en", "2026-03-20")]
    ['2026-03-16', '2026-05']
    """
    folded, places = _fold(text)
    if not _may_hold_date(folded, language):
        return []
    day = _parse_anchor(anchor)
    grammar = date_grammar(language)
    dates = []
    previous = 0
    for shape, match in _match_shapes(folded, grammar):
        start, end = match.span("date")
        direction = _tell_direction(folded, (previous, start, end), grammar)
        value, relative = resolve_date(Found(shape, match, language, day, direction))
        previous = end
        if value:
            dates.append(Date(places[start], places[end - 1] + 1, value, relative))
    return dates


def _may_hold_date(text: str, language: str) -> bool:
    """Whether a text has a figure or a word that dates are made of; a quick look before the patterns."""
    triggers = date_triggers(language)
    if triggers is None or _FIGURE.search(text):
        return True
    return not triggers.isdisjoint(_LETTERS.findall(text.lower()))


def _fold(text: str) -> tuple[str, Sequence[int]]:
    """The text with one kind of digit and space and no Arabic marks, and where each character stood."""
    if not _MARKS.search(text):
        return text.translate(_DIGITS), range(len(text))
    places = [i for i, c in enumerate(text) if not _MARKS.match(c)]
    return _MARKS.sub("", text).translate(_DIGITS), places


def _parse_anchor(anchor: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(anchor) if _ANCHOR.fullmatch(anchor) else None
    except ValueError:
        return None


def _match_shapes(text: str, grammar: Grammar) -> list[tuple[Shape, re.Match[str]]]:
    """All matches that overlap no match of an earlier shape, in order; "31 February" so hides "February"."""
    taken = bytearray(len(text))
    found = []
    for shape, pattern in grammar.shapes:
        for match in pattern.finditer(text):
            start, end = match.span("date")
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                found.append((shape, match))
    return sorted(found, key=lambda item: item[1].start("date"))


def _tell_direction(text: str, span: tuple[int, int, int], grammar: Grammar) -> int:
    """Whether a clause speaks of the future (1), the past (-1), or does not say (0).

    Args:
        text: The sentence.
        span: End of the date before, start and end of this one.
        grammar: Of its language.
    """
    previous, start, end = span
    begin = max(previous, start - CLAUSE)
    borders = [m.end() for m in _BORDER.finditer(text, begin, start)]
    before = text[borders[-1] if borders else begin : start]
    if grammar.future.search(before):
        return 1
    if grammar.past.search(before):
        return -1
    opens = start < LONGEST_OPENING and len(text[:start].split()) <= 1
    border = (_STRONG_BORDER if opens else _BORDER).search(text, end, end + CLAUSE)
    after = text[end : border.start() if border else end + CLAUSE]
    future, past = grammar.future.search(after), grammar.past.search(after)
    if future or past:
        return 1 if future and (not past or future.start() <= past.start()) else -1
    return 1 if grammar.bounding.search(before) else 0
