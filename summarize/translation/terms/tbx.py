"""Glossaries in TBX: termEntry/langSet/tig (ISO 30042:2008) and conceptEntry/langSec/termSec (2019).

Not here: what a glossary is used for (`glossary`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarize.errors import Code, UsageError
from summarize.translation.memory.interchange import language_of, local_name, read_elements
from summarize.translation.terms.glossary import LONGEST_TERM, MOST_TERMS, Concept

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PART = "partOfSpeech"
_STATUS = "administrativeStatus"
_RETIRED = ("deprecated", "superseded")
_PREFERRED = "preferred"


def read_tbx(content: bytes) -> tuple[Concept, ...]:
    """The concepts of a TBX file; preferred terms first, retired ones left out.

    Raises:
        UsageError: BAD_FORMAT when it is no TBX, TOO_MANY concepts.
    """
    concepts = []
    for entry in read_elements(content, "termEntry", "conceptEntry"):
        ranked = [
            term for section in entry if local_name(section) in ("langSet", "langSec") for term in _terms(section)
        ]
        ranked.sort(key=lambda term: term[0])
        parts = [part for _, _, _, part in ranked if part]
        if ranked:
            terms = tuple((language, words) for _, language, words, _ in ranked)
            concepts.append(Concept(terms, parts[0].lower() if parts else ""))
        if len(concepts) > MOST_TERMS:
            raise UsageError(Code.TOO_MANY, f"has over {MOST_TERMS} concepts; split it")
    if not concepts:
        raise UsageError(Code.BAD_FORMAT, "holds no termEntry or conceptEntry with a term; is it TBX?")
    return tuple(concepts)


def _terms(section: Element) -> list[tuple[bool, str, str, str]]:
    """Of each term of one language: whether it is second choice, the language, the words, the part of speech."""
    terms = []
    for element in section.iter("{*}term"):
        words = " ".join("".join(element.itertext()).split())
        group = element.getparent()
        notes = {_note(note): (note.text or "").strip() for note in group.iter()} if group is not None else {}
        status = notes.get(_STATUS, "")
        if words and len(words) <= LONGEST_TERM and not status.startswith(_RETIRED):
            terms.append((not status.startswith(_PREFERRED), language_of(section), words, notes.get(_PART, "")))
    return terms


def _note(element: Element) -> str:
    """What an element says of a term: its type attribute, or in the newer style its own name."""
    return element.get("type") or local_name(element)
