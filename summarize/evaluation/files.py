"""Files of marked data, plain or xz-compressed: read within the limits, and taken apart into JSON objects."""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from summarize.errors import Code, InputError
from summarize.limits import LIMITS

FINGERPRINT_DIGITS = 12
"""Hexadecimal digits of a file's SHA-256 in a signature."""

_XZ = b"\xfd7zXZ\x00"


def read_data(path: Path) -> bytes:
    """The bytes of a file, inflated where it is xz.

    Raises:
        InputError: When it cannot be read, is damaged, or exceeds the limits.
    """
    try:
        if not path.is_file():
            code = Code.NOT_A_FILE if path.exists() else Code.NOT_FOUND
            raise InputError(code, f"{path.name}: there is no such file; give a file, plain or .xz")
        with path.open("rb") as file:
            packed = file.read(len(_XZ)) == _XZ
            file.seek(0)
            return _inflate(file, path.name) if packed else _read_within(file, LIMITS.input_bytes, path.name)
    except OSError as error:
        raise InputError(Code.READ_ERROR, f"{path.name}: {error.strerror or 'cannot be read'}") from None


def fingerprint(data: bytes) -> str:
    """What stands for a file in a signature.

    >>> fingerprint(b"")
    'e3b0c44298fc'
    """
    return hashlib.sha256(data).hexdigest()[:FINGERPRINT_DIGITS]


def parse_records(data: bytes, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Numbered JSON objects, one a line; only line feeds end a line, since JSON strings may hold other breaks.

    Raises:
        InputError: When a line is no JSON object, with its number, or there is none at all.
    """
    numbered = [(number, line) for number, line in enumerate(data.split(b"\n"), 1) if line.strip()]
    if not numbered:
        raise InputError(Code.EMPTY, f"{name}: no rows; give one JSON object a line")
    for number, line in numbered:
        try:
            record = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
        except UnicodeDecodeError:
            raise bad_row(name, number, "not UTF-8; save the file as UTF-8") from None
        except (ValueError, RecursionError):
            raise bad_row(name, number, "not JSON; write one object a line") from None
        if not isinstance(record, dict):
            raise bad_row(name, number, "not a JSON object; write all fields of a row in one")
        yield number, record


def are_texts(value: Any) -> bool:
    """Whether a field is a list of texts, at least one of them not blank."""
    return isinstance(value, list) and all(isinstance(v, str) for v in value) and any(v.strip() for v in value)


def bad_row(name: str, number: int, message: str) -> InputError:
    """The error of a row that does not fit."""
    return InputError(Code.BAD_RECORD, f"{name}: line {number}: {message}")


def _inflate(file: IO[bytes], name: str) -> bytes:
    try:
        with lzma.open(file) as inflated:
            return _read_within(inflated, LIMITS.inflated_bytes, name)
    except (lzma.LZMAError, EOFError):
        raise InputError(Code.BAD_FORMAT, f"{name}: damaged xz file; compress it again") from None


def _read_within(file: IO[bytes], most: int, name: str) -> bytes:
    data = file.read(most + 1)
    if len(data) > most:
        raise InputError(Code.TOO_LARGE, f"{name}: more than {most:,} bytes; split the file")
    return data
