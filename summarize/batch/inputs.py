"""Files of rows: JSON lines, CSV, TSV and Parquet, plain or packed; a file, a folder or a pattern.

Every row is yielded once, as JSON in bytes or with what is wrong with it, in constant memory. Not here: what
a row means (`columns`).
"""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import math
import os
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from summarize.batch.chunks import Record
from summarize.batch.tables import import_arrow
from summarize.errors import Code, InputError, UsageError
from summarize.limits import LIMITS, Limits
from summarize.sources.files import has_magic, match_pattern, walk_directory
from summarize.sources.names import printable

MOST_FILES = 1_000_000
TABLE_ROWS = 64
"""Rows of a Parquet file in memory at a time; with 50 MB a row at most, and usually some kilobytes."""
SKIP_BYTES = 1 << 20

LINES = frozenset({".jsonl", ".ndjson"})
DELIMITERS = {".csv": ",", ".tsv": "\t"}
PACKED = frozenset({".gz", ".bz2", ".zst"})
_KINDS = "jsonl, ndjson, csv, tsv (each also .gz, .bz2 or .zst) or parquet"


def find_inputs(locator: str, limits: Limits = LIMITS) -> dict[str, Path]:
    """The files of a locator by the names that output and fingerprint call them, sorted.

    Raises:
        InputError: NOT_FOUND, NOT_A_FILE, TOO_MANY or EMPTY.
        UsageError: When a file's ending is none that is read.
    """
    limits = replace(limits, inputs=MOST_FILES)
    path = Path(locator)
    if path.is_dir():
        paths = [found for found in walk_directory(path, limits) if _kind(found)]
        root = path
    elif has_magic(locator) and not path.exists():
        paths = match_pattern(locator, limits)
        root = Path(os.path.commonpath([found.parent for found in paths]))
    else:
        paths, root = [path], path.parent
    for found in paths:
        if not found.exists():
            raise InputError(Code.NOT_FOUND, f"{printable(locator)}: no such file or directory; check the spelling")
        if not found.is_file():
            raise InputError(Code.NOT_A_FILE, f"{found.name} is not a regular file; give files, a folder or a pattern")
        if not _kind(found):
            raise UsageError(Code.UNSUPPORTED, f"{found.name} is of no kind that batch reads; give {_KINDS}")
    if not paths:
        raise InputError(Code.EMPTY, f"{printable(locator)} holds no file of rows; give {_KINDS}")
    return {found.relative_to(root).as_posix(): found for found in paths}


def read_records(files: dict[str, Path], limits: Limits = LIMITS) -> Iterator[Record]:
    """Yield every row of all files in order, blank lines and unreadable rows included.

    Raises:
        InputError: READ_ERROR when the system cannot read on; nothing is wrong with the row itself.
    """
    before = 0
    for name, path in files.items():
        number = 0
        try:
            for record in _read_file(name, path, limits):
                number = record.number
                yield replace(record, position=before + record.position)
            before += path.stat().st_size
        except (EOFError, zlib.error, OSError) as error:
            if isinstance(error, OSError) and error.errno:
                raise InputError(Code.READ_ERROR, f"{printable(name)}: {error.strerror}; run again to go on") from None
            yield _bad(name, number + 1, Code.BAD_FORMAT, "the packed file is cut off or damaged from here on", before)


