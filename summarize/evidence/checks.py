"""Checks of a point against the sentences it cites; each finding is one flag in words.

`number`, `name` and `negation` here; they are precise rules, not scores: a flag names what
was found.  A point that is a source sentence, whole or shortened, passes them by construction,
and is checked all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from summarize.text.modality import negations
from summarize.text.names import find_names, name_words
from summarize.text.quantities import find_quantities
from summarize.text.words import fold, split_words
from summarize.types import Flag

Check = Callable[[str, Sequence[str], str], list[Flag]]


def check_numbers(text: str, cited: Sequence[str], language: str) -> list[Flag]:
    """Every number of the point stands, whatever way it is written, in a cited sentence.

    >>> check_numbers("About 900 fled.", ["Some 1,200 people fled."], "en")[0].detail
    '900 is not in the cited sentences'
    """
    known = {(q.value, q.percent) for c in cited for q in find_quantities(c, language)}
    values = {value for value, _ in known}
    flags = []
    for quantity in find_quantities(text, language):
        written = text[quantity.start : quantity.end]
        if quantity.value not in values:
            flags.append(Flag("number", f"{written} is not in the cited sentences"))
        elif quantity.percent and (quantity.value, True) not in known:
            flags.append(Flag("number", f"{written} is not a percentage in the cited sentences"))
    return flags


def check_names(text: str, cited: Sequence[str], language: str) -> list[Flag]:
    """Every capitalised name of the point stands in a cited sentence.

    >>> check_names("The mayor met Ada Lind.", ["The mayor met Oda Lind."], "en")[0].detail
    'Ada is not in the cited sentences'
    """
    known = {k for c in cited for w in split_words(c) for k in name_words([w])}
    unknown = [
        word
        for name in find_names(text, language)
        for word in name.replace("-", " ").split()
        if name_words([word]) - known
    ]
    return [Flag("name", f"{word.strip('.')} is not in the cited sentences") for word in dict.fromkeys(unknown)]


def check_negation(text: str, cited: Sequence[str], language: str) -> list[Flag]:
    """The point negates if and only if the cited sentence closest to it does.

    >>> check_negation("The dam failed to hold.", ["The dam held."], "en")[0].check
    'negation'
    """
    if not cited:
        return []
    words = {fold(w) for w in split_words(text)}
    closest = max(cited, key=lambda c: len(words & {fold(w) for w in split_words(c)}))
    own, theirs = negations(text, language), negations(closest, language)
    if own and not any(negations(c, language) for c in cited):
        return [Flag("negation", f"“{own[0]}” is not in the cited sentences")]
    if theirs and not own and len(split_words(closest)) <= len(split_words(text)) + LONGER_SOURCE:
        return [Flag("negation", f"the source says “{theirs[0]}”, the point does not")]
    return []


LONGER_SOURCE = 8
"""Words that a source sentence may have beyond the point before its negation may belong to a part left out."""

CHECKS: tuple[Check, ...] = (check_numbers, check_names, check_negation)


def check_point(text: str, cited: Sequence[str], language: str) -> tuple[Flag, ...]:
    """All flags of a point against its cited sentences."""
    return tuple(flag for check in CHECKS for flag in check(text, cited, language))
