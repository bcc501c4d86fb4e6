"""Sums of a model's files: whole, to compare with a record, or short, for models that have no commit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

# 16 hexadecimal digits: two different models share one with a chance of 1 in 10^19.
DIGITS = 16


def digest_files(paths: Iterable[Path]) -> str:
    """A short fingerprint of the names and contents of files, in the order given.

    Raises:
        OSError: When one cannot be read.
    """
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.name.encode() + b"\0" + bytes.fromhex(digest_file(path)))
    return whole.hexdigest()[:DIGITS]


def digest_file(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal.

    Raises:
        OSError: When it cannot be read.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