def _kind(path: Path) -> str:
    """The ending that says how rows are written, "" for none that is read."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] in PACKED:
        suffixes.pop()
    elif suffixes[-1:] == [".parquet"]:
        return ".parquet"
    return suffixes[-1] if suffixes and (suffixes[-1] in LINES or suffixes[-1] in DELIMITERS) else ""


def _read_file(name: str, path: Path, limits: Limits) -> Iterator[Record]:
    kind = _kind(path)
    if kind == ".parquet":
        yield from _read_table(name, path)
        return
    with path.open("rb") as raw, _unpacked(path, raw) as stream:
        if kind in LINES:
            yield from _read_lines(name, stream, raw.tell, limits)
        else:
            yield from _read_cells(name, stream, raw.tell, DELIMITERS[kind], limits)


def _unpacked(path: Path, raw: IO[bytes]) -> Any:
    match path.suffix.lower():
        case ".gz":
            return gzip.GzipFile(fileobj=raw)
        case ".bz2":
            return bz2.BZ2File(raw)
        case ".zst":
            arrow = import_arrow()
            # Arrow's own buffer is asked in large pieces, lines are cut here.
            return io.BufferedReader(arrow.CompressedInputStream(arrow.PythonFile(raw, "r"), "zstd"), SKIP_BYTES)
    return raw


def _read_lines(name: str, stream: IO[bytes], tell: Callable[[], int], limits: Limits) -> Iterator[Record]:
    number = 0
    while line := stream.readline(limits.input_bytes + 1):
        number += 1
        if len(line) > limits.input_bytes:
            while line and not line.endswith(b"\n"):
                line = stream.readline(SKIP_BYTES)
            yield _bad(name, number, Code.TOO_LARGE, f"has more than {limits.input_bytes:,} bytes; split it", tell())
            continue
        # Only white space of JSON may surround a value; other blank-looking bytes are its own affair.
        content = (line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line).strip(b" \t\r\n")
        yield Record(name, number, content, tell())


def _read_cells(
    name: str, stream: IO[bytes], tell: Callable[[], int], delimiter: str, limits: Limits
) -> Iterator[Record]:
    csv.field_size_limit(limits.input_bytes)  # the module has no other way, and 128 kB is less than an article
    # Bytes that are no UTF-8 become lone surrogates, which the row's own encoding then refuses.
    with io.TextIOWrapper(stream, "utf-8-sig", "surrogateescape", newline="") as text:
        reader = csv.reader(text, delimiter=delimiter)
        heading: list[str] | None = None
        while True:
            number = reader.line_num + 1
            try:
                cells = next(reader, None)
                if cells is None:
                    return
                if heading is None:
                    heading = cells
                    _check_heading(heading)
                else:
                    yield Record(name, number, _encode_cells(heading, cells) if cells else b"", tell())
            except csv.Error:
                message = "is not a row of a table: a quote or a cell has no end"
                yield _bad(name, number, Code.BAD_RECORD, message, tell())
            except InputError as error:
                yield _bad(name, number, error.code, error.message, tell())
                if error.code is Code.BAD_FORMAT:
                    return


def _check_heading(heading: list[str]) -> None:
    doubled = sorted({column for column in heading if heading.count(column) > 1})
    if doubled:
        raise InputError(Code.BAD_FORMAT, f"names the column {printable(doubled[0])!r} twice; the file was not read")


def _encode_cells(heading: list[str], cells: list[str]) -> bytes:
    if len(cells) != len(heading):
        raise InputError(Code.BAD_RECORD, f"has {len(cells)} cells; the heading has {len(heading)}")
    try:
        return json.dumps(dict(zip(heading, cells, strict=True)), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise InputError(Code.BAD_RECORD, "is not UTF-8; write it as UTF-8") from None


def _read_table(name: str, path: Path) -> Iterator[Record]:
    arrow = import_arrow()
    from pyarrow import parquet

    size = path.stat().st_size
    number = 0
    try:
        table = parquet.ParquetFile(path)
        for batch in table.iter_batches(batch_size=TABLE_ROWS):
            for row in batch.to_pylist():
                number += 1
                content = json.dumps(_without_infinities(row), ensure_ascii=False, default=str)
                yield Record(name, number, content.encode(errors="replace"), size * number // table.metadata.num_rows)
    except arrow.ArrowException:
        yield _bad(name, number + 1, Code.BAD_FORMAT, "is not a Parquet file, or is damaged from here on", size)


def _without_infinities(value: Any) -> Any:
    """Tables write a missing number as NaN, for which JSON has only null."""
    if isinstance(value, dict):
        return {key: _without_infinities(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_without_infinities(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _bad(name: str, number: int, code: Code, message: str, position: int = 0) -> Record:
    return Record(name, number, b"", position, code.value, message)
