"""Words, stems and stop words: what the selection and evidence stages compare sentences by."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence

from summarize.text.stopwords import STOP_WORDS

_WORD = re.compile(r"[^\W_]+(?:['’.,\-][^\W_]+)*")
_HAS_LETTER = re.compile(r"[^\W\d_]")
_ARABIC_MARKS = re.compile("[\u0640\u064b-\u065f\u0670]")
_ARABIC_FOLDS = str.maketrans("أإآٱىةؤئ٠١٢٣٤٥٦٧٨٩", "اااايهوي0123456789")

_SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


def split_words(text: str) -> list[str]:
    """The words and numbers of a text as written.

    >>> split_words("He didn't pay $1,200.50 (U.S.) – no.")
    ['He', "didn't", 'pay', '1,200.50', 'U.S', 'no']
    """
    return _WORD.findall(text)


@functools.lru_cache(maxsize=1 << 17)  # news repeats its words: folding is half the time without
def fold(word: str) -> str:
    """A word's comparison key: lower case; Arabic without marks and with letter variants folded.

    For comparing only, never for output.

    >>> fold("إِلى") == fold("الى")
    True
    """
    word = word.lower().replace("’", "'")
    if "\u0600" <= word[:1] <= "\u06ff":
        word = _ARABIC_MARKS.sub("", word).translate(_ARABIC_FOLDS)
    return word


def stem_words(words: Sequence[str], language: str) -> list[str]:
    """The folded Snowball stems of words, one a word; folded words where there is no stemmer.

    >>> stem_words(["Rescuers", "rescued"], "en")
    ['rescuer', 'rescu']
    """
    return _stemmer(language)([fold(w) for w in words])


def content_stems(text: str, language: str) -> list[str]:
    """The stems of a text's content words, in order: no stop words, no single letters.

    >>> content_stems("The bridges were closed on Monday", "en")
    ['bridg', 'close', 'monday']
    """
    stop = stop_words(language)
    words = [f for w in split_words(text) if (f := fold(w)) not in stop and (len(f) > 1 or f.isdigit())]
    return _stemmer(language)(words)


@functools.cache
def stop_words(language: str) -> frozenset[str]:
    """Folded function words of a language; empty where no list is known."""
    return frozenset(fold(w) for w in STOP_WORDS.get(language, "").split())


def has_letter(text: str) -> bool:
    """Whether a text holds at least one letter of any script."""
    return _HAS_LETTER.search(text) is not None


@functools.cache
def _stemmer(language: str) -> Callable[[list[str]], list[str]]:
    if language not in _SNOWBALL:
        return list
    import Stemmer

    stem: Callable[[list[str]], list[str]] = Stemmer.Stemmer(_SNOWBALL[language]).stemWords
    return stem
