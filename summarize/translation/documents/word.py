"""Word documents: the text of body, tables, headers, footers and notes is replaced, all else is copied.

Every other part of the file (pictures, styles, numbering …) goes over byte for byte.
Not here: paragraphs (`wordparagraphs`), which way they are written (`worddirection`).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from summarize.errors import Code, InputError
from summarize.limits import Limits
from summarize.sources.boundary import parsing
from summarize.sources.containers import check_budget, open_container, read_member
from summarize.sources.formats.word import MOST_XML, parse_xml
from summarize.translation.documents.passages import Layout, Passage
from summarize.translation.documents.worddirection import turn_part
from summarize.translation.documents.wordparagraphs import read_paragraph, write_paragraph

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_READ = re.compile(r"word/(?:document|header|footer|footnotes|endnotes)\d*\.xml")
_PARAGRAPH = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"


def read_word(content: bytes, source: str, limits: Limits) -> Layout:
    """The paragraphs of a DOCX file, each a passage; `source` is the language that it is in.

    Raises:
        InputError: BAD_FORMAT, UNSUPPORTED, DECOMP_LIMIT, TOO_MANY, TOO_DEEP, LIMIT or ENCRYPTED.
    """
    with parsing("Word document"), open_container(content, limits) as archive:
        members = archive.infolist()
        check_budget(members, limits)
        texts = [member for member in members if _READ.fullmatch(member.filename)]
        check_budget(texts, replace(limits, inflated_bytes=min(limits.inflated_bytes, MOST_XML)))
        contents = {member.filename: read_member(archive, member, limits) for member in members}
        roots = {member.filename: parse_xml(contents[member.filename]) for member in texts}
        if len(contents) < len(members):
            raise InputError(Code.BAD_FORMAT, "holds a part twice, so readers would disagree; save it again")
        read = [(p, *read_paragraph(p)) for root in roots.values() for p in root.iter(_PARAGRAPH)]
        if not read:  # a strict file has a namespace of its own
            raise InputError(Code.UNSUPPORTED, "is no DOCX of the usual kind; save it as Word Document (.docx)")
    passages = tuple(passage for _, passage, _ in read)

    def fill(translated: Sequence[Passage], language: str) -> bytes:
        for (paragraph, before, marks), after in zip(read, translated, strict=True):
            if after != before:
                write_paragraph(paragraph, after, marks)
        for root in roots.values():
            turn_part(root, source, language)
        return _pack(members, contents, roots)

    return Layout(passages, fill)


def _pack(members: Sequence[zipfile.ZipInfo], contents: dict[str, bytes], roots: dict[str, Element]) -> bytes:
    """The same zip, order and times kept, with new texts."""
    from lxml import etree

    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            root = roots.get(member.filename)
            data = contents[member.filename]
            if root is not None:
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            copy = zipfile.ZipInfo(member.filename, member.date_time)
            copy.compress_type = member.compress_type
            archive.writestr(copy, data)
    return packed.getvalue()
