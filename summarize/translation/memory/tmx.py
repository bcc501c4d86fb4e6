"""Translation memories as TMX 1.4, the format that every translation tool exchanges.

What inline elements stand for (formatting of other tools) is left out, the text around them is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from summarize.errors import Code, UsageError
from summarize.translation.memory.interchange import language_of, local_name, read_elements
from summarize.translation.memory.records import Record
from summarize.version import VERSION

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ANY = "*all*"
_MODEL, _GLOSSARY = "x-model", "x-glossary"
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_tmx(content: bytes) -> Iterator[Record]:
    """The pairs of a TMX file: each unit's source language with each other language.

    Raises:
        UsageError: BAD_FORMAT when it is no TMX.
    """
    main = ""
    units = 0
    for element in read_elements(content, "header", "tu"):
        if local_name(element) == "header":
            main = element.get("srclang", "")
            continue
        units += 1
        yield from _read_unit(element, element.get("srclang", main))
    if not units:
        raise UsageError(Code.BAD_FORMAT, "holds no tu element; is it TMX?")


def write_tmx(records: Iterable[Record], out: BinaryIO) -> int:
    """Write records as one TMX file; how many."""
    from lxml import etree

    header = {
        "creationtool": "summarize", "creationtoolversion": VERSION, "segtype": "sentence", "o-tmf": "summarize",
        "adminlang": "en", "srclang": _ANY, "datatype": "plaintext",
    }  # fmt: skip
    count = 0
    with etree.xmlfile(out, encoding="utf-8") as file:
        file.write_declaration()
        with file.element("tmx", version="1.4"):
            file.write(etree.Element("header", header), "\n")
            with file.element("body"):
                for count, record in enumerate(records, 1):  # noqa: B007 - the last one is the number of all
                    file.write("\n", _unit(record))
    return count


def _read_unit(unit: Element, main: str) -> Iterator[Record]:
    texts: dict[str, str] = {}
    for variant in unit.iterchildren("{*}tuv"):
        segment = variant.find("{*}seg")
        text = " ".join(_text(segment).split()) if segment is not None else ""
        if text:
            texts.setdefault(language_of(variant), text)
    source = main.replace("_", "-").partition("-")[0].lower()
    if source not in texts and main != _ANY:
        return
    source = source if source in texts else next(iter(texts), "")
    properties = {p.get("type"): p.text or "" for p in unit.iterchildren("{*}prop")}
    made = properties.get(_MODEL, ""), properties.get(_GLOSSARY, "")
    yield from (Record(source, other, texts[source], text, *made) for other, text in texts.items() if other != source)


def _text(element: Element) -> str:
    """Text of a segment; of inline elements only what `hi` marks is text."""
    pieces = [element.text or ""]
    for child in element:
        pieces += [_text(child) if local_name(child) == "hi" else "", child.tail or ""]
    return "".join(pieces)


def _unit(record: Record) -> Element:
    from lxml import etree

    unit = etree.Element("tu", srclang=record.source_language)
    for name, value in ((_MODEL, record.model), (_GLOSSARY, record.glossary)):
        if value:
            etree.SubElement(unit, "prop", type=name).text = _NOT_XML.sub("", value)
    for language, text in ((record.source_language, record.source), (record.target_language, record.target)):
        variant = etree.SubElement(unit, "tuv", {_XML_LANGUAGE: language})
        etree.SubElement(variant, "seg").text = _NOT_XML.sub("", text)
    return unit
