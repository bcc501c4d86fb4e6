"""Whose words a text is written in: how much it copies, and in how many pieces.

A text may be an extract (its sources' words in their order), a paraphrase (words of its own), or
patchwork: the sources' words, put together as no source has them, which is how generated text goes
wrong most often.  Not here: whether its words are the right ones (`attribution`, `checks`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarize.text.words import fold, split_words

OWN_WORDS = 0.08
"""Share of words in no source above which a text is a paraphrase; chosen with `MOST_SEAMS` on two development sets
(SummEval, SummEdits), where 0.06 to 0.09 give the same balanced accuracy within 0.01."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of a text, those of them that no source has, and places where one copied piece meets the next."""

    words: int = 0
    foreign: int = 0
    seams: int = 0

    def __add__(self, other: Wording) -> Wording:
        """The wording of two texts together."""
        return Wording(self.words + other.words, self.foreign + other.foreign, self.seams + other.seams)

    @property
    def paraphrases(self) -> bool:
        """Whether the text says things in words of its own."""
        return self.foreign > OWN_WORDS * self.words

    @property
    def seams_per_word(self) -> float:
        """How finely the text is pieced together; 0 for an extract."""
        return self.seams / self.words if self.words else 0.0


@dataclass(frozen=True, slots=True)
class Runs:
    """The words of source sentences, and every two and three of them in a row."""

    sentences: tuple[str, ...]
    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    triples: frozenset[tuple[str, str, str]]


def index_runs(sentences: Sequence[str]) -> Runs:
    """Prepare source sentences for `measure_wording`."""
    folded = [_fold_words(sentence) for sentence in sentences]
    return Runs(
        sentences=tuple(sentences),
        words=frozenset(word for words in folded for word in words),
        pairs=frozenset(pair for words in folded for pair in pairwise(words)),
        triples=frozenset(triple for words in folded for triple in zip(words, words[1:], words[2:], strict=False)),
    )


def measure_wording(text: str, sources: Runs, basis: Sequence[str] = ()) -> Wording:
    """Count the pieces of a text; one that only leaves words out of a sentence of its basis has no seams.

    >>> sources = index_runs(["The old mill burned down on Monday.", "The mayor of Verin opened a school."])
    >>> measure_wording("The mill burned down.", sources, ["The old mill burned down on Monday."])
    Wording(words=4, foreign=0, seams=0)
    >>> measure_wording("The mayor burned down a school.", sources)
    Wording(words=6, foreign=0, seams=2)
    """
    words = _fold_words(text)
    foreign = sum(word not in sources.words for word in words)
    if any(_is_shortened(words, _fold_words(sentence)) for sentence in basis):
        return Wording(len(words), foreign)
    pieces = sum(1 for _ in _cut_pieces(words, sources))
    return Wording(len(words), foreign, max(0, pieces - 1))


def _cut_pieces(words: Sequence[str], sources: Runs) -> Iterator[int]:
    """The lengths of the longest pieces, from left to right, that stand in a source; foreign words are in none."""
    start = 0
    while start < len(words):
        end = start + 1
        while end < len(words) and _goes_on(words, start, end, sources):
            end += 1
        if words[start] in sources.words:
            yield end - start
        start = end


def _goes_on(words: Sequence[str], start: int, end: int, sources: Runs) -> bool:
    """Whether the word at `end` follows in some source on the one or two before it."""
    pair = (words[end - 1], words[end])
    return pair in sources.pairs and (end - start < 2 or (words[end - 2], *pair) in sources.triples)


def _is_shortened(words: Sequence[str], sentence: Sequence[str]) -> bool:
    """Whether words stand in this order in a sentence, with others between them or not."""
    rest = iter(sentence)
    return all(word in rest for word in words)


def _fold_words(text: str) -> list[str]:
    return [fold(word) for word in split_words(text)]
