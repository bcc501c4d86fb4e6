"""Plain text: blank lines, indentation and bullets stay, wrapped paragraphs are wrapped at their width again.

Lines of right-to-left languages have their foreign runs in bidirectional isolates, as plain text cannot say more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarize.models.languages import direction
from summarize.rendering.bidi import isolate_runs
from summarize.sources.formats.paragraphs import split_paragraphs
from summarize.translation.documents.passages import Layout, Passage

_BLOCK = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")
_UNSPACED = re.compile(r"[\s\-\u2010\u00ad]")


@dataclass(frozen=True, slots=True)
class _Place:
    """A paragraph in a text: where its lines are, what stands before its first and others, and its width."""

    start: int
    end: int
    first: str
    rest: str
    width: int

    @property
    def is_wrapped(self) -> bool:
        return self.width > 0


def read_plain(text: str) -> Layout:
    """The paragraphs of a plain text, each a passage."""
    found = list(_find_paragraphs(text))
    passages = tuple(Passage(paragraph) for paragraph, _ in found)
    places = [place for _, place in found]

    def fill(translated: Sequence[Passage], language: str) -> bytes:
        pieces, end = [], 0
        for place, before, after in zip(places, passages, translated, strict=True):
            own = text[place.start : place.end]
            pieces += [text[end : place.start], own if after == before else _write(after.text, place, language)]
            end = place.end
        return "".join([*pieces, text[end:]]).encode()

    return Layout(passages, fill)


def _find_paragraphs(text: str) -> Iterator[tuple[str, _Place]]:
    """Each paragraph as one line, and its place."""
    for block in _BLOCK.finditer(text):
        lines = block[0].removesuffix("\n").split("\n")
        start = block.start()
        for paragraph in split_paragraphs(block[0]):
            own = _take_lines(lines, len(_UNSPACED.sub("", paragraph)))
            end = start + sum(map(len, own)) + len(own) - 1
            indents = [line[: len(line) - len(line.lstrip())] for line in own]
            width = max(map(len, own)) if len(own) > 1 else 0
            yield paragraph, _Place(start, end, indents[0], indents[-1], width)
            start = end + 1


def _take_lines(lines: list[str], characters: int) -> list[str]:
    """Take from a block the lines of a paragraph, which hold as many characters besides space and hyphens."""
    own: list[str] = []
    while lines and (not own or characters > 0):
        own.append(lines.pop(0))
        characters -= len(_UNSPACED.sub("", own[-1]))
    return own


def _write(text: str, place: _Place, language: str) -> str:
    if not place.is_wrapped:
        return place.first + isolate_runs(text, direction(language))
    import textwrap

    lines = textwrap.wrap(
        text,
        place.width,
        initial_indent=place.first,
        subsequent_indent=place.rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(isolate_runs(line, direction(language)) for line in lines)
