"""How files become an installed model: room, one writer at a time, and a last step that is whole or nothing.

Not here: where the files come from (`hub`, `bundles`).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from summarize.errors import Code, StorageError
from summarize.models.installation import Installation, write_installation


@contextmanager
def reserve(models: Path, name: str) -> Iterator[Path]:
    """Waits until no other process installs the model; gives the folder to gather its files in.

    What an earlier try left in that folder is still there.

    Args:
        models: The folder of all models; made if it is not there.
        name: Catalogue name.

    Raises:
        StorageError: When the folder cannot be made.
    """
    from filelock import FileLock

    partial = models / f".{name}.partial"
    make_folder(models)
    try:
        held = FileLock(models / f".{name}.lock").acquire()
    except OSError as error:
        raise StorageError(Code.WRITE_ERROR, f"{name} cannot be installed: {error.strerror}") from error
    with held:
        make_folder(partial)
        yield partial


def make_folder(folder: Path) -> None:
    """Makes a folder of the store, if it is not there.

    Raises:
        StorageError: When it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            Code.WRITE_ERROR,
            f"the folder {folder.name!r} for models cannot be made: {error.strerror}; set SUMMARIZE_HOME",
        ) from error


def check_room(name: str, need: int, folder: Path) -> None:
    """Refuses to gather a model for which the disk has too little room.

    Args:
        name: Catalogue name.
        need: Bytes that it takes in all.
        folder: Where they go; what an earlier try left there counts as room.

    Raises:
        StorageError: NO_SPACE, with both sizes.
    """
    here = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    room = shutil.disk_usage(folder).free + here
    if need > room:
        raise StorageError(
            Code.NO_SPACE, f"{name} takes {need / 1e9:.1f} GB, there is room for {room / 1e9:.1f}; set SUMMARIZE_HOME"
        )


def place(partial: Path, models: Path, installation: Installation) -> Path:
    """Makes a gathered folder the installed one, in place of any before it.

    Raises:
        StorageError: When it cannot be put in place.
    """
    write_installation(partial, installation)
    folder = models / installation.name
    try:
        if folder.exists():
            shutil.rmtree(folder)
        return partial.rename(folder)
    except OSError as error:
        raise StorageError(Code.WRITE_ERROR, f"{installation.name} cannot be put in place: {error.strerror}") from error
