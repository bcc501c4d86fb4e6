"""Names of people, places and organisations by their capitals; scripts without capitals give none."""

from __future__ import annotations

import re

from summarize.text.words import fold, stop_words

# Capitals of the scripts that have them (Latin, Greek, Cyrillic); \w alone would take Arabic letters too.
_CAPITAL = "".join(c for c in map(chr, [*range(0x41, 0x530), *range(0x1E00, 0x2000)]) if c.isupper())
_CAPITALIZED = rf"[{_CAPITAL}][^\W_]*(?:['’\-][^\W_]+)*\.?"
_PARTICLE = r"(?:of|of the|de|de la|du|des|van|von|bin|ibn|abu|da|di)"
_ARTICLE = r"(?:al|el|ad|ar|as|ash|an)-"
_RUN = re.compile(rf"(?<![\w'’])(?:{_ARTICLE})?{_CAPITALIZED}(?:(?: {_PARTICLE} | )(?:{_ARTICLE})?{_CAPITALIZED})*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:…]\s+|[\"“”«»('‘]\s*|\n\s*)$")


def find_names(text: str, language: str) -> list[str]:
    """The capitalised names of a text in order, without a capital that only opens a sentence.

    >>> find_names("On Monday the mayor, Lena Ostrow, left Verin.", "en")
    ['Monday', 'Lena Ostrow', 'Verin']
    """
    if text.isupper():
        return []
    names = []
    for match in _RUN.finditer(text):
        words = match[0].split(" ")
        if _SENTENCE_START.search(text[: match.start()]):
            opens_with_stop = fold(words[0]) in stop_words(language)
            words = words[1:] if opens_with_stop or len(words) == 1 else words
        name = " ".join(words).strip(" .")
        if len(name) > 1 and fold(name) not in stop_words(language) and not name.isdigit():
            names.append(name)
    return names


def name_words(names: list[str]) -> set[str]:
    """The folded words of names, without possessive endings, titles and particles.

    >>> sorted(name_words(["Lena Ostrow's", "City of Verin"]))
    ['city', 'lena', 'ostrow', 'verin']
    """
    words = (re.sub(r"['’]s$", "", fold(w)).strip(".") for name in names for w in re.split(r"[\s\-]", name))
    return {
        w for w in words if len(w) > 1 and w not in ("of", "de", "du", "la", "al", "van", "von", "bin", "and", "the")
    }
