"""Which way a Word document is written: paragraphs, runs, tables and sections of one language turned to another's.

In a right-to-left paragraph, left and right of alignment and indentation change sides by themselves; runs of
Latin letters and numbers stay left to right, since the format leaves `w:rtl` on such text undefined.
"""

from __future__ import annotations

from copy import deepcopy
from itertools import pairwise
from typing import TYPE_CHECKING

from summarize.models.languages import direction
from summarize.rendering.bidi import find_runs
from summarize.translation.documents.wordparagraphs import SPACE, WORD

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# The order that the schema prescribes, from the element that is set on; what is not named comes before.
_AFTER = {
    "bidi": "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection"
    " textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange rtlGutter docGrid printerSettings",
    "bidiVisual": "tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout"
    " tblCellMar tblLook tblCaption tblDescription tblPrChange",
    "bCs": "i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color"
    " spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout"
    " specVanish oMath rPrChange",
}
_AFTER["iCs"] = _AFTER["bCs"].partition("iCs ")[2]
_AFTER["szCs"] = _AFTER["bCs"].partition("szCs ")[2]
_AFTER["rtl"] = _AFTER["bCs"].partition("rtl ")[2]
_AFTER["lang"] = _AFTER["bCs"].partition("lang ")[2]


def turn_part(root: Element, source: str, target: str) -> None:
    """Write a part of a document the way its new language is written; nothing turns where both go one way."""
    to_left = direction(target) == "rtl"
    turned = direction(source) != direction(target)
    for name, owner, tag in (("p", "pPr", "bidi"), ("tbl", "tblPr", "bidiVisual"), ("sectPr", "", "bidi")):
        for element in root.iter(WORD + name) if turned else ():
            _switch(_child(element, owner) if owner else element, tag, to_left)
    for run in list(root.iter(f"{WORD}r")):
        if any(text.text for text in run.findall(f"{WORD}t")):
            for piece, leftwards in _split(run, to_left):
                if leftwards == to_left:
                    _speak(piece, target, leftwards=leftwards)


def _split(run: Element, to_left: bool) -> list[tuple[Element, bool]]:
    """A run in pieces of one direction each, put in its place; whether each is right to left."""
    texts = run.findall(f"{WORD}t")
    words = "".join(text.text or "" for text in texts)
    properties = run.find(f"{WORD}rPr")
    if not to_left or len(run) - (properties is not None) > 1:
        return [(run, to_left)]
    foreign = find_runs(words, "rtl")
    edges = sorted({0, len(words), *(edge for span in foreign for edge in span)})
    pieces = [(deepcopy(run), start, end) for start, end in pairwise(edges)]
    for piece, start, end in pieces:
        text = piece.find(f"{WORD}t")
        assert text is not None
        text.text = words[start:end]
        text.set(SPACE, "preserve")
        run.addprevious(piece)
    parent = run.getparent()
    assert parent is not None
    parent.remove(run)
    return [(piece, (start, end) not in foreign) for piece, start, end in pieces]


def _speak(run: Element, target: str, *, leftwards: bool) -> None:
    """Say a run's language and direction; bold, italic and size hold for complex scripts too."""
    properties = _child(run, "rPr")
    if leftwards or properties.find(f"{WORD}rtl") is not None:
        _switch(properties, "rtl", leftwards)
    if leftwards:
        for plain, other in (("b", "bCs"), ("i", "iCs"), ("sz", "szCs")):
            own = properties.find(WORD + plain)
            if own is not None:
                _place(properties, other).attrib.update(own.attrib)
    _place(properties, "lang").set(WORD + ("bidi" if leftwards else "val"), target)


def _switch(holder: Element, tag: str, on: bool) -> None:
    """Set a property on, or off: a style may say it."""
    switch = _place(holder, tag)
    switch.attrib.clear()
    if not on:
        switch.set(f"{WORD}val", "0")


def _place(holder: Element, tag: str) -> Element:
    """The child with a tag, made where the schema wants it if there is none."""
    from lxml import etree

    found = holder.find(WORD + tag)
    if found is None:
        found = etree.Element(WORD + tag)
        after = {WORD + name for name in _AFTER[tag].split()}
        place = next((i for i, child in enumerate(holder) if child.tag in after), len(holder))
        holder.insert(place, found)
    return found


def _child(parent: Element, name: str) -> Element:
    """The properties of an element, its first child."""
    from lxml import etree

    found = parent.find(WORD + name)
    if found is None:
        found = etree.Element(WORD + name)
        parent.insert(0, found)
    return found
