"""What the fields of a row mean: its id, its documents, and what is passed through.

Not here: reading JSON or files (`inputs`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from summarize.batch.chunks import Record
from summarize.errors import Code, InputError
from summarize.limits import LIMITS, Limits
from summarize.rendering.record import Json
from summarize.sources.formats.records import LIST_KEYS, make_document, parse_line
from summarize.sources.names import printable
from summarize.types import Document, Failure, Reading

LONGEST_ID = 1_000
"""Characters: an id names a row, it does not hold it."""

OF_A_DOCUMENT = ("text", "title", "source", "date", "language")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things are in a row, as dotted paths; "" leaves it to the usual names (text, content, headline …).

    Attributes:
        documents: A list of documents; the paths of a document's own fields then start at each of them.
        keep: Fields that are passed through to the output.
    """

    id: str = "id"
    documents: str = ""
    text: str = ""
    title: str = ""
    source: str = ""
    date: str = ""
    language: str = ""
    keep: tuple[str, ...] = ()


USUAL = Columns()


@dataclass(frozen=True, slots=True)
class Row:
    """A record understood: its documents, those that cannot be used, and what goes to the output as it is."""

    id: str | int
    reading: Reading
    kept: dict[str, Json]


def read_row(record: Record, columns: Columns, limits: Limits = LIMITS) -> Row:
    """What a record says.

    Raises:
        InputError: When it is no JSON object, or holds no usable document.
    """
    if record.code:
        raise InputError(Code(record.code), record.message)
    value = parse_line(record.content)
    if not isinstance(value, dict):
        make_document(value, record.file)  # says what it is instead
        raise InputError(Code.BAD_RECORD, "is not an object")
    kept = {path: look_up(value, path) for path in columns.keep}
    return Row(find_id(value, record, columns), _read_documents(value, record.file, columns, limits), kept)


def name_record(record: Record, columns: Columns) -> str | int:
    """The id of a record that may be of no use otherwise: its own where it can be read."""
    try:
        value = parse_line(record.content)
        return find_id(value, record, columns) if isinstance(value, dict) else _generated(record)
    except InputError:
        return _generated(record)


def find_id(value: dict[str, Any], record: Record, columns: Columns) -> str | int:
    """A row's own id, or its file and line where it has none; numbers and strings stay apart.

    >>> find_id({"id": 7}, Record("a.jsonl", 3, b""), Columns()), find_id({}, Record("a.jsonl", 3, b""), Columns())
    (7, 'a.jsonl:3')

    Raises:
        InputError: BAD_RECORD when it is neither text nor a whole number, or too long.
    """
    found = look_up(value, columns.id)
    if found is None:
        return _generated(record)
    if isinstance(found, bool) or not isinstance(found, str | int):
        raise InputError(Code.BAD_RECORD, f"has an id under {columns.id!r} that is neither text nor a whole number")
    if len(str(found)) > LONGEST_ID:
        raise InputError(Code.BAD_RECORD, f"has an id of {len(str(found)):,} characters; the limit is {LONGEST_ID:,}")
    return found


def look_up(value: Any, path: str) -> Any:
    """What is at a dotted path, None where it leads nowhere; a key with dots of its own comes first.

    >>> look_up({"body": {"text": "Rain."}}, "body.text"), look_up({"body.text": "Sun."}, "body.text")
    ('Rain.', 'Sun.')
    """
    if isinstance(value, dict) and path in value:
        return value[path]
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _generated(record: Record) -> str:
    return f"{record.file}:{record.number}"


def _read_documents(value: dict[str, Any], name: str, columns: Columns, limits: Limits) -> Reading:
    given = look_up(value, columns.documents) if columns.documents else _listed(value)
    if columns.documents and not isinstance(given, list):
        raise InputError(Code.BAD_RECORD, f"has no list of documents under {columns.documents!r}")
    if given is None:
        return Reading((_read_document(value, name, columns, limits),))
    if not given:
        raise InputError(Code.EMPTY, "has an empty list of documents")
    if len(given) > limits.inputs:
        raise InputError(Code.TOO_MANY, f"has {len(given):,} documents; at most {limits.inputs:,} make one digest")
    documents: list[Document] = []
    failures: list[Failure] = []
    for place, each in enumerate(given, 1):
        try:
            documents.append(_read_document({"text": each} if isinstance(each, str) else each, name, columns, limits))
        except InputError as error:
            failures.append(Failure(printable(name), error.code.value, f"document {place} {error.message}"))
    if not documents:
        raise InputError(Code(failures[0].code), failures[0].message)
    return Reading(tuple(documents), tuple(failures))


def _listed(value: dict[str, Any]) -> Any:
    return next((value[key] for key in LIST_KEYS if isinstance(value.get(key), list)), None)


def _read_document(value: Any, name: str, columns: Columns, limits: Limits) -> Document:
    if isinstance(value, dict):
        value = _renamed(value, columns)
    document = make_document(value, name)
    if len(document.text) > limits.characters:
        message = f"holds a text of {len(document.text):,} characters; the limit is {limits.characters:,}; split it"
        raise InputError(Code.TOO_LARGE, message)
    # Where a row names no source, its file is none: the row's own id says where it came from.
    return replace(document, source="") if document.source == printable(name) else document


def _renamed(value: dict[str, Any], columns: Columns) -> dict[str, Any]:
    """The fields that were pointed at under the names that readers know, before all others."""
    found = {field: look_up(value, path) for field in OF_A_DOCUMENT if (path := getattr(columns, field))}
    if columns.text and not isinstance(found["text"], str | list):
        raise InputError(Code.BAD_RECORD, f"has no text under {columns.text!r}")
    return found | {key: each for key, each in value.items() if key not in found}
