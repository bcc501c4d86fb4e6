"""The one tree of errors, each with a stable code, a readable line and an exit status.

    SummarizeError
    ├── UsageError      2   an option or argument is wrong
    ├── InputError      3   one input cannot be used; the rest of the run goes on
    ├── StorageError    4   the output cannot be written
    └── ModelError      5   a model is missing, damaged or unfit for the job

A message says what was found, which limit or value is concerned, and what to do. It never
holds article text, nor paths or addresses beyond the input's own name.
"""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """Stable codes; scripts may match on them."""

    BAD_OPTION = "BAD_OPTION"
    NOT_FOUND = "NOT_FOUND"
    READ_ERROR = "READ_ERROR"
    NOT_A_FILE = "NOT_A_FILE"
    EMPTY = "EMPTY"
    TOO_SHORT = "TOO_SHORT"
    TOO_LARGE = "TOO_LARGE"
    TOO_MANY = "TOO_MANY"
    TOO_DEEP = "TOO_DEEP"
    BINARY = "BINARY"
    BAD_FORMAT = "BAD_FORMAT"
    UNSUPPORTED = "UNSUPPORTED"
    ENCRYPTED = "ENCRYPTED"
    NO_TEXT = "NO_TEXT"
    LOW_QUALITY = "LOW_QUALITY"
    LOW_CONTENT = "LOW_CONTENT"
    TRUNCATED = "TRUNCATED"
    ENCODING = "ENCODING"
    DECOMP_LIMIT = "DECOMP_LIMIT"
    LIMIT = "LIMIT"
    TIMEOUT = "TIMEOUT"
    PARSER_CRASHED = "PARSER_CRASHED"
    BAD_RECORD = "BAD_RECORD"
    POISON = "POISON"
    BAD_URL = "BAD_URL"
    BLOCKED = "BLOCKED"
    FETCH_DNS = "FETCH_DNS"
    FETCH_TIMEOUT = "FETCH_TIMEOUT"
    FETCH_STATUS = "FETCH_STATUS"
    FETCH_TLS = "FETCH_TLS"
    FETCH_INCOMPLETE = "FETCH_INCOMPLETE"
    FETCH_PROTOCOL = "FETCH_PROTOCOL"
    TOO_MANY_REDIRECTS = "TOO_MANY_REDIRECTS"
    NO_SPACE = "NO_SPACE"
    WRITE_ERROR = "WRITE_ERROR"
    NO_MODEL = "NO_MODEL"
    BAD_MODEL = "BAD_MODEL"
    UNSUPPORTED_LANG = "UNSUPPORTED_LANG"
    NO_MEMORY = "NO_MEMORY"
    GEN_EMPTY = "GEN_EMPTY"
    GEN_LOOP = "GEN_LOOP"
    GEN_LENGTH = "GEN_LENGTH"
    LICENCE = "LICENCE"


class SummarizeError(Exception):
    """Any failure that this package reports; `exit_status` is what the terminal ends with."""

    exit_status = 1

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


class UsageError(SummarizeError):
    """An option or argument is wrong; nothing was done."""

    exit_status = 2


class InputError(SummarizeError):
    """One input cannot be used."""

    exit_status = 3


class StorageError(SummarizeError):
    """The output cannot be written."""

    exit_status = 4


class ModelError(SummarizeError):
    """A model is missing, damaged, or cannot do what was asked."""

    exit_status = 5
