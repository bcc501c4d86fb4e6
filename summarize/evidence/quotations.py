"""Quotations of a point against the sentences it cites: word for word, and by the same speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarize.text.modality import attributions
from summarize.text.names import find_names, name_words
from summarize.text.words import fold, split_words
from summarize.types import Flag

LEAST_QUOTED = 2
"""Words; a single word in quotation marks is a name or irony more often than speech."""

SPEAKER_REACH = 8
"""Words between a name and the verb of saying that it belongs to, on either side."""

_QUOTED = re.compile(r"[“\"«]\s?([^“”\"«»]+?)\s?[”\"»]")


def check_quotes(text: str, cited: Sequence[str], language: str) -> list[Flag]:  # noqa: ARG001 - a Check
    """Every quotation of the point stands word for word in a cited sentence.

    >>> check_quotes('She said "we will never sell".', ['"We will not sell," she said.'], "en")[0].detail
    '“we will never sell” is not said so in the cited sentences'
    """
    known = [" ".join(_words(c)) for c in cited]
    flags = []
    for match in _QUOTED.finditer(text):
        words = _words(match[1])
        if len(words) >= LEAST_QUOTED and not any(" ".join(words) in k for k in known):
            flags.append(Flag("quote", f"“{match[1].strip(' ,.')}” is not said so in the cited sentences"))
    return flags


def check_speaker(text: str, cited: Sequence[str], language: str) -> list[Flag]:
    """Who says something in the point is who says it in a cited sentence.

    >>> check_speaker("Ada Lind said the dam was safe.", ["Lind listened. Oda Marsh said the dam was safe."], "en")
    [Flag(check='speaker', detail='the cited sentences do not show Ada Lind saying this')]
    """
    speakers = _speakers(text, language)
    known = {word for c in cited for part in _clauses(c) for name in _speakers(part, language) for word in name[1]}
    return [
        Flag("speaker", f"the cited sentences do not show {name} saying this")
        for name, words in speakers
        if not words & known
    ]


def _speakers(text: str, language: str) -> list[tuple[str, frozenset[str]]]:
    """Names within reach of a verb of saying, the nearest one of each verb, with their folded words."""
    words = [fold(w) for w in split_words(text)]
    verbs = set(attributions(text, language))
    places = [i for i, word in enumerate(words) if word in verbs]
    names = [n for n in _names(text, language) if name_words([n])]
    found = []
    for place in places:
        near = [
            (abs(position - place), name)
            for name in names
            for position in _positions(words, name)
            if abs(position - place) <= SPEAKER_REACH
        ]
        if near:
            name = min(near)[1]
            found.append((name, frozenset(name_words([name]))))
    return found


def _names(text: str, language: str) -> list[str]:
    """Names, one that opens the sentence included when it has two words."""
    names = find_names(text, language)
    opening = re.match(r"[^\W\d_]+(?: [^\W\d_]+)+", text)
    if opening and (full := " ".join(w for w in _leading_capitals(opening[0]))) and " " in full:
        names = [full, *(n for n in names if n not in full)]
    return names


def _leading_capitals(text: str) -> list[str]:
    words = []
    for word in text.split():
        if not word[0].isupper():
            break
        words.append(word)
    return words


def _positions(words: Sequence[str], name: str) -> list[int]:
    last = fold(name.rsplit(maxsplit=1)[-1].strip(".")).removesuffix("'s")
    return [i for i, word in enumerate(words) if word.removesuffix("'s") == last]


def _clauses(text: str) -> list[str]:
    """Sentences of a citation, so that a listener in one is not taken for the speaker of the next."""
    return re.split(r"(?<=[.!?])\s+(?=[^\W\d_a-z])", text)


def _words(text: str) -> list[str]:
    return [fold(w) for w in split_words(text)]
