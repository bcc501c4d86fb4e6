"""What an input is, found from its content; a name's ending only settles ties between texts.

Not here: what cannot be read; `signatures` names that.
"""

from __future__ import annotations

import json
import re
from enum import StrEnum

from summarize.errors import Code, InputError
from summarize.limits import LIMITS, Limits
from summarize.sources.blobs import Blob
from summarize.sources.containers import open_container, read_member
from summarize.sources.encoding import charset_of, decode
from summarize.sources.names import ending
from summarize.sources.signatures import foreign_name, is_encrypted_office


class Kind(StrEnum):
    """The kinds of input that have a reader."""

    TEXT = "text"
    MARKDOWN = "Markdown"
    HTML = "web page"
    PDF = "PDF"
    DOCX = "Word document"
    FEED = "feed"
    JSON = "JSON"
    JSONL = "JSON lines"
    ZIP = "zip archive"


HEAD = 65_536
"""Bytes that tell a text's kind: room for any licence before the first tag, and soon decoded."""
PDF_HEADER_WITHIN = 1_024
"""Where the PDF specification's own implementation notes look for the header."""
PAGE_WITHIN = 2_000
"""Characters of stray text that a saved page may have before its first tag."""

_SPACE = "\ufeff \t\r\n\f\v\x1c\x1d\x1e\x85\xa0\u2028\u2029"
_MARKDOWN_ENDINGS = frozenset({"md", "markdown", "mdown", "mkd"})
_READABLE = "text, Markdown, HTML, PDF, DOCX, RSS, JSON or a zip of these"
_PREAMBLE = re.compile(
    r"(?:\s+|<\?[^>]*>|<!--.*?-->|<!(?!doctype\s+html)[^>\[]*(?:\[[^\]]*\]\s*)?>)+", re.DOTALL | re.IGNORECASE
)
_FEED = re.compile(r"<(?:rss|feed|(?:[a-z]+:)?rdf)[\s>]", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>/]", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"<(?:p|div|article|section|main|header|h[1-6]|table|ul|ol|span|a|b|i|em|strong|img|br|hr|meta|title|script|style"
    r"|link|nav|aside|footer|blockquote|pre|center|font|form|figure|template|noscript|details|picture|dl|li|tr|td|u"
    r"|small|mark|time|button|video|iframe|address|cite|code|label|dialog)(?=[\s>/])",
    re.IGNORECASE,
)
_ELEMENT = re.compile(r"<([A-Za-z_][\w:.-]{0,60})(?:\s[^<>]*)?>")
_OBJECT = re.compile(r"\s*\{\s*[\"}]")
_LIST = re.compile(r"\s*\[\s*[{\]\"]")
_MARKDOWN_SIGNS = (
    re.compile(r"^#{1,6} \S", re.MULTILINE),
    re.compile(r"\[[^\[\]\n]{1,200}\]\((?:https?:|/|#)[^()\s]{0,500}\)"),
    re.compile(r"^(?:```|~~~)", re.MULTILINE),
    re.compile(r"^\|?[ \t]*:?-{3,}:?[ \t]*\|[ \t:|-]*$", re.MULTILINE),
    re.compile(r"\*\*[^\s*][^*\n]{0,200}\*\*"),
    re.compile(r"^> \S", re.MULTILINE),
)
ENOUGH_SIGNS = 2
"""Different Markdown signs that outweigh a missing ending: one alone occurs in plain text."""


def detect_kind(blob: Blob, limits: Limits = LIMITS) -> Kind:
    """Return the kind of an input.

    Raises:
        InputError: EMPTY, UNSUPPORTED naming what was found, ENCRYPTED, BINARY or BAD_FORMAT.
    """
    content = blob.content
    if not content.strip(b"\x00 \t\r\n\f\v\xef\xbb\xbf\xfe\xff"):
        if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
            raise InputError(Code.BINARY, "holds nothing but NUL bytes and is no text")
        raise InputError(Code.EMPTY, "is empty; give an input that holds text")
    if _is_pdf(content):
        return Kind.PDF
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(content, limits)
    if is_encrypted_office(content):
        raise InputError(Code.ENCRYPTED, "is an Office document with a password; save it without one")
    name = foreign_name(content)
    if name:
        raise _unsupported(name)
    return _kind_of_text(blob)


