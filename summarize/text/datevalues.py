"""What a written date means: the day, month or year that its parts name, from the anchor where they need one.

Not here: finding dates in a text, and telling whether a sentence speaks of the past or the future.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from summarize.text.datewords import COUNTS, MOMENTS, MONTHS, ORDINALS, TURNS, UNITS, WEEKDAYS, Shape, date_key

NEAR_PAST = 6
"""Months; a day or month without a year is taken for the past one up to so far back, then for the
nearest: in November "in June" is mostly this year's, "in January" the next one."""

_DAY_FIRST = frozenset({"fr", "ar"})


@dataclass(frozen=True, slots=True)
class Found:
    """A shape that matched, with what its value depends on.

    Attributes:
        shape: Kind of date.
        match: Of its pattern.
        language: Of the text.
        anchor: The day of publication, or None.
        direction: 1 where the clause speaks of the future, -1 of the past, 0 where it does not say.
    """

    shape: Shape
    match: re.Match[str]
    language: str
    anchor: dt.date | None
    direction: int

    def part(self, name: str) -> str:
        """A named group of the match, "" where the shape has none."""
        return date_key(self.match.groupdict().get(name) or "")

    @property
    def turn(self) -> int | None:
        """-1 for "last", 0 for "this", 1 for "next", None where nothing is said."""
        return TURNS.get(self.part("turn") or self.part("after"))

    @property
    def year(self) -> int | None:
        """The year that is written, or None."""
        return int(self.part("year")) if self.part("year") else None


def resolve_date(found: Found) -> tuple[str, bool]:
    """The value of a match, "" for a date that does not exist or cannot be known; and whether it is relative."""
    try:
        if found.shape in ("year first", "numeric") or found.year is not None:
            return _resolve_absolute(found), False
        return (_RELATIVE[found.shape](found, found.anchor), True) if found.anchor else ("", True)
    except (ValueError, OverflowError, KeyError):  # 31 February; before the year 1; "ſeptembre", which lower() keeps
        return "", False


def _resolve_absolute(found: Found) -> str:
    year = found.year or 0
    if found.shape == "year first":
        return dt.date(year, int(found.part("month")), int(found.part("day"))).isoformat()
    if found.shape == "numeric":
        first, second = int(found.part("first")), int(found.part("second"))
        if found.language not in _DAY_FIRST and first <= 12 and second <= 12 and first != second:
            return ""
        day, month = (second, first) if found.language not in _DAY_FIRST and second > 12 else (first, second)
        return dt.date(year, month, day).isoformat()
    if found.shape == "year":
        return f"{year:04}"
    month = MONTHS[found.language][found.part("month")]
    return dt.date(year, month, _day(found)).isoformat() if found.shape == "day" else f"{year:04}-{month:02}"


def _day(found: Found) -> int:
    day = found.part("day")
    return int(day) if day.isdecimal() else ORDINALS[day]


def _resolve_day(found: Found, anchor: dt.date) -> str:
    month, day = MONTHS[found.language][found.part("month")], _day(found)
    dt.date(2024, month, day)  # a leap year: refuses only what no year has
    years = range(anchor.year - 8, anchor.year + 9)  # 29 February may be eight years away
    days = [d.toordinal() for year in years if (d := _make_day(year, month, day))]
    if weekday := found.part("weekday"):  # "Monday 16 November" names its year by itself
        number = WEEKDAYS[found.language][weekday]
        days = [d for d in days if (d - 1) % 7 == number and abs(d - anchor.toordinal()) < 366] or days
    now = anchor.toordinal()
    past, coming = [d for d in days if d <= now], [d for d in days if d >= now]
    day_number = _choose((past or coming[:1])[-1], (coming or past[-1:])[0], now, found.direction, 31 * NEAR_PAST)
    return dt.date.fromordinal(day_number).isoformat()


def _make_day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _resolve_month(found: Found, anchor: dt.date) -> str:
    now = anchor.year * 12 + anchor.month - 1
    own = anchor.year * 12 + MONTHS[found.language][found.part("month")] - 1
    past, coming = own - 12 * (own > now), own + 12 * (own < now)
    if found.turn == 0:
        return _write_month(own)
    if found.turn is not None:
        return _write_month(past - 12 * (past == now) if found.turn < 0 else coming + 12 * (coming == now))
    return _write_month(_choose(past, coming, now, found.direction, NEAR_PAST))


def _choose(past: int, coming: int, now: int, direction: int, near: int) -> int:
    """The past or the coming one: as the clause says, else the past one if it is near, else the nearest.

    A day less than a month ahead is the coming one even in a clause about the past: "called talks on
    16 November", printed on the 13th, means in three days.
    """
    if direction < 0:
        return coming if 0 < (coming - now) * NEAR_PAST < near else past
    return coming if direction > 0 or now - past > max(near, coming - now) else past


def _resolve_weekday(found: Found, anchor: dt.date) -> str:
    """The last such day up to the anchor, or the next one from it on; "last" and "next" leave the anchor out."""
    ahead = (WEEKDAYS[found.language][found.part("weekday")] - anchor.weekday()) % 7
    turn = found.turn
    if turn is not None and turn != 0:
        days = (ahead or 7) if turn > 0 else ahead - 7
    elif found.direction > 0 or (turn == 0 and found.direction == 0):
        days = ahead
    else:
        days = ahead - 7 if ahead else 0
    return (anchor + dt.timedelta(days=days)).isoformat()


def _resolve_moment(found: Found, anchor: dt.date) -> str:
    words = re.sub(r"\bمن ", "", found.part("moment"))
    return (anchor + dt.timedelta(days=MOMENTS[words])).isoformat()


def _resolve_period(found: Found, anchor: dt.date) -> str:
    return _shift(anchor, UNITS[found.part("unit")], found.turn or 0)


def _resolve_ago(found: Found, anchor: dt.date) -> str:
    unit = found.part("unit")
    count = found.part("count")
    number = int(count) if count.isdecimal() else COUNTS[count] if count else 2 if unit.endswith("ين") else 1
    return _shift(anchor, UNITS[unit], -number)


def _shift(anchor: dt.date, unit: str, number: int) -> str:
    if unit == "day":
        return (anchor + dt.timedelta(days=number)).isoformat()
    if unit == "week":
        monday = anchor + dt.timedelta(days=7 * number - anchor.weekday())
        first, last = monday.isoformat(), (monday + dt.timedelta(days=6)).isoformat()
        return first[:7] if first[:7] == last[:7] else first[:4] if first[:4] == last[:4] else ""
    if unit == "month":
        return _write_month(anchor.year * 12 + anchor.month - 1 + number)
    return _write_year(anchor.year + number)


def _write_month(months: int) -> str:
    return f"{_write_year(months // 12)}-{months % 12 + 1:02}"


def _write_year(year: int) -> str:
    return f"{dt.date(year, 1, 1).year:04}"


_RELATIVE: dict[Shape, Callable[[Found, dt.date], str]] = {
    "day": _resolve_day,
    "month": _resolve_month,
    "weekday": _resolve_weekday,
    "moment": _resolve_moment,
    "period": _resolve_period,
    "ago": _resolve_ago,
}
