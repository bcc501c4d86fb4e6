"""HTML to a tree that is safe to walk, and a tree to the paragraphs that a reader sees.

Not here: telling an article from the page around it; `webpage` does that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarize.errors import Code, InputError
from summarize.sources.characters import clean_characters
from summarize.sources.encoding import charset_of
from summarize.sources.formats.hidden import remove_hidden

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_ATTRIBUTES = 1_000
"""Of one tag: building a tag's list takes time with the square of its length (300,000 took four minutes)."""
MOST_ELEMENTS = 1_000_000
"""Of one page: its tree takes 280 bytes for each."""
MOST_DEPTH = 2_000
"""Just under the 2,048 at which libxml2 stops reading; closing tags take time with the depth besides."""
CHARSET_WITHIN = 4_096
"""Bytes in which a page's own charset is looked for: browsers look in 1,024, but comments may come first."""

_PIECE = 16_384
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})[\"']")
_META = re.compile(rb"<meta\s[^>]{0,500}charset\s*=[^>]{0,60}", re.IGNORECASE)
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "q", "ruby", "rb", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr",
})  # fmt: skip
_NO_TEXT = frozenset({"head", "script", "style", "template", "rt", "rp", "select", "button", "textarea", "input"})
_BETWEEN_CELLS = " | "
_CELLS = frozenset({"td", "th"})


def charset_of_page(content: bytes) -> str:
    """Return the encoding that an HTML page or XML document declares itself, or "".

    >>> charset_of_page(b'<html><meta charset="koi8-r">')
    'koi8-r'
    """
    head = content[:CHARSET_WITHIN]
    found = _XML_ENCODING.match(head)
    declared = found[1].decode("ascii") if found else ""
    if not declared and (meta := _META.search(head)):
        declared = charset_of(meta[0].decode("ascii", "replace"))
    # The declaration was readable as ASCII, so whatever it claims, this is no UTF-16.
    return "utf-8" if declared.lower().startswith(("utf-16", "utf-32")) else declared


@dataclass(frozen=True, slots=True)
class Markup:
    """A parsed page: its tree, how many elements deep it is, and how many it has."""

    tree: HtmlElement
    depth: int
    elements: int


def parse_markup(markup: str) -> Markup:
    """Return the tree of an HTML page or fragment, and its size.

    Raises:
        InputError: NO_TEXT when there is no element at all, TOO_DEEP where the parser would lose its
            place, LIMIT when there are too many elements or attributes.
    """
    from lxml import etree, html

    content = clean_characters(markup).encode("utf-8")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        census = _take_census(content)
        tree = html.document_fromstring(content, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise InputError(Code.NO_TEXT, "holds mark-up but no text") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise _too_deep()
    return Markup(tree, census.deepest, census.elements)


def visible_paragraphs(tree: HtmlElement, without: frozenset[str] = frozenset()) -> list[str]:
    """Return the text of a tree, a paragraph for each block, cells of a table row joined by " | ".

    Args:
        tree: A tree from which hidden text has been removed.
        without: Names of elements to leave out, with all that they hold.
    """
    from lxml import etree

    skipped = _NO_TEXT | without
    writing = _Writing()
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        starts = event == "start"
        if element.tag == "br":
            if starts:
                writing.break_line()
        elif element.tag in _CELLS:
            if starts:
                writing.part_cells()
        elif element.tag not in _INLINE:
            writing.close()
        if not starts:
            writing.add(element.tail)
        elif element.tag in skipped:
            walk.skip_subtree()
        else:
            writing.add(element.text)
    writing.close()
    return writing.paragraphs


def paragraphs_of(markup: str) -> list[str]:
    """Return the visible paragraphs of an HTML fragment, such as an entry of a feed; none if it is empty.

    Raises:
        InputError: As `parse_markup` does.
    """
    if not markup.strip():
        return []
    tree = parse_markup(markup).tree
    remove_hidden(tree)
    return visible_paragraphs(tree)


def _take_census(content: bytes) -> _Census:
    from lxml import etree

    # The same tokenizer without a tree: exact, and in proportion to the page's length. It is fed in
    # pieces because it heeds a limit only at the end of one.
    census = _Census()
    parser = etree.HTMLParser(target=census, encoding="utf-8", huge_tree=True)
    for start in range(0, len(content), _PIECE):
        parser.feed(content[start : start + _PIECE])
    parser.close()
    return census


def _too_deep() -> InputError:
    message = f"nests elements over {MOST_DEPTH:,} deep, where parsers lose text; save it as plain text"
    return InputError(Code.TOO_DEEP, message)


@dataclass(slots=True)
class _Writing:
    """Paragraphs so far, and the parts of the one being written."""

    paragraphs: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    breaks: int = 0

    def add(self, text: str | None) -> None:
        if text and text.strip():
            self.breaks = 0
            self.parts.append(text)
        elif text and self.parts and self.parts[-1] != _BETWEEN_CELLS:
            self.parts.append(" ")

    def break_line(self) -> None:
        """One line break is a space, two are the border of a paragraph."""
        self.breaks += 1
        if self.breaks > 1:
            self.close()
        elif self.parts:
            self.parts.append(" ")

    def part_cells(self) -> None:
        if self.parts and self.parts[-1] != _BETWEEN_CELLS:
            self.parts.append(_BETWEEN_CELLS)

    def close(self) -> None:
        text = " ".join("".join(self.parts).split()).strip("| ")
        self.parts.clear()
        self.breaks = 0
        if text:
            self.paragraphs.append(text)


class _Census:
    """Counts what the parser meets, and stops it at a limit."""

    def __init__(self) -> None:
        self.elements = 0
        self.deepest = 0
        self._depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        self._depth += 1
        self.deepest = max(self.deepest, self._depth)
        if self._depth > MOST_DEPTH:
            raise _too_deep()
        if len(attributes) > MOST_ATTRIBUTES:
            raise InputError(
                Code.LIMIT,
                f"holds a <{tag[:20]}> tag with {len(attributes):,} attributes; the limit is {MOST_ATTRIBUTES:,}",
            )
        if self.elements > MOST_ELEMENTS:
            raise InputError(
                Code.LIMIT, f"holds more than {MOST_ELEMENTS:,} HTML elements; split it or save it as text"
            )

    def end(self, tag: str) -> None:
        del tag
        self._depth -= 1

    def close(self) -> None:
        """Give the parser the result it asks for: none."""
