"""A chunk of records in, one line of output for each: a digest with its quality columns, or an error.

A line depends on the chunk and the recipe alone. Not here: processes (`workers`), files (`journal`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from summarize.batch.chunks import Outcome, Record
from summarize.batch.columns import USUAL, Columns, Row, name_record, read_row
from summarize.batch.windows import ReadOnly, Window
from summarize.errors import Code, InputError, StorageError, SummarizeError
from summarize.models.profiles import chosen_summarizer
from summarize.options import Options
from summarize.pipeline import Models, make_digest
from summarize.rendering.record import Json, encode_record, record_digest
from summarize.summarizer import Summarizer
from summarize.translation.desk import Desk
from summarize.types import Digest, Reading

LONGEST_LINE = 10_000_000
"""Bytes of an output row; a digest has some thousand."""

LONGEST_MESSAGE = 200
SECONDS_DIGITS = 3

Tell = Callable[[int, bool], None]
"""Is told the place of a record when its digest begins (True) and ends (False)."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides a row of output besides its record; `timings` adds seconds, which differ from run to run."""

    options: Options
    columns: Columns = USUAL
    timings: bool = False

    @property
    def uses_models(self) -> bool:
        """Whether rows ask models, and so are made together."""
        return bool(chosen_summarizer(self.options.model) or self.options.verifier or self.options.to)


@dataclass(frozen=True, slots=True)
class Made:
    """A digest and the seconds it took, or why there is none."""

    digest: Digest | None
    seconds: float = 0.0
    error: Exception | None = None


class Digester:
    """Makes digests of rows; models are opened once.

    Raises:
        ModelError: When the summarizer or verifier is missing, damaged or unfit.
        UsageError: When the glossary or names cannot be read.
    """

    def __init__(self, recipe: Recipe) -> None:
        self._recipe = recipe
        self._options = replace(recipe.options, model=chosen_summarizer(recipe.options.model))
        self._summarizer = Summarizer(self._options)
        self._open_models()

    def digest_chunk(self, records: Sequence[Record], tell: Tell = lambda _place, _begins: None) -> list[Outcome]:
        """One row of output for each record, in order; rows of the same documents are computed once.

        Raises:
            StorageError: When a file that options name cannot be read.
        """
        rows = [self._read(record) for record in records]
        first: dict[Reading, int] = {}
        for place, row in enumerate(rows):
            if isinstance(row, Row):
                first.setdefault(row.reading, place)
        made = dict(zip(first, self._make(first, tell), strict=True))
        return [
            self._write_row(record, row, made[row.reading]) if isinstance(row, Row) else self._write_error(record, row)
            for record, row in zip(records, rows, strict=True)
        ]

    def _read(self, record: Record) -> Row | InputError:
        try:
            return read_row(record, self._recipe.columns)
        except InputError as error:
            return error

    def _make(self, readings: dict[Reading, int], tell: Tell) -> list[Made]:
        window = Window() if self._recipe.uses_models else None
        jobs = [partial(self._digest, reading, partial(tell, place), window) for reading, place in readings.items()]
        return window.run(jobs) if window else [job() for job in jobs]

    def _digest(self, reading: Reading, tell: Callable[[bool], None], window: Window | None) -> Made:
        tell(True)
        began = time.perf_counter()
        try:
            models = self._open_models()
            digest = make_digest(reading, self._options, window.share(models) if window else models)
            return Made(digest, time.perf_counter() - began)
        except Exception as error:  # noqa: BLE001  no row may end the run; what it raised becomes its row of output
            return Made(None, error=error)
        finally:
            tell(False)

    def _open_models(self) -> Models:
        """Models for one row: names and memory are read, and nothing is learnt from row to row."""
        models = self._summarizer.open_models(self._options, self._summarizer.read_names(self._options))
        opened = models.open_desk
        return replace(models, open_desk=lambda source, target: _read_only(opened, source, target))

    def _write_row(self, record: Record, row: Row, made: Made) -> Outcome:
        if made.digest is None:
            return self._write_error(record, made.error)
        content: dict[str, Json] = {"id": row.id, "file": record.file, "line": record.number, "status": "ok"}
        if self._recipe.columns.keep:
            content["input"] = row.kept
        content |= record_digest(made.digest) | _judge_quality(made.digest)
        if self._recipe.timings:
            content["seconds"] = round(made.seconds, SECONDS_DIGITS)
        try:
            line = encode_record(content).encode()
        except ValueError:
            message = "has a number in a field to be kept that JSON has no sign for"
            return self._write_error(record, InputError(Code.BAD_RECORD, message))
        if len(line) > LONGEST_LINE:
            message = f"gives a row of {len(line):,} bytes; the limit is {LONGEST_LINE:,}"
            return self._write_error(record, InputError(Code.LIMIT, message))
        return Outcome(line, good=True)

    def _write_error(self, record: Record, error: Exception | None) -> Outcome:
        if isinstance(error, StorageError):
            raise error
        return write_error(record, self._recipe.columns, *_explain(error))


def write_error(record: Record, columns: Columns, code: str, message: str) -> Outcome:
    """The row of a record that gave no digest."""
    content: dict[str, Json] = {
        "id": name_record(record, columns),
        "file": record.file,
        "line": record.number,
        "status": "error",
        "code": code,
        "message": message[:LONGEST_MESSAGE],
    }
    return Outcome(encode_record(content).encode(), good=False)


def _explain(error: Exception | None) -> tuple[str, str]:
    if isinstance(error, SummarizeError):
        return error.code.value, error.message
    if isinstance(error, MemoryError):
        return Code.NO_MEMORY.value, "does not fit into memory; give it in parts"
    return Code.POISON.value, f"made the program fail ({type(error).__name__}); please report it"


def _judge_quality(digest: Digest) -> dict[str, Json]:
    """Columns to sort and filter by."""
    supports = [point.support for point in digest.points]
    recipe = dict(part.split(":", 1) for part in digest.signature.split("|"))
    return {
        "supported": supports.count("supported"),
        "partial": supports.count("partial"),
        "unsupported": supports.count("unsupported"),
        "flags": sum(len(point.flags) for point in digest.points),
        "parity_failures": sum(len(point.flags) for each in digest.translations for point in each.points),
        "model": recipe["model"],
    }


def _read_only(opened: Callable[..., Desk], source: str, target: str) -> Desk:
    desk = opened(source, target)
    return replace(desk, memory=ReadOnly(desk.memory))
