"""A translation memory: what was translated before, in an SQLite file that several runs may share.

What a model wrote is found again only with the same language pair, model and glossary; what was imported
(model "") serves every run.  Not here: TMX (`tmx`), whether a translation is good (`ladder`).
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

from summarize.errors import Code, StorageError
from summarize.translation.memory.substitution import outline, substitute_figures

APPLICATION = 0x53554D4D
"""SQLite's mark of the program that a file belongs to: "SUMM"."""

SCHEMA = 1
BUSY_SECONDS = 30.0
"""How long to wait for another run that is writing."""

CHUNK = 500
"""Units in one query; every SQLite takes 999 values."""

MOST_NEAR = 20
"""Sentences of one outline that are tried; newswire repeats some outlines by the thousand."""

_CREATE = f"""
CREATE TABLE units (
    source_language TEXT NOT NULL, target_language TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL,
    model TEXT NOT NULL, glossary TEXT NOT NULL, outline TEXT NOT NULL,
    PRIMARY KEY (source_language, target_language, source, model, glossary)
);
CREATE INDEX outlines ON units (source_language, target_language, outline) WHERE outline <> '';
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {SCHEMA}"""
# Imported translations were made or seen by people: they come before a model's own.
_FIND = (
    "SELECT source, target FROM units WHERE source_language = ? AND target_language = ?"
    " AND (model = '' OR model = ? AND glossary = ?) AND {column} IN ({marks}) ORDER BY model <> '', source"
)


@dataclass(frozen=True, slots=True)
class Record:
    """A sentence and its translation; `model` is "" where no model of ours made it, `glossary` its version."""

    source_language: str
    target_language: str
    source: str
    target: str
    model: str = ""
    glossary: str = ""


class MemoryFile:
    """The file of a translation memory; it is made when something is first looked up or written.

    Every method raises StorageError when the file cannot be used; a damaged or foreign file is left as it is.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, records: Iterable[Record]) -> int:
        """Write all records or none, each in the place of an earlier one with its key; how many."""
        rows = [(*astuple(r), outline(r.source)) for r in records]
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            db.executemany(
                "INSERT OR REPLACE INTO units (source_language, target_language, source, target, model, glossary,"
                " outline) VALUES (?, ?, ?, ?, ?, ?, ?)",
                rows,
            )
            db.execute("COMMIT")
        return len(rows)

    def state(self) -> str:
        """What changes whenever something is written: the number of records, and the last one's."""
        with self._open() as db:
            return ".".join(map(str, db.execute("SELECT count(*), coalesce(max(rowid), 0) FROM units").fetchone()))

    def records(self) -> Iterator[Record]:
        """Everything in the file, in the order of its key."""
        with self._open() as db:
            columns = "source_language, target_language, source, target, model, glossary"
            yield from (Record(*row) for row in db.execute(f"SELECT {columns} FROM units ORDER BY {columns}"))  # noqa: S608

    def find(self, column: str, values: Sequence[str], key: tuple[str, str, str, str]) -> list[tuple[str, str]]:
        """The (source, target) pairs whose column has one of the values, imported ones first.

        Args:
            column: "source" or "outline".
            values: What to look for.
            key: Source language, target language, model, and version of the glossary.
        """
        found: list[tuple[str, str]] = []
        with self._open() as db:
            for start in range(0, len(values), CHUNK):
                chunk = values[start : start + CHUNK]
                query = _FIND.format(column=column, marks=", ".join("?" * len(chunk)))
                found += db.execute(query, (*key, *chunk)).fetchall()
        return found

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)) as db:
                self._prepare(db)
                yield db
        except sqlite3.Error as error:
            raise self._translated(error) from None

    def _prepare(self, db: sqlite3.Connection) -> None:
        """Make the tables of a new file; refuse one of another program or a later version."""
        if not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("BEGIN IMMEDIATE")
            if not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:  # else another run was first
                for statement in _CREATE.split(";"):
                    db.execute(statement)
            db.execute("COMMIT")
        if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
            raise StorageError(Code.BAD_FORMAT, f"{self._path.name} is a database of another program; name a new file")
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version != SCHEMA:
            raise StorageError(
                Code.BAD_FORMAT, f"{self._path.name} is a translation memory of version {version}; this is {SCHEMA}"
            )

    def _translated(self, error: sqlite3.Error) -> StorageError:
        name = getattr(error, "sqlite_errorname", "").partition("_")[2]
        if name.startswith(("NOTADB", "CORRUPT")):
            message = f"{self._path.name} is not a translation memory, or is damaged; move it away or name a new file"
            return StorageError(Code.BAD_FORMAT, message)
        code = Code.NO_SPACE if name.startswith("FULL") else Code.WRITE_ERROR
        return StorageError(code, f"the translation memory {self._path.name} cannot be used: {error}")


class PairMemory:
    """The memory of one language pair, model and glossary at a translator's desk."""

    def __init__(self, file: MemoryFile, source: str, target: str, *, model: str, glossary: str = "") -> None:
        self._file = file
        self._key = (source, target, model, glossary)

    def find(self, units: Sequence[str]) -> list[str | None]:
        """One earlier translation a unit, of the same words or of the same but for figures; None where none is."""
        sources = [_plain(unit) for unit in units]
        exact: dict[str, str] = {}
        for source, target in self._file.find("source", list(dict.fromkeys(sources)), self._key):
            exact.setdefault(source, target)
        near = self._find_near([s for s in sources if s not in exact])
        return [exact.get(s) or near.get(s) for s in sources]

    def keep(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Store (source, target) pairs, all or none."""
        source_language, target_language, model, glossary = self._key
        self._file.add(
            Record(source_language, target_language, _plain(source), target, model, glossary)
            for source, target in pairs
        )

    def _find_near(self, sources: Sequence[str]) -> dict[str, str]:
        outlines = {source: shape for source in sources if (shape := outline(source))}
        earlier: dict[str, list[tuple[str, str]]] = {}
        for pair in self._file.find("outline", list(dict.fromkeys(outlines.values())), self._key) if outlines else []:
            earlier.setdefault(outline(pair[0]), []).append(pair)
        near = {}
        for source, shape in outlines.items():
            made = (substitute_figures(source, *pair) for pair in earlier.get(shape, [])[:MOST_NEAR])
            target = next(filter(None, made), None)
            if target:
                near[source] = target
        return near


def _plain(text: str) -> str:
    """A unit as the memory's key: composed characters, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())
