"""RSS and Atom feeds: each entry with enough text is a document.

Not here: fetching the pages that entries link to; a feed that carries only links has no articles.
"""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from summarize.errors import Code, InputError
from summarize.limits import Limits
from summarize.sources.blobs import Blob
from summarize.sources.boundary import parsing
from summarize.sources.characters import clean_characters, one_line
from summarize.sources.formats.markup import paragraphs_of
from summarize.sources.formats.metadata import day_of, language_of
from summarize.sources.formats.paragraphs import split_paragraphs
from summarize.sources.names import printable
from summarize.types import Caution, Document

if TYPE_CHECKING:
    from feedparser import FeedParserDict

ENOUGH = 60
"""Characters: less is a teaser like "Read more", not a sentence with news in it."""

_MARKUP = re.compile(r"<[A-Za-z!/]|&(?:#\d+|#x[0-9a-f]+|[a-z]+);", re.IGNORECASE)
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


def parse_feed(blob: Blob, limits: Limits) -> list[Document]:
    """Return a document for each entry with text; the first one's caution counts those without.

    Raises:
        InputError: NO_TEXT when no entry has text, TOO_MANY entries, BAD_FORMAT.
    """
    import feedparser

    if _ENTITY.search(blob.content):
        raise InputError(Code.BAD_FORMAT, "declares XML entities, which no feed needs; it is not read")
    with parsing("feed"):
        # A stream, because a bare string would be tried as an address and as a file's name.
        found = feedparser.parse(BytesIO(blob.content), response_headers=_headers(blob))
        entries = found.entries
        if len(entries) > limits.inputs:
            raise InputError(
                Code.TOO_MANY, f"holds {len(entries):,} entries; at most {limits.inputs:,} are read; split the feed"
            )
        if not entries and found.bozo:
            raise InputError(Code.BAD_FORMAT, "is a damaged feed without any entry")
        source = one_line(found.feed.get("title", "")) or printable(blob.name)
        language = language_of(found.feed.get("language", "") or "")
        documents = [_document(entry, source, language) for entry in entries]
    kept = [document for document in documents if len(document.text) >= ENOUGH]
    if not kept:
        raise InputError(
            Code.NO_TEXT, f"is a feed of {len(entries):,} entries without text; give the articles it links to"
        )
    without = len(documents) - len(kept)
    if without:
        message = f"{without:,} of {len(documents):,} entries of the feed hold no text and were left out"
        first, *rest = kept
        return [_with_caution(first, Caution(Code.LOW_CONTENT, message)), *rest]
    return kept


def _headers(blob: Blob) -> dict[str, str]:
    return {"content-type": blob.media} if blob.media else {}


def _document(entry: FeedParserDict, source: str, language: str) -> Document:
    bodies = [content.get("value", "") for content in entry.get("content", [])]
    bodies.append(entry.get("summary", ""))
    # The longest: a summary may be the whole article and the content a stub, or the other way round.
    text = max(map(_plain, bodies), key=len)
    dates = (entry.get(name, "") or "" for name in ("published", "updated", "created", "date"))
    return Document(
        text=text,
        title=" ".join(_plain(entry.get("title", "")).split()),
        source=source,
        date=next(filter(None, map(day_of, dates)), ""),
        language=language,
    )


def _plain(value: str) -> str:
    if _MARKUP.search(value):
        try:
            return "\n\n".join(paragraphs_of(value))
        except InputError as error:
            if error.code is Code.NO_TEXT:
                return ""
            raise
    return "\n\n".join(split_paragraphs(clean_characters(value)))


def _with_caution(document: Document, caution: Caution) -> Document:
    return replace(document, cautions=(*document.cautions, caution))
