"""Dates and languages as sources write them, in the one form that documents use.

Not here: dates inside running text, and languages that have to be guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

from summarize.text.datewords import MONTHS, date_key

LONGEST_DATE = 100
"""No date is longer; whatever is, is something else."""

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}.*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?\s+([^\W\d]+(?:\s[^\W\d]+)?)\.?,?\s+(\d{4})")
_MONTH_FIRST = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_LANGUAGE = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9-_]*)?\s*")
_TWO_LETTERS = {
    "ara": "ar", "deu": "de", "eng": "en", "fas": "fa", "fra": "fr", "fre": "fr", "ger": "de", "heb": "he",
    "hin": "hi", "ita": "it", "jpn": "ja", "kor": "ko", "nld": "nl", "per": "fa", "pol": "pl", "por": "pt",
    "rus": "ru", "spa": "es", "tur": "tr", "ukr": "uk", "urd": "ur", "zho": "zh",
}  # fmt: skip


def day_of(written: str) -> str:
    """Return the day that a written date names as YYYY-MM-DD, or "" when it is unclear which.

    The day is taken as written: a time and its zone never move it. Dates like 05/07/2018, which
    mean different days in different countries, give "".

    >>> day_of("Thu, 05 Jul 2018 23:30:00 -0500"), day_of("5 July 2018"), day_of("05/07/2018")
    ('2018-07-05', '2018-07-05', '')
    """
    written = " ".join(written.split())
    if not written or len(written) > LONGEST_DATE:
        return ""
    if found := _YEAR_FIRST.match(written):
        return _day(found[1], found[3], found[4])
    if found := _COMPACT.fullmatch(written):
        return _day(found[1], found[2], found[3])
    if found := _DAY_FIRST.match(written):
        return _day(found[3], _month(found[2]), found[1])
    if found := _MONTH_FIRST.match(written):
        return _day(found[3], _month(found[1]), found[2])
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def language_of(tag: str) -> str:
    """Return the two-letter code of a language tag, or "".

    >>> language_of("en-GB"), language_of("ara"), language_of("English")
    ('en', 'ar', '')
    """
    found = _LANGUAGE.fullmatch(tag)
    if not found:
        return ""
    code = found.group(1).lower()
    return code if len(code) == 2 else _TWO_LETTERS.get(code, "")


def _month(name: str) -> str:
    key = date_key(name)
    return str(next((months[key] for months in MONTHS.values() if key in months), 0))


def _day(year: str, month: str, day: str) -> str:
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
