"""What a translation must share with its source; each difference is a flag, never a percentage."""

from __future__ import annotations

import re
from collections import Counter

from summarize.text.quantities import find_quantities
from summarize.text.words import has_letter
from summarize.types import Flag

SHORTEST_RATIO, LONGEST_RATIO = 0.5, 1.5
"""Characters of target over source. English→Arabic references: median 0.87, p1 0.61, p99 1.31."""

SHORT_TEXT = 25
"""Characters below which the length ratio says nothing."""

LATIN_SHARE = 0.3
"""Share of Latin letters from which a text in another script counts as left untranslated."""

_NON_LATIN = frozenset({"ar", "fa", "ur", "he", "ru", "uk", "el", "hi", "zh", "ja", "ko", "th", "bg", "sr", "ka", "hy"})
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


def check_parity(source: str, target: str, source_language: str, target_language: str) -> tuple[Flag, ...]:
    """All flags of one translated text.

    >>> check_parity("It cost 40 marks.", "تكلف 50 ماركا.", "en", "ar")[0].detail
    '40 is missing'
    """
    if not has_letter(target):
        return (Flag("empty", "nothing was translated"),) if has_letter(source) else ()
    return (
        *_check_numbers(source, target, source_language, target_language),
        *_check_script(source, target, target_language),
        *_check_length(source, target),
    )


def _check_numbers(source: str, target: str, source_language: str, target_language: str) -> tuple[Flag, ...]:
    wanted = find_quantities(source, source_language)
    got = Counter(q.value for q in find_quantities(target, target_language))
    missing = Counter(q.value for q in wanted) - got
    return tuple(
        Flag("number", f"{source[q.start : q.end]} is missing")
        for q in {q.value: q for q in wanted}.values()
        if missing[q.value] and float(q.value) > 1
    )


def _check_script(source: str, target: str, target_language: str) -> tuple[Flag, ...]:
    if target.strip() == source.strip() and len(source) > SHORT_TEXT:
        return (Flag("untranslated", "the text is the same as the original"),)
    if target_language not in _NON_LATIN:
        return ()
    letters = sum(c.isalpha() for c in target)
    if len(_LATIN.findall(target)) > LATIN_SHARE * letters:
        return (Flag("untranslated", "part of the text is still in the original script"),)
    return ()


def _check_length(source: str, target: str) -> tuple[Flag, ...]:
    if len(source) < SHORT_TEXT:
        return ()
    ratio = len(target) / len(source)
    if ratio < SHORTEST_RATIO:
        return (Flag("length", "much shorter than the original: something may be missing"),)
    if ratio > LONGEST_RATIO:
        return (Flag("length", "much longer than the original: something may be repeated"),)
    return ()
