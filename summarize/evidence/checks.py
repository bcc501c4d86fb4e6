"""Checks of a point against the sentences it cites; each finding is one flag in words.

`number`, `name` and `negation` here; they are precise rules, not scores: a flag names what
was found.  A point that is a source sentence, whole or shortened, passes them by construction,
and is checked all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from summarize.text.modality import find_negated
from summarize.text.names import find_names, name_words
from summarize.text.quantities import find_quantities
from summarize.text.words import content_stems, fold, split_words
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
    """The point negates what the cited sentences negate, and nothing else.

    >>> check_negation("The dam failed to hold.", ["The dam held."], "en")[0].check
    'negation'
    """
    if not cited:
        return []
    words = {fold(w) for w in split_words(text)}
    shared = [len(words & {fold(w) for w in split_words(c)}) for c in cited]
    closest = cited[shared.index(max(shared))]
    about_the_same = [c for c, n in zip(cited, shared, strict=True) if n >= SAME_SHARE * max(shared)]
    own, theirs = find_negated(text, language), find_negated(closest, language)
    known = {stem for c in about_the_same for n in find_negated(c, language) for stem in n.stems}
    flags = [
        Flag("negation", f"“{n.word}” is not in the cited sentences")
        for n in own
        if n.stems and not known.intersection(n.stems)
    ]
    if flags or own or not theirs:
        return flags
    stems = content_stems(text, language)
    about_as_long = len(split_words(closest)) <= len(split_words(text)) + LONGER_SOURCE
    lost = [n for n in theirs if set(n.stems[:1]) & set(stems) or (about_as_long and n.plain)]
    return [Flag("negation", f"the source says “{n.word}”, the point does not") for n in lost[:1]]


SAME_SHARE = 0.5
"""Words shared with the point, relative to the closest sentence, from which a sentence may lend its negation."""

LONGER_SOURCE = 4
"""Words that a source sentence may have beyond the point before its negation may belong to a part left out."""

CHECKS: tuple[Check, ...] = (check_numbers, check_names, check_negation)


def check_point(text: str, cited: Sequence[str], language: str) -> tuple[Flag, ...]:
    """All flags of a point against its cited sentences."""
    return tuple(flag for check in CHECKS for flag in check(text, cited, language))
