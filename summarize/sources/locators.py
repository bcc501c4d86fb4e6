"""What a user names, and the bytes behind it: files, directories, patterns, standard input, addresses.

    summarize a.pdf news/ 'reports/*.html' - https://news.example/story

Not here: how each is read (`files`, `fetcher`), and what the bytes mean (`parsing`).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from summarize.errors import Code, InputError
from summarize.limits import Limits
from summarize.sources.blobs import Blob
from summarize.sources.fetching.fetcher import Fetcher
from summarize.sources.files import has_magic, match_pattern, read_file, read_stream, walk_directory
from summarize.sources.names import printable
from summarize.types import Failure

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|https?:", re.IGNORECASE)
_STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One input of a run; make it with `from_locator`, `from_path` or `from_bytes`.

    Attributes:
        name: What the user calls it.
        content: Its bytes, where they are at hand.
        is_path: Whether the name is a path whatever it looks like.
    """

    name: str
    content: bytes | None = None
    is_path: bool = False

    @classmethod
    def from_locator(cls, locator: str) -> Source:
        """Return the source that a user typed: an address, "-", a path, or a pattern when no such path exists."""
        return cls(locator)

    @classmethod
    def from_path(cls, path: Path | str) -> Source:
        """Return the file or directory at a path, be it called "-" or "a[1].txt"."""
        return cls(str(path), is_path=True)

    @classmethod
    def from_bytes(cls, name: str, content: bytes) -> Source:
        """Return bytes at hand, under the name that the user knows them by."""
        return cls(name, content)

    @property
    def is_address(self) -> bool:
        """Whether it has to be fetched."""
        return self.content is None and not self.is_path and _ADDRESS.match(self.name) is not None


def open_source(source: Source, limits: Limits, fetcher: Fetcher) -> Iterator[Blob | Failure]:
    """Yield the bytes of every file that a source stands for, or a failure in the place of each unreadable one.

    A source that is one file, an address or unreadable as a whole gives exactly one item.
    """
    try:
        if source.content is not None:
            yield Blob(source.name, source.content)
        elif source.is_address:
            fetched = fetcher.fetch(source.name)
            yield Blob(source.name, fetched.content, fetched.content_type)
        elif source.name == _STANDARD_INPUT and not source.is_path:
            yield Blob("standard input", _read_standard_input(limits))
        else:
            yield from _open_path(source, limits)
    except InputError as error:
        yield _failure(_shown(Path(source.name)) if _is_local(source) else source.name, error)


def _open_path(source: Source, limits: Limits) -> Iterator[Blob | Failure]:
    path = Path(source.name)
    if not source.name or "\x00" in source.name:
        raise InputError(Code.NOT_FOUND, "no such file or directory; check the spelling")
    if _is_directory(path):
        yield from _open_members(walk_directory(path, limits), path, limits)
    elif not source.is_path and has_magic(source.name) and not _exists(path):
        yield from _open_members(match_pattern(source.name, limits), path, limits)
    else:
        yield Blob(_shown(path), read_file(path, limits))


def _open_members(members: list[Path], root: Path, limits: Limits) -> Iterator[Blob | Failure]:
    for member in members:
        name = _shown(member, root)
        try:
            yield Blob(name, _read_member(member, limits))
        except InputError as error:
            yield _failure(name, error)


def _read_member(member: Path, limits: Limits) -> bytes:
    if member.is_dir() and not member.is_symlink():
        raise InputError(Code.READ_ERROR, "is a directory that may not be listed; change its permissions")
    return read_file(member, limits, follow_links=False)


def _read_standard_input(limits: Limits) -> bytes:
    if sys.stdin is None or sys.stdin.closed:
        raise InputError(Code.NOT_FOUND, "standard input is closed; name a file instead of -")
    return read_stream(sys.stdin.buffer, limits)


def _is_local(source: Source) -> bool:
    return bool(source.name) and source.content is None and not source.is_address


def _is_directory(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _exists(path: Path) -> bool:
    try:
        return path.exists() or path.is_symlink()
    except OSError:
        return False


def _shown(path: Path, root: Path | None = None) -> str:
    """Return the path as the user gave it; of an absolute one only what comes after its directory."""
    if not path.is_absolute():
        return path.as_posix()
    anchor = path if root is None else _common(root, path)
    return path.relative_to(anchor.parent).as_posix()


def _common(root: Path, path: Path) -> Path:
    while root not in path.parents and root != path:
        root = root.parent
    return root


def _failure(name: str, error: InputError) -> Failure:
    return Failure(printable(name), error.code.value, error.message)
