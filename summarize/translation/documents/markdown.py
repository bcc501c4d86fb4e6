"""Markdown: words are translated where they stand, every other character of the file stays as it was.

The parser says which lines hold running text and what its marks are; code, HTML, addresses, link targets, front
matter and reference definitions are never passages. Not here: what a translation does with marks (`renditions`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Literal

from summarize.rendering.escaping import escape_markdown
from summarize.sources.formats.frontmatter import split_front_matter
from summarize.translation.documents.passages import ATOM, Layout, Passage, Span
from summarize.translation.parity.pair import ADDRESS

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

# Footnote marks, the boxes of task lists, addresses, and what atoms look like.
_LEFT_ALONE = re.compile(
    rf"\[\^[^\[\]\n]+\]:?|\[[ xX]\](?= )|<[A-Za-z][\w.+-]*:[^\s<>]*>|<[^\s<>@]+@[^\s<>@]+>|{ADDRESS.pattern}|{ATOM}"
)
_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)")


@dataclass(slots=True)
class _Writing:
    """A passage as it is read: its text and spans so far, the source of each mark's ends by key, and open marks."""

    text: str = ""
    spans: list[Span] = field(default_factory=list)
    ends: list[tuple[str, str]] = field(default_factory=list)
    waiting: list[tuple[int, int, str, bool]] = field(default_factory=list)

    def mark(self, text: str, kind: Literal["atom", "space"], source: str, words: str = "") -> None:
        """Add an atom or a space with its source."""
        start = len(self.text)
        self.spans.append(Span(start, start + len(text), len(self.ends), kind, words=words))
        self.ends.append((source, ""))
        self.text += text

    def open(self, opening: str, *, kept: bool) -> None:
        """Begin a mark on words."""
        self.waiting.append((len(self.text), len(self.spans), opening, kept))

    def close(self, closing: str) -> None:
        """End the innermost open mark on words; one without any is an atom."""
        start, place, opening, kept = self.waiting.pop()
        if start < len(self.text):
            self.spans.insert(place, Span(start, len(self.text), len(self.ends), kept=kept))
            self.ends.append((opening, closing))
        else:
            self.mark(ATOM, "atom", opening + closing)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a passage stands in the file, and the source of its marks' ends."""

    start: int
    end: int
    ends: Sequence[tuple[str, str]]


def read_markdown(text: str) -> Layout:
    """The paragraphs, headings, items and cells of a Markdown text, each a passage."""
    body = split_front_matter(text)[1]
    offset = len(text) - len(body)
    lines = body.split("\n")
    starts = [offset]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    passages: list[Passage] = []
    places: list[_Place] = []
    line_end = (0, 0)
    for token in _parser().parse(body):
        if token.type == "inline" and token.map and token.content.strip():
            first = token.map[0]
            spots = _locate(token.content, lines, first, line_end[1] if line_end[0] == first else 0)
            line_end = spots[-1][0], spots[-1][2]
            edges = [(starts[row] + a, starts[row] + b) for row, a, b in spots]
            breaks = [text[b:a] for (_, b), (a, _) in pairwise(edges)]
            writing = _read_inline(token.children or [], breaks)
            passages.append(Passage(writing.text, tuple(writing.spans)))
            places.append(_Place(edges[0][0], edges[-1][1], writing.ends))

    def fill(translated: Sequence[Passage], _language: str) -> bytes:
        pieces, end = [], 0
        for place, before, after in zip(places, passages, translated, strict=True):
            own = text[place.start : place.end]
            pieces += [text[end : place.start], own if after == before else _write(after, place.ends)]
            end = place.end
        return "".join([*pieces, text[end:]]).encode()

    return Layout(tuple(passages), fill)


def _locate(content: str, lines: Sequence[str], row: int, column: int) -> list[tuple[int, int, int]]:
    """(row, start, end) of each line of a token's content; cells of a table share a row, one after the other."""
    spots = []
    for place, line in enumerate(content.split("\n")):
        source = lines[row + place]
        words = line.strip()
        escaped = words.replace("|", "\\|")  # the parser takes the escapes of bars out of a table's cells
        words = escaped if escaped in source else words
        start = source.index(words, column)
        spots.append((row + place, start, start + len(words)))
        column = 0
    return spots


