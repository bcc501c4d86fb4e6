"""The way in: one file's bytes, its translation in the same format, and both side by side.

Not here: reading files and opening models (`summarizer`), nor how the formats keep their layout.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Sequence
from typing import get_args

from summarize.errors import Code, InputError, UsageError
from summarize.limits import LIMITS, Limits
from summarize.models.languages import direction
from summarize.sources.blobs import Blob
from summarize.sources.child.pool import parse_apart
from summarize.sources.encoding import charset_of, decode
from summarize.sources.fetching.fetcher import OfflineFetcher
from summarize.sources.kinds import Kind, detect_kind
from summarize.sources.locators import Source, open_source
from summarize.sources.names import printable
from summarize.text.language import detect_language
from summarize.translation.documents.markdown import read_markdown
from summarize.translation.documents.passages import Layout, Passage
from summarize.translation.documents.plain import read_plain
from summarize.translation.documents.renditions import Progress, translate_passages
from summarize.translation.documents.word import read_word
from summarize.translation.points import Opener
from summarize.types import DocumentKind, Failure, Rung, TranslatedDocument

KINDS: dict[Kind, DocumentKind] = {Kind.TEXT: "text", Kind.MARKDOWN: "markdown", Kind.DOCX: "docx"}


def open_document(locator: str, limits: Limits = LIMITS) -> Blob:
    """The bytes of one file, or of standard input for "-".

    Raises:
        InputError: When it cannot be read, or is no single file.
    """
    found = list(open_source(Source.from_locator(locator), limits, OfflineFetcher()))
    if len(found) != 1:
        raise InputError(Code.TOO_MANY, f"{printable(locator)}: is {len(found)} files; translate one at a time")
    if isinstance(found[0], Failure):
        raise InputError(Code(found[0].code), f"{found[0].source}: {found[0].message}")
    return found[0]


def translate_document(
    blob: Blob,
    target: str,
    open_desk: Opener,
    *,
    source_language: str = "",
    progress: Progress | None = None,
    limits: Limits = LIMITS,
) -> TranslatedDocument:
    """Translate a whole document, its layout kept.

    Args:
        blob: A text, Markdown or DOCX file.
        target: Language wanted, two letters.
        open_desk: Gives the models and aids of a language pair.
        source_language: Language of the file; "" means detected.
        progress: Is told now and then.
        limits: What is refused.

    Raises:
        InputError: When the file is hostile, damaged, too large, without text or of another kind.
        UsageError: When its language cannot be told, or is the target already.
        ModelError: When no model has the language pair, or one fails.
        StorageError: When the translation memory cannot be used.
    """
    kind, language = _inspect(blob, source_language, limits)
    if language == target:
        raise UsageError(Code.BAD_OPTION, f"{blob.name} is in {target!r} already; --from says otherwise")
    layout = _read_layout(blob, kind, language, limits)
    desk = open_desk(language, target)
    renditions = translate_passages(layout.passages, desk, progress)
    paragraphs = tuple(r.units for r in renditions if r.units)
    rungs = Counter(unit.rung for units in paragraphs for unit in units)
    return TranslatedDocument(
        name=blob.name,
        kind=KINDS[kind],
        source_language=language,
        language=target,
        direction=direction(target),
        model="+".join(f"{model.name}@{model.revision}" for model in desk.translators),
        paragraphs=paragraphs,
        rungs=tuple((rung, rungs[rung]) for rung in get_args(Rung) if rungs[rung]),
        content=layout.fill([r.passage for r in renditions], target),
    )


def _inspect(blob: Blob, source_language: str, limits: Limits) -> tuple[Kind, str]:
    """The kind and language of a document that the sources stage can read: what it refuses is refused here."""
    reading = parse_apart(blob, limits)
    for failure in reading.failures:
        raise InputError(Code(failure.code), f"{failure.source}: {failure.message}")
    kind = detect_kind(blob, limits)
    if kind not in KINDS:
        raise InputError(
            Code.UNSUPPORTED, f"{blob.name}: is {kind.value}; whole documents are translated from text, Markdown, DOCX"
        )
    (document,) = reading.documents
    language = source_language or document.language or detect_language(document.text)
    if not language:
        raise UsageError(Code.BAD_OPTION, f"{blob.name} holds too little text to tell its language; --from sets it")
    return kind, language


def _read_layout(blob: Blob, kind: Kind, language: str, limits: Limits) -> Layout:
    if kind is Kind.DOCX:
        try:
            return read_word(blob.content, language, limits)
        except InputError as error:
            raise InputError(error.code, f"{printable(blob.name)}: {error.message}") from None
    text = decode(blob.content, charset_of(blob.media)).text
    mark = BOM_UTF8 if blob.content.startswith(BOM_UTF8) else b""
    line_end = b"\r\n" if "\r\n" in text else b"\n"
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    layout = read_markdown(lines) if kind is Kind.MARKDOWN else read_plain(lines)

    def fill(translated: Sequence[Passage], target: str) -> bytes:
        return mark + layout.fill(translated, target).replace(b"\n", line_end)

    return Layout(layout.passages, fill)
