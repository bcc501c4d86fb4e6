"""Plain text and Markdown: bytes to one document, with what its front matter says.

Not here: cleaning. A title that the text repeats stays in the text.
"""

from __future__ import annotations

from summarize.errors import Code, InputError
from summarize.limits import Limits
from summarize.sources.blobs import Blob
from summarize.sources.characters import clean_characters
from summarize.sources.encoding import Decoded, charset_of, decode
from summarize.sources.formats.frontmatter import FrontMatter, split_front_matter
from summarize.sources.formats.markdown import plain_from_markdown
from summarize.sources.formats.paragraphs import split_paragraphs
from summarize.sources.names import printable
from summarize.types import Caution, Document

LONGEST_HEADLINE = 150
"""Characters; longer first lines of plain text are sentences, and so is one with a full stop."""
_SENTENCE_ENDS = tuple(".:;,؛،…-–—")


def parse_text(blob: Blob, limits: Limits) -> list[Document]:
    """Return the document in a plain text file.

    Raises:
        InputError: BINARY, EMPTY, or TOO_LARGE.
    """
    decoded = _decode(blob, limits)
    front, body = split_front_matter(clean_characters(decoded.text))
    paragraphs = split_paragraphs(body)
    return [_document(blob, front, paragraphs, _headline(paragraphs), decoded.cautions)]


def parse_markdown(blob: Blob, limits: Limits) -> list[Document]:
    """Return the document in a Markdown file, its marks removed.

    Raises:
        InputError: BINARY, EMPTY, or TOO_LARGE.
    """
    decoded = _decode(blob, limits)
    front, body = split_front_matter(clean_characters(decoded.text))
    title, paragraphs = plain_from_markdown(body)
    return [_document(blob, front, paragraphs, title, decoded.cautions)]


def _decode(blob: Blob, limits: Limits) -> Decoded:
    decoded = decode(blob.content, charset_of(blob.media))
    length = len(decoded.text)
    if length > limits.characters:  # Known now, before minutes are spent on its lines.
        raise InputError(
            Code.TOO_LARGE, f"has {length:,} characters; the limit for one text is {limits.characters:,}; split it"
        )
    return decoded


def _headline(paragraphs: list[str]) -> str:
    if len(paragraphs) < 2 or len(paragraphs[0]) > LONGEST_HEADLINE:
        return ""
    first, second = paragraphs[:2]
    return first if len(first) < len(second) and not first.endswith(_SENTENCE_ENDS) else ""


def _document(
    blob: Blob, front: FrontMatter, paragraphs: list[str], title: str, cautions: tuple[Caution, ...]
) -> Document:
    if not paragraphs:
        raise InputError(Code.EMPTY, "holds no text besides marks and white space")
    return Document(
        text="\n\n".join(paragraphs),
        title=front.title or title,
        source=front.source or printable(blob.name),
        date=front.date,
        language=front.language,
        cautions=cautions,
    )
