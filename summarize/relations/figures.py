"""How a number is given: counted at all, as a part, as an older value, as a bound, as a rounding, at a rate.

Patterns over the text just before and just after a number, in three languages; what the number
counts is read elsewhere.
"""

from __future__ import annotations

import re

from summarize.text.datewords import WEEKDAYS, calendar_names, date_key, month_names

_MONTHS = "|".join(month_names())
_DAY = {
    name: days[date_key(name)]
    for language, days in WEEKDAYS.items()
    for name in calendar_names(language)
    if date_key(name) in days
}
CALENDAR = (*month_names(), *_DAY)
_DAY_NAME = re.compile(r"\b(?:%s)\b" % "|".join(_DAY), re.IGNORECASE)  # noqa: UP031


MOST_BETWEEN = 4
"""Words between a figure and its rate: "600,000 people fall ill each year"."""


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text.replace("MONTH", f"(?:{_MONTHS})"), re.IGNORECASE)


_SIGN = r"\s(?:[$€£¥₹]\s?)?$"
_LABEL = _pattern(
    r"(?:[^\W\d_]-|\d[-–/:.,]|[#§№]\s?|\bMONTH\s|\b(?:phase|section|article|chapter|page|version|route|room|flight|no\.?"
    r"|number|n°|aged|age|âgée?s? de|level|gate|unit|volume|paragraph|clause|rule|grade|magnitude|chapitre|numéro"
    r"|المادة|الفصل|رقم|every|each|per|pour|sur|لكل|كل|one in|out of)\s)$"
)
_NOT_COUNTED = _pattern(
    r"(?:st|nd|rd|th|er|e|ème)\b|[-–/:]\d|-[^\W\d]|\s?(?:a\.m|p\.m|am\b|pm\b|h\b|heures?\b|o'clock|°)"
    r"|[\s-]+(?:years?|months?)[\s-]old|\sans(?=[\s]*(?:$|[,.;)]))|(?:\s|er\s|th\s)MONTH\b|(?:,|\spoints?)\s?to\s\d"
)
_PARTITIVE = _pattern(
    r"\s(?:more\b|others?\b|of (?:them|whom|those|these|the|his|her|their|its)\b|d'entre|autres\b|de plus\b|منهم|منها)"
)
_PART = _pattern(
    r"\b(?:including|among them|among whom|of whom|of which|another|further|extra|additional|dont|parmi eux|autres"
    r"|بينهم|منهم|بينها|بينهن)(?:\sat least|\sabout)?\s?$"
)
_OLD = _pattern(r"\b(?:down from|up from|instead of|previously|au lieu de|بعدما كان|بعد أن كان)\s(?:about\s)?$")
_COMPARED = _pattern(
    r"\b(?:against|(?:higher|lower|more|fewer|less) than the|compared (?:with|to)|contre|مقابل)\s(?:about\s)?$"
)
_OTHER_TIME = _pattern(
    r"\b(?:last|previous) (?:year|month|decade|century)\b|\b(?:year|month|decade)s? (?:earlier|ago|before)\b"
    r"|\bl'an dernier\b|\bl'année dernière\b|العام الماضي|العام السابق"
)
_PARTS = _pattern(
    r"\b(?:in|of|at) (?:the )?"
    r"(?:(\w+) (?:group|arm|ward|district|province|region|sector|camp)|(north|south|east|west))\b"
)
_DENIED = _pattern(r"\b(?:den(?:y|ies|ied)|false|untrue|démen\w+|نف[ىت]\w*)\b")
_ABOUT = _pattern(
    r"\b(?:about|around|some|roughly|nearly|almost|approximately|an estimated|environ|près de|quelque|نحو|بنحو|حوالي"
    r"|زهاء|قرابة)" + _SIGN
)
_LEAST = _pattern(
    r"\b(?:more than|(?<!spread )over|at least|above|upwards of|plus de|au moins|أكثر من|لا يقل عن)(?:\sthe)?" + _SIGN
)
_MOST = _pattern(r"\b(?:fewer than|less than|under|below|at most|up to|no more than|moins de|jusqu'à|أقل من)" + _SIGN)
_RANGE = _pattern(r"\s?(?:%|percent)?\s?(?:-|–|to|à|إلى)\s?(?:[$€£]\s?)?")
_OPENS_RANGE = _pattern(r"\b(?:between|entre|بين)" + _SIGN)
_CHANGE = _pattern(
    r"\b(?:rais|rose|risen|rise|rising|fell|fall|increas|cut|dropp|grew|grow|climb|jump|pass|augment|baiss|relev"
    r"|ارتفع|انخفض|رفع|زاد)"
)
_RATE = _pattern(
    r"\b(?:a|per|each|every|par|في|كل)\s(day|week|month|year|jour|semaine|mois|an|اليوم|الأسبوع|الشهر|السنة)\b"
)
_RATES = {
    "jour": "day", "اليوم": "day", "semaine": "week", "الأسبوع": "week", "mois": "month", "الشهر": "month",
    "an": "year", "السنة": "year",
}  # fmt: skip
_AGE = _pattern(
    r"\b(?:(participants|people|persons|patients|adults|those|men|women|volunteers|residents|voters|personnes) )?"
    r"(over|above|older than|plus de|فوق|under|below|younger than|moins de|دون)\s(\d{1,2})\b(\s(?:years|ans|سنة|عاما))?"
)
_YEAR = re.compile(r"(?<![\d.,])(?:1[89]|20)\d\d(?![\d.,]?\d|\s?[^\W\d_]*s\b)")


