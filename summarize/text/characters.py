"""One character cleaner for every entrance: what it lets through can be stored, shown and encoded.

Unicode normal form C; no control, bidi-override, tag or lone surrogate characters; one kind
of line break and one kind of space.  Joiners stay where a script or an emoji needs them.
"""

from __future__ import annotations

import re
import unicodedata

MOST_MARKS = 6
"""Combining marks kept on one letter; no orthography needs more, "Zalgo" text has hundreds."""

_BREAKS = re.compile("\r\n|[\r\u000b\u000c\u001c-\u001e\u0085\u2028\u2029]")
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000\u3164 ]+")
_REMOVED = re.compile(
    "[\u0000-\u0008\u000e-\u001b\u001f\u007f-\u0084\u0086-\u009f"  # control
    "\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # invisible and bidi
    "\ufff9-\ufffb\U000e0000-\U000e0fff]"  # annotations, tags, variation-selector smuggling
)
_BROKEN = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]|[\U0001fffe\U0001ffff\U0010fffe\U0010ffff]")
_PRESENTATION = re.compile("[\ufb1d-\ufdcf\ufdf0-\ufdfb\ufe70-\ufefc\ufb00-\ufb06]")
_MARK = "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u20d0-\u20ff]"
_MARKS = re.compile(f"({_MARK}{{{MOST_MARKS}}}){_MARK}+")
_JOINERS = re.compile("[\u200c\u200d\ufe00-\ufe0f]")
_BLANK_LINES = re.compile(r"\n{3,}")


def normalize_characters(text: str) -> str:
    r"""Clean the characters of a text; applying it twice changes nothing more.

    >>> normalize_characters("caf\u0065\u0301\r\n\u202eabc\u0000  d")
    'café\nabc d'
    """
    text = _BREAKS.sub("\n", text)
    text = _BROKEN.sub("\ufffd", _REMOVED.sub("", text))
    text = _PRESENTATION.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)
    text = unicodedata.normalize("NFC", text)
    text = _MARKS.sub(r"\1", text)
    text = _keep_needed_joiners(text)
    text = unicodedata.normalize("NFC", text)
    lines = (_SPACES.sub(" ", line).strip(" ") for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def _keep_needed_joiners(text: str) -> str:
    """Drop joiners and variation selectors that stand where no script or emoji uses them."""
    if not _JOINERS.search(text):
        return text
    kept: list[str] = []
    for i, c in enumerate(text):
        if not _JOINERS.match(c) or _is_needed(c, kept[-1] if kept else "", text[i + 1 : i + 2]):
            kept.append(c)
    return "".join(kept)


def _is_needed(joiner: str, before: str, after: str) -> bool:
    if not before or before in "\u200c\u200d":
        return False
    if "\ufe00" <= joiner <= "\ufe0f":
        return joiner in "\ufe0e\ufe0f" and (_is_pictograph(before) or before in "0123456789#*")
    if joiner == "\u200d" and (_is_pictograph(before) or "\ufe00" <= before <= "\ufe0f"):
        return _is_pictograph(after)
    return _joins(before) and _joins(after)


def _is_pictograph(c: str) -> bool:
    return bool(c) and (unicodedata.category(c) in ("So", "Sk") or "\U0001f3fb" <= c <= "\U0001f3ff")


def _joins(c: str) -> bool:
    """Whether a character belongs to a script that writes with joiners (Arabic, Syriac, Indic …)."""
    return bool(c) and (
        "\u0600" <= c <= "\u07bf" or "\u0900" <= c <= "\u0dff" or "\u1000" <= c <= "\u109f" or "\u1780" <= c <= "\u18af"
    )
