"""Text that a page holds but no reader sees, taken out of the tree before anything is extracted.

Instructions to a model are hidden in such text; an article never is.
Not here: what a style means; `styles` reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarize.sources.formats import styles
from summarize.sources.formats.styles import Colour

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NEVER_SHOWN = frozenset({
    "script", "style", "template", "noscript", "iframe", "object", "embed", "audio", "video", "canvas", "svg",
    "datalist", "noframes", "applet",
})  # fmt: skip
PALE_SHARE = 0.5
"""A page of which this share is white text on no known background is a dark page, not a trick."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What an element inherits: its text's colour, what is behind it, and whether it is too small to read.

    None stands for what no inline style says.
    """

    colour: Colour | None = None
    background: Colour | None = None
    has_picture: bool = False
    is_tiny: bool = False


def remove_hidden(tree: HtmlElement) -> None:
    """Take all that is hidden out of the tree, in place; the text after it stays.

    Hidden are: elements never shown, `hidden`, `aria-hidden="true"`, closed dialogs, what inline styles
    hide (no display, no size, off screen, transparent), and text that is too small to read or has the
    colour of its background.
    """
    from lxml import etree

    hidden: list[HtmlElement] = []
    unreadable: list[HtmlElement] = []
    pale: list[HtmlElement] = []
    looks = [_Look()]
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            looks.pop()
            continue
        style = _style_of(element)
        look = _look_of(element, style, looks[-1])
        looks.append(look)
        if _is_hidden(element, style):
            hidden.append(element)
            walk.skip_subtree()
        elif look.is_tiny or _is_camouflaged(look):
            unreadable.append(element)
        elif _is_pale(look):
            pale.append(element)
    # Changed only now: a tree that is being walked must stay as it is.
    for element in hidden:
        drop(element)
    for element in unreadable:
        _erase_own_text(element)
    if sum(map(_own_length, pale)) < PALE_SHARE * sum(len(text.strip()) for text in tree.itertext()):
        for element in pale:
            _erase_own_text(element)


def drop(element: HtmlElement) -> None:
    """Take an element and its content out of its tree, in place, keeping the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _style_of(element: HtmlElement) -> dict[str, str]:
    style = element.get("style")
    return styles.parse_style(style) if style else {}


def _is_hidden(element: HtmlElement, style: dict[str, str]) -> bool:
    if element.tag in NEVER_SHOWN or element.get("hidden") is not None:
        return True
    if (element.get("aria-hidden") or "").strip().lower() == "true":
        return True
    if element.tag == "dialog" and element.get("open") is None:
        return True
    return bool(style) and (styles.hides(style) or styles.is_transparent(style))


def _look_of(element: HtmlElement, style: dict[str, str], inherited: _Look) -> _Look:
    colour = styles.text_colour(style) or styles.colour_of(element.get("color") or "")
    background = styles.background_colour(style) or styles.colour_of(element.get("bgcolor") or "")
    behind = style.get("background", "") + style.get("background-image", "")
    picture = "url(" in behind or "gradient(" in behind
    tiny = styles.has_tiny_font(style)
    if colour is None and background is None and not picture and tiny is None:
        return inherited
    return _Look(
        colour=colour or inherited.colour,
        background=background or inherited.background,
        # A picture shows until a plain colour is laid over it.
        has_picture=picture or (inherited.has_picture and background is None),
        is_tiny=inherited.is_tiny if tiny is None else tiny,
    )


def _is_camouflaged(look: _Look) -> bool:
    if look.colour is None or look.background is None or look.has_picture:
        return False
    return styles.look_alike(look.colour, look.background)


def _is_pale(look: _Look) -> bool:
    if look.colour is None or look.background is not None or look.has_picture:
        return False
    return styles.look_alike(look.colour, styles.WHITE)


def _own_length(element: HtmlElement) -> int:
    own = [element.text, *(child.tail for child in element)]
    return sum(len(text.strip()) for text in own if text)


def _erase_own_text(element: HtmlElement) -> None:
    element.text = None
    for child in element:
        child.tail = None
