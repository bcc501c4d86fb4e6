"""What is known of a model on disk: where it came from, on which terms, and what each file must hold.

The record lies beside the files as `installation.json`, and a bundle's manifest is a list of such
records. Not here: whether the files make a sound model (`inspection`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from summarize.checkpoints.digests import digest_file
from summarize.storage import write_file

RECORD = "installation.json"
_COMMIT_DIGITS = 40
_SHA256_DIGITS = 64


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a model: its name, its size in bytes and its SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Installation:
    """A model on disk.

    Attributes:
        name: Its name in the catalogue.
        hub: Where it came from.
        commit: Its commit there, or "" where nothing says so.
        licence: Its licence when it was fetched.
        accepted_non_commercial: Whether the user agreed to a licence that forbids commercial use.
        files: Its files, in name order.
    """

    name: str
    hub: str
    commit: str
    licence: str
    accepted_non_commercial: bool
    files: tuple[StoredFile, ...]

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.size for file in self.files)


def list_files(paths: Sequence[Path]) -> tuple[StoredFile, ...]:
    """Sizes and sums of files, in name order.

    Raises:
        OSError: When one cannot be read.
    """
    return tuple(
        StoredFile(path.name, path.stat().st_size, digest_file(path))
        for path in sorted(paths, key=lambda path: path.name)
    )


def changed_file(folder: Path, installation: Installation) -> str:
    """The first file that is not as recorded, or ""; sizes are compared before anything is read."""
    try:
        for file in installation.files:
            if (folder / file.name).stat().st_size != file.size:
                return file.name
        return next((f.name for f in installation.files if digest_file(folder / f.name) != f.sha256), "")
    except OSError as error:
        return Path(str(error.filename)).name


def write_installation(folder: Path, installation: Installation) -> None:
    """Leaves the record beside the files.

    Raises:
        StorageError: When it cannot be written.
    """
    write_file(folder / RECORD, (json.dumps(asdict(installation), indent=2) + "\n").encode())


def read_installation(folder: Path) -> Installation | None:
    """What is recorded about a model folder, or None where nothing readable is."""
    try:
        return parse_installation(json.loads((folder / RECORD).read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError):
        return None


def parse_installation(content: Any) -> Installation:
    """A record out of parsed JSON.

    Raises:
        ValueError: When a field is missing or of another type, or a file's name is more than a name.
    """
    try:
        texts = {key: content[key] for key in ("name", "hub", "commit", "licence")}
        agreed, files = content["accepted_non_commercial"], content["files"]
        parsed = tuple(_parse_file(file) for file in files)
    except (KeyError, TypeError) as error:
        raise ValueError("a record lacks a field") from error
    if not all(isinstance(value, str) for value in texts.values()) or not isinstance(agreed, bool) or not parsed:
        raise ValueError("a record has a field of another type")
    return Installation(**texts, accepted_non_commercial=agreed, files=parsed)


def commit_of(folder: Path) -> str:
    """The commit that a model folder is of, or "" where nothing says so."""
    record = read_installation(folder)
    if record is not None:
        return record.commit
    cached = folder.parent.name == "snapshots" and len(folder.name) == _COMMIT_DIGITS
    return folder.name if cached else ""


def _parse_file(content: Mapping[str, Any]) -> StoredFile:
    name, size, sha256 = content["name"], content["size"], content["sha256"]
    plain = isinstance(name, str) and not set(name) & set("/\\:\0") and name not in ("", ".", "..", RECORD)
    if not plain or type(size) is not int or size < 0 or not isinstance(sha256, str) or len(sha256) != _SHA256_DIGITS:
        raise ValueError("a record lists something that is no file")
    return StoredFile(name, size, sha256)
