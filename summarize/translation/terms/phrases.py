"""Phrases found in running text by their words, whatever their case, ending or clitics.

Not here: what a phrase stands for; glossaries and names say that.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarize.text.words import fold, stem_words
from summarize.translation.terms.clitics import split_clitics

WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")

_SPACELESS = frozenset({"zh", "ja", "th", "km", "lo", "my"})
"""Languages without spaces between words: a phrase is found wherever its letters stand."""

# Snowball gives "police" and "policy" one stem; English endings are few enough to tell which may vary.
_ENGLISH_ENDINGS = frozenset({"", "s", "es", "'s", "s'", "d", "ed", "ing"})
_ENGLISH_CHANGES = frozenset({("e", "ing"), ("ies", "y"), ("ied", "y"), ("ied", "ies")})


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase in a text: its span without clitics, those clitics, and the phrase as it was given."""

    start: int
    end: int
    phrase: str
    clitics: str = ""


@dataclass(frozen=True, slots=True)
class _Word:
    """One way to read a word: the clitics in front, the rest, and what it is compared by."""

    clitics: str
    rest: str
    key: str


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A phrase as words; `gaps` is what stands before, between and after them, spaces as one."""

    phrase: str
    words: tuple[_Word, ...]
    gaps: tuple[str, ...]


class Phrases:
    """Phrases of one language, ready to be found.

    Args:
        phrases: As a user writes them; a word all in capitals (an acronym) is only found so.
        language: Decides endings and clitics.
        cased: Those whose words keep their capital, as names do.
        inflected: Whether other endings of the words count.
    """

    def __init__(
        self, phrases: Collection[str], language: str, *, cased: Collection[str] = (), inflected: bool = True
    ) -> None:
        self._language = language
        self._cased = frozenset(cased)
        self._inflected = inflected
        self._plain = sorted((p for p in dict.fromkeys(phrases) if p), key=len, reverse=True)
        self._patterns: dict[str, list[_Pattern]] = {}
        for pattern in sorted(map(self._parse, self._plain), key=lambda p: len(p.words), reverse=True):
            if pattern.words:
                self._patterns.setdefault(pattern.words[0].key, []).append(pattern)

    def find(self, text: str) -> list[Found]:
        """The phrases that a text holds, from left to right; of two that overlap the longer.

        >>> [f.phrase for f in Phrases(["flood", "flood barrier"], "en").find("Two Flood barriers stopped the flood.")]
        ['flood barrier', 'flood']
        >>> Phrases(["نهر"], "ar").find("وبالنهر")
        [Found(start=4, end=7, phrase='نهر', clitics='وبال')]
        """
        if self._language in _SPACELESS:
            pattern = "|".join(map(re.escape, self._plain))
            return [Found(*m.span(), m[0]) for m in re.finditer(pattern, text)] if pattern else []
        words = list(WORD.finditer(text)) if self._patterns else []
        readings = self._read(words)
        found: list[Found] = []
        at = 0
        while at < len(words):
            hit = self._match_at(text, words, readings, at)
            found += [hit[0]] if hit else []
            at += hit[1] if hit else 1
        return found

    def _match_at(
        self, text: str, words: Sequence[re.Match[str]], readings: Sequence[Sequence[_Word]], at: int
    ) -> tuple[Found, int] | None:
        """The longest phrase that begins with a word, and how many words it takes."""
        for first in reversed(readings[at]):
            for pattern in self._patterns.get(first.key, ()):
                size = len(pattern.words)
                run, read = words[at : at + size], [[first], *readings[at + 1 : at + size]]
                if len(run) < size or not all(map(self._fits, read, pattern.words)):
                    continue
                start, end = run[0].start() + len(first.clitics), run[-1].end()
                if _gaps(text, run, start, pattern) == pattern.gaps and self._is_cased(text[start], pattern):
                    before, after = len(pattern.gaps[0]), len(pattern.gaps[-1])
                    return Found(start - before, end + after, pattern.phrase, first.clitics), size
        return None

    def _read(self, words: Sequence[re.Match[str]]) -> list[list[_Word]]:
        """The readings of each word, nothing taken off first."""
        splits = [split_clitics(m[0], self._language) for m in words]
        keys = iter(self._keys([rest for split in splits for _, rest in split]))
        return [[_Word(clitics, rest, next(keys)) for clitics, rest in split] for split in splits]

    def _parse(self, phrase: str) -> _Pattern:
        matches = list(WORD.finditer(phrase))
        words = [_Word("", m[0], key) for m, key in zip(matches, self._keys([m[0] for m in matches]), strict=True)]
        borders = [0, *(border for m in matches for border in m.span()), len(phrase)]
        gaps = [" ".join(phrase[a:b].split()) for a, b in zip(borders[::2], borders[1::2], strict=True)]
        return _Pattern(phrase, tuple(words), tuple(gaps))

    def _keys(self, words: Sequence[str]) -> list[str]:
        # Without the possessive, names are found in "Ostrow's" too.
        plain = [re.sub(r"['’]s$", "", w) for w in words] if self._language == "en" else words
        return stem_words(plain, self._language) if self._inflected else [fold(w) for w in plain]

    def _fits(self, readings: Sequence[_Word], wanted: _Word) -> bool:
        return any(r.key == wanted.key and self._is_form(r.rest, wanted.rest) for r in readings)

    def _is_cased(self, letter: str, pattern: _Pattern) -> bool:
        return pattern.phrase not in self._cased or letter == pattern.words[0].rest[0]

    def _is_form(self, word: str, wanted: str) -> bool:
        """Whether a word of the same stem is a form of the wanted one."""
        if wanted.isupper() and len(wanted) > 1:
            return re.fullmatch(rf"{re.escape(wanted)}(?:['’]?s)?", word) is not None
        if self._language != "en":
            return True
        endings = tell_endings(fold(word), fold(wanted))
        return _ENGLISH_ENDINGS.issuperset(endings) or endings in _ENGLISH_CHANGES


def tell_endings(a: str, b: str) -> tuple[str, str]:
    """What two words have after their common beginning, in alphabetical order.

    >>> tell_endings("policy", "policies"), tell_endings("فيرين", "فيرين")
    (('ies', 'y'), ('', ''))
    """
    shared = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return min(a[shared:], b[shared:]), max(a[shared:], b[shared:])


def _gaps(text: str, run: Sequence[re.Match[str]], start: int, pattern: _Pattern) -> tuple[str, ...]:
    """What stands around and between the words of a text, as far as the pattern asks for it."""
    before, after = pattern.gaps[0], pattern.gaps[-1]
    between = (" ".join(text[a.end() : b.start()].split()) for a, b in pairwise(run))
    end = run[-1].end()
    return (text[max(0, start - len(before)) : start], *between, text[end : end + len(after)])
