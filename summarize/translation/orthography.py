"""How a language writes what a model wrote: its own marks, no doubled ones, no space before them, its digits.

Letters are never folded or changed. Arabic, Persian, Urdu and Hebrew have rows of their own; other languages
only lose doubled marks. Not here: direction marks in plain text (`rendering.bidi`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one language for those of Latin script, and its digits ("" where it uses 0–9)."""

    comma: str = ","
    semicolon: str = ";"
    question: str = "?"
    stop: str = "."
    digits: str = ""


MARKS = {
    "ar": Marks("،", "؛", "؟", digits="٠١٢٣٤٥٦٧٨٩"),
    "fa": Marks("،", "؛", "؟", digits="۰۱۲۳۴۵۶۷۸۹"),
    "ur": Marks("،", "؛", "؟", "۔", "۰۱۲۳۴۵۶۷۸۹"),
    "he": Marks(),
}

_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
# What is quoted from Latin script keeps its marks: addresses, codes, several Latin words in a row.
_KEPT = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[A-Za-zÀ-ɏ]+(?:[,;.&'’\-]? ?[A-Za-zÀ-ɏ0-9]+)+[?;]?(?=[^,;?]|$)")
_DOUBLED = re.compile(r"([،؛,;:])(?: ?[،؛,;:])+|([؟?])(?: ?[؟?])+|(?<!\.)([.۔])(?: ?[.۔])(?![.۔])|([!])(?: ?!)+")
_SPACED = re.compile(r"(?<=\S)[ \u00a0\u202f]+(?=[،؛؟۔,;?!.](?:[\s\"”»)\]]|$))")
# Between digits, and in an ellipsis, a mark is no punctuation.
_COMMA, _STOP = re.compile(r"(?<![0-9]),|,(?![0-9])"), re.compile(r"(?<![0-9.])\.(?![0-9.])|(?<=[0-9])\.(?![0-9.])")
_QUOTE_PAIR = re.compile(r"\"{2,}|''")
_NUMBER = re.compile(r"(?<![A-Za-zÀ-ɏ0-9._/@#\-])[0-9]+(?:[.,:/][0-9]+)*(?![A-Za-zÀ-ɏ0-9@/]|[.\-][A-Za-z])")


def write_marks(text: str, language: str) -> str:
    """A text with the marks of its language, each of them once.

    >>> write_marks("هل صمد السد؟? نعم , صمد ..", "ar")
    'هل صمد السد؟ نعم، صمد.'
    >>> write_marks("בסדר ,היא אמרה??", "he")
    'בסדר, היא אמרה?'
    """
    marks = MARKS.get(language)
    if marks is None:
        return _DOUBLED.sub(_keep_last, text)
    pieces, end = [], 0
    for match in _KEPT.finditer(text):
        pieces += [_write(text[end : match.start()], marks), match[0]]
        end = match.end()
    return _SPACED.sub("", "".join([*pieces, _write(text[end:], marks)]))


def _write(text: str, marks: Marks) -> str:
    text = _DOUBLED.sub(_keep_last, _QUOTE_PAIR.sub('"', text))
    text = _COMMA.sub(marks.comma, text).replace(";", marks.semicolon).replace("?", marks.question)
    text = text if marks.stop == "." else _STOP.sub(marks.stop, text)
    clause = re.escape(marks.comma + marks.semicolon)
    return re.sub(rf" +([{clause}])(?=[{_RIGHT_TO_LEFT}])", r"\1 ", text)


def _keep_last(match: re.Match[str]) -> str:
    """One mark of a run: its last, and of a comma and a stronger mark the stronger."""
    return match[0].rstrip()[-1]


def write_digits(text: str, language: str) -> str:
    """Numbers in the language's own digits, with its decimal mark; those of Latin codes and addresses stay.

    >>> write_digits("في 12 مارس دفع 3.5 مليون لشركة NV-7", "ar")
    'في ١٢ مارس دفع ٣٫٥ مليون لشركة NV-7'
    >>> write_digits("Page 12", "en")
    'Page 12'
    """
    marks = MARKS.get(language)
    if marks is None or not marks.digits:
        return text
    own = str.maketrans("0123456789", marks.digits)

    def write(match: re.Match[str]) -> str:
        number = match[0]
        if re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", number):
            number = number.replace(",", "٬")
        if re.fullmatch(r"[0-9٬]+\.[0-9]+", number):
            number = number.replace(".", "٫")
        return number.translate(own)

    return _NUMBER.sub(write, text)