_TIME = _pattern(r"\b(?:%s|MONTH|yesterday|earlier|before|hier|أمس)\b" % "|".join(_DAY))  # noqa: UP031


def is_counted(before: str, after: str, written: str) -> bool:
    """Whether a number is a count or amount of its own: no label, date, age, time, year, score or named part.

    >>> is_counted("on ", " March the", "3"), is_counted("phase ", " trial", "3"), is_counted("with ", " boats", "3")
    (False, False, True)
    """
    if _LABEL.search(before) or _NOT_COUNTED.match(after) or _PARTITIVE.match(after) or _PART.search(before):
        return False
    return not (len(written) == 4 and _YEAR.fullmatch(written))


def is_age_limit(text: str, start: int) -> bool:
    """Whether the number at a position is an age limit: "participants over 65"."""
    return any(m.start(3) == start and (m[1] or m[4]) for m in _AGE.finditer(text))


def range_kind(before: str, between: str, sentence: str) -> str:
    """What two neighbouring numbers are: "range", "change" (from one value to another) or "" for neither.

    >>> range_kind("of between ", " and ", ""), range_kind("from ", " to ", "bail was raised from 2 to 5 million")
    ('range', 'change')
    """
    if _OPENS_RANGE.search(before) and len(between.split()) <= 3:
        return "range"
    if not _RANGE.fullmatch(between):
        return ""
    return "change" if re.search(r"\b(?:from|de|من)\s(?:[$€£]\s?)?$", before) and _CHANGE.search(sentence) else "range"


def is_older(before: str, after: str) -> bool:
    """Whether a number is given as what was true before: "down from 18", "against 18 on Tuesday".

    >>> is_older("lay at anchor, against ", " on Tuesday"), is_older("183 fell ill, against ", " in the other group")
    (True, False)
    """
    near = re.split(r"[,;.]\s", after)[0]
    compared = _COMPARED.search(before) is not None and _TIME.search(near) is not None
    return compared or _OLD.search(before) is not None


def is_set_aside(clause: str) -> bool:
    """Whether a clause denies what it says, or speaks of another year."""
    return _DENIED.search(clause) is not None or _OTHER_TIME.search(clause) is not None


def find_bound(before: str) -> int:
    """1 where a number is a least value, -1 where it is a greatest one, else 0."""
    return 1 if _LEAST.search(before) else -1 if _MOST.search(before) else 0


def is_rounded(before: str) -> bool:
    """Whether a number is said to be approximate."""
    return _ABOUT.search(before) is not None


def find_rate(text: str) -> tuple[str, int]:
    """The period of "a day", "par mois" … at the start of a text, give or take a few words, and where it ends.

    >>> find_rate(" a day and more")
    ('day', 6)
    """
    match = _RATE.search(text)
    if (
        match is None
        or len(text[: match.start()].split()) > MOST_BETWEEN
        or re.search(r"[.,;:]\s", text[: match.start()])
    ):
        return "", 0
    period = match[1].lower()
    return _RATES.get(period, period), match.end()


def find_qualifiers(clause: str) -> tuple[str, ...]:
    """Age limits and years of a clause: figures for different ones are different figures.

    >>> find_qualifiers("efficacy above 65 years in 2025")
    ('>65', '2025')
    """
    more = ("over", "above", "older than", "plus de", "فوق")
    ages = [(">" if m[2].lower() in more else "<") + m[3] for m in _AGE.finditer(clause) if m[1] or m[4]]
    return (*ages, *(m[0] for m in _YEAR.finditer(clause)))


def find_parts(clause: str) -> tuple[str, ...]:
    """The parts of a whole that a clause speaks of: "in the placebo group", "in the north".

    >>> find_parts("three deaths in the placebo group")
    ('placebo',)
    """
    return tuple((m[1] or m[2]).lower() for m in _PARTS.finditer(clause))


def find_days(text: str) -> frozenset[int]:
    """The days of the week that a text names, Monday 0."""
    return frozenset(_DAY[m[0].lower()] for m in _DAY_NAME.finditer(text))
