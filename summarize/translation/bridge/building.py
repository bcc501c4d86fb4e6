"""A story in several languages brought into one table of terms, so that a fact told in two of them is told once.

With a translator into the pivot language, each foreign sentence is read in translation, too; without one, by what
needs no translation (`anchors`). Spans, quotes and points stay in the original. Not here: which sentences state the
same fact (`links`), nor which of them is shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from summarize.errors import Code, ModelError
from summarize.models.languages import match_language
from summarize.text.modality import find_hedged, find_negated
from summarize.text.terms import TermTable, tabulate_terms
from summarize.text.words import content_stems
from summarize.translation.bridge.anchors import Concepts, find_anchors
from summarize.translation.bridge.links import Facts, Stance, link_facts
from summarize.translation.desk import Desk
from summarize.translation.ladder import translate_units
from summarize.translation.points import Opener
from summarize.types import Document

LAST_RESORT = "en"
"""The pivot where no model translates into the story's main language: most models know English."""

MOST_READ = 60
"""Sentences of a document that are translated; longer ones are represented by those most like the whole. Reports
have 10 to 40."""

_NO_MODEL = frozenset({Code.NO_MODEL, Code.UNSUPPORTED_LANG})

_BOUNDS = re.compile(
    r"\bn(?:e\s|['’])[^.;:]{1,40}?\sque\b|\b(?:no|not)\b[^.;:]{0,40}?\b(?:more|fewer|less) than\b"
    r"|لا (?:يقل|تقل|يزيد|تزيد) عن"
)
"""What is written with a negation and denies nothing: "ne … que", "no more than", "لا يقل عن"."""

_ARABIC_AND = re.compile(r"\bو(?=\w{2})")
"""Arabic writes "and" onto the next word, which hides a "not" there."""


@dataclass(frozen=True, slots=True)
class Bridge:
    """The table of all sentences with shared terms and links, and the models that translated for it."""

    table: TermTable
    models: tuple[str, ...] = ()


def build_bridge(
    table: TermTable, documents: Sequence[Document], language: str, open_desk: Opener, concepts: Concepts
) -> Bridge:
    """The table with terms that all languages of a story share; as it is where there is only one.

    Args:
        table: The sentences of the documents, each with the stems of its own language.
        documents: In the order that numbers them in the table.
        language: The story's main language, the pivot wherever a model translates into it.
        open_desk: Gives a translator's desk.
        concepts: What knows words of several languages.

    Raises:
        ModelError: When a translator that is there fails.
    """
    if len({d.language for d in documents if d.language}) < 2:
        return Bridge(table)
    pivot, desks = _open_desks(documents, language, open_desk)
    words = _read_in(table, documents, pivot, desks)
    main_first = sorted(documents, key=lambda d: d.language != pivot)
    anchors = find_anchors(table.sentences, main_first, concepts)
    languages = [documents[number].language for number in table.document]
    further = [
        (*own, *shared) if spoken != pivot else shared
        for own, shared, spoken in zip(words, anchors, languages, strict=True)
    ]
    table = tabulate_terms(table.sentences, documents, further)
    facts = [
        Facts(spoken, frozenset(own), frozenset(shared), _tell_stance(sentence.text, spoken))
        for sentence, spoken, own, shared in zip(table.sentences, languages, words, anchors, strict=True)
    ]
    idf = table.idf.tolist()
    links = link_facts(facts, {term: idf[column] for term, column in table.vocabulary.items()})
    return Bridge(replace(table, links=links), tuple(dict.fromkeys(_name(desk) for desk in desks.values())))


def _open_desks(documents: Sequence[Document], language: str, open_desk: Opener) -> tuple[str, dict[str, Desk]]:
    """The pivot, and a desk for each other language from which a model translates into it."""
    languages = dict.fromkeys(d.language for d in documents if match_language(d.language))
    for pivot in filter(match_language, dict.fromkeys((language, LAST_RESORT))):
        desks = {}
        for spoken in languages:
            try:
                if spoken != pivot:
                    desks[spoken] = open_desk(spoken, pivot)
            except ModelError as error:
                if error.code not in _NO_MODEL:
                    raise
        if desks:
            return pivot, desks
    return language, {}


def _read_in(
    table: TermTable, documents: Sequence[Document], pivot: str, desks: dict[str, Desk]
) -> list[tuple[str, ...]]:
    """The stems of each sentence in the pivot language; none where it was not brought there."""
    words = [row if documents[n].language == pivot else () for row, n in zip(table.stems, table.document, strict=True)]
    for language, desk in desks.items():
        numbers = [n for n, d in enumerate(documents) if d.language == language]
        rows = [row for number in numbers for row in _choose_rows(table, number)]
        for row, unit in zip(rows, translate_units([table.sentences[r].text for r in rows], desk), strict=True):
            if unit.rung != "source":
                words[row] = tuple(content_stems(unit.text, pivot))
    return words


def _choose_rows(table: TermTable, number: int) -> list[int]:
    """The rows of a document that are worth translating, in order: those most like all of them together."""
    rows = np.flatnonzero(table.document == number)
    centrality = table.weights[rows] @ np.asarray(table.weights[rows].sum(axis=0)).ravel()
    return sorted(rows[np.argsort(-centrality, kind="stable")[:MOST_READ]].tolist())


def _tell_stance(text: str, language: str) -> Stance:
    """Whether a sentence openly denies something, and whether it doubts something."""
    text = _ARABIC_AND.sub("", _BOUNDS.sub("", text))
    return any(m.plain for m in find_negated(text, language)), bool(find_hedged(text, language))


def _name(desk: Desk) -> str:
    return "+".join(f"{model.name}@{model.revision}" for model in desk.translators)
