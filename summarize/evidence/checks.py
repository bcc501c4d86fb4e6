"""Checks of a point against the sentences it cites; each finding is one flag in words.

They are precise rules, not scores: a flag names what was found.  A point that is a source
sentence, whole or shortened, passes them by construction, and is checked all the same.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence

from summarize.evidence.opposites import check_opposites
from summarize.evidence.quotations import check_quotes, check_speaker
from summarize.text.datewords import calendar_names
from summarize.text.modality import Marked, find_future, find_hedged, find_negated
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


def check_names(
    text: str, cited: Sequence[str], language: str, story_names: frozenset[str] = frozenset()
) -> list[Flag]:
    """Every name of the point stands in a cited sentence, and there beside some of the same words.

    Args:
        text: The point.
        cited: The cited sentences.
        language: Of both.
        story_names: Folded words that are names somewhere in the story; they tell a name from a
            capital that only opens the sentence.

    >>> check_names("The mayor met Ada Lind.", ["The mayor met Oda Lind."], "en")[0].detail
    'Ada is not in the cited sentences'
    >>> check_names("Oda Lind sold the mill.", ["Ada Marsh sold the mill.", "Oda Lind watched."], "en")[0].detail
    'the cited sentences do not say this of Oda Lind'
    """
    names = find_names(text, language)
    opening = split_words(text)[:1]
    if opening and name_words(opening) & story_names and not any(opening[0] in name for name in names):
        names = [opening[0], *names]
    words = [(name_words(split_words(c)), set(content_stems(c, language))) for c in cited]
    known = {word for own, _ in words for word in own}
    unknown = [w for name in names for w in name.replace("-", " ").split() if name_words([w]) - known]
    flags = [Flag("name", f"{w.strip('.')} is not in the cited sentences") for w in dict.fromkeys(unknown)]
    misplaced = [
        name
        for name in dict.fromkeys(names)
        if name_words([name]) <= known and not _stands_in_place(name, text, words, language)
    ]
    return flags + [Flag("place", f"the cited sentences do not say this of {name}") for name in misplaced]


def _stands_in_place(name: str, text: str, cited: Sequence[tuple[set[str], set[str]]], language: str) -> bool:
    """Whether a cited sentence with the name holds at least half of the words next to it in the point."""
    before, _, after = text.partition(name)
    own = set(content_stems(name, language))
    near = [*content_stems(before, language)[-NEIGHBOURS:], *content_stems(after, language)[:NEIGHBOURS]]
    beside = {stem for stem in near if stem not in own}
    if not beside:
        return True
    wanted = name_words([name])
    return any(wanted <= names and 2 * len(beside & stems) >= len(beside) for names, stems in cited)


NEIGHBOURS = 2
"""Content words on each side of a name that must stand beside it in the source, at least half of them."""


def check_calendar(text: str, cited: Sequence[str], language: str) -> list[Flag]:
    """Weekdays and months that are written without a capital (French, Arabic) stand in a cited sentence.

    >>> check_calendar("Le vote est mardi.", ["Le vote est lundi."], "fr")[0].detail
    'mardi is not in the cited sentences'
    """
    days = _uncapitalized(language)
    known = {fold(w) for c in cited for w in split_words(c)}
    unknown = [w for w in split_words(text) if fold(w) in days and fold(w) not in known]
    return [Flag("date", f"{word} is not in the cited sentences") for word in dict.fromkeys(unknown)]


def check_negation(text: str, cited: Sequence[str], language: str) -> list[Flag]:
    """The point negates what the cited sentences negate, and nothing else.

    >>> check_negation("The dam failed to hold.", ["The dam held."], "en")[0].check
    'negation'
    """
    if not cited:
        return []
    shared = _count_shared(text, cited)
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


def check_hedges(text: str, cited: Sequence[str], language: str) -> list[Flag]:
    """What the cited sentence closest to the point calls uncertain, the point does not state as fact.

    >>> check_hedges("He took the money.", ["He allegedly took the money."], "en")[0].detail
    'the source says “allegedly”, the point does not'
    """
    return _check_lost("hedge", text, cited, language, find_hedged)


def check_time(text: str, cited: Sequence[str], language: str) -> list[Flag]:
    """What the cited sentence closest to the point expects, the point does not tell as done.

    >>> check_time("The council voted on Friday.", ["The council will vote on Friday."], "en")[0].check
    'time'
    """
    return _check_lost("time", text, cited, language, find_future)


def _check_lost(
    check: str, text: str, cited: Sequence[str], language: str, find: Callable[[str, str], list[Marked]]
) -> list[Flag]:
    """Flag the first mark of the closest sentence that reaches words of the point, which has no such mark."""
    if not cited or find(text, language):
        return []
    stems = set(content_stems(text, language))
    lost = [m for m in find(_closest(text, cited), language) if stems.intersection(m.stems[:1])]
    return [Flag(check, f"the source says “{m.word}”, the point does not") for m in lost[:1]]


def _closest(text: str, cited: Sequence[str]) -> str:
    shared = _count_shared(text, cited)
    return cited[shared.index(max(shared))]


def _count_shared(text: str, cited: Sequence[str]) -> list[int]:
    """How many of the point's distinct words each cited sentence holds."""
    words = {fold(w) for w in split_words(text)}
    return [len(words & {fold(w) for w in split_words(c)}) for c in cited]


@functools.cache
def _uncapitalized(language: str) -> frozenset[str]:
    """Folded weekdays and months of a language that has no capitals on them."""
    return frozenset(fold(w) for w in calendar_names(language)) if language in ("fr", "ar") else frozenset()


CHECKS: tuple[Check, ...] = (
    check_numbers,
    check_calendar,
    check_quotes,
    check_speaker,
    check_negation,
    check_opposites,
    check_hedges,
    check_time,
)


def check_point(
    text: str, cited: Sequence[str], language: str, story_names: frozenset[str] = frozenset()
) -> tuple[Flag, ...]:
    """All flags of a point against its cited sentences."""
    names = check_names(text, cited, language, story_names)
    return (*names, *(flag for check in CHECKS for flag in check(text, cited, language)))
