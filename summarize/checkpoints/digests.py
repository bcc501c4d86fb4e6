"""A short fingerprint of a model's files, for models that have no commit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

# 16 hexadecimal digits: two different models share one with a chance of 1 in 10^19.
DIGITS = 16
_CHUNK = 1 << 20


def digest_files(paths: Iterable[Path]) -> str:
    """A fingerprint of the names and contents of files, in the order given.

    Raises:
        OSError: When one cannot be read.
    """
    whole = hashlib.sha256()
    for path in paths:
        part = hashlib.sha256()
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                part.update(chunk)
        whole.update(path.name.encode() + b"\0" + part.digest())
    return whole.hexdigest()[:DIGITS]
