"""One input's bytes to its documents: the kind is found, and that kind's reader called.

A pure function of bytes and limits, so that it can run in another process.
Not here: where the bytes came from.
"""

from __future__ import annotations

from summarize.errors import Code, InputError
from summarize.limits import LIMITS, Limits
from summarize.sources.archives import unpack_archive
from summarize.sources.blobs import Blob
from summarize.sources.boundary import parsing
from summarize.sources.formats.feeds import parse_feed
from summarize.sources.formats.pdf import parse_pdf
from summarize.sources.formats.plain import parse_markdown, parse_text
from summarize.sources.formats.records import read_json, read_json_lines
from summarize.sources.formats.webpage import parse_webpage
from summarize.sources.formats.word import parse_word
from summarize.sources.kinds import Kind, detect_kind
from summarize.sources.names import printable
from summarize.types import Document, Failure, Reading


def parse_blob(blob: Blob, limits: Limits = LIMITS) -> Reading:
    """Return all documents and failures of one input; whatever its bytes are, nothing is raised."""
    try:
        _check_size(blob, limits)
        with parsing("input"):
            kind = detect_kind(blob, limits)
            if kind is Kind.ZIP:
                return _read_archive(blob, limits)
            return _checked(_parse(kind, blob, limits), blob, limits)
    except InputError as error:
        return Reading((), (_failure(blob, error),))


def _parse(kind: Kind, blob: Blob, limits: Limits) -> Reading:
    match kind:
        case Kind.TEXT:
            return Reading(tuple(parse_text(blob, limits)))
        case Kind.MARKDOWN:
            return Reading(tuple(parse_markdown(blob, limits)))
        case Kind.HTML:
            return Reading(tuple(parse_webpage(blob, limits)))
        case Kind.PDF:
            return Reading(tuple(parse_pdf(blob, limits)))
        case Kind.DOCX:
            return Reading(tuple(parse_word(blob, limits)))
        case Kind.FEED:
            return Reading(tuple(parse_feed(blob, limits)))
        case Kind.JSON:
            return read_json(blob, limits)
        case Kind.JSONL:
            return read_json_lines(blob, limits)
        case Kind.ZIP:
            raise InputError(Code.UNSUPPORTED, "is an archive inside an archive; unpack the outer one first")


def _read_archive(blob: Blob, limits: Limits) -> Reading:
    documents: list[Document] = []
    failures: list[Failure] = []
    for member in unpack_archive(blob, limits):
        if isinstance(member, Failure):
            failures.append(member)
            continue
        try:
            with parsing("input"):
                found = _checked(_parse(detect_kind(member, limits), member, limits), member, limits)
            documents += found.documents
            failures += found.failures
        except InputError as error:
            failures.append(_failure(member, error))
    return Reading(tuple(documents), tuple(failures))


def _checked(reading: Reading, blob: Blob, limits: Limits) -> Reading:
    documents: list[Document] = []
    failures = list(reading.failures)
    for document in reading.documents:
        length = len(document.text)
        if length <= limits.characters:
            documents.append(document)
            continue
        message = f"holds a text of {length:,} characters; the limit is {limits.characters:,}; split it"
        failures.append(Failure(printable(blob.name), Code.TOO_LARGE.value, message))
    return Reading(tuple(documents), tuple(failures))


def _check_size(blob: Blob, limits: Limits) -> None:
    size = len(blob.content)
    if size > limits.input_bytes:
        raise InputError(Code.TOO_LARGE, f"has {size:,} bytes; the limit is {limits.input_bytes:,}; split it")


def _failure(blob: Blob, error: InputError) -> Failure:
    return Failure(printable(blob.name), error.code.value, error.message)
