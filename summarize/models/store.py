"""Where models live on this machine, and how one gets there.

    $SUMMARIZE_HOME/models/NAME/         or, without that variable, the user's data directory
        config.json, model.safetensors, …
        installation.json                where it came from, and a digest of its files

Nothing is made on disk before something is fetched. Models that are already in the hub's own cache
are found there.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from summarize.checkpoints.digests import digest_files
from summarize.checkpoints.inspection import examine_folder
from summarize.errors import Code, ModelError, StorageError
from summarize.models.catalogue import Entry, entries, find_entry, match_entry
from summarize.models.hub import download_snapshot

RECORD = "installation.json"
_COMMIT_DIGITS = 40

Download = Callable[[Entry, Path], str]


@dataclass(frozen=True, slots=True)
class Installation:
    """What `installation.json` says of a fetched model."""

    name: str
    hub: str
    commit: str
    licence: str
    digest: str


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
    present = locate(entry.name, environ)
    if present is not None and _is_whole(present, entry):
        return present
    if offline:
        state = "is damaged" if present else "is not installed"
        raise ModelError(Code.NO_MODEL, f"{entry.name} {state}, and --offline forbids fetching it")
    models = home(environ) / "models"
    partial = models / f".{entry.name}.partial"
    _make_room(entry, partial)
    commit = download(entry, partial)
    try:
        inventory = examine_folder(partial, entry.name)
    except ModelError:
        shutil.rmtree(partial, ignore_errors=True)  # else the next fetch would take it for finished
        raise
    record = Installation(entry.name, entry.hub, commit, entry.licence, digest_files(inventory.read))
    shutil.rmtree(partial / ".cache", ignore_errors=True)  # the downloader's bookkeeping
    try:
        (partial / RECORD).write_text(json.dumps(asdict(record), indent=2) + "\n", encoding="utf-8")
        shutil.rmtree(models / entry.name, ignore_errors=True)  # at most a damaged installation
        return partial.rename(models / entry.name)
    except OSError as error:
        raise StorageError(Code.WRITE_ERROR, f"{entry.name} cannot be put in place: {error.strerror}") from error


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


def check_room(entry: Entry, room: int) -> None:
    """Refuses a download for which the disk has too little room.

    Args:
        entry: What is to be fetched.
        room: Bytes that are free, and those that an earlier try has already written.

    Raises:
        StorageError: NO_SPACE, with both sizes.
    """
    if room < entry.download_bytes:
        need, have = entry.download_bytes / 1e9, room / 1e9
        raise StorageError(
            Code.NO_SPACE, f"{entry.name} takes about {need:.1f} GB, there is room for {have:.1f}; set SUMMARIZE_HOME"
        )


def read_installation(folder: Path) -> Installation | None:
    """What is recorded about a model folder, or None where nothing readable is."""
    try:
        content = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        values = [content[field.name] for field in fields(Installation)]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return Installation(*values) if all(isinstance(value, str) for value in values) else None


def commit_of(folder: Path) -> str:
    """The commit that a model folder is of, or "" where nothing says so."""
    record = read_installation(folder)
    if record is not None:
        return record.commit
    cached = folder.parent.name == "snapshots" and len(folder.name) == _COMMIT_DIGITS
    return folder.name if cached else ""


def verify(name: str, environ: Mapping[str, str] = os.environ) -> None:
    """Compares an installed model with the digest taken when it was fetched.

    Raises:
        ModelError: NO_MODEL when it is not installed, BAD_MODEL when a file has changed.
    """
    entry = find_entry(name)
    folder = locate(entry.name, environ)
    if folder is None:
        raise ModelError(Code.NO_MODEL, f"{entry.name} is not installed; run: summarize models get {entry.name}")
    inventory = examine_folder(folder, entry.name)
    record = read_installation(folder)
    if record is not None and digest_files(inventory.read) != record.digest:
        raise ModelError(
            Code.BAD_MODEL,
            f"the files of {entry.name} have changed since they were fetched; run: summarize models get {entry.name}",
        )


def _is_whole(folder: Path, entry: Entry) -> bool:
    try:
        inventory = examine_folder(folder, entry.name)
    except ModelError:
        return False
    record = read_installation(folder)
    return record is None or digest_files(inventory.read) == record.digest


def _make_room(entry: Entry, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise StorageError(
            Code.WRITE_ERROR, f"the folder for models cannot be made: {error.strerror}; set SUMMARIZE_HOME"
        ) from error
    here = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    check_room(entry, free + here)


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
