"""The output as Parquet: one typed column for what is sorted and filtered by, the whole row as JSON beside it.

Rows are written as JSON lines first, which can be cut and gone on with; a Parquet file cannot.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from summarize.errors import Code, UsageError

GROUP_ROWS = 10_000
"""Rows of a Parquet row group: some tens of megabytes of digests in memory."""

ENDINGS = (".jsonl", ".parquet")
TEXTS = ("id", "file", "status", "code", "message", "title", "language", "model", "signature")
COUNTS = ("line", "supported", "partial", "unsupported", "flags", "parity_failures")


def converter(out: Path) -> Callable[[Path, Path], None] | None:
    """What writes the output's format from JSON lines; None where it is that already.

    Raises:
        UsageError: When the ending is of no format, or pyarrow is missing.
    """
    if out.suffix not in ENDINGS:
        raise UsageError(Code.BAD_OPTION, f"{out.name}: the output must end in {' or '.join(ENDINGS)}")
    if out.suffix == ".jsonl":
        return None
    return partial(write_table, import_arrow())


def import_arrow() -> Any:
    """The package pyarrow.

    Raises:
        UsageError: When it is missing.
    """
    try:
        import pyarrow as pa
    except ModuleNotFoundError:
        message = "Parquet and .zst files need pyarrow: pip install 'summarize[parquet]'"
        raise UsageError(Code.UNSUPPORTED, message) from None
    return pa


def write_table(arrow: Any, rows: Path, table: Path) -> None:
    """Write a Parquet file from rows of JSON, in constant memory.

    Columns: id (as text) … parity_failures, points (list of text), seconds, and record, the row as JSON.
    """
    from pyarrow import parquet

    texts = [(name, arrow.string()) for name in TEXTS]
    counts = [(name, arrow.int64()) for name in COUNTS]
    further = [("points", arrow.list_(arrow.string())), ("seconds", arrow.float64()), ("record", arrow.string())]
    schema = arrow.schema([*texts, *counts, *further])
    with rows.open("rb") as lines, parquet.ParquetWriter(table, schema, compression="zstd") as writer:
        for group in _group(lines):
            writer.write_table(arrow.Table.from_pylist([_flatten(line) for line in group], schema))


def _group(lines: Any) -> Iterator[list[bytes]]:
    while group := list(islice(lines, GROUP_ROWS)):
        yield group


def _flatten(line: bytes) -> dict[str, Any]:
    row = json.loads(line)
    flat = {name: row.get(name) for name in (*TEXTS, *COUNTS, "seconds")}
    points = [point["text"] for point in row["points"]] if "points" in row else None
    return flat | {"id": str(row["id"]), "points": points, "record": line.decode().rstrip("\n")}
