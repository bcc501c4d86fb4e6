"""Shorter sentences that say nothing new: only whole spans are deleted, and never a load-bearing one.

A span is kept when it holds a number, a negation, a hedge, an attribution or a quotation.
What is left is the source's own words in their order; the citation stays the whole sentence.
"""

from __future__ import annotations

import re

from summarize.text.modality import attributions, hedges, negations
from summarize.text.words import split_words

LEAST_KEPT = 0.55
"""Share of the words that must stay; below it a deletion is undone (methods notes)."""

LONG = 28
"""Words from which subordinate clauses are deleted too; shorter sentences read well whole."""

_CONNECTIVES = {
    "en": r"(?:However|Meanwhile|Moreover|Furthermore|In addition|Additionally|Also|Indeed|Besides|Still|Then again"
    r"|For (?:his|her|its|their) part|At the same time|In other words|Of course|As a result|Earlier|And|But|So)",
    "fr": r"(?:Cependant|Toutefois|Par ailleurs|En outre|De plus|En effet|Pourtant|Néanmoins|De son côté|Ainsi|Enfin"
    r"|D'autre part|Or|Mais|Et|Quant à (?:lui|elle|eux))",
    "ar": r"(?:ومن جهة أخرى|من جهة أخرى|من جانب آخر|ومن جانبه|من جانبه|ومن جانبها|من جانبها|وفي الوقت نفسه"
    r"|في الوقت نفسه|علاوة على ذلك|إضافة إلى ذلك|ومع ذلك|مع ذلك|وبالإضافة إلى ذلك)",
}
_BARE = {"en": ("And", "But"), "fr": ("Mais", "Et", "Or"), "ar": ()}
_ASIDE = re.compile(r" ?\((?P<inner>[^()]{2,160})\)")
_RELATIVE = {
    "en": re.compile(r", (?P<inner>(?:which|who|whose|where) [^,;:()\"“”]{8,160}),"),
    "fr": re.compile(r", (?P<inner>(?:qui|dont|où|lequel|laquelle) [^,;:()\"«»]{8,160}),"),
}
_QUOTE = re.compile(r"[\"“”«»]")
_SINGLE_QUOTE = re.compile(r"(?:^|\s)['‘`](?=\S|\s*\()|(?:^|\s)['‘`]\s*$")


def compress(sentence: str, language: str) -> str:
    """The sentence without a connective opening, unneeded asides and, when long, relative clauses.

    >>> compress("However, the old dam above the town (built of earth) held.", "en")
    'The old dam above the town held.'
    """
    shorter = _delete(sentence, _ASIDE, language)
    if len(split_words(shorter)) > LONG and language in _RELATIVE:
        shorter = _delete(shorter, _RELATIVE[language], language)
    shorter = _drop_connective(shorter, language)
    kept = len(split_words(shorter)) / max(1, len(split_words(sentence)))
    return shorter if kept >= LEAST_KEPT else sentence


def _delete(sentence: str, pattern: re.Pattern[str], language: str) -> str:
    """Delete each match outside quotations whose inner span bears no load."""
    pieces, last = [], 0
    for match in pattern.finditer(sentence):
        before = sentence[: match.start() + 1]
        quoted = len(_QUOTE.findall(before)) % 2 == 1 or _SINGLE_QUOTE.search(before)
        if not quoted and not _bears_load(match["inner"], language):
            pieces.append(sentence[last : match.start()])
            last = match.end()
    return "".join([*pieces, sentence[last:]])


def _bears_load(span: str, language: str) -> bool:
    return bool(
        any(c.isdigit() for c in span)
        or _QUOTE.search(span)
        or negations(span, language)
        or hedges(span, language)
        or attributions(span, language)
    )


def _drop_connective(sentence: str, language: str) -> str:
    pattern = _CONNECTIVES.get(language)
    match = re.match(rf"(?P<word>{pattern})(?P<comma>[,،])? (?=\S)(?!for\b)", sentence) if pattern else None
    if not match or not (match["comma"] or match["word"] in _BARE[language]):
        return sentence
    rest = sentence[match.end() :]
    return rest[:1].upper() + rest[1:]
