"""Markdown made plain: the words stay, the marks go.

Not here: rendering. What this reads is the Markdown that articles are kept in (headings, emphasis,
links, lists, quotes, tables, fences, footnotes), not every corner of CommonMark.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_CODE_OPENING = re.compile(r"<(script|style|template|noscript)\b", re.IGNORECASE)
_CODE_CLOSING = {
    name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style", "template", "noscript")
}
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
_QUOTE = re.compile(r" {0,3}>[ \t]?")
_BULLET = re.compile(r"[ \t]*[-*+][ \t]+(?:\[[ xX]\][ \t]+)?")
_NUMBER = re.compile(r"[ \t]*\d{1,3}[.)][ \t]+(?:\[[ xX]\][ \t]+)?")
_TABLE_RULE = re.compile(r"[ \t]*+\|?[ \t]*+:?-{2,}+:?[ \t]*+(?:\|[ \t]*+:?-{2,}+:?[ \t]*+)*+\|?[ \t]*+")
_DEFINITION = re.compile(r" {0,3}\[(?!\^)[^\[\]\n]{1,200}\]:[ \t]*\S+.*")
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\[\]\n]{1,60}\]:[ \t]*")

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_CODE = re.compile(r"(`{1,3})(?!`)([^`\n]{1,2000})\1(?!`)")
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,500}\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,200}\])")
_LINK = re.compile(r"\[([^\[\]\n]{0,500})\](?:\((?:[^()\n]|\([^()\n]{0,500}\)){0,2000}+\)|\[[^\[\]\n]{0,200}\])")
_MARK = re.compile(r"\[\^[^\[\]\n]{1,60}\]")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]{0,30}(?:\s[^<>\n]{0,2000})?/?>")
_EMPHASIS = (
    re.compile(r"(\*{1,3})(?=[^\s*])([^*\n]{0,2000}?[^\s*])\1"),
    re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])([^\n_]{0,2000}(?:(?<=\w)_(?=\w)[^\n_]{0,2000}){0,50})(?<!\s)\1(?!\w)"),
    re.compile(r"(~~)(?=\S)([^~\n]{0,2000}?\S)\1"),
)
# Escaped characters are kept out of reach of the marks, in the last plane's private use area.
_SHELTER = 0x10F000


@dataclass(slots=True)
class _Plain:
    """The paragraphs so far, the lines of the one being read, and the first main heading."""

    paragraphs: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    title: str = ""
    in_item: bool = False

    def close(self) -> None:
        text = strip_marks(" ".join(self.lines))
        self.lines.clear()
        self.in_item = False
        if text:
            self.paragraphs.append(text)

    def head(self, text: str, level: int) -> None:
        self.close()
        heading = strip_marks(text)
        if heading:
            self.paragraphs.append(heading)
            if level == 1 and not self.title:
                self.title = heading


def plain_from_markdown(text: str) -> tuple[str, list[str]]:
    r"""Return the first main heading, or "", and the paragraphs; table rows and code lines each are one.

    >>> plain_from_markdown("# Rain\n\nIt *rained* [a lot](https://example.org).")
    ('Rain', ['Rain', 'It rained a lot.'])
    """
    plain = _Plain()
    fence = ""
    for line in _without_code(_COMMENT.sub("", text)).split("\n"):
        opening = _FENCE.match(line)
        if fence:
            if opening and opening[1].startswith(fence):
                fence = ""
            elif line.strip():
                plain.paragraphs.append(line.strip())
        elif opening:
            plain.close()
            fence = opening[1]
        else:
            _read_line(line, plain)
    plain.close()
    return plain.title, plain.paragraphs


def strip_marks(text: str) -> str:
    """Return one line of Markdown without its inline marks.

    >>> strip_marks("**Two** `weeks`, see [here](https://example.org/a_(b)) [^1]")
    'Two weeks, see here'
    """
    text = _ESCAPE.sub(lambda found: chr(_SHELTER + ord(found[1])), text)
    text = _CODE.sub(lambda found: _sheltered(found[2].strip()), text)
    text = _MARK.sub("", _LINK.sub(r"\1", _IMAGE.sub("", text)))
    text = _TAG.sub("", _AUTOLINK.sub(r"\1", text))
    for _ in range(2):  # Emphasis inside emphasis comes free the second time.
        for emphasis in _EMPHASIS:
            text = emphasis.sub(r"\2", text)
    text = "".join(chr(ord(c) - _SHELTER) if _SHELTER <= ord(c) < _SHELTER + 128 else c for c in text)
    return " ".join(html.unescape(text).split())


def _without_code(text: str) -> str:
    kept: list[str] = []
    position = 0
    unclosed: set[str] = set()
    for opening in _CODE_OPENING.finditer(text):
        name = opening[1].lower()
        if opening.start() < position or name in unclosed:
            continue
        closing = _CODE_CLOSING[name].search(text, opening.end())
        if closing:
            kept.append(text[position : opening.start()])
            position = closing.end()
        else:  # A text about such a tag, not the tag; nothing further on closes it either.
            unclosed.add(name)
    return "".join([*kept, text[position:]])


def _read_line(line: str, plain: _Plain) -> None:
    line = _unquoted(line)
    underline = _UNDERLINE.fullmatch(line)
    if underline and len(plain.lines) == 1:
        plain.head(plain.lines.pop(), 1 if underline[1][0] == "=" else 2)
    elif not line.strip() or _RULE.fullmatch(line) or _DEFINITION.fullmatch(line):
        plain.close()
    elif heading := _HEADING.match(line):
        plain.head(line[heading.end() :].rstrip().rstrip("#"), len(heading[1]))
    elif line.count("|") >= 2 or (line.count("|") == 1 and _TABLE_RULE.fullmatch(line)):
        plain.close()
        if not _TABLE_RULE.fullmatch(line):
            cells = [strip_marks(cell) for cell in line.strip().strip("|").split("|")]
            plain.paragraphs.append(" | ".join(cell for cell in cells if cell))
    else:
        item = _BULLET.match(line) or _FOOTNOTE.match(line)
        if not item and (plain.in_item or not plain.lines):
            # Inside a wrapped paragraph, "12. The" is the end of a date: never a list.
            item = _NUMBER.match(line)
        if item:
            plain.close()
            plain.in_item = True
            line = line[item.end() :]
        plain.lines.append(line.strip().removesuffix("\\"))


def _unquoted(line: str) -> str:
    while found := _QUOTE.match(line):
        line = line[found.end() :]
    return line


def _sheltered(code: str) -> str:
    return "".join(chr(_SHELTER + ord(c)) if c.isascii() else c for c in code)
