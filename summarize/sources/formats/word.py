"""Word documents (DOCX): the container, its few parts that matter, and the document they make.

The XML is read directly: only the parts named here are ever inflated, and nothing is resolved,
fetched or run. Comments are no part of the article; headers and footers only where there is nothing else.
Not here: what the parts say; `wordtext` reads them.
"""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

from summarize.errors import Code, InputError
from summarize.limits import Limits
from summarize.sources.blobs import Blob
from summarize.sources.boundary import parsing
from summarize.sources.characters import clean_characters, one_line
from summarize.sources.containers import check_budget, open_container, read_member
from summarize.sources.formats.metadata import day_of, language_of
from summarize.sources.formats.wordtext import read_body, read_notes, read_styles
from summarize.sources.names import printable
from summarize.types import Document

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MOST_XML = 32_000_000
"""Bytes of inflated XML: of one-letter paragraphs, these take 400 MB and ten seconds; of prose they are a library."""

_MAIN = "word/document.xml"
_CORE = "docProps/core.xml"
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def parse_word(blob: Blob, limits: Limits) -> list[Document]:
    """Return the document in a DOCX file: paragraphs, tables and text boxes in reading order, then notes.

    Deleted and hidden text is left out.

    Raises:
        InputError: BAD_FORMAT, DECOMP_LIMIT, TOO_MANY, TOO_DEEP, ENCRYPTED or NO_TEXT.
    """
    with parsing("Word document"), open_container(blob.content, limits) as archive:
        parts = _read_parts(archive, limits)
        main = _main_name(parts)
        if main not in parts:
            raise InputError(Code.BAD_FORMAT, "is a Word file without a document in it; save it again")
        folder = posixpath.dirname(main)
        styles = read_styles(parts.get(f"{folder}/styles.xml"))
        title, paragraphs = read_body(parts[main], styles)
        for notes in ("footnotes.xml", "endnotes.xml"):
            part = parts.get(f"{folder}/{notes}")
            if part is not None:
                paragraphs += read_notes(part, styles)
        if not paragraphs:
            for name in filter(_is_margin, sorted(parts)):
                paragraphs += read_body(parts[name], styles)[1]
        properties = _core_properties(parts.get(_CORE))
    if not paragraphs:
        raise InputError(Code.NO_TEXT, "holds no visible text; if it holds pictures of text, run OCR on them first")
    return [
        Document(
            text=clean_characters("\n\n".join(paragraphs)),
            title=one_line(properties.get("title", "")) or one_line(title),
            source=printable(blob.name),
            date=day_of(properties.get("created", "") or properties.get("modified", "")),
            language=language_of(properties.get("language", "")),
        )
    ]


def _read_parts(archive: zipfile.ZipFile, limits: Limits) -> dict[str, Element]:
    wanted = [member for member in archive.infolist() if _is_wanted(member.filename)]
    names = [member.filename for member in wanted]
    if len(set(names)) < len(names):
        raise InputError(Code.BAD_FORMAT, "holds a part twice, so readers would disagree; save it again")
    check_budget(wanted, replace(limits, inflated_bytes=min(limits.inflated_bytes, MOST_XML)))
    return {member.filename: parse_xml(read_member(archive, member, limits)) for member in wanted}


def _is_wanted(name: str) -> bool:
    if name in {"_rels/.rels", _CORE}:
        return True
    stem = posixpath.basename(name)
    return stem.endswith(".xml") and (
        stem.startswith("document") or _is_margin(name) or stem in {"styles.xml", "footnotes.xml", "endnotes.xml"}
    )


def _is_margin(name: str) -> bool:
    return posixpath.basename(name).startswith(("header", "footer"))


def parse_xml(content: bytes) -> Element:
    """Return the root of one part of a Word file; nothing is resolved or fetched.

    Raises:
        InputError: BAD_FORMAT or LIMIT.
    """
    from lxml import etree

    if any(doctype in content for doctype in _DOCTYPES):
        raise InputError(Code.BAD_FORMAT, "declares XML entities, which no word processor does; save it again")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(content, parser=parser)
    except etree.XMLSyntaxError as error:
        if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
            raise InputError(
                Code.LIMIT, "holds XML nested too deeply, or a text of over 10 MB in one run; save it again"
            ) from error
        raise InputError(Code.BAD_FORMAT, "holds damaged XML; open it in a word processor and save it again") from error


def _main_name(parts: dict[str, Element]) -> str:
    relations = parts.get("_rels/.rels")
    if relations is not None:
        for relation in relations:
            if str(relation.get("Type", "")).endswith("/officeDocument"):
                return posixpath.normpath(str(relation.get("Target", ""))).lstrip("/")
    return _MAIN


def _core_properties(root: Element | None) -> dict[str, str]:
    if root is None:
        return {}
    return {str(child.tag).rpartition("}")[2]: str(child.text or "") for child in root}
