"""Rows in and rows out, in chunks whose borders depend on the input alone.

Not here: how a file is cut into records (`inputs`), how a record becomes a digest (`rows`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

ROWS = 64
"""Records of a chunk unless said otherwise: two syncs a chunk cost under 1 % of its work, and a kill redoes seconds."""

DIGEST_BYTES = 16
"""Of the running hashes: a change goes unnoticed once in 10^38."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the input as a JSON object in bytes, b"" for a blank line; or what is wrong with it.

    `number` is its physical line, or its row in a table, from 1; `position` how many bytes of all input
    were read up to it, for progress alone.
    """

    file: str
    number: int
    content: bytes
    position: int = 0
    code: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive records without the blank lines between them, which are counted.

    `running` is the hash of all input up to the chunk's end.
    """

    number: int
    records: tuple[Record, ...]
    skipped: int
    running: str
    position: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row of the output: a line of JSON, and whether it is a digest or an error."""

    line: bytes
    good: bool


def cut_chunks(records: Iterable[Record], rows: int = ROWS) -> Iterator[Chunk]:
    """Group records; every record and blank line is in exactly one chunk.

    >>> [len(chunk.records) for chunk in cut_chunks([Record("a", n, b"{}") for n in range(5)], 2)]
    [2, 2, 1]
    """
    number, skipped, running, position = 0, 0, "", 0
    kept: list[Record] = []
    for record in records:
        running = chain(running, f"{record.file}:{record.number}:{record.code}:".encode(), record.content)
        position = record.position
        if not record.content and not record.code:
            skipped += 1
            continue
        kept.append(record)
        if len(kept) == rows:
            yield Chunk(number, tuple(kept), skipped, running, position)
            number, skipped, kept = number + 1, 0, []
    if kept or skipped:
        yield Chunk(number, tuple(kept), skipped, running, position)


def chain(before: str, *data: bytes) -> str:
    """The running hash after more data."""
    running = hashlib.blake2b(before.encode(), digest_size=DIGEST_BYTES)
    for piece in data:
        running.update(piece)
    return running.hexdigest()
