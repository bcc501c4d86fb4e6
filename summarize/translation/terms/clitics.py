"""One-letter words that some languages write onto the next word: "and", "by", "to", "the".

Not here: the endings of words.
"""

from __future__ import annotations

import re

SHORTEST_REST = 2
"""Letters that must be left when clitics are taken off; a single letter is no word."""

_CLITICS = {
    # and/so, by/like/to, the; after "to" the article loses its first letter
    "ar": re.compile("([وف])?([بكل])?(ال|(?<=ل)ل)?"),
    "he": re.compile("([ו])?([ש])?([בכלמ])?(ה)?"),
}


def split_clitics(word: str, language: str) -> list[tuple[str, str]]:
    """Every way to read a word as clitics and the rest, nothing taken off first.

    >>> [rest for _, rest in split_clitics("وبالنهر", "ar")]
    ['وبالنهر', 'بالنهر', 'النهر', 'نهر']
    """
    pattern = _CLITICS.get(language)
    match = pattern.match(word) if pattern else None
    if match is None:
        return [("", word)]
    cuts = [match.end(group) for group in range(1, match.re.groups + 1) if match[group]]
    return [("", word), *((word[:cut], word[cut:]) for cut in cuts if len(word) - cut >= SHORTEST_REST)]


def attach_clitics(clitics: str, words: str, language: str) -> str:
    """Words with clitics of an earlier word in front; the Arabic article is never doubled.

    >>> attach_clitics("وال", "المجلس", "ar"), attach_clitics("ل", "المجلس", "ar"), attach_clitics("ب", "فيرين", "ar")
    ('والمجلس', 'للمجلس', 'بفيرين')
    """
    if language == "ar" and words.startswith("ال"):
        if clitics.endswith("ال"):
            return clitics + words[2:]
        if clitics.endswith("ل"):
            return clitics + words[2 if clitics.endswith("لل") else 1 :]
    return clitics + words
