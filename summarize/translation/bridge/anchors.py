"""What stays the same in every language: figures, dates, names, cognates, and the concepts that a caller knows.

Anchors tell without any model that two sentences speak of the same thing. Not here: whether they state the same
fact (`bridge`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from summarize.text.dates import find_dates
from summarize.text.datewords import calendar_names
from summarize.text.names import find_names, name_words
from summarize.text.quantities import find_quantities
from summarize.text.words import content_stems, fold, split_words, stop_words
from summarize.translation.terms.transliteration import SURE, is_sure, likeness, romanize
from summarize.types import Document, Sentence

Concepts = Callable[[str, str], Sequence[str]]
"""The names of the concepts that a text in a language speaks of: the same names for every language."""

Words = dict[tuple[str, str], str]
"""A folded word or a stem and its language → the spelling that stands for it in all languages."""

FIGURE, DATE, NAME, COGNATE, CONCEPT = "#", "@", "^", "~", "="
"""What an anchor begins with; no stem begins so."""

SAME_NAME = 0.75
"""Likeness from which any word of a text is taken for a name; more than `SURE`, which is for the place of a name."""

COGNATE_LIKENESS, COGNATE_OPENING, SHORTEST_COGNATE = 0.75, 3, 6
"""Two Latin stems sound as alike, have their first letters in common and this many letters each: "captain" and
"capitain", not "market" and "marin"."""

LAST_LATIN = "\u024f"

MOST_NAMES, MOST_WORDS = 300, 3000
"""The most frequent of each language that are compared with those of others; five articles have some 30 and 600."""


def find_anchors(
    sentences: Sequence[Sentence], documents: Sequence[Document], concepts: Concepts
) -> list[tuple[str, ...]]:
    """The anchors of each sentence of a story in several languages, each once.

    Args:
        sentences: Of all documents.
        documents: Earlier ones' languages spell the names and cognates of later ones.
        concepts: What knows words of several languages.
    """
    by_id = {d.id: d for d in documents}
    names = _match_names(documents)
    cognates = _match_cognates(documents, {s for word, language in names for s in content_stems(word, language)})
    return [_anchor(s.text, by_id[s.document], names, cognates, concepts) for s in sentences]


def find_figures(text: str, language: str, published: str = "") -> frozenset[str]:
    """The figures of a text as anchors, days and years of its dates left out.

    >>> sorted(find_figures("On 4 November 1,200 people, or 3.5%, left after 6 days.", "en", "2026-11-05"))
    ['#1200', '#3.5%', '#6']
    """
    dates = find_dates(text, language, published)
    return frozenset(
        f"{FIGURE}{q.value}{'%' * q.percent}"
        for q in find_quantities(text, language)
        if not any(d.start <= q.start < d.end and q.value.zfill(2) in d.value.split("-") for d in dates)
    )


def _anchor(text: str, document: Document, names: Words, cognates: Words, concepts: Concepts) -> tuple[str, ...]:
    language = document.language
    found = [
        *sorted(find_figures(text, language, document.date)),
        *(f"{DATE}{d.value}" for d in find_dates(text, language, document.date)),
        *(f"{NAME}{names[w, language]}" for w in _fold_words(text) if (w, language) in names),
        *(f"{COGNATE}{cognates[s, language]}" for s in content_stems(text, language) if (s, language) in cognates),
        *(f"{CONCEPT}{c}" for c in concepts(text, language)),
    ]
    return tuple(dict.fromkeys(found))


def _match_names(documents: Sequence[Document]) -> Words:
    """The words of names in each language, with an earlier language's spelling of those that surely are the same.

    A script without capitals comes last: there any word may be a name of the others.
    """
    spellings: Words = {}
    spoken = _by_language(documents)
    named = {language: _name_words(paragraphs, language) for language, paragraphs in spoken.items()}
    for language, names in sorted(named.items(), key=lambda item: not item[1]):
        known, paragraphs = list(dict.fromkeys(spellings.values())), spoken[language]
        for word in names or _most_common((w for p in paragraphs for w in split_words(p)), MOST_WORDS):
            spelling = romanize(word) if romanize(word) in known else _find_alike(word, known, language)
            if names or spelling:
                spellings[fold(word), language] = spelling or romanize(word)
    return spellings


def _name_words(paragraphs: Sequence[str], language: str) -> list[str]:
    """The folded words of all names; what is written small somewhere only opened a sentence or a heading."""
    small = {w for p in paragraphs for w in split_words(p) if w.islower()} | {fold(w) for w in calendar_names(language)}
    named = (sorted(name_words(find_names(p, language)) - small) for p in paragraphs)
    return _most_common((w for words in named for w in words), MOST_NAMES)


def _find_alike(word: str, names: Sequence[str], language: str) -> str:
    """The name that a word of another language most surely is, or ""."""
    if fold(word) in stop_words(language):
        return ""
    alike, name = max(((likeness(name, word, language), name) for name in names), default=(0.0, ""))
    return name if alike >= SAME_NAME and is_sure(name, SURE) else ""  # sure at SURE: a name that is not short


def _match_cognates(documents: Sequence[Document], names: set[str]) -> Words:
    """Long Latin stems, those of names apart, with an earlier language's spelling where one is as good as the same."""
    cognates: Words = {}
    known: dict[str, dict[str, str]] = {}
    for language, paragraphs in _by_language(documents).items():
        common = _most_common((s for p in paragraphs for s in content_stems(p, language)), MOST_WORDS)
        latin = (s for s in common if s not in names and s.isalpha() and max(s) <= LAST_LATIN)
        own = {s: plain for s in latin if len(plain := romanize(s)) >= SHORTEST_COGNATE}
        for stem, plain in own.items():
            others = known.get(plain[:COGNATE_OPENING], {})
            alike = max(((likeness(other, plain, language), other) for other in others), default=(0.0, ""))
            cognates[stem, language] = others[alike[1]] if alike[0] >= COGNATE_LIKENESS else plain
        for stem, plain in own.items():
            known.setdefault(plain[:COGNATE_OPENING], {}).setdefault(plain, cognates[stem, language])
    return cognates


def _by_language(documents: Sequence[Document]) -> dict[str, list[str]]:
    """The titles and paragraphs of each language."""
    paragraphs: dict[str, list[str]] = {}
    for document in documents:
        paragraphs.setdefault(document.language, []).extend([document.title, *document.text.split("\n")])
    return paragraphs


def _most_common(words: Iterable[str], most: int) -> list[str]:
    return [word for word, _ in Counter(words).most_common(most)]


def _fold_words(text: str) -> list[str]:
    return [fold(w) for w in split_words(text)]
