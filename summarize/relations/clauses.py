"""The words of a sentence with their concepts, and the clause that a number stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarize.relations.concepts import find_concept
from summarize.text.words import fold, stem_words

_LETTERS = r"[^\W\d_][^\W\d_\u064b-\u065f]*(?:[\u064b-\u065f]+[^\W\d_]*)*"  # Arabic vowel marks are not word characters
_WORD = re.compile(rf"{_LETTERS}(?:[-'’]{_LETTERS})*")
_ELISION = re.compile(r"(?:[dlnsjcmt]|qu)['’]", re.IGNORECASE)
_RELATIVE = r"(?!\s?(?:which|whose|dont|qui|que|laquelle|lequel)\b)"
_BORDER = re.compile(rf"[;:()«»“”\"—؛!?…]|[،,]{_RELATIVE}|\s[-–]\s")
_JOINING = re.compile(r"\s(?:and|but|while|whereas|et|mais|tandis)\s|\sو(?=\S)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence: its span, folded form, stem, and the concept that begins with it over `length` words."""

    start: int
    end: int
    folded: str
    stem: str
    concept: str = ""
    length: int = 1


@dataclass(frozen=True, slots=True)
class Clause:
    """The words before and after a number within its clause; the number stands at `start`–`end` of `text`."""

    text: str
    language: str
    start: int
    end: int
    earlier: tuple[Word, ...]
    later: tuple[Word, ...]


def read_words(text: str, language: str, numbers: Sequence[tuple[int, int]] = ()) -> list[Word]:
    """The words of a text, those of its numbers left out, French elisions ("d'", "l'") cut off.

    >>> [w.concept for w in read_words("Bridges were swept away", "en")]
    ['bridge', '', 'destroyed', 'destroyed']
    """
    spans = []
    for match in _WORD.finditer(text):
        if any(start <= match.start() < end for start, end in numbers):
            continue
        elided = _ELISION.match(match[0]) if language == "fr" else None
        spans.append((match.start() + (elided.end() if elided else 0), match.end()))
    folded = [fold(text[start:end]) for start, end in spans]
    stems = stem_words(folded, language)
    words: list[Word] = []
    concept, length, left = "", 1, 0
    for i, (start, end) in enumerate(spans):
        if not left:
            concept, length = find_concept(stems, i, language)
            left = length
        words.append(Word(start, end, folded[i], stems[i], concept, max(length, 1)))
        left = max(left - 1, 0)
    return words


def name_concepts(text: str, language: str) -> list[str]:
    """The concepts that a text speaks of and its currencies: the same names whatever its language.

    >>> name_concepts("Deux ponts emportés : 3 millions d'euros", "fr")
    ['bridge', 'destroyed', 'euro']
    """
    words = read_words(text, language)
    stems = [w.stem for w in words]
    money = (find_concept(stems, i, language, currencies=True)[0] for i in range(len(stems)))
    return [*(w.concept for w in words if w.concept), *filter(None, money)]


def find_clause(text: str, number: tuple[int, int], others: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The span between the clause borders around a number; "and" is one where numbers stand on both sides.

    >>> text = "At dawn, 14 people died and 30 were hurt."
    >>> text[slice(*find_clause(text, (9, 11), [(9, 11), (28, 30)]))]
    ' 14 people died'
    """
    start, end = 0, len(text)
    for match in _BORDER.finditer(text):
        if any(s <= match.start() < e for s, e in others):
            continue
        if match.end() <= number[0]:
            start = match.end()
        elif match.start() >= number[1]:
            end = match.start()
            break
    for match in _JOINING.finditer(text, start, end):
        before = any(start <= s and e <= match.start() + 1 for s, e in others)
        after = any(match.end() <= s and e <= end for s, e in others)
        if before and after and match.end() <= number[0]:
            start = match.end()
        elif before and after and match.start() >= number[1]:
            return start, match.start()
    return start, end
