"""Where models live on this machine, and how one gets there.

    $SUMMARIZE_HOME/models/NAME/         or, without that variable, the user's data directory
        config.json, model.safetensors, …
        installation.json                where it came from, and the sum of each file
    $SUMMARIZE_HOME/choice.json          the models that are used when none is named (`profiles`)

Nothing is made on disk before something is fetched. Models that are already in the hub's own cache
are found there.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from summarize.checkpoints.inspection import examine_folder
from summarize.errors import Code, ModelError
from summarize.models.catalogue import Entry, entries, find_entry, match_entry
from summarize.models.hub import download_snapshot, is_model_file
from summarize.models.installation import Installation, changed_file, commit_of, list_files, read_installation
from summarize.models.placement import place, reserve

Download = Callable[[Entry, Path], str]


def home(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """The folder of everything this program keeps, whether or not it exists.

    >>> home({"XDG_DATA_HOME": "/data"}, "linux").as_posix()
    '/data/summarize'
    """
    if own := environ.get("SUMMARIZE_HOME"):
        return Path(own).expanduser()
    user = Path(environ.get("HOME") or Path.home())
    if platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or user / "AppData" / "Local") / "summarize"
    if platform == "darwin":
        return user / "Library" / "Application Support" / "summarize"
    data = environ.get("XDG_DATA_HOME", "")
    return (Path(data) if os.path.isabs(data) else user / ".local" / "share") / "summarize"  # noqa: PTH117


def locate(name: str, environ: Mapping[str, str] = os.environ) -> Path | None:
    """The folder of an installed catalogue model, or None."""
    entry = match_entry(name)
    if entry is None:
        return None
    own = home(environ) / "models" / entry.name
    return own if (own / "config.json").is_file() else _cached(entry, environ)


def require(entry: Entry, environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of an installed catalogue model.

    Raises:
        ModelError: NO_MODEL, with the command that installs it.
    """
    folder = locate(entry.name, environ)
    if folder is None:
        raise ModelError(Code.NO_MODEL, f"{entry.name} is not installed; run: summarize models get {entry.name}")
    return folder


def installed(environ: Mapping[str, str] = os.environ) -> tuple[Entry, ...]:
    """The catalogue entries that are on this machine, in catalogue order."""
    return tuple(entry for entry in entries() if locate(entry.name, environ) is not None)


def fetch(
    name: str,
    *,
    offline: bool = False,
    accept_non_commercial: bool = False,
    download: Download = download_snapshot,
    environ: Mapping[str, str] = os.environ,
) -> Path:
    """Installs a catalogue model and gives its folder; one that is here and whole is not fetched again.

    A model stays at the commit that was fetched first.

    Args:
        name: Catalogue name.
        offline: Open no socket: then only a model that is already here is given.
        accept_non_commercial: Whether the user agrees to licences that forbid commercial use.
        download: What writes an entry's files into a folder and gives the commit.
        environ: The environment that says where models live.

    Raises:
        ModelError: NO_MODEL when it is unknown or cannot be had, LICENCE without consent, BAD_MODEL
            when what arrived is damaged.
        StorageError: When it cannot be written.
    """
    entry = find_entry(name)
    check_licence(entry, accept_non_commercial=accept_non_commercial)
    present = _whole(entry, environ)
    if present is not None:
        return present
    if offline:
        state = "is damaged" if locate(entry.name, environ) else "is not installed"
        raise ModelError(Code.NO_MODEL, f"{entry.name} {state}, and --offline forbids fetching it")
    models = home(environ) / "models"
    with reserve(models, entry.name) as partial:
        present = _whole(entry, environ)  # another process may have fetched it while this one waited
        if present is not None:
            shutil.rmtree(partial, ignore_errors=True)
            return present
        pinned = replace(entry, revision=entry.revision or commit_of(models / entry.name))
        commit = download(pinned, partial)
        try:
            examine_folder(partial, entry.name)
        except ModelError:
            shutil.rmtree(partial, ignore_errors=True)  # else the next fetch would take it for finished
            raise
        shutil.rmtree(partial / ".cache", ignore_errors=True)  # the downloader's bookkeeping
        return place(partial, models, describe(entry, partial, commit, accept_non_commercial=accept_non_commercial))


def describe(entry: Entry, folder: Path, commit: str, *, accept_non_commercial: bool = False) -> Installation:
    """The record of a folder that holds an entry's files; other files in it are none of the model's.

    Raises:
        OSError: When a file cannot be read.
    """
    agreed = entry.non_commercial and accept_non_commercial
    files = list_files([path for path in folder.iterdir() if is_model_file(path.name) and path.is_file()])
    return Installation(entry.name, entry.hub, commit, entry.licence, agreed, files)


def check_licence(entry: Entry, *, accept_non_commercial: bool) -> None:
    """Refuses a model whose licence forbids commercial use, unless the user agrees to that.

    Raises:
        ModelError: LICENCE, naming the licence.
    """
    if entry.non_commercial and not accept_non_commercial:
        raise ModelError(
            Code.LICENCE,
            f"{entry.name} is under {entry.licence}, which forbids commercial use; "
            "add --accept-non-commercial if yours is not",
        )


def _whole(entry: Entry, environ: Mapping[str, str]) -> Path | None:
    """The folder of an entry, if it is installed and its files are as recorded."""
    folder = locate(entry.name, environ)
    if folder is None:
        return None
    try:
        examine_folder(folder, entry.name)
    except ModelError:
        return None
    record = read_installation(folder)
    return folder if record is None or not changed_file(folder, record) else None


def _cached(entry: Entry, environ: Mapping[str, str]) -> Path | None:
    """The snapshot of an entry in the hub's own cache, if its weights are safetensors."""
    user = Path(environ.get("HOME") or Path.home())
    base = Path(environ.get("HF_HOME") or user / ".cache" / "huggingface")
    cache = Path(environ.get("HF_HUB_CACHE") or base / "hub")
    repository = cache / f"models--{entry.hub.replace('/', '--')}"
    try:
        commit = (repository / "refs" / (entry.revision or "main")).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return None
    folder = repository / "snapshots" / commit
    complete = commit.isalnum() and (folder / "config.json").is_file()
    return folder if complete and any(folder.glob("model*.safetensors")) else None
