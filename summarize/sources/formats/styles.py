"""Inline styles, read only as far as telling whether text can be seen.

Not here: style sheets. A rule outside the element is not followed; what it hides is kept.
"""

from __future__ import annotations

import re

FAR_AWAY = 500.0
"""Pixels to the left of or above the page from which a position means "hide": no layout moves text that far."""
LEAST_FONT = 1.0
"""Pixels; smaller type cannot be read."""
NEAR = 16
"""Largest difference, of 255, in each of red, green and blue at which two colours look the same."""

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_LENGTH = re.compile(r"\s*([+-]?\d{0,9}(?:\.\d{0,9})?)\s*(px|em|rem|ex|ch|pt|pc|cm|mm|in|vw|vh|%|)")
_PIXELS = {"": 1.0, "px": 1.0, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "pt": 1.33, "pc": 16.0, "cm": 37.8,
           "mm": 3.78, "in": 96.0, "vw": 10.0, "vh": 10.0, "%": 10.0}  # fmt: skip
_HEX = re.compile(r"#([0-9a-f]{3,8})\b")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*(?:[,/]\s*([\d.]+%?)\s*)?\)")
_NAMED: dict[str, Colour] = {
    "white": WHITE, "snow": (255, 250, 250), "ivory": (255, 255, 240), "ghostwhite": (248, 248, 255),
    "whitesmoke": (245, 245, 245), "black": (0, 0, 0), "gray": (128, 128, 128), "grey": (128, 128, 128),
    "silver": (192, 192, 192), "red": (255, 0, 0), "green": (0, 128, 0), "blue": (0, 0, 255),
    "navy": (0, 0, 128), "yellow": (255, 255, 0), "orange": (255, 165, 0), "purple": (128, 0, 128),
}  # fmt: skip
_COLOUR_WORD = re.compile(r"(?<![\w-])(" + "|".join(_NAMED) + r")(?![\w-])")
_SHIFT = re.compile(r"translate[xy3d]{0,2}\(\s*([^,)]{1,20})(?:,\s*([^,)]{1,20}))?")
_GONE_CLIP = re.compile(
    r"rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?|inset\(\s*(?:50|100)%"
)


def parse_style(style: str) -> dict[str, str]:
    """Return the declarations of a style attribute, in lower case, the last of each name.

    >>> parse_style("Color: #FFF; font-size:0 !important")
    {'color': '#fff', 'font-size': '0'}
    """
    declarations: dict[str, str] = {}
    for declaration in _COMMENT.sub("", style).lower().split(";"):
        name, found, value = declaration.partition(":")
        if found:
            declarations[name.strip()] = value.replace("!important", "").strip()
    return declarations


def hides(style: dict[str, str]) -> bool:
    """Tell whether these declarations keep all that the element holds out of sight, colours and fonts aside.

    >>> hides(parse_style("position:absolute; left:-9999px"))
    True
    """
    return (
        style.get("display") == "none"
        or style.get("visibility") in {"hidden", "collapse"}
        or style.get("content-visibility") == "hidden"
        or _length(style.get("opacity", "1")) == 0
        or _has_no_size(style)
        or _is_off_screen(style)
    )


def has_tiny_font(style: dict[str, str]) -> bool | None:
    """Tell whether the declarations set a font too small to read; None where they leave it as it was."""
    for name in ("font-size", "font"):
        found = _LENGTH.match(style.get(name, ""))
        size = _length(style.get(name, ""))
        if found and size is not None:
            if size <= LEAST_FONT:
                return True
            # A multiple of nothing is nothing: only an absolute size brings text back.
            return None if found[2] in {"em", "ex", "ch", "%"} else False
    return None


def text_colour(style: dict[str, str]) -> Colour | None:
    """Return the colour of text that the declarations set, or None."""
    return colour_of(style.get("color", ""))


def background_colour(style: dict[str, str]) -> Colour | None:
    """Return the background colour that the declarations set, or None."""
    return colour_of(style.get("background-color", "")) or colour_of(style.get("background", ""))


def is_transparent(style: dict[str, str]) -> bool:
    """Tell whether the text's own colour lets everything through (and is not a mask for a gradient)."""
    colour = style.get("color", "")
    if "background-clip" in style or "-webkit-background-clip" in style:
        return False
    found = _RGB.search(colour)
    return colour == "transparent" or bool(found and found[4] and _length(found[4]) == 0)


def colour_of(value: str) -> Colour | None:
    """Return the first colour named in a value, or None.

    >>> colour_of("#FFF"), colour_of("url(x) rgb(0, 0, 128)"), colour_of("inherit")
    ((255, 255, 255), (0, 0, 128), None)
    """
    value = value.lower()
    if found := _HEX.search(value):
        digits = found[1]
        if len(digits) in (3, 4):
            digits = "".join(digit * 2 for digit in digits)
        if len(digits) not in (6, 8):
            return None
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
    if found := _RGB.search(value):
        return min(int(found[1]), 255), min(int(found[2]), 255), min(int(found[3]), 255)
    named = _COLOUR_WORD.search(value)
    return _NAMED[named[1]] if named else None


def look_alike(one: Colour, other: Colour) -> bool:
    """Tell whether text of one colour disappears on a background of the other."""
    return all(abs(a - b) <= NEAR for a, b in zip(one, other, strict=True))


def _has_no_size(style: dict[str, str]) -> bool:
    if style.get("transform", "").startswith("scale(0)"):
        return True
    clipped = "hidden" in style.get("overflow", "") or "clip" in style.get("overflow", "")
    boxes = [_length(style[name]) for name in ("height", "width", "max-height", "max-width") if name in style]
    return clipped and any(box is not None and box <= 1 for box in boxes)


def _is_off_screen(style: dict[str, str]) -> bool:
    if _GONE_CLIP.match(style.get("clip", "")) or _GONE_CLIP.match(style.get("clip-path", "")):
        return True
    names = ["text-indent", "margin-left", "margin-top"]
    if style.get("position") in {"absolute", "fixed"}:
        names += ["left", "top", "right", "bottom"]
    shifts = [style.get(name, "") for name in names]
    for moved in _SHIFT.finditer(style.get("transform", "")):
        shifts += [moved[1], moved[2] or ""]
    lengths = [_length(shift) for shift in shifts if shift]
    return any(length is not None and length <= -FAR_AWAY for length in lengths)


def _length(value: str) -> float | None:
    found = _LENGTH.match(value)
    if not found or found[1] in {"", "+", "-", "."}:
        return None
    try:
        return float(found[1]) * _PIXELS[found[2]]
    except ValueError:
        return None
