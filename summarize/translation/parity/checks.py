"""What a translation must share with its source: one table of checks, each with its severity.

A difference is a flag in words, never a percentage. The checks themselves live beside what they know:
`defects`, `figures`, `names`, `negation`; the smallest are here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from summarize.text.words import has_letter
from summarize.translation.parity.defects import (
    find_cut,
    find_empty,
    find_language,
    find_left_over,
    find_loop,
    find_untranslated,
)
from summarize.translation.parity.figures import find_addresses, find_dates, find_numbers
from summarize.translation.parity.names import find_lost_names
from summarize.translation.parity.negation import find_negation
from summarize.translation.parity.pair import ADDRESS, Pair
from summarize.types import Flag

Severity = Literal["severe", "minor"]
"""A severe defect leaves nothing to read: the source is better. A minor one is shown beside the translation."""


@dataclass(frozen=True, slots=True)
class Check:
    """A name that flags carry, what a flag means for the translation, and the details that it finds."""

    name: str
    severity: Severity
    find: Callable[[Pair], list[str]]


SHORT_TEXT = 25
"""Characters below which the length ratio says nothing."""

SHORTEST, LONGEST = 0.57, 1.84
"""Characters of the target over those expected. Human Arabic of English (4,100 pairs): 0.25 % below, 0.5 % above."""

DENSITY = {
    "am": 0.65, "ar": 0.87, "cs": 0.98, "de": 1.15, "el": 1.15, "es": 1.12, "fa": 0.95, "fr": 1.16, "gu": 0.98,
    "he": 0.78, "hy": 1.1, "it": 1.12, "ja": 0.42, "km": 1.1, "ko": 0.5, "my": 1.15, "nl": 1.08, "pl": 1.05,
    "pt": 1.07, "ro": 1.12, "ru": 1.08, "th": 0.9, "ur": 0.98, "vi": 1.05, "zh": 0.32,
}  # fmt: skip
"""Characters that say what one says in English; 1 where none is given. Arabic is measured, the others are rounded
from texts published in many languages; the bounds are wide enough for what they miss."""

_QUOTED = re.compile(r"[“\"«„][^“”\"«»„]{12,}[”\"»]")
_QUOTE = re.compile("[“”\"«»„‘’'‹›「」『』]")


def find_length(pair: Pair) -> list[str]:
    """Far fewer or more characters than the languages explain.

    >>> find_length(Pair("The council met in the old customs house.", "اجتمع.", "en", "ar"))
    ['much shorter than the original: something may be missing']
    """
    if len(pair.source) < SHORT_TEXT:
        return []
    expected = len(pair.source) * DENSITY.get(pair.target_language, 1.0) / DENSITY.get(pair.source_language, 1.0)
    if len(pair.target) < SHORTEST * expected:
        return ["much shorter than the original: something may be missing"]
    return ["much longer than the original: something may be repeated"] if len(pair.target) > LONGEST * expected else []


def find_quotes(pair: Pair) -> list[str]:
    """Speech in quotation marks of which none came through.

    >>> find_quotes(Pair('She said: "The dam will hold."', "قالت إن السد سيصمد.", "en", "ar"))
    ['the quotation marks are missing']
    """
    lost = _QUOTED.search(pair.source) and not _QUOTE.search(pair.target)
    return ["the quotation marks are missing"] if lost else []


CHECKS: tuple[Check, ...] = (
    Check("untranslated", "severe", find_untranslated),
    Check("language", "severe", find_language),
    Check("loop", "severe", find_loop),
    Check("left over", "minor", find_left_over),
    Check("cut off", "minor", find_cut),
    Check("length", "minor", find_length),
    Check("number", "minor", find_numbers),
    Check("date", "minor", find_dates),
    Check("address", "minor", find_addresses),
    Check("name", "minor", find_lost_names),
    Check("negation", "minor", find_negation),
    Check("quote", "minor", find_quotes),
)
EMPTY = Check("empty", "severe", find_empty)
"""Comes first and alone: what is empty lacks everything else too."""

_SEVERE = frozenset(check.name for check in (EMPTY, *CHECKS) if check.severity == "severe")


def check_parity(source: str, target: str, source_language: str, target_language: str) -> tuple[Flag, ...]:
    """All flags of one translated unit; a text of figures and addresses alone has nothing to translate.

    >>> check_parity("It cost 40 marks.", "تكلف 50 ماركا.", "en", "ar")[0].detail
    '40 is missing'
    """
    if not has_letter(ADDRESS.sub("", source)):
        return ()
    pair = Pair(source, target, source_language, target_language)
    return _run(EMPTY, pair) or tuple(flag for check in CHECKS for flag in _run(check, pair))


def count_severe(flags: Sequence[Flag]) -> int:
    """How many flags say that there is nothing to read; those of checks made elsewhere are minor."""
    return sum(flag.check in _SEVERE for flag in flags)


def _run(check: Check, pair: Pair) -> tuple[Flag, ...]:
    return tuple(Flag(check.name, detail) for detail in check.find(pair))
