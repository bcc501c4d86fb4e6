"""What is wrong with a translation at first sight: empty, untranslated, in another language, looping, cut off.

Not here: whether it says what its source says (`parity` and the modules it names).
"""

from __future__ import annotations

import re
from collections import Counter

from summarize.engines import degeneracy
from summarize.models.languages import match_language
from summarize.text.language import detect_language
from summarize.text.words import fold, has_letter, split_words, stop_words
from summarize.translation.parity.pair import ADDRESS, Pair

SHORT_TEXT = 25
"""Characters below which a text may be a name or a code that is the same in both languages."""

FOREIGN_SHARE = 0.4
"""Share of letters in another script than the language's from which a text is not in that language. The
human Arabic of 3,100 development pairs (news, health) exceeds it in three, lists of Latin names."""

COPIED_SHARE = 0.6
"""Share of words without a capital that stand in the source too, between languages of one script."""

LEFT_OVER = 2
"""Words of the source without a capital that stand untouched in another script; names and titles have capitals."""

STRANGE_SHARE = 0.04
"""Share of letters that the language does not have, though its script does; p or g in foreign names are fewer."""

LONGEST_PERIOD = 12
"""Words of the longest stretch that is looked for twice in a row."""

_SCRIPTS = {
    "Latn": "A-Za-zÀ-ɏḀ-ỿ", "Arab": "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc", "Hebr": "\u0590-\u05ff",
    "Cyrl": "\u0400-\u052f", "Grek": "\u0370-\u03ff", "Deva": "\u0900-\u097f", "Armn": "\u0530-\u058f",
    "Geor": "\u10a0-\u10ff", "Beng": "\u0980-\u09ff", "Thai": "\u0e00-\u0e7f", "Hang": "\uac00-\ud7af",
    "Hans": "\u4e00-\u9fff", "Jpan": "\u3040-\u30ff\u4e00-\u9fff", "Ethi": "\u1200-\u137f", "Taml": "\u0b80-\u0bff",
    "Gujr": "\u0a80-\u0aff", "Guru": "\u0a00-\u0a7f", "Telu": "\u0c00-\u0c7f", "Mlym": "\u0d00-\u0d7f",
    "Khmr": "\u1780-\u17ff", "Mymr": "\u1000-\u109f", "Sinh": "\u0d80-\u0dff",
}  # fmt: skip
# Letters of the script's other languages.
_STRANGE = {"ar": "پچژگکیٹڈڑںےہھ", "fa": "ةيكٹڈڑںےہھ", "ur": "ةيكۀ"}
_UNPUNCTUATED = frozenset({"th", "km", "my"})
_FINAL = re.compile(r"[.!?؟۔…。！？।։][\"'”’»“«)\]]*\s*$")
_CLOSED = re.compile(r"[.!?؟۔…。！？।։:;؛\"”»“«)\]」』）]\s*$")
# What stands in brackets is often what stands before them once more, an abbreviation written out.
_BRACKETED = re.compile(r"\([^()]*\)")
_STAMMER = re.compile(r"(.{1,8}?)\1{7,}")


def script_of(language: str) -> str:
    """The four-letter code of the script that a language is written in, "" where it is not known.

    >>> script_of("fa"), script_of("fr")
    ('Arab', 'Latn')
    """
    known = match_language(language)
    return known.nllb[-4:] if known else ""


def find_empty(pair: Pair) -> list[str]:
    """No letter where the source has some.

    >>> find_empty(Pair("The dam held.", "…", "en", "ar"))
    ['nothing was translated']
    """
    return ["nothing was translated"] if has_letter(pair.source) and not has_letter(pair.target) else []


