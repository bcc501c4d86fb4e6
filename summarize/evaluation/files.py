"""Files of marked data, plain or xz-compressed, read within the limits."""

from __future__ import annotations

import lzma
from pathlib import Path
from typing import IO

from summarize.errors import Code, InputError
from summarize.limits import LIMITS

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
