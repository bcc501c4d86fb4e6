"""Numbers in running text, brought to one value whatever way they are written.

1,000 = 1 000 = 1000 = ١٠٠٠ = "one thousand" = "ألف" = "mille"; 3.5 million = 3,500,000.
English, French and Arabic number words; digits of any of the three everywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from summarize.text.words import fold

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_COMMA_DECIMAL = frozenset({"fr", "de", "es", "it", "pt", "nl", "ru", "pl", "tr", "sv", "da", "no", "fi", "cs"})
_NUMBER = re.compile(r"[0-9]+(?:[.,٫٬'’][0-9]+)*")
_SPACED = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?: [0-9]{3})+(?![0-9])")
_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|[0-9]+(?:[.,٫٬'’][0-9]+)*|%|٪")

_UNITS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "fr": "vingt trente quarante cinquante soixante",
}
_ARABIC = {
    2: "اثنان اثنين اثنتان اثنتين", 3: "ثلاثة ثلاث", 4: "أربعة أربع", 5: "خمسة خمس", 6: "ستة ست", 7: "سبعة سبع",
    8: "ثمانية ثماني ثمان", 9: "تسعة تسع", 10: "عشرة عشر", 20: "عشرون عشرين", 30: "ثلاثون ثلاثين",
    40: "أربعون أربعين", 50: "خمسون خمسين", 60: "ستون ستين", 70: "سبعون سبعين", 80: "ثمانون ثمانين",
    90: "تسعون تسعين", 200: "مئتان مئتين مائتان مائتين مئتي مائتي", 300: "ثلاثمئة ثلاثمائة", 400: "أربعمئة أربعمائة",
    500: "خمسمئة خمسمائة", 600: "ستمئة ستمائة", 700: "سبعمئة سبعمائة", 800: "ثمانمئة ثمانمائة",
    900: "تسعمئة تسعمائة", 2000: "ألفان ألفين ألفي",
    2_000_000: "مليونان مليونين مليوني", 2_000_000_000: "ملياران مليارين ملياري",
}  # fmt: skip
_SCALES = {
    100: "hundred hundreds cent cents مئة مائة",
    1_000: "thousand thousands k mille ألف آلاف ألفا",
    1_000_000: "million millions mn مليون ملايين",
    1_000_000_000: "billion billions bn milliard milliards مليار مليارات بليون",
    1_000_000_000_000: "trillion trillions تريليون",
}
_DOZEN = {fold(w) for w in ["dozen", "douzaine", "دزينة"]}
_PERCENT = {
    " ".join(fold(w) for w in name.split())
    for name in [
        "%",
        "٪",
        "percent",
        "per cent",
        "pc",
        "pourcent",
        "pour cent",
        "بالمئة",
        "بالمائة",
        "في المئة",
        "في المائة",
    ]
}


def _number_words() -> dict[str, int]:
    table = {}
    for words in _UNITS.values():
        table.update({fold(w): i for i, w in enumerate(words.split())})
    for words in _TENS.values():
        table.update({fold(w): 20 + 10 * i for i, w in enumerate(words.split())})
    for value, words in _ARABIC.items():
        table.update({fold(w): value for w in words.split()})
    return table


_WORDS = _number_words()
_SCALE = {fold(w): value for value, words in _SCALES.items() for w in words.split()}
_BEGINNINGS = _WORDS.keys() | _SCALE.keys() | _DOZEN | {"a", "an", "un", "une"}
_JOINING = {"and", "et", "و"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text: its span, its value as a plain decimal, and whether it is a percentage."""

    start: int
    end: int
    value: str
    percent: bool = False


def find_quantities(text: str, language: str) -> list[Quantity]:
    """The numbers of a text in order; "one" alone is taken for a pronoun and left out.

    >>> [q.value for q in find_quantities("About 1,200 of three million, or 3.5%", "en")]
    ['1200', '3000000', '3.5']
    """
    text = text.translate(_DIGITS)
    if language in _COMMA_DECIMAL:
        text = _SPACED.sub(lambda m: m[0].replace(" ", "٬"), text)
    tokens = [(m.start(), m.end(), fold(m[0])) for m in _TOKEN.finditer(text)]
    return [q for phrase in _phrases(tokens, text) for q in _find_in_phrase(phrase, language)]


Token = tuple[int, int, str]


def _phrases(tokens: list[Token], text: str) -> list[list[Token]]:
    """Runs of tokens with nothing but space or a hyphen between them; a number never spans more."""
    phrases: list[list[Token]] = []
    for token in tokens:
        if phrases and text[phrases[-1][-1][1] : token[0]].strip(" -–$€£") == "":
            phrases[-1].append(token)
        else:
            phrases.append([token])
    return phrases


