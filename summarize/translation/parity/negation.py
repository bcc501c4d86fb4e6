"""Negation that a translation lost or made up.

A sentence is compared as a whole: plain negations of one side ("not", "لم") must meet something negative
on the other, and that may be said in many ways ("fail", "without", "only", "دون"). So a flip is missed
where the sentence holds a second negative word; a rewording is not taken for a flip.
"""

from __future__ import annotations

import functools
import re

from summarize.text.words import fold, split_words
from summarize.translation.parity.pair import Pair
from summarize.translation.terms.clitics import split_clitics

# Words that negate the sentence they stand in, whatever else it says.
_PLAIN = {
    "en": "not no never none nobody nothing neither nor cannot",
    "fr": "ne n' pas jamais aucun aucune rien ni",
    "ar": "لا لم لن ليس ليست ليسوا لست لسنا ليسا ليستا بلا",
}
# Further words by which a translator may say the same as a plain negation of the other language. Chosen on
# 21,000 human pairs (news, health): a word stays where it explains a negation at least once in five times.
_NEGATIVE = {
    "en": """unless nowhere rather little fail fails failed hardly barely insufficient except yet only otherwise
        invisible
        absent least avoided owed without lack lacks beyond zero deny denies denied refuse refuses refused inevitable
        impossible rarely seldom nor""",
    "fr": """sans sauf seulement sinon hormis impossible nie nient nié nia démenti refuse refusé refusent échoué guère
        non dément démentent personne rarement""",
    "ar": """غير دون بدون عدم تعذر يتعذر تعجز عجز عجزت أخفق أخفقت محروم محرومة اللاعودة مستحيل يستحيل فشل فشلت رفض رفضت
        يرفض ترفض نفى نفت ينفي تنفي نفوا""",
}  # fmt: skip
# Plain negations that say nothing negative: "still", "surely", "especially", "No. 1".
_EMPTY = {
    "en": re.compile(r"\bno\.? ?\d|\bnot only\b|\bno(?:t)? (?:more|less|fewer|later|longer) than\b|\bwhether or not\b"),
    "fr": re.compile(r"\bne\b(?=.{1,40}\bque\b)|\bn['’](?=.{1,40}\bque\b)|\bpas seulement\b"),
    "ar": re.compile(
        r"\b[وف]?(?:لا|لم|ما) (?:[يتن]?زا?ل\w*|بد|سيما|شك|ريب|محالة|جرم|غرو)\b"
        r"|\b[وف]?(?:لا|لم|لن|ليس\w?)\b(?=.{1,60}\b(?:إلا|الا|سوى)\b)"
    ),
}
_NEGATIVE_PREFIX = re.compile(r"un(?!i|der|til|cle)[a-z]{4,}")


def find_negation(pair: Pair) -> list[str]:
    """Negations without a counterpart, in either direction.

    >>> find_negation(Pair("She did not sign.", "وقعت.", "en", "ar"))
    ['“not” is missing']
    >>> find_negation(Pair("She signed.", "لم توقع.", "en", "ar"))
    ['“لم” is not in the original']
    >>> find_negation(Pair("It failed.", "لم ينجح.", "en", "ar"))
    []
    """
    if pair.source_language not in _PLAIN or pair.target_language not in _PLAIN:
        return []
    lost, added = find_plain(pair.source, pair.source_language), find_plain(pair.target, pair.target_language)
    if lost and not added and not _is_negative(pair.target, pair.target_language):
        return [f"“{lost[0]}” is missing"]
    if added and not lost and not _is_negative(pair.source, pair.source_language):
        return [f"“{added[0]}” is not in the original"]
    return []


def find_plain(text: str, language: str) -> list[str]:
    """The words of a text that negate it, without those in phrases that say nothing negative.

    >>> find_plain("He no longer can't, not only here.", "en")
    ['no', "can't"]
    """
    words = _words(_EMPTY[language].sub(" ", text.lower().replace("’", "'")), language)
    return [w for w in words if w in _fold_all(_PLAIN, language) or w.endswith("n't") or w.startswith("n'")]


def _is_negative(text: str, language: str) -> bool:
    negative = _fold_all(_PLAIN, language) | _fold_all(_NEGATIVE, language)
    return any(
        rest in negative or rest.endswith("n't") or (language == "en" and _NEGATIVE_PREFIX.fullmatch(rest))
        for word in _words(text, language)
        for _, rest in split_clitics(word, language)
    )


def _words(text: str, language: str) -> list[str]:
    words = [fold(w) for w in split_words(text)]
    if language != "ar":
        return words
    # "and" and "so" are written onto the particle.
    plain = _fold_all(_PLAIN, language)
    return [w[1:] if w[:1] in "وف" and w[1:] in plain else w for w in words]


def _fold_all(table: dict[str, str], language: str) -> frozenset[str]:
    return _fold_list(table.get(language, ""))


@functools.cache
def _fold_list(words: str) -> frozenset[str]:
    return frozenset(fold(w) for w in words.split())
