"""What a journal says: a heading, a line a chunk, and the end, each line sealed with all that came before.

Not here: writing them (`journal`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarize.batch.chunks import DIGEST_BYTES, Chunk, Outcome, chain
from summarize.errors import Code, UsageError

FORMAT = 1
"""Raised whenever a journal of the same run would be written in another way."""

AGAIN = "name another output, or start again with --overwrite"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records came to what; rows are the sum of the first two, records of all three."""

    good: int = 0
    errors: int = 0
    skipped: int = 0

    @property
    def records(self) -> int:
        """All that was read."""
        return self.good + self.errors + self.skipped

    def add(self, chunk: Chunk, outcomes: Sequence[Outcome]) -> Tally:
        """With another chunk."""
        good = sum(outcome.good for outcome in outcomes)
        return Tally(self.good + good, self.errors + len(outcomes) - good, self.skipped + chunk.skipped)


@dataclass(frozen=True, slots=True)
class Commit:
    """A chunk on the disk: its number, and everything up to its end."""

    chunk: int
    length: int
    rows: str
    input: str
    tally: Tally


START = Commit(-1, 0, "", "", Tally())


def read_lines(path: Path) -> tuple[list[dict[str, Any]], int]:
    """The sound lines of a journal, and where they end: what a kill tore off is no line.

    Raises:
        UsageError: When a line before the last is not as it was written.
    """
    lines: list[dict[str, Any]] = []
    length, check = 0, ""
    with path.open("rb") as stream:
        for data in stream:
            line = _unseal(data, check)
            if line is None:
                if stream.read(1):
                    raise UsageError(Code.BAD_FORMAT, f"{path.name} was changed since it was written; {AGAIN}")
                break
            lines.append(line)
            length += len(data)
            check = line["check"]
    return lines, length


def as_commit(line: dict[str, Any]) -> Commit:
    """A line of a journal that tells of a chunk."""
    return Commit(line["chunk"], line["length"], line["rows"], line["input"], Tally(**line["tally"]))


def hash_file(path: Path) -> str:
    """The hash of a whole file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=DIGEST_BYTES)).hexdigest()


def seal_line(line: dict[str, Any], before: str) -> bytes:
    """A line with the hash of itself and of all lines before."""
    return json.dumps(line | {"check": chain(before, json.dumps(line).encode())}).encode() + b"\n"


def _unseal(data: bytes, before: str) -> dict[str, Any] | None:
    """The line, or None where it is not as it was sealed."""
    try:
        line = json.loads(data)
        bare = {key: value for key, value in line.items() if key != "check"}
        return line if data == seal_line(bare, before) else None
    except (ValueError, AttributeError, RecursionError):
        return None
