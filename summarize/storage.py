"""Files that options name: whose errors say which option it was, and which are replaced in one step.

Not here: the sources of a digest, whose failures are told one by one (`sources/files.py`).
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from summarize.errors import Code, InputError, StorageError, UsageError


@contextmanager
def naming(option: str, path: Path) -> Iterator[None]:
    """Make any error about the input inside one about an option and its file.

    Raises:
        UsageError: With the option and the file's own name before the message.
    """
    try:
        yield
    except (InputError, UsageError) as error:
        raise UsageError(error.code, f"{option} {path.name}: {error.message}") from None


def check_output(output: str) -> None:
    """Refuse an output that cannot be written before any work is done; "" is standard output.

    Raises:
        StorageError: When its folder does not exist, or it is one.
    """
    if output and (Path(output).is_dir() or not Path(output).parent.is_dir()):
        raise StorageError(Code.WRITE_ERROR, f"{output}: there is no folder to write it in, or it is one itself")


def write_file(path: Path, data: bytes) -> None:
    """Replace a file in one rename, so that a failure never leaves half of it.

    Raises:
        StorageError: NO_SPACE or WRITE_ERROR.
    """
    temporary = path.with_name(f".{path.name}.part")
    with writing(path):
        try:
            temporary.write_bytes(data)
            temporary.replace(path)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Make what the system says about an output into an error of ours.

    Raises:
        StorageError: NO_SPACE or WRITE_ERROR.
    """
    try:
        yield
    except OSError as error:
        code = Code.NO_SPACE if error.errno in (errno.ENOSPC, errno.EDQUOT) else Code.WRITE_ERROR
        raise StorageError(code, f"{path.name}: {error.strerror or 'cannot be written'}") from None
