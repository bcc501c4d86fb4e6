r"""JSON objects, lists of objects and JSON lines: each record with a text is a document.

JSON as its standard has it: no NaN, no doubled keys, UTF-8, lines ended by "\n" alone.
Not here: fetching what a record's address points to; it only names the source.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from summarize.errors import Code, InputError
from summarize.limits import Limits
from summarize.sources.blobs import Blob
from summarize.sources.characters import clean_characters, one_line
from summarize.sources.encoding import charset_of, decode
from summarize.sources.formats.markup import paragraphs_of
from summarize.sources.formats.metadata import day_of, language_of
from summarize.sources.formats.paragraphs import split_paragraphs
from summarize.sources.names import printable
from summarize.types import Caution, Document, Failure, Reading

TEXT_KEYS = ("text", "content", "body", "article", "articlebody")
TITLE_KEYS = ("title", "headline")
SOURCE_KEYS = ("source", "outlet", "publisher", "url", "link")
DATE_KEYS = ("date", "published", "publishedat", "datepublished", "pubdate")
LANGUAGE_KEYS = ("language", "lang")
LIST_KEYS = ("documents", "articles")

_MARKUP = re.compile(r"</(?:p|div|h[1-6]|li|span|a|b|i|em|strong)\s*>|<(?:br|p)\s*/?>", re.IGNORECASE)


def read_json(blob: Blob, limits: Limits) -> Reading:
    """Return the documents of a JSON object or list; each unusable record of a list is a failure.

    Raises:
        InputError: BAD_RECORD when the file is not JSON, holds no object, or its only record is bad;
            TOO_MANY records.
    """
    decoded = decode(blob.content, charset_of(blob.media))
    value = _load(decoded.text)
    opened = _opened(value)
    if not isinstance(opened, list):
        return Reading((make_document(opened, blob.name, decoded.cautions),))
    _check_count(len(opened), limits)
    if not opened:
        raise InputError(Code.EMPTY, "is an empty list; give at least one object with a text")
    return _read_all(((f"record {number}", record) for number, record in enumerate(opened, 1)), blob)


def read_json_lines(blob: Blob, limits: Limits) -> Reading:
    """Return the documents of a file with one JSON object a line; each unusable line is a failure.

    Raises:
        InputError: TOO_MANY records.
    """
    lines = blob.content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    _check_count(len(numbered), limits)
    return _read_all(((f"line {number}", line) for number, line in numbered), blob)


def _read_all(records: Iterable[tuple[str, object]], blob: Blob) -> Reading:
    documents: list[Document] = []
    failures: list[Failure] = []
    for place, record in records:
        try:
            value = parse_line(record) if isinstance(record, bytes) else record
            documents.append(make_document(value, blob.name))
        except InputError as error:
            failures.append(Failure(printable(blob.name), error.code.value, f"{place} {error.message}"))
    return Reading(tuple(documents), tuple(failures))


def parse_line(line: bytes) -> object:
    """The value of one line of JSON.

    Raises:
        InputError: BAD_RECORD when it is not UTF-8 or not JSON as its standard has it.
    """
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(Code.BAD_RECORD, f"is not UTF-8 at byte {error.start + 1}; write it as UTF-8") from error
    return _load(text)


def _load(text: str) -> object:
    try:
        return json.loads(text.removeprefix("\ufeff"), parse_constant=_refuse, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise InputError(Code.BAD_RECORD, f"is not valid JSON at {where}: {error.msg}") from error
    except RecursionError as error:
        raise InputError(Code.BAD_RECORD, "nests lists or objects too deeply; flatten it") from error
    except ValueError as error:
        raise InputError(Code.BAD_RECORD, "holds a number of more digits than can be read; write it as text") from error


def _refuse(constant: str) -> object:
    raise InputError(Code.BAD_RECORD, f"holds {constant}, which is not JSON; write null")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise InputError(Code.BAD_RECORD, "names a key twice, so one value would be lost; keep one")
    return found


def _opened(value: object) -> object:
    if isinstance(value, dict):
        for key in LIST_KEYS:
            if isinstance(value.get(key), list):
                return value[key]
    return value


def _check_count(count: int, limits: Limits) -> None:
    if count > limits.inputs:
        raise InputError(
            Code.TOO_MANY, f"holds {count:,} records; at most {limits.inputs:,} are read in one run; split the file"
        )


def make_document(value: object, name: str, cautions: tuple[Caution, ...] = ()) -> Document:
    """The document of a JSON object; `name` is its source where it tells none.

    Raises:
        InputError: BAD_RECORD when it is no object or has no text.
    """
    if not isinstance(value, dict):
        kind = {list: "a list", str: "a string", bool: "true or false", type(None): "null"}.get(type(value), "a number")
        raise InputError(Code.BAD_RECORD, f"is {kind}, not an object with a text")
    # Of keys that differ only in case or marks, the first counts.
    record = {_plain_key(key): each for key, each in reversed(value.items())}
    text = _text(next(_strings(record, TEXT_KEYS), ""))
    if not text:
        raise InputError(Code.BAD_RECORD, f"has no text; put it under one of the keys {', '.join(TEXT_KEYS)}")
    return Document(
        text=text,
        title=one_line(next(_strings(record, TITLE_KEYS), "")),
        source=one_line(next(_strings(record, SOURCE_KEYS), "")) or printable(name),
        date=next(filter(None, map(day_of, _strings(record, DATE_KEYS))), ""),
        language=language_of(next(_strings(record, LANGUAGE_KEYS), "")),
        cautions=cautions,
    )


def _plain_key(key: str) -> str:
    return key.lower().replace("_", "").replace("-", "")


def _strings(record: dict[str, object], keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        value = record.get(key)
        if isinstance(value, dict):  # {"source": {"name": "The Courier"}}
            value = value.get("name")
        elif isinstance(value, list):
            value = "\n\n".join(part for part in value if isinstance(part, str))
        if isinstance(value, str) and value.strip():
            yield value


def _text(value: str) -> str:
    value = clean_characters(value)
    paragraphs = paragraphs_of(value) if _MARKUP.search(value) else split_paragraphs(value)
    return "\n\n".join(paragraphs)
