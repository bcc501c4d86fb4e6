"""Passages translated unit by unit, their marks put back in place.

An atom goes through the model as a placeholder. A mark around a whole unit stays around it; one inside a unit
is found again by the translation of its own words. Not here: what the marks are, which a layout knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from summarize.text.characters import normalize_characters
from summarize.text.sentences import sentence_spans
from summarize.text.words import has_letter
from summarize.translation.desk import Desk, Restore
from summarize.translation.documents.passages import (
    ATOM,
    Passage,
    Rendition,
    Span,
    join_passages,
    split_passage,
)
from summarize.translation.ladder import translate_units
from summarize.translation.protection import protect_spans
from summarize.types import Flag, TranslatedUnit

_LOST = Flag("markup", "a link or code that the translation does not show stands after it in brackets")

TURN = 64
"""Units translated before the memory keeps them: a few seconds of work on two cores, all that a killed run loses."""

LEAST_LOOSE = 4
"""Characters from which a mark's words are also found after a prefix, as Arabic and Hebrew write "and", "to", "the"."""

Progress = Callable[[int, int], None]
"""Is told how many units of how many are done."""

_SHELTER = 0xF0000
"""Private characters, which no text of a document keeps, stand for atoms while a unit is put together."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words of a passage: what a model is asked ("" where nothing is to be translated), and themselves.

    Atoms are placeholders in the request and sheltered in the text; `restore` makes the latter of the former.
    """

    request: str
    text: str
    restore: Restore


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence with its marks, and the marks on words inside it."""

    passage: Passage
    phrase: _Phrase
    marked: tuple[tuple[Span, _Phrase], ...]


def translate_passages(passages: Sequence[Passage], desk: Desk, progress: Progress | None = None) -> list[Rendition]:
    """One rendition a passage, in order; the memory keeps what is done after each turn of `TURN` units.

    Args:
        passages: What to translate.
        desk: The language pair, its models and all that is known of it.
        progress: Is told before each turn.

    Raises:
        ModelError: When the first translator fails.
        StorageError: When the memory cannot be used.
    """
    rows = [_cut_units(passage, desk.source) for passage in passages]
    units = [unit for row in rows for unit in row if isinstance(unit, _Unit)]
    phrases = (phrase for unit in units for phrase in (unit.phrase, *(own for _, own in unit.marked)))
    requests = list(dict.fromkeys(phrase.request for phrase in phrases if phrase.request))
    done: dict[str, TranslatedUnit] = {}
    for start in range(0, len(requests), TURN):
        if progress:
            progress(start, len(requests))
        turn = requests[start : start + TURN]
        done.update(zip(turn, translate_units(turn, desk), strict=True))
    return [_rebuild(row, done) for row in rows]


def _cut_units(passage: Passage, language: str) -> list[Passage | _Unit]:
    """A passage as its units, and what stands before, between and after them."""
    edges: list[int] = []
    offset = 0
    for line in passage.text.split("\n"):
        for a, b in sentence_spans(line, language):
            start, end = _trim(passage.text, offset + a, offset + b)
            edges += [start, end] if has_letter(passage.text[start:end]) else []
        offset += len(line) + 1
    parts = split_passage(passage, edges)
    return [_make_unit(part) if place % 2 else part for place, part in enumerate(parts)]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """A unit without atoms and space at its ends, which stay where they are."""
    piece = text[start:end]
    return end - len(piece.lstrip(f"{ATOM} ")), start + len(piece.rstrip(f"{ATOM} "))


def _make_unit(passage: Passage) -> _Unit:
    inner = [span for span in passage.spans if span.kind == "words" and not _covers(span, passage.text)]
    marked = tuple((span, _phrase(passage, span.start, span.end)) for span in inner)
    return _Unit(passage, _phrase(passage, 0, len(passage.text)), marked)


def _covers(span: Span, text: str) -> bool:
    """Whether a span holds all words of a unit, if not its full stop."""
    return not any(c.isalnum() or c == ATOM for c in text[: span.start] + text[span.end :])


def _phrase(passage: Passage, start: int, end: int) -> _Phrase:
    text = passage.text[start:end]
    atoms = [span for span in passage.spans if span.kind == "atom" and start <= span.start < end]
    protected, restore = protect_spans(text, [(s.start - start, s.end - start, _shelter(s)) for s in atoms])
    request = _one_line(normalize_characters(protected)) if has_letter(text) else ""
    return _Phrase(request, _one_line(restore(protected)), restore)


def _shelter(atom: Span) -> str:
    """The character of an atom of a unit: its place there, so that there are few."""
    return chr(_SHELTER + atom.start)


def _rebuild(row: Sequence[Passage | _Unit], done: Mapping[str, TranslatedUnit]) -> Rendition:
    """The passage with its units translated, and all between them as it was."""
    made = [(piece, None) if isinstance(piece, Passage) else _place(piece, done) for piece in row]
    return Rendition(join_passages(passage for passage, _ in made), tuple(unit for _, unit in made if unit))


def _place(unit: _Unit, done: Mapping[str, TranslatedUnit]) -> tuple[Passage, TranslatedUnit]:
    """A translated unit with its marks, those without a place in it in brackets after it, and the same in words."""
    made = done[unit.phrase.request]
    whole = unit.passage.text
    atoms = {_shelter(span): span for span in unit.passage.spans if span.kind == "atom"}
    text, lost = _keep_once(_one_line(unit.phrase.restore(made.text)), atoms)
    placed: list[Span] = []
    for span in unit.passage.spans:
        if span.kind == "words" and _covers(span, whole):
            stop = len(text) if span.end == len(whole) else len(_strip_end(text)) or len(text)
            placed.append(replace(span, start=0, end=stop))
    for span, phrase in unit.marked:
        words = _strip_end(phrase.restore(done[phrase.request].text)) if phrase.request else phrase.text
        place = _find(text, (words, phrase.text), placed, loose=span.kept)
        if place is None and span.kept:
            shown = "".join(c for c in words if c not in atoms)
            place = (len(text) + 2, len(text) + 2 + len(shown))
            text, lost = f"{text} ({shown})", True
        if place:
            placed.append(replace(span, start=place[0], end=place[1]))
    placed += (replace(a, start=text.index(c), end=text.index(c) + 1) for c, a in atoms.items())
    said = str.maketrans({c: atom.words for c, atom in atoms.items()})
    flags = (*made.flags, *([_LOST] if lost else []))
    in_words = TranslatedUnit(unit.phrase.text.translate(said), text.translate(said), made.rung, flags)
    return Passage(text.translate(dict.fromkeys(map(ord, atoms), ATOM)), tuple(placed)), in_words


def _keep_once(text: str, atoms: Iterable[str]) -> tuple[str, bool]:
    """Each atom once: further ones are dropped, lost ones put at the end; whether any was lost."""
    lost = False
    for atom in atoms:
        before, found, after = text.partition(atom)
        text = before + found + after.replace(atom, "") if found else f"{text} ({atom})"
        lost = lost or not found
    return text, lost


def _find(text: str, candidates: Iterable[str], placed: Iterable[Span], *, loose: bool) -> tuple[int, int] | None:
    """Where words stand in a text, as words of their own or, if loose, after a prefix; no other mark is crossed."""
    for words in filter(None, candidates):
        for before in (r"(?<!\w)", "") if loose and len(words) >= LEAST_LOOSE else (r"(?<!\w)",):
            for match in re.finditer(rf"{before}{re.escape(words)}(?!\w)", text, re.IGNORECASE):
                start, end = match.span()
                if not any(s.start < start < s.end < end or start < s.start < end < s.end for s in placed):
                    return start, end
    return None


def _strip_end(text: str) -> str:
    """A text without the punctuation at its end."""
    end = len(text)
    while end and (text[end - 1].isspace() or unicodedata.category(text[end - 1]).startswith("P")):
        end -= 1
    return text[:end]


def _one_line(text: str) -> str:
    return " ".join(text.split())