def _may_begin(word: str) -> bool:
    """Whether a word could begin a number; a quick look, since most cannot."""
    return word[:1].isdecimal() or word in _BEGINNINGS or "-" in word or word[:1] == "و"


def _find_in_phrase(tokens: list[Token], language: str) -> list[Quantity]:
    found = []
    i = 0
    while i < len(tokens):
        if not _may_begin(tokens[i][2]):
            i += 1
            continue
        value, after = _read(tokens, i, language)
        if value is None:
            i += 1
            continue
        sign = _percent_words(tokens, after)
        last = tokens[after - 1]
        if not (value == 1 and not tokens[i][2][0].isdecimal()):
            found.append(Quantity(tokens[i][0], last[1], _plain(value), sign > 0))
        i = after + sign
    return found


def _read(tokens: list[Token], i: int, language: str) -> tuple[Decimal | None, int]:
    """Read one number starting at token `i`; returns its value, or None, and the token after it."""
    word = tokens[i][2]
    if word[0].isdecimal():
        return _scaled(tokens, i + 1, _parse_digits(word, language))
    if word in ("a", "an", "une", "un") and i + 1 < len(tokens) and tokens[i + 1][2] in _SCALE:
        return _read_words(tokens, i + 1)
    if word in _DOZEN:
        return Decimal(12), i + 1
    return _read_words(tokens, i)


def _read_words(tokens: list[Token], i: int) -> tuple[Decimal | None, int]:
    total = current = Decimal(0)
    start = i
    while i < len(tokens):
        value = _word_value(tokens[i][2])
        scale = _SCALE.get(tokens[i][2])
        if value is not None:
            current += value
        elif scale is not None and (i > start or tokens[i][2] not in ("k", "mn", "bn", "cents")):
            current = max(current, Decimal(1)) * scale
            if scale >= 1000:
                total, current = total + current, Decimal(0)
        elif not (i > start and tokens[i][2] in _JOINING and i + 1 < len(tokens) and _continues(tokens[i + 1][2])):
            break
        i += 1
    return (total + current if i > start else None), i


def _continues(word: str) -> bool:
    return _word_value(word) is not None


def _word_value(word: str) -> int | None:
    """Value of one number word, "twenty-three" and Arabic "وعشرين" (joined "and") included."""
    if word in _WORDS:
        return _WORDS[word]
    if word.startswith("و") and word[1:] in _WORDS:
        return _WORDS[word[1:]]
    parts = word.split("-")
    if len(parts) > 1 and all(p in _WORDS or p in _JOINING for p in parts):
        return sum(_WORDS.get(p, 0) for p in parts)
    return None


def _scaled(tokens: list[Token], i: int, value: Decimal) -> tuple[Decimal, int]:
    while i < len(tokens) and (scale := _SCALE.get(tokens[i][2], 0)) >= 1000:
        value *= scale
        i += 1
    return value, i


def _parse_digits(word: str, language: str) -> Decimal:
    """A digit string with separators: groups of three are thousands, anything else a decimal."""
    word = word.replace("'", "").replace("’", "").replace("٬", "").replace("٫", ".")
    marks = [c for c in word if c in ".,"]
    if not marks:
        return Decimal(word)
    if len(set(marks)) == 2:  # the last kind of mark is the decimal one: 1.234,5 or 1,234.5
        word = word.replace("," if word.rfind(".") > word.rfind(",") else ".", "").replace(",", ".")
        return Decimal(word) if word.count(".") <= 1 else Decimal(word.replace(".", ""))
    groups = re.split("[.,]", word)
    decimal_mark = "," if language in _COMMA_DECIMAL else "."
    thousands = all(len(g) == 3 for g in groups[1:]) and len(groups[0]) <= 3 and groups[0] != "0"
    if len(marks) > 1 or (thousands and marks[0] != decimal_mark):
        return Decimal("".join(groups))
    return Decimal(".".join(groups))


def _percent_words(tokens: list[Token], i: int) -> int:
    """How many tokens from `i` on say "percent": 0, 1 or 2."""
    words = [token[2] for token in tokens[i : i + 2]]
    if words and words[0] in _PERCENT:
        return 1
    return 2 if " ".join(words) in _PERCENT else 0


def _plain(value: Decimal) -> str:
    text = f"{value.normalize():f}"
    return "0" if text == "-0" else text
