"""Numbers, days, months and addresses of a source that its translation must show, in whatever way they are written.

Human translators spell numbers out, regroup digits and write times in another way: a figure counts as
lost only where none of these can be the reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from summarize.text.datewords import MONTHS, WEEKDAYS, date_key
from summarize.text.quantities import find_quantities
from summarize.text.words import fold, split_words
from summarize.translation.parity.pair import ADDRESS, Pair

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789.,", "\u0640")
# No figure: the digits of codes and names such as R0 or NV-7.
_FIGURE = re.compile(r"(?<![A-Za-z0-9.])(?<![A-Za-z]-)[0-9]+(?:[.,:'’][0-9]+)*")
_SPACED = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?![0-9])")
_ANY = re.compile(r"[0-9]+(?:[.,:'’][0-9]+)*")
LONGEST_SPELT = 2
"""Digits, without zeros at the end, of a number that a language may write in words that are not known here."""

_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11,
          "XII": 12, "XIII": 13, "XIV": 14, "XV": 15, "XVI": 16, "XIX": 19, "XX": 20, "XXI": 21}  # fmt: skip

# Roots of spelt-out numbers, ordinals and decades; words are compared without what is written onto them.
_SPELT = {
    "ar": re.compile(
        r"(?:[وفبلك]*(?:ال|لل)?)(?:اول|ثان|ثنائ|ثلاث|ثلث|ثالث|رباع|اربع|رابع|خمس|خامس|ست|سادس|سبع|سابع|ثمان|ثامن|تسع|تاسع"
        r"|عشر|عاشر|حادي|احد|اثن|واحد|مئ|ماي|مءه|الف|مليون|ملايين|مليار|صفر|نصف|ربع|ضعف|عقد|قرن|دزين|بضع|نيف)\w{0,5}"
    ),
    "en": re.compile(
        r"(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twel|thir|fif|twent|fort|hundred|thousand|million"
        r"|billion|first|second|third|half|quarter|double|twice|dozen|both|pair|decade|centur)\w*"
    ),
    "fr": re.compile(
        r"(?:zéro|une?|deux|trois|quatr|cinq|six|sept|huit|neuf|dix|onz|douz|treiz|quatorz|quinz|seiz|vingt|trent|quarant"
        r"|soixant|cent|mill|premi|second|troisi|moiti|demi|doubl|décenni|siècle)\w*"
    ),
}  # fmt: skip
_DUAL = re.compile(r"\w{3,}(?:ين|ان|ا)")
"""Two of a thing in Arabic, by its ending alone."""


@dataclass(frozen=True, slots=True)
class _Figures:
    """Numbers of a text: those in digits as they are written, the digits alone, and all values that stand in it."""

    written: dict[str, tuple[str, str]]
    digits: frozenset[str]
    values: frozenset[str]


def find_numbers(pair: Pair) -> list[str]:
    """Numbers that the source has and the translation has not, and the reverse.

    >>> find_numbers(Pair("It cost 40 marks.", "تكلف 50 ماركا.", "en", "ar"))
    ['40 is missing', '50 is not in the original']
    >>> find_numbers(Pair("The 3rd of 1,200 at 6.30", "الثالث من ١٢٠٠ في 6:30", "en", "ar"))
    []
    """
    source, target = _read(pair.source, pair.source_language), _read(pair.target, pair.target_language)
    lost, added = _unknown(source, target), _unknown(target, source)
    if not (lost and added):  # one figure in the place of another is wrong whatever is spelt out beside it
        here = _count_spelt(pair.target, pair.target_language, lost)
        there = _count_spelt(pair.source, pair.source_language, added)
        lost = [] if here >= len(lost) + there else lost
        added = [] if there >= len(added) + here else added
    return [*(f"{text} is missing" for text in lost), *(f"{text} is not in the original" for text in added)]


def _read(text: str, language: str) -> _Figures:
    text = _SPACED.sub(lambda m: re.sub(r"\s", "", m[0]), text.translate(_DIGITS))
    quantities = find_quantities(text, language)
    starts = {q.start: q.value for q in quantities}
    written = {m[0]: (_bare(m[0]), "" if ":" in m[0] else starts.get(m.start(), "")) for m in _FIGURE.finditer(text)}
    every = {_bare(m[0].removesuffix(":00")) for m in _ANY.finditer(text)} | {_bare(m[0]) for m in _ANY.finditer(text)}
    romans = {str(_ROMAN[w]) for w in split_words(text.replace("-", " ")) if w in _ROMAN}
    return _Figures(written, frozenset(every), frozenset({q.value for q in quantities} | romans | every))


def _bare(written: str) -> str:
    """The digits of a number without marks and zeros in front: 6.30 is 6:30, and 05 is 5."""
    return re.sub("[^0-9]", "", written).lstrip("0") or "0"


def _unknown(own: _Figures, other: _Figures) -> list[str]:
    return [
        text
        for text, (digits, value) in own.written.items()
        if digits not in other.digits and value not in other.values and digits not in other.values
    ]


def _count_spelt(text: str, language: str, figures: list[str]) -> int:
    """How many number words a text has; as many as there are short figures where they are not known."""
    pattern = _SPELT.get(language)
    if pattern is None:
        return sum(len(_bare(figure).rstrip("0")) <= LONGEST_SPELT for figure in figures)
    words = [fold(w) for w in split_words(text.replace("-", " "))]
    dual = language == "ar" and "2" in figures and any(_DUAL.fullmatch(w) for w in words)
    return sum(pattern.fullmatch(w) is not None for w in words) + dual


def find_dates(pair: Pair) -> list[str]:
    """Weekdays and months that another one has taken the place of.

    >>> find_dates(Pair("They met on Monday.", "اجتمعوا يوم الثلاثاء.", "en", "ar"))
    ['Monday is missing']
    """
    lost = []
    for table in (WEEKDAYS, MONTHS):
        if pair.source_language in table and pair.target_language in table:
            source = _name_dates(pair.source, pair.source_language, table[pair.source_language])
            target = _name_dates(pair.target, pair.target_language, table[pair.target_language])
            if target.keys() - source.keys():
                lost += [f"{word} is missing" for number, word in source.items() if number not in target]
    return lost


def _name_dates(text: str, language: str, table: dict[str, int]) -> dict[int, str]:
    words = [w for w in split_words(text) if language != "en" or w[0].isupper()]
    words += [f"{a} {b}" for a, b in pairwise(words)]
    found: dict[int, str] = {}
    for word in words:
        key = date_key(word)
        number = table.get(key) or table.get(re.sub("^[وفبل]+(?=ال)|^لل", "", key))
        if number is not None:
            found.setdefault(number, word)
    return found


def find_addresses(pair: Pair) -> list[str]:
    """Web and mail addresses and handles that do not come back letter for letter.

    >>> find_addresses(Pair("Write to desk@verin.example now.", "اكتبوا الآن.", "en", "ar"))
    ['desk@verin.example is missing']
    """
    found = [m[0].rstrip(".,;:!?") for m in ADDRESS.finditer(pair.source)]
    return [f"{address} is missing" for address in dict.fromkeys(found) if address not in pair.target]


def find_spans(text: str) -> list[tuple[int, int]]:
    """Where addresses and figures stand, in order and not overlapping: what a model may be asked to copy.

    >>> find_spans("Write to desk@verin.example by 6.30")
    [(9, 27), (31, 35)]
    """
    addresses = [m.span() for m in ADDRESS.finditer(text)]
    figures = [m.span() for m in _FIGURE.finditer(text)]
    return sorted([*addresses, *(f for f in figures if not any(a <= f[0] < b for a, b in addresses))])
