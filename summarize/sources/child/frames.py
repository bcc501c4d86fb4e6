"""What a parser process is told and answers: JSON and bytes, each with its length before it.

JSON, because nothing that a damaged or hijacked parser writes may run here; a pickle could.
Not here: the processes; `pool` holds them, `worker` is one.
"""

from __future__ import annotations

import json
import struct
from dataclasses import asdict
from typing import IO, Any

from summarize.limits import Limits
from summarize.sources.blobs import Blob
from summarize.types import Caution, Document, Failure, Reading, Removal

READY = b"ready"
SPENT = b"spent"
"""What a worker says after each answer: that it can take the next task, or that another one should."""

_LENGTH = struct.Struct(">Q")


def write_frame(stream: IO[bytes], content: bytes) -> None:
    """Write the content with its length before it."""
    stream.write(_LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def read_frame(stream: IO[bytes], most: int) -> bytes:
    """Return the content of the next frame.

    Raises:
        ValueError: When the stream ends inside it, or it is longer than `most` bytes.
    """
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise ValueError("the stream ended")
    length = int(_LENGTH.unpack(head)[0])
    if length > most:
        raise ValueError(f"a frame of {length} bytes")
    content = stream.read(length)
    if len(content) < length:
        raise ValueError("the stream ended inside a frame")
    return content


def pack_task(blob: Blob, limits: Limits) -> bytes:
    """Return all that parsing needs but for the content, which goes in a frame of its own."""
    return _dump({"name": blob.name, "media": blob.media, "limits": asdict(limits)})


def unpack_task(task: bytes, content: bytes) -> tuple[Blob, Limits]:
    """Return what `pack_task` packed."""
    found = json.loads(task)
    return Blob(found["name"], content, found["media"]), Limits(**found["limits"])


def pack_reading(reading: Reading) -> bytes:
    """Return a result as JSON."""
    return _dump(asdict(reading))


def unpack_reading(answer: bytes) -> Reading:
    """Return what `pack_reading` packed.

    Raises:
        ValueError: When it is anything else; its writer is not trusted.
    """
    try:
        found = json.loads(answer)
        return Reading(
            tuple(_document(fields) for fields in found["documents"]),
            tuple(Failure(**_texts(fields)) for fields in found["failures"]),
        )
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError("not a reading") from error


def _document(fields: dict[str, Any]) -> Document:
    removed = tuple(Removal(**_texts(each)) for each in fields.pop("removed"))
    cautions = tuple(Caution(**_texts(each)) for each in fields.pop("cautions"))
    if fields.pop("duplicate_of") is not None:
        raise TypeError("a reader knows of no duplicates")
    return Document(**_texts(fields), removed=removed, cautions=cautions)


def _texts(fields: dict[str, Any]) -> dict[str, str]:
    if not all(isinstance(value, str) for value in fields.values()):
        raise TypeError("not a text")
    return fields


def _dump(value: object) -> bytes:
    # ASCII: names may hold lone surrogates, which stand for bytes that are no UTF-8.
    return json.dumps(value, ensure_ascii=True).encode("ascii")
