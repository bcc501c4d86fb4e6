"""The one writer of a run: what is acknowledged survives any kill, and what is not is done again.

    OUT.part      rows, chunk after chunk
    OUT.journal   what the run is, then one line a chunk: the length of OUT.part and running hashes, then the end

A chunk is written and synced, then its line; going on means cutting OUT.part to the last line's length.  Each
line carries the hash of itself and of all lines before it, so a torn end is cut and any other change is refused.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from summarize.batch.chunks import Chunk, Outcome, chain
from summarize.batch.commits import AGAIN, FORMAT, START, Commit, as_commit, hash_file, read_lines, seal_line
from summarize.errors import Code, StorageError, UsageError
from summarize.storage import writing


class Disk:
    """The system calls that change files; tests put one in its place that fails or dies at any of them."""

    def write(self, file: int, data: bytes) -> int:
        """Write some of the data; how much."""
        return os.write(file, data)

    def sync(self, file: int) -> None:
        """Wait until what was written is on the disk."""
        os.fsync(file)

    def truncate(self, file: int, length: int) -> None:
        """Cut a file."""
        os.ftruncate(file, length)

    def rename(self, old: Path, new: Path) -> None:
        """Put a file in the place of another."""
        old.replace(new)


DISK = Disk()


class Journal:
    """An output being written; use it in a `with` statement, which lets go of the files.

    Args:
        out: The finished output.
        fingerprint: Everything that decides it, by name.
        overwrite: Start again whatever is there.
        disk: What changes files.

    Raises:
        UsageError: When an output is there that is another run's, or was changed since.
        StorageError: When files cannot be opened or written.
    """

    def __init__(self, out: Path, fingerprint: dict[str, str], *, overwrite: bool = False, disk: Disk = DISK) -> None:
        self.out, self.part, self.path = out, _beside(out, ".part"), _beside(out, ".journal")
        self.last, self.complete = START, False
        self._disk, self._check = disk, ""
        if not overwrite:
            self._refuse_foreign()
        with writing(out):
            self._journal = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
            self._rows = -1
        try:
            _lock(self._journal, out)
            with writing(out):
                if overwrite:
                    disk.truncate(self._journal, 0)
                self._go_on(fingerprint)
        except BaseException:
            self.__exit__()
            raise

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        for file in (self._rows, self._journal):
            if file >= 0:
                os.close(file)

    def commit(self, chunk: Chunk, outcomes: Sequence[Outcome]) -> None:
        """Put a chunk's rows on the disk; afterwards nothing loses them.

        Raises:
            StorageError: When they cannot be written; the run can be gone on with.
        """
        data = b"".join(outcome.line for outcome in outcomes)
        with writing(self.part):
            self._write(self._rows, data)
            self._disk.sync(self._rows)
        tally = self.last.tally.add(chunk, outcomes)
        rows = chain(self.last.rows, data)
        commit = Commit(chunk.number, self.last.length + len(data), rows, chunk.running, tally)
        self._append(asdict(commit))
        self.last = commit

    def finish(self, convert: Callable[[Path, Path], None] | None = None) -> None:
        """Make the output appear under its name, in one step; `convert` writes another format from the rows.

        Raises:
            StorageError: When that cannot be done; the run can be gone on with.
        """
        final = _beside(self.out, ".final") if convert else self.part
        with writing(self.out):
            if convert:
                convert(self.part, final)
                _sync(final, self._disk)
            if not self.complete:
                self._append({"complete": hash_file(final)})
                self.complete = True
            self._disk.rename(final, self.out)
            _sync(self.out.parent, self._disk)
            if convert:
                self.part.unlink(missing_ok=True)

    @property
    def finished(self) -> bool:
        """Whether the output is there and nothing is left to do."""
        return self.complete and self._rows < 0

    def _refuse_foreign(self) -> None:
        """What is there without a journal, or with an empty one, is not ours to cut."""
        known = self.path.exists() and self.path.stat().st_size
        for path in (self.out, self.part):
            if not known and path.exists() and (path.is_dir() or not path.is_file() or path.stat().st_size):
                raise UsageError(Code.BAD_OPTION, f"{path.name} is there already, and no journal of it; {AGAIN}")

    def _go_on(self, fingerprint: dict[str, str]) -> None:
        lines, length = read_lines(self.path)
        if length < os.fstat(self._journal).st_size:
            self._disk.truncate(self._journal, length)
        if lines:
            _compare(lines[0], fingerprint, self.out)
            self._check = lines[-1]["check"]
            self.last = next((as_commit(line) for line in reversed(lines) if "chunk" in line), START)
            self.complete = "complete" in lines[-1]
        else:
            self._append({"journal": FORMAT, "run": fingerprint})
        if self.complete and not self.part.exists():
            if not self.out.exists() or hash_file(self.out) != lines[-1]["complete"]:
                raise UsageError(Code.BAD_FORMAT, f"{self.out.name} was changed since it was finished; {AGAIN}")
            return
        self._rows = os.open(self.part, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
        _sync(self.part.parent, self._disk)
        self._cut_rows(lines)

    def _cut_rows(self, lines: Sequence[dict[str, Any]]) -> None:
        """Cut what was not acknowledged, once what was is known to be as it was written."""
        running = ""
        with self.part.open("rb") as rows:
            before = 0
            for line in lines:
                if "chunk" in line:
                    running = chain(running, rows.read(line["length"] - before))
                    before = line["length"]
                    if running != line["rows"]:
                        raise UsageError(Code.BAD_FORMAT, f"{self.part.name} was changed since it was written; {AGAIN}")
        if os.fstat(self._rows).st_size > self.last.length:
            self._disk.truncate(self._rows, self.last.length)

    def _append(self, line: dict[str, Any]) -> None:
        data = seal_line(line, self._check)
        with writing(self.path):
            self._write(self._journal, data)
            self._disk.sync(self._journal)
        self._check = json.loads(data)["check"]

    def _write(self, file: int, data: bytes) -> None:
        while data:
            data = data[self._disk.write(file, data) :]


def _beside(out: Path, ending: str) -> Path:
    return out.with_name(out.name + ending)


def _sync(path: Path, disk: Disk) -> None:
    file = os.open(path, os.O_RDONLY)
    try:
        disk.sync(file)
    finally:
        os.close(file)


def _lock(file: int, out: Path) -> None:
    """Keep other runs away; the system lets go when a process ends, however it ends."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise UsageError(Code.BAD_OPTION, f"{out.name} is being written by another run; wait for it") from None
    except OSError as error:
        raise StorageError(Code.WRITE_ERROR, f"{out.name} cannot be locked: {error.strerror}") from None


def _compare(heading: dict[str, Any], fingerprint: dict[str, str], out: Path) -> None:
    if heading.get("journal") != FORMAT:
        raise UsageError(Code.BAD_FORMAT, f"the journal of {out.name} is of another version; {AGAIN}")
    before = heading["run"]
    keys = sorted(key for key in before.keys() | fingerprint.keys() if before.get(key) != fingerprint.get(key))
    if keys:
        raise UsageError(Code.BAD_OPTION, f"{out.name} was begun with another {', '.join(keys)}; {AGAIN}")
