"""One judgement of a text against its cited sentences: how far they support it, and what speaks against it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarize.evidence.checks import check_point
from summarize.evidence.support import find_hard, label_support, score_support
from summarize.evidence.wording import Runs, Wording, measure_wording
from summarize.text.names import find_names, name_words
from summarize.text.quantities import find_quantities
from summarize.text.words import split_words
from summarize.types import Draft, Flag, Support

ROOT = 4
"""First letters that a name's other forms share ("Britain", "British"; "China", "Chinese")."""

SMALL_NUMBERS = frozenset(str(number) for number in range(11))
"""Numbers that a paraphrase may have counted itself ("two brothers"): over half of those that true summaries of the
development sets have and their documents lack."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """Support in 0–1, all flags, the hard ones among them, and the text's wording."""

    score: float
    flags: tuple[Flag, ...]
    hard: tuple[Flag, ...]
    wording: Wording

    @property
    def label(self) -> Support:
        """The label of the score and the hard flags."""
        return label_support(self.score, self.hard)


@dataclass(frozen=True, slots=True)
class Story:
    """All sentences of a story, and the folded words of its names (see `check_names`)."""

    runs: Runs
    names: frozenset[str] = frozenset()


def assess_text(
    draft: Draft, cited: Sequence[str], coverage: float, story: Story, language: str, entailed: float | None = None
) -> Assessment:
    """Judge a point, or a sentence of a summary.

    Args:
        draft: The text; with a basis, leaving words out of it is no fault.
        cited: The sentences it rests on.
        coverage: Their share of its weighted content words, 0–1.
        story: What is in none of its sentences no paraphrase may say.
        language: Of all of them.
        entailed: The probability that a verifier gives the text, or None.
    """
    text = draft.text
    wording = measure_wording(text, story.runs, [sentence.text for sentence in draft.basis])
    flags = check_point(text, cited, language, story.names)
    hard = find_hard(flags, wording)
    if wording.paraphrases and any(flag.check in ("name", "number") for flag in hard):
        others = [flag for flag in hard if flag.check not in ("name", "number")]
        hard = [*others, *find_strangers(text, story.runs.sentences, language)]
    return Assessment(score_support(coverage, wording, entailed), flags, tuple(hard), wording)


def find_strangers(text: str, sources: Sequence[str], language: str) -> list[Flag]:
    """Names and numbers of a text that stand in no source, in whatever form.

    >>> find_strangers("The British left 40 ships.", ["Britain's fleet left in May."], "en")
    [Flag(check='number', detail='40 is in no source')]
    """
    roots = {word[:ROOT] for source in sources for word in name_words(split_words(source))}
    initials = {"".join(word[0] for word in split_words(source)).lower() for source in sources}
    words = {word for name in find_names(text, language) for word in re.split(r"[\s-]", name)}
    opening = split_words(text)[:1]  # its capital may only open the sentence
    strangers = [
        Flag("name", f"{word} is in no source")
        for word in split_words(text)
        if word in words
        and word not in opening
        and any(w[:ROOT] not in roots and not any(w in letters for letters in initials) for w in name_words([word]))
    ]
    known = {quantity.value for source in sources for quantity in find_quantities(source, language)}
    return strangers + [
        Flag("number", f"{text[q.start : q.end]} is in no source")
        for q in find_quantities(text, language)
        if q.value not in known | SMALL_NUMBERS
    ]