def _is_pdf(content: bytes) -> bool:
    start = content[:PDF_HEADER_WITHIN].find(b"%PDF-")
    if start <= 0:
        return start == 0
    return not content[:start].strip() or b"startxref" in content[-PDF_HEADER_WITHIN:]


def _kind_of_zip(content: bytes, limits: Limits) -> Kind:
    with open_container(content, limits) as archive:
        names = archive.namelist()
        if "mimetype" in names:
            member = archive.getinfo("mimetype")
            media = read_member(archive, member, limits)[:100] if member.file_size < HEAD else b""
            if b"epub" in media:
                raise _unsupported("an EPUB book")
            if b"opendocument" in media:
                raise _unsupported("an OpenDocument file (.odt, .ods, .odp)")
    if "[Content_Types].xml" in names:
        if any(name.startswith("xl/") for name in names):
            raise _unsupported("an Excel workbook")
        if any(name.startswith("ppt/") for name in names):
            raise _unsupported("a PowerPoint presentation")
        return Kind.DOCX
    return Kind.ZIP


def _kind_of_text(blob: Blob) -> Kind:
    named = ending(blob.name)
    head = _head_of(blob)
    body = head[found.end() :] if (found := _PREAMBLE.match(head)) else head
    kind = _kind_of_markup(body, named)
    if kind is not None:
        return kind
    if named in {"jsonl", "ndjson"}:
        return Kind.JSONL
    if _OBJECT.match(head) or _LIST.match(head) or (named == "json" and head[0] in "{["):
        return _kind_of_json(blob.content)
    if named in _MARKDOWN_ENDINGS:
        return Kind.MARKDOWN
    if named in {"txt", "text"} or sum(bool(sign.search(head)) for sign in _MARKDOWN_SIGNS) < ENOUGH_SIGNS:
        return Kind.TEXT
    return Kind.MARKDOWN


def _head_of(blob: Blob) -> str:
    charset = charset_of(blob.media)
    # A character may be cut at the end of the head, which is repaired; the reader decodes the whole.
    head = decode(blob.content[:HEAD], charset).text.lstrip(_SPACE)
    if not head and len(blob.content) > HEAD:
        head = decode(blob.content, charset).text.lstrip(_SPACE)[:HEAD]
    if not head:
        raise InputError(Code.EMPTY, "holds only white space; give an input that holds text")
    return head


def _kind_of_markup(body: str, named: str) -> Kind | None:
    if _FEED.match(body):
        return Kind.FEED
    if _PAGE.match(body):
        return Kind.HTML
    if _FRAGMENT.match(body):
        # Markdown files often begin with a centred logo in HTML.
        return Kind.MARKDOWN if named in _MARKDOWN_ENDINGS else Kind.HTML
    if named in _MARKDOWN_ENDINGS:
        return None
    found = _ELEMENT.match(body)
    if found and (f"</{found[1]}" in body or "xmlns" in found[0]):
        name = "an SVG image" if found[1].lower() == "svg" else f"XML of type <{found[1][:40]}>"
        raise _unsupported(name)
    return Kind.HTML if _PAGE.search(body, 0, PAGE_WITHIN) and "</" in body else None


def _kind_of_json(content: bytes) -> Kind:
    lines = content.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)
    if len(lines) == 1 or not lines[1].strip():
        return Kind.JSON
    try:
        first = json.loads(lines[0])
    except (ValueError, RecursionError):
        return Kind.JSON
    return Kind.JSONL if isinstance(first, dict) else Kind.JSON


def _unsupported(name: str) -> InputError:
    return InputError(Code.UNSUPPORTED, f"is {name}, which has no reader here; give {_READABLE}")