def find_untranslated(pair: Pair) -> list[str]:
    """The source given back, whole or for the most part.

    >>> find_untranslated(Pair("The dam held that night.", "The dam held that night", "en", "ar"))
    ['the text is still in the original language']
    """
    source, target = (split_words(ADDRESS.sub("", text)) for text in (pair.source, pair.target))
    if script_of(pair.source_language) != script_of(pair.target_language):
        foreign = _foreign_share(pair.target, pair.target_language) > FOREIGN_SHARE
        untranslated = foreign and len(set(source) & set(target)) > 1
    else:  # names are the same in both languages
        words = [word for word in target if word.islower()]
        copied = sum((Counter(source) & Counter(words)).values())
        untranslated = len(words) > 1 and copied > COPIED_SHARE * len(words)
    same = [fold(w) for w in source] == [fold(w) for w in target] and len(pair.source) >= SHORT_TEXT
    return ["the text is still in the original language"] if same or untranslated else []


def find_left_over(pair: Pair) -> list[str]:
    """Ordinary words of the source between those of another script.

    >>> find_left_over(Pair("The dam held that night.", "صمد السد that night.", "en", "ar"))
    ['some words are still in the original language']
    """
    if script_of(pair.source_language) == script_of(pair.target_language):
        return []
    source, target = (split_words(ADDRESS.sub("", text)) for text in (pair.source, pair.target))
    left = {word for word in source if word.islower()}.intersection(target)
    return ["some words are still in the original language"] if len(left) >= LEFT_OVER else []


def find_language(pair: Pair) -> list[str]:
    """Another language than the one wanted: its script is wrong, or its words are.

    >>> find_language(Pair("The dam held that night.", "La digue a tenu cette nuit-là.", "en", "ar"))
    ['the text is not in the language asked for']
    """
    wrong = ["the text is not in the language asked for"]
    if _foreign_share(pair.target, pair.target_language) > FOREIGN_SHARE and len(pair.target) >= SHORT_TEXT:
        return wrong
    strange = sum(c in _STRANGE.get(pair.target_language, "") for c in pair.target)
    if strange > STRANGE_SHARE * sum(map(str.isalpha, pair.target)):
        return wrong
    detected = detect_language(pair.target)
    if detected in ("", pair.target_language):
        return []
    # The detector errs on names and short sentences: the function words must be on its side.
    words = [fold(w) for w in split_words(pair.target)]
    own, other = (sum(w in stop_words(code) for w in words) for code in (pair.target_language, detected))
    return wrong if other > own else []


def _foreign_share(text: str, language: str) -> float:
    letters = [c for c in ADDRESS.sub("", text) if c.isalpha()]
    own = _SCRIPTS.get(script_of(language))
    if not letters or own is None:
        return 0.0
    return 1.0 - len(re.findall(f"[{own}]", "".join(letters))) / len(letters)


def find_loop(pair: Pair) -> list[str]:
    """The same words over and over, or twice in a row where the source does not repeat itself.

    >>> find_loop(Pair("The dam held.", "صمد السد في تلك في تلك في تلك", "en", "ar"))
    ['the same words are repeated']
    """
    looping = _goes_round(pair.target) and not _goes_round(pair.source)
    return ["the same words are repeated"] if looping or _stammers(pair.target) > _stammers(pair.source) else []


def _goes_round(text: str) -> bool:
    return degeneracy.find_defect(text) == "loop" or _STAMMER.search(text) is not None


def _stammers(text: str) -> int:
    """How many words stand in stretches that follow themselves at once: two words or more, or one three times."""
    words = [fold(w) for w in split_words(_BRACKETED.sub("", text))]
    longest = 0
    for period in range(1, min(LONGEST_PERIOD, len(words) // 2) + 1):
        same = run = 0
        for i in range(len(words) - period):
            run = run + 1 if words[i] == words[i + period] else 0
            same = max(same, run)
        if same >= (period if period > 1 else 2):
            longest = max(longest, same)
    return longest


def find_cut(pair: Pair) -> list[str]:
    """A source that ends as a sentence does, and a translation that does not.

    >>> find_cut(Pair("The dam held all night.", "صمد السد طوال", "en", "ar"))
    ['it breaks off before the end of the sentence']
    """
    if pair.target_language in _UNPUNCTUATED or not _FINAL.search(pair.source) or _CLOSED.search(pair.target):
        return []
    return ["it breaks off before the end of the sentence"]
