"""Names across scripts: how alike two spellings sound, and a spelling by rule where nobody has decided one.

The tables are data in `transliteration.toml`. Not here: which spelling a run uses (`names`).
"""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from summarize.translation.terms.clitics import split_clitics

SURE = 0.65
"""Likeness from which two spellings are taken for one name. Of 3,000 English names of people that no table was
tuned on, 98 % reach it with their Arabic spelling, 0.2 % with another name's (`bench/names.py`)."""

SURE_IF_SHORT, SHORT = 0.8, 2
"""The same for names of this many consonants, which sound like many a word: at 0.8, 91 % of them are told and 0.1 %
of other names taken for them, at 0.65 98 % and 0.3 %. With fewer consonants nothing is sure."""

VOWELS = frozenset("aiu")
VOWEL_WEIGHT, BREATH_WEIGHT = 0.25, 0.5
"""Cost of a vowel or an h that only one spelling has: Arabic and Hebrew leave short vowels out, many languages an h."""

NEAR = 0.3
"""Cost of two consonants that languages write for one sound; two other letters cost 1."""

# After the digraphs: S = sh, C = ch, Z = zh, T = th, D = dh, X = kh, G = gh; "u" also stands for w, "i" for y.
_DIGRAPHS = {"tsch": "C", "sch": "S", "tch": "C", "ch": "C", "sh": "S", "zh": "Z", "ph": "f", "th": "T", "dh": "D",
             "kh": "X", "gh": "G", "tsh": "C", "ck": "k", "qu": "ku", "x": "ks",
             "e": "i", "y": "i", "o": "u", "w": "u"}  # fmt: skip
_DIGRAPH = re.compile("|".join(sorted(_DIGRAPHS, key=len, reverse=True)))
_NEAR_SOUNDS = ("pbvf", "fvu", "tdTD", "TDszS", "kgqcXGh", "CX", "jgCScsZz", "ijg", "jXh", "tC", "aiu", "mn")
_REPEATS = re.compile(r"(.)\1+")
_NO_LETTER = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Spelling:
    """How one language writes Latin sounds: at the start, at the end and elsewhere in a word."""

    initial: dict[str, str]
    final: dict[str, str]
    sequences: dict[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """A word read as clitics and a spelling of a name, and how alike the two are."""

    likeness: float
    clitics: str
    rest: str


def likeness(latin: str, other: str, language: str) -> float:
    """How alike a name sounds in two spellings, 0–1; clitics in front of `other` do not count.

    Args:
        latin: The name in the source; any alphabet of the tables will do.
        other: A word or words of the translation.
        language: The language of `other`.

    >>> round(likeness("Stanford", "وستانفورد", "ar"), 2), likeness("Stanford", "المدينة", "ar") < 0.5
    (1.0, True)
    """
    return read_alike(latin, other, language).likeness


def read_alike(latin: str, other: str, language: str) -> Reading:
    """The reading of `other` in which it is most like a name, the most clitics first; see `likeness`.

    >>> read_alike("Verin", "وبفيرين", "ar").rest
    'فيرين'
    """
    wanted = _sounds(latin)
    readings = [Reading(_compare(wanted, _sounds(r)), clitics, r) for clitics, r in split_clitics(other, language)]
    return max(reversed(readings), key=lambda reading: reading.likeness)


def is_sure(name: str, alike: float) -> bool:
    """Whether a likeness is enough to take another spelling for this name.

    >>> is_sure("Verin", 0.7), is_sure("Lena", 0.7), is_sure("Lee", 1.0)
    (True, False, False)
    """
    consonants = sum(sound not in VOWELS and sound != "h" for sound in _sounds(name))
    return consonants >= SHORT and alike >= (SURE if consonants > SHORT else SURE_IF_SHORT)


def transliterate(name: str, language: str) -> str:
    """A name written in the letters of a language by rule; as it is where the language has no table.

    >>> transliterate("Lena Ostrow", "ar"), transliterate("Lena Ostrow", "fr")
    ('لينا أوسترو', 'Lena Ostrow')
    """
    spelling = _spellings().get(language)
    if spelling is None:
        return name
    return re.sub(r"[^\W\d_]+(?:['’ʼʻ`][^\W\d_]+)*", lambda m: _spell(romanize(m[0]), spelling), name)


def has_spelling(language: str) -> bool:
    """Whether there is a table that writes names in this language."""
    return language in _spellings()


@functools.lru_cache(maxsize=1 << 14)
def romanize(text: str) -> str:
    """A text in plain lower-case Latin letters, as far as the tables know its script.

    >>> romanize("Иван"), romanize("Łódź")
    ('ivan', 'lodz')
    """
    latin = "".join(_letters().get(c, c) for c in text.lower())
    return "".join(c for c in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(c))


def _spell(latin: str, spelling: _Spelling) -> str:
    latin = _REPEATS.sub(r"\1", latin)
    written, at = "", 0
    while at < len(latin):
        for length in range(min(4, len(latin) - at), 0, -1):
            piece = latin[at : at + length]
            found = spelling.initial.get(piece) if at == 0 else None
            if found is None and at and at + length == len(latin):
                found = spelling.final.get(piece)
            if found is None:
                found = spelling.sequences.get(piece)
            if found is not None:
                break
        written += latin[at] if found is None else found
        at += length
    return written


@functools.lru_cache(maxsize=1 << 14)
def _sounds(text: str) -> str:
    letters = _REPEATS.sub(r"\1", _NO_LETTER.sub("", romanize(text)))
    return _REPEATS.sub(r"\1", _DIGRAPH.sub(lambda m: _DIGRAPHS[m[0]], letters))


@functools.lru_cache(maxsize=1 << 16)
def _compare(a: str, b: str) -> float:
    """1 − the cost of the cheapest edit of `a` into `b`, over the weight of the heavier; 0 for less than half of it."""
    lighter, heavier = sorted((sum(map(_weight, a)), sum(map(_weight, b))))
    if lighter < heavier / 2 or not heavier:
        return 0.0
    row = [0.0]
    for letter in b:
        row.append(row[-1] + _weight(letter))
    for letter in a:
        last, row = row, [row[0] + _weight(letter)]
        for j, other in enumerate(b, 1):
            row.append(min(last[j - 1] + _exchange(letter, other), last[j] + _weight(letter), row[-1] + _weight(other)))
    return max(0.0, 1 - row[-1] / heavier)


def _weight(letter: str) -> float:
    return VOWEL_WEIGHT if letter in VOWELS else BREATH_WEIGHT if letter == "h" else 1.0


@functools.cache
def _exchange(letter: str, other: str) -> float:
    if letter == other:
        return 0.0
    near = any(letter in sounds and other in sounds for sounds in _NEAR_SOUNDS)
    return min(NEAR, _weight(letter), _weight(other)) if near else 1.0


@functools.cache
def _letters() -> dict[str, str]:
    return {letter: latin for script in _tables()["letters"].values() for letter, latin in _pairs(script).items()}


@functools.cache
def _spellings() -> dict[str, _Spelling]:
    return {
        language: _Spelling(*(_pairs(table[place]) for place in ("initial", "final", "sequences")))
        for language, table in _tables()["spelling"].items()
    }


def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(
        files("summarize.translation.terms").joinpath("transliteration.toml").read_text(encoding="utf-8")
    )


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in text.split())
