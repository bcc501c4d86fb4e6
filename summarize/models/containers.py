"""A folder, a .tar or a .zip as a table of members, read and written without compression.

Reading lists members, opens one at a time and never unpacks: links, special files, compressed and
encrypted members, names that occur twice and sizes beyond the container itself are refused.
"""

from __future__ import annotations

import io
import os
import shutil
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from summarize.errors import Code, ModelError, StorageError, SummarizeError

# Ten models of a hundred files each; a manifest lists them all.
MOST_MEMBERS = 1_000
_MODE = 0o644
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name
_UNIX = 3
# What the readers of archives raise for one that is cut, encrypted or no archive.
_DAMAGE = (OSError, EOFError, ValueError, RuntimeError, tarfile.TarError, zipfile.BadZipFile)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a container: its size in bytes, and how to read it from the start."""

    size: int
    open: Callable[[], IO[bytes]]


@contextmanager
def open_container(path: Path) -> Iterator[Mapping[str, Member]]:
    """The ordinary files in a container by their names with forward slashes, in its own order.

    Raises:
        ModelError: BAD_MODEL when it holds anything else, or too much.
        OSError: When it cannot be read; so do the libraries' own errors (`container_errors`).
    """
    if path.exists() and not (path.is_dir() or path.is_file()):
        raise _refusal(path.name, "is no ordinary file or folder")
    if path.is_dir():
        yield _table(_walk(path), path.name, None)
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield _table(_zip_members(archive), path.name, path.stat().st_size)
    else:
        with tarfile.open(path, "r:") as archive:
            yield _table(_tar_members(archive), path.name, path.stat().st_size)


@contextmanager
def container_errors(name: str) -> Iterator[None]:
    """Maps what the libraries of archives raise to one line.

    Raises:
        ModelError: NO_MODEL when there is no such file, BAD_MODEL when it is no whole archive.
    """
    try:
        yield
    except FileNotFoundError as error:
        raise ModelError(Code.NO_MODEL, f"there is no bundle {name}") from error
    except SummarizeError:
        raise
    except _DAMAGE as error:
        message = f"the bundle {name} is no whole folder, .tar or .zip; copy it again"
        raise ModelError(Code.BAD_MODEL, message) from error


def write_container(out: Path, members: Mapping[str, Member]) -> None:
    """Writes members in their order; the same members give the same bytes, on every machine.

    Args:
        out: What to make: a .tar, a .zip, or else a folder.
        members: Contents by name.

    Raises:
        StorageError: When it cannot be written; nothing is left of it.
    """
    write = {".tar": _write_tar, ".zip": _write_zip}.get(out.suffix.lower(), _write_folder)
    unfinished = out.with_name(f".{out.name}.partial")
    try:
        _remove(unfinished)
        write(unfinished, members)
        unfinished.rename(out)
    except OSError as error:
        raise StorageError(Code.WRITE_ERROR, f"{out.name} cannot be written: {error.strerror}") from error
    finally:
        _remove(unfinished)


Listing = Iterator[tuple[str, Member | None]]
"""Names and files; None for what is no ordinary file."""


def _table(listing: Listing, name: str, room: int | None) -> dict[str, Member]:
    table: dict[str, Member] = {}
    total = 0
    for place, member in listing:
        if member is None or place in table:
            raise _refusal(name, f"holds {place[:80]!r}, which is a link, special, compressed or there twice")
        total += member.size
        table[place] = member
        if len(table) > MOST_MEMBERS or (room is not None and total > room):
            raise _refusal(name, f"lists more than {MOST_MEMBERS} files or more than it holds")
    return table


def _walk(folder: Path) -> Listing:
    for at, directories, files in os.walk(folder):
        for name in sorted((*directories, *files)):
            path = Path(at) / name
            status = path.lstat()
            if not stat.S_ISDIR(status.st_mode):
                regular = stat.S_ISREG(status.st_mode)
                member = Member(status.st_size, partial(io.FileIO, path)) if regular else None
                yield path.relative_to(folder).as_posix(), member
        directories.sort()


def _zip_members(archive: zipfile.ZipFile) -> Listing:
    for info in archive.infolist():
        plain = info.compress_type == zipfile.ZIP_STORED and not info.flag_bits & 1
        link = stat.S_ISLNK(info.external_attr >> 16)
        if not info.is_dir() or link:
            member = Member(info.file_size, partial(archive.open, info)) if plain and not link else None
            yield info.filename, member


def _tar_members(archive: tarfile.TarFile) -> Listing:
    for info in archive:
        plain = info.isreg() and not info.issparse()
        if not info.isdir():
            yield info.name, Member(info.size, partial(_extract, archive, info)) if plain else None


def _extract(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    stream = archive.extractfile(info)
    assert stream is not None  # it is an ordinary file
    return stream


def _write_folder(out: Path, members: Mapping[str, Member]) -> None:
    for name, member in members.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with member.open() as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)


def _write_tar(out: Path, members: Mapping[str, Member]) -> None:
    with tarfile.open(out, "w", format=tarfile.GNU_FORMAT) as archive:
        for name, member in members.items():
            info = tarfile.TarInfo(name)  # time, owner and group stay 0
            info.size, info.mode = member.size, _MODE
            with member.open() as source:
                archive.addfile(info, source)


def _write_zip(out: Path, members: Mapping[str, Member]) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, member in members.items():
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.create_system, info.external_attr = _UNIX, _MODE << 16
            with member.open() as source, archive.open(info, "w", force_zip64=True) as target:
                shutil.copyfileobj(source, target)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _refusal(name: str, what: str) -> ModelError:
    return ModelError(Code.BAD_MODEL, f"the bundle {name} {what}")
