"""Makes foreign text inert: what an article smuggles in must do nothing where the digest is read.

Articles, titles, file names and model output may hold terminal escapes, bidirectional overrides,
HTML or Markdown. `clean_line` is applied to every string once, in `arrangement`; the escaping of one
format comes on top, in the writer of that format. Not here: cleaning articles, which is a stage.
"""

from __future__ import annotations

import html
import re

# Whole escape sequences go first, so that no "[31m" is left behind as text. An unterminated string
# sequence loses only its first two characters: it must not swallow the text that follows.
_SEQUENCES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[P\]X^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x90\x98\x9c-\x9f]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]"
)
# Control characters but for those that are white space, bidi embeddings, overrides and isolates.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
# Neither UTF-8 nor XML can hold these.
_UNENCODABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")

_MARKDOWN = re.compile(r"[\\`*_#\[\]|~$]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BLOCK_START = re.compile(r"^(?:[+\-=]|\d{1,9}(?=[.)]))")
_LINK = re.compile(r"(?<=:)(?=//)|(?<=\bwww)(?=\.)", re.IGNORECASE)


def clean_line(text: str) -> str:
    r"""One line of inert text: no control characters, escape sequences or line breaks.

    >>> clean_line("\x1b[31mAlert\x1b[0m:\n two  lines\u202e")
    'Alert: two lines'
    """
    text = _CONTROLS.sub("", _SEQUENCES.sub("", text))
    return " ".join(_UNENCODABLE.sub("\ufffd", text).split())


def escape_markdown(line: str) -> str:
    r"""A clean line as Markdown that shows exactly that line: no markup, link, image or HTML.

    >>> escape_markdown("![logo](http://a.example) <b>*now*</b>")
    '!\\[logo\\](http:\\//a.example) &lt;b&gt;\\*now\\*&lt;/b&gt;'
    """
    line = _MARKDOWN.sub(r"\\\g<0>", _ENTITY.sub("&amp;", line))
    line = line.replace("<", "&lt;").replace(">", "&gt;")
    # Bare addresses become links in most renderers; a reader should see where a link comes from.
    line = _LINK.sub(r"\\", line)
    return _BLOCK_START.sub(_escape_last, line)


def _escape_last(start: re.Match[str]) -> str:
    """Escape a block marker; "1." needs the backslash after the digits, before the dot."""
    return start[0] + "\\" if start[0].isdigit() else "\\" + start[0]


def escape_html(line: str) -> str:
    """A clean line as HTML text or attribute value.

    >>> escape_html('<a href="x">')
    '&lt;a href=&quot;x&quot;&gt;'
    """
    return html.escape(line, quote=True)