def _read_inline(tokens: Sequence[Token], breaks: Sequence[str]) -> _Writing:
    """The passage that inline tokens make; `breaks` is what stands between its lines in the file."""
    writing = _Writing()
    paired = _pair_tags(tokens)
    row = 0
    for place, token in enumerate(tokens):
        source = token.meta.get("source", token.content)
        match token.type:
            case "text" | "text_special":
                _add_text(token, writing)
            case "softbreak" | "hardbreak":
                writing.mark(" " if token.type == "softbreak" else "\n", "space", breaks[row])
                row += 1
            case "image":
                writing.mark("\n", "space", "![")
                writing.text += token.content.replace("\n", " ")
                writing.mark("\n", "space", source)
                row += token.content.count("\n")
            case "html_inline" if token.content[:3].lower() == "<br":
                writing.mark("\n", "space", source)
            case _ if token.nesting > 0 or paired.get(place) == "open":
                writing.open(token.markup or source or "[", kept=token.type == "link_open")
            case _ if token.nesting < 0 or paired.get(place) == "close":
                writing.close(token.markup or source)
            case _:
                writing.mark(ATOM, "atom", source, token.content if token.type == "code_inline" else "")
        row += source.count("\n") if token.type != "text" else 0
    return writing


def _add_text(token: Token, writing: _Writing) -> None:
    """The words of a token; an escape stands for one character, whatever that looks like."""
    end = 0
    for match in _LEFT_ALONE.finditer(token.content) if token.type == "text" else ():
        writing.text += token.content[end : match.start()]
        writing.mark(ATOM, "atom", match[0], match[0])
        end = match.end()
    writing.text += token.content[end:]


def _pair_tags(tokens: Sequence[Token]) -> dict[int, str]:
    """Which tags of HTML open and close around words, crossing no other mark; all others stand alone."""
    paired: dict[int, str] = {}
    waiting: list[tuple[int, str]] = []
    for place, token in enumerate(tokens):
        tag = _TAG.match(token.content) if token.type == "html_inline" else None
        name = tag[2].lower() if tag else ""
        if token.nesting > 0 or (tag and not tag[1]):
            waiting.append((place, name))
        elif token.nesting < 0:
            while waiting and waiting.pop()[1]:
                pass
        elif tag and any(name == other for _, other in _innermost(waiting)):
            while waiting[-1][1] != name:
                waiting.pop()
            paired |= {waiting.pop()[0]: "open", place: "close"}
    return paired


def _innermost(waiting: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Tags that wait for their end inside the innermost mark of Markdown, which has no name here."""
    return takewhile(lambda item: bool(item[1]), reversed(waiting))


def _write(passage: Passage, ends: Sequence[tuple[str, str]]) -> str:
    """A passage with its marks as they are written in the file."""
    spans = sorted(passage.spans, key=lambda span: (span.start, -span.end))
    before: defaultdict[int, list[str]] = defaultdict(list)
    after: defaultdict[int, list[str]] = defaultdict(list)
    for span in spans:
        before[span.start].append(ends[span.key][0])
    for span in reversed(spans):
        after[span.end].append(ends[span.key][1])
    marks = {span.end for span in spans if span.kind != "words"}
    pieces, end = [], 0
    for place in sorted({0, len(passage.text), *before, *after}):
        words = "" if place in marks else escape_markdown(passage.text[end:place])
        pieces += [words, *after[place], *before[place]]
        end = place
    return "".join(pieces)


@cache
def _parser() -> MarkdownIt:
    """CommonMark with tables and strikethrough; inline marks remember their source."""
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import backtick, image, link

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable(["text_join", "autolink"])
    for name, rule, label in (("backticks", backtick, 0), ("image", image, 2), ("link", link, 1)):
        parser.inline.ruler.at(name, _remember(rule, label))
    return parser


def _remember(rule: Callable[[StateInline, bool], bool], label: int) -> Callable[[StateInline, bool], bool]:
    """A rule whose last token gets the source that it was made of, after its label where it has one.

    Args:
        rule: The parser's own.
        label: Characters before the label, 0 where there is none.
    """

    def remembering(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        labelled = label and state.src.startswith("![" if label > 1 else "[", start)
        middle = state.md.helpers.parseLinkLabel(state, start + label - 1, label == 1) if labelled else start
        if not rule(state, silent):
            return False
        if not silent and len(state.tokens) > count and state.tokens[-1].type != "text":
            source = state.src[middle : state.pos]
            if source in ("]", "][]"):
                source = f"][{state.src[start + label : middle]}]"
            state.tokens[-1].meta["source"] = source
        return True

    return remembering
