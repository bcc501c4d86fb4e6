"""Names of the source that its translation does not show: nothing there sounds or looks like them.

Names that are translated ("Black Sea") and ones that the language has its own word for ("Egypt") are left
out, as far as a list knows them. Not here: the one spelling that a run should use (`names`).
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from itertools import groupby

from summarize.text.datewords import MONTHS, WEEKDAYS
from summarize.text.names import find_names
from summarize.text.words import split_words, stop_words
from summarize.translation.parity.defects import script_of
from summarize.translation.parity.pair import Pair
from summarize.translation.terms.transliteration import SURE, likeness

LEAST_LIKE, LEAST_LIKE_BESIDE = 0.55, 0.5
"""Likeness of the word of a name that is found best, and of its other words to those beside it, from which the name
counts as shown. In human Arabic news 4 % of 1,000 words of names are below the first, of other sentences' 80 %."""

LEAST_LETTERS, SHORTEST = 3, 4
"""Letters of a word of a name, and of a name of one word; shorter ones sound like some word of any sentence."""

FULL_NAME = 2
"""Words of a name that opens a sentence; with more the first may be what the person is."""

_READABLE = frozenset({"Arab", "Hebr", "Cyrl", "Grek", "Latn"})
"""Scripts in which `likeness` can hear a name."""

_SEPARATOR = re.compile(r"[ \-/]")
_POSSESSIVE = re.compile(r"['’]s?(?: |$)")
_TITLES = frozenset(
    "mr mrs ms miss dr sir dame lady lord prof professor president minister senator judge king queen mme mlle".split()
)
_ORDINARY = re.compile(
    r"\w{3,}(?:tions?|ments?|ists?|it(?:y|ies)|ships?|olog(?:y|ies)|ism|[ae]nces?|ness|ous|ives?|[ct]ials?|[ct]al|ional"
    r"|ics|ings?|hood|eers?)"
)
_ENDING = re.compile(r"(?<=\w{3})(?:ians?|ans?|ese|ish|is?|s|ic)$")
_ARTICLE = re.compile(r"\b(?:the|a|an|this|these|our|its|their|his|her|your|my) [\"“'‘]?$", re.IGNORECASE)


def find_lost_names(pair: Pair) -> list[str]:
    """Names without a word of the translation that sounds like them.

    >>> find_lost_names(Pair("The mayor thanked Lena Ostrow.", "شكر العمدة لينا أوسترو.", "en", "ar"))
    []
    >>> find_lost_names(Pair("The mayor thanked Lena Ostrow.", "شكر العمدة يوسف دباغ.", "en", "ar"))
    ['Lena Ostrow is missing']
    """
    if pair.source_language not in _lists() or script_of(pair.target_language) not in _READABLE:
        return []
    words = split_words(pair.target)
    lost = [n for n in find_spelt(pair.source, pair.source_language) if not _is_shown(n, words, pair.target_language)]
    return [f"{name} is missing" for name in dict.fromkeys(map(" ".join, lost))]


def _is_shown(name: tuple[str, ...], words: list[str], language: str) -> bool:
    """Whether the word of a name that is found best is like enough, and has the others beside it."""
    if not words or any(likeness("".join(name), word, language) >= SURE for word in words):
        return bool(words)
    rows = [[_compare(word, words, i, language) for i in range(len(words))] for word in name]
    likest = max(map(max, rows))
    place = next(row.index(likest) for row in rows if likest in row)
    beside = slice(max(0, place - len(name)), place + len(name) + 1)
    return likest >= LEAST_LIKE and min(max(row[beside]) for row in rows) >= LEAST_LIKE_BESIDE


def _compare(word: str, words: list[str], i: int, language: str) -> float:
    """Likeness to a word of the translation, or to it and the next in one; "Parisian" may lose its ending."""
    forms, others = {word, _ENDING.sub("", word)}, {words[i], "".join(words[i : i + 2])}
    return max(likeness(form, other, language) for form in forms for other in others)


def find_spelt(text: str, language: str) -> Iterator[tuple[str, ...]]:
    """The names of a text that another script spells as they sound, each as its words.

    One word alone is given only after a title: ordinary words with a capital would be most of the others.

    >>> list(find_spelt("Yesterday Mayor Lena Ostrow crossed the Black Sea with Ms Hamlin.", "en"))
    [('Lena', 'Ostrow'), ('Hamlin',)]
    """
    for name in find_names(text, language):
        if _ARTICLE.search(text[: text.find(name)]):
            continue
        for part in _POSSESSIVE.split(name):
            yield from _select_spelt(part, language, opening=text.startswith(name))


def _select_spelt(name: str, language: str, *, opening: bool) -> Iterator[tuple[str, ...]]:
    """Runs of spelt words; what opens a sentence may owe its capital to that ("Guitarist Lena Ostrow")."""
    words = [word.strip(".,'’") for word in _SEPARATOR.split(name)]
    for spelt, group in groupby(range(len(words)), key=lambda i: _is_spelt(words[i], language)):
        places = list(group)
        if not spelt:
            continue
        titled = places[0] > 0 and words[places[0] - 1].lower() in _TITLES
        if opening and places[0] == 0 and len(places) > FULL_NAME:
            places = places[1:]
        if len(places) > 1 or (titled and len(words[places[0]]) >= SHORTEST):
            yield tuple(words[i] for i in places)


def _is_spelt(word: str, language: str) -> bool:
    """Whether a word of a name is no abbreviation, no ordinary word, and has no name of its own elsewhere."""
    if len(word) < LEAST_LETTERS or not word.isalpha() or not word[0].isupper() or word[1:].isupper():
        return False
    lower = word.lower()
    known = _lists()[language] | stop_words(language) | _calendar(language)
    return not known.intersection({lower, lower.removesuffix("s")}) and not _ORDINARY.fullmatch(lower)


@functools.cache
def _lists() -> dict[str, frozenset[str]]:
    data = tomllib.loads(files("summarize.translation.parity").joinpath("names.toml").read_text(encoding="utf-8"))
    return {language: frozenset(f"{table['common']} {table['known']}".split()) for language, table in data.items()}


@functools.cache
def _calendar(language: str) -> frozenset[str]:
    return frozenset({*MONTHS.get(language, {}), *WEEKDAYS.get(language, {})})
