"""WordprocessingML to paragraphs: what a reader of the printed page sees, in reading order.

Names are compared without their namespace: strict and transitional files differ only in that.
Not here: the container; `word` opens it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

TINY = 2
"""Half-points: type of one point cannot be read."""

_LEFT_OUT = frozenset({
    "del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr",
    "sdtPr", "sdtEndPr", "rPr", "Fallback", "annotationRef", "footnoteRef", "endnoteRef", "rt",
})  # fmt: skip
_BREAKS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-", "softHyphen": "", "ptab": " "}
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """Ids of styles whose text is hidden, and of those that mark the title and main headings."""

    hidden: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Writing:
    """The paragraphs so far, and the first that a title's style marks."""

    styles: StyleSheet
    paragraphs: list[str] = field(default_factory=list)
    title: str = ""


def read_styles(root: Element | None) -> StyleSheet:
    """Return what a style part says, with styles that are based on hidden ones."""
    if root is None:
        return StyleSheet()
    based: dict[str, str] = {}
    hidden: set[str] = set()
    titles: set[str] = set()
    for style in _children(root, "style"):
        name = _value(style, "styleId")
        based[name] = _value(_child(style, "basedOn"), "val")
        if _is_on(_child(_child(style, "rPr"), "vanish")):
            hidden.add(name)
        if _value(_child(style, "name"), "val").lower() == "title":
            titles.add(name)
    for name in based:
        seen: set[str] = set()
        ancestor = name
        while ancestor and ancestor not in seen:
            seen.add(ancestor)
            if ancestor in hidden:
                hidden.add(name)
                break
            ancestor = based.get(ancestor, "")
    return StyleSheet(frozenset(hidden), frozenset(titles))


def read_body(root: Element, styles: StyleSheet) -> tuple[str, list[str]]:
    """Return the text of the first paragraph in a title's style, or "", and all paragraphs.

    A table row is one paragraph, its cells joined by " | "; a table of one column is its paragraphs.
    Text boxes follow the paragraph that they hang on.
    """
    writing = _Writing(styles)
    body = _child(root, "body")
    _read_blocks(root if body is None else body, writing)
    return writing.title, writing.paragraphs


def read_notes(root: Element, styles: StyleSheet) -> list[str]:
    """Return the paragraphs of a part of footnotes or endnotes, without its separators."""
    writing = _Writing(styles)
    for note in root:
        if _value(note, "type") in {"", "normal"}:
            _read_blocks(note, writing)
    return writing.paragraphs


def _read_blocks(parent: Element, writing: _Writing) -> None:
    for element in parent:
        name = _name(element)
        if name == "p":
            _read_paragraph(element, writing)
        elif name == "tbl":
            for row in _descend(element, "tr"):
                _read_row(row, writing)
        elif name not in _LEFT_OUT:
            # Content controls, insertions and alternatives only wrap what they hold.
            _read_blocks(element, writing)


def _read_row(row: Element, writing: _Writing) -> None:
    cells: list[list[str]] = []
    for cell in _descend(row, "tc"):
        inner = _Writing(writing.styles)
        _read_blocks(cell, inner)
        cells.append(inner.paragraphs)
    if len(cells) == 1:
        writing.paragraphs.extend(cells[0])
    elif joined := " | ".join(" ".join(cell) for cell in cells if cell):
        writing.paragraphs.append(joined)


def _read_paragraph(paragraph: Element, writing: _Writing) -> None:
    style = _value(_child(_child(paragraph, "pPr"), "pStyle"), "val")
    if style in writing.styles.hidden:
        return
    boxes: list[Element] = []
    text = " ".join("".join(_texts(paragraph, writing.styles, boxes)).split())
    if text:
        writing.paragraphs.append(text)
        if style in writing.styles.titles and not writing.title:
            writing.title = text
    for box in boxes:
        _read_blocks(box, writing)


def _texts(element: Element, styles: StyleSheet, boxes: list[Element]) -> Iterator[str]:
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in _BREAKS:
            yield _BREAKS[name]
        elif name == "txbxContent":
            boxes.append(child)
        elif name not in _LEFT_OUT and not (name == "r" and _is_hidden(child, styles)):
            yield from _texts(child, styles, boxes)


def _is_hidden(run: Element, styles: StyleSheet) -> bool:
    properties = _child(run, "rPr")
    if properties is None:
        return False
    vanish = _child(properties, "vanish")
    if vanish is not None:
        return _is_on(vanish)
    if _value(_child(properties, "rStyle"), "val") in styles.hidden:
        return True
    size = _value(_child(properties, "sz"), "val")
    if size.isdecimal() and int(size) <= TINY:
        return True
    return _value(_child(properties, "color"), "val").upper() == "FFFFFF" and not _is_shaded(run)


def _is_shaded(run: Element) -> bool:
    element: Element | None = run
    while element is not None:
        for child in element:
            if _name(child) in {"rPr", "pPr", "tcPr", "tblPr"}:
                fill = _value(_child(child, "shd"), "fill").upper()
                if fill not in {"", "AUTO", "FFFFFF"} or _child(child, "highlight") is not None:
                    return True
        element = element.getparent()
    return False


def _descend(element: Element, wanted: str) -> Iterator[Element]:
    for child in element:
        name = _name(child)
        if name == wanted:
            yield child
        elif name not in _LEFT_OUT and name not in {"p", "tbl"}:
            yield from _descend(child, wanted)


def _is_on(element: Element | None) -> bool:
    return element is not None and _value(element, "val").lower() not in _OFF


def _name(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _children(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element if _name(child) == name)


def _child(element: Element | None, name: str) -> Element | None:
    return None if element is None else next(_children(element, name), None)


def _value(element: Element | None, name: str) -> str:
    if element is None:
        return ""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""
