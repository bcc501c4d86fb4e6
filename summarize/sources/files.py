"""Files, directories and streams: what is there, and its bytes, under limits and without ever hanging.

Not here: what the bytes mean.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from summarize.errors import Code, InputError
from summarize.limits import Limits

_CHUNK = 1 << 20
_MAGIC = re.compile(r"[*?\[]")
_KINDS = (
    (stat.S_ISDIR, "a directory"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_IS_LINK = "is a link, and links inside a directory are not followed; name the file itself"


def read_file(path: Path, limits: Limits, *, follow_links: bool = True) -> bytes:
    """Return a regular file's bytes; its size is judged before anything is read.

    Raises:
        InputError: NOT_FOUND, NOT_A_FILE, TOO_LARGE or READ_ERROR.
    """
    try:
        # Judged before it is opened: opening a pipe waits for a writer, opening a device may act.
        _check(path.stat() if follow_links else path.lstat(), limits)
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        flags |= 0 if follow_links else getattr(os, "O_NOFOLLOW", 0)
        with open(os.open(path, flags), "rb") as stream:  # noqa: PTH123  a descriptor, not a path
            before = os.fstat(stream.fileno())
            _check(before, limits)
            content = read_stream(stream, limits)
            after = os.fstat(stream.fileno())
    except (OSError, ValueError) as error:
        raise _input_error(error) from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise InputError(Code.READ_ERROR, "was written to while it was read; try again")
    return content


def read_stream(stream: BinaryIO, limits: Limits) -> bytes:
    """Return all bytes of a stream.

    Raises:
        InputError: TOO_LARGE, after at most one byte over the limit, or READ_ERROR.
    """
    chunks: list[bytes] = []
    left = limits.input_bytes + 1
    try:
        while left > 0 and (chunk := stream.read(min(left, _CHUNK))):
            chunks.append(chunk)
            left -= len(chunk)
    except OSError as error:
        raise _input_error(error) from error
    if left <= 0:
        raise InputError(Code.TOO_LARGE, f"has more than {limits.input_bytes:,} bytes, the limit; split it")
    return b"".join(chunks)


def walk_directory(root: Path, limits: Limits) -> list[Path]:
    """Return everything in a directory and below that is not hidden and not a directory, sorted by path.

    Links are listed, not followed. A directory that cannot be listed stands in the list itself.

    Raises:
        InputError: TOO_MANY, EMPTY or READ_ERROR.
    """
    found: list[Path] = []
    waiting = [root]
    while waiting:
        directory = waiting.pop()
        try:
            with os.scandir(directory) as listing:
                entries = [entry for entry in listing if not entry.name.startswith(".")]
        except OSError as error:
            if directory == root:
                raise _input_error(error) from error
            found.append(directory)
            continue
        for entry in entries:
            into = waiting if entry.is_dir(follow_symlinks=False) else found
            into.append(directory / entry.name)
        _check_count(len(found), limits)
    if not found:
        raise InputError(Code.EMPTY, "is a directory without files; hidden files are skipped")
    return sorted(found, key=lambda path: path.parts)


def match_pattern(pattern: str, limits: Limits) -> list[Path]:
    """Return the files that a pattern with *, ?, [] or ** matches, sorted; hidden ones only where it names the dot.

    Raises:
        InputError: NOT_FOUND, TOO_MANY or READ_ERROR.
    """
    parts = Path(pattern).parts
    fixed = next(index for index, part in enumerate(parts) if has_magic(part))
    root, rest = Path(*parts[:fixed]), str(Path(*parts[fixed:]))
    shows_hidden = any(part.startswith(".") for part in parts[fixed:])
    try:
        matches = (path for path in root.glob(rest) if path.is_symlink() or not path.is_dir())
        found = list(islice(_visible(matches, root, shows_hidden), limits.inputs + 1))
    except (OSError, ValueError, NotImplementedError, IndexError) as error:
        raise _input_error(error) from error
    _check_count(len(found), limits)
    if not found:
        raise InputError(Code.NOT_FOUND, "matches no file; check the pattern")
    return sorted(found, key=lambda path: path.parts)


def has_magic(locator: str) -> bool:
    """Tell whether a locator has one of the signs that make it a pattern."""
    return _MAGIC.search(locator) is not None


def _visible(matches: Iterator[Path], root: Path, shows_hidden: bool) -> Iterator[Path]:
    for path in matches:
        if shows_hidden or not any(part.startswith(".") for part in path.relative_to(root).parts):
            yield path


def _check(status: os.stat_result, limits: Limits) -> None:
    if stat.S_ISLNK(status.st_mode):
        raise InputError(Code.NOT_A_FILE, _IS_LINK)
    for is_kind, name in _KINDS:
        if is_kind(status.st_mode):
            raise InputError(Code.NOT_A_FILE, f"is {name}, not a file; give a regular file")
    if status.st_size > limits.input_bytes:
        raise InputError(Code.TOO_LARGE, f"has {status.st_size:,} bytes; the limit is {limits.input_bytes:,}; split it")


def _check_count(count: int, limits: Limits) -> None:
    if count > limits.inputs:
        raise InputError(
            Code.TOO_MANY, f"holds more than {limits.inputs:,} files, the limit of one run; give fewer at a time"
        )


def _input_error(error: Exception) -> InputError:
    if isinstance(error, FileNotFoundError | NotADirectoryError) or not isinstance(error, OSError):
        return InputError(Code.NOT_FOUND, "no such file or directory; check the spelling")
    if error.errno in {errno.ENAMETOOLONG, errno.EINVAL}:
        return InputError(Code.NOT_FOUND, "is no name that a file can have; check the spelling")
    if error.errno == errno.ELOOP:
        return InputError(Code.NOT_A_FILE, "is a link to itself, or a link inside a directory; name the file itself")
    if isinstance(error, PermissionError):
        return InputError(Code.READ_ERROR, "may not be read: permission denied; change its permissions")
    reason = os.strerror(error.errno).lower() if error.errno else "the system gave no reason"
    return InputError(Code.READ_ERROR, f"cannot be read: {reason}; check the disk and try again")
