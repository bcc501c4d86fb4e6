"""A bundle: installed models in one folder, .tar or .zip, for a machine without a network.

    bundle.json          a record of each model: where it came from, its licence, size and sum of each file
    NAME/config.json, NAME/model.safetensors, …

The same models give the same bytes. Installing believes nothing: the members must be exactly those
of the manifest, ordinary and uncompressed, of the listed sizes and sums, and nothing is put in place
before all of them are. A sum shows damage, not who made the bundle.
"""

from __future__ import annotations

import functools
import hashlib
import io
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from summarize.checkpoints.inspection import examine_folder
from summarize.errors import Code, ModelError, StorageError, UsageError
from summarize.models.catalogue import Entry, find_entry
from summarize.models.containers import Member, container_errors, open_container, write_container
from summarize.models.hub import is_model_file
from summarize.models.installation import (
    Installation,
    changed_file,
    commit_of,
    parse_installation,
    read_installation,
)
from summarize.models.placement import check_room, place, reserve
from summarize.models.store import check_licence, describe, home, require

MANIFEST = "bundle.json"
FORMAT = "summarize-bundle/1"
# A manifest of a hundred models in shards takes about one.
MOST_MANIFEST_BYTES = 10_000_000
# A model's files may exceed the catalogue's estimate by a second copy of tied tables and by vocabularies.
MOST_TIMES_ESTIMATE = 3
_CHUNK = 1 << 20


def write_bundle(out: Path, names: Sequence[str], environ: Mapping[str, str] = os.environ) -> tuple[Installation, ...]:
    """Writes installed models into a bundle; its kind is told by the ending: .tar, .zip, or else a folder.

    Args:
        out: What to make; it must not exist.
        names: Catalogue names.
        environ: The environment that says where models live.

    Returns:
        What it holds.

    Raises:
        ModelError: NO_MODEL when one is not installed, BAD_MODEL when one is damaged.
        UsageError: When `out` exists.
        StorageError: When it cannot be written.
    """
    if out.exists():
        raise UsageError(Code.BAD_OPTION, f"{out.name} exists already; remove it or name another")
    members: dict[str, Member] = {}
    records = []
    for name in sorted(set(names)):
        folder, record = _sound(find_entry(name), environ)
        records.append(replace(record, accepted_non_commercial=False))  # consent is each user's own
        for file in record.files:
            path = folder / file.name
            members[f"{record.name}/{file.name}"] = Member(file.size, functools.partial(io.FileIO, path))
    manifest = _encode_manifest(records)
    first = {MANIFEST: Member(len(manifest), functools.partial(io.BytesIO, manifest))}
    write_container(out, first | members)
    return tuple(records)


def install_bundle(
    path: Path, *, accept_non_commercial: bool = False, environ: Mapping[str, str] = os.environ
) -> tuple[Path, ...]:
    """Installs every model of a bundle, all or none, and gives their folders.

    Args:
        path: The bundle.
        accept_non_commercial: Whether the user agrees to licences that forbid commercial use.
        environ: The environment that says where models live.

    Raises:
        ModelError: BAD_MODEL when it is damaged or holds anything unexpected, LICENCE without consent.
        StorageError: When a model cannot be written.
    """
    models = home(environ) / "models"
    with container_errors(path.name), open_container(path) as members, ExitStack() as stack:
        records = _read_manifest(members, path.name)
        _check_members(members, records, path.name)
        entries = [_check_record(record, path.name, accept_non_commercial) for record in records]
        gathered = []
        for entry, record in zip(entries, records, strict=True):
            partial = stack.enter_context(reserve(models, record.name))
            stack.callback(shutil.rmtree, partial, ignore_errors=True)  # placed or not, none of it stays
            _gather(partial, record, members)
            examine_folder(partial, record.name)
            agreed = entry.non_commercial and accept_non_commercial
            gathered.append((partial, replace(record, accepted_non_commercial=agreed)))
        return tuple(place(partial, models, record) for partial, record in gathered)


def _sound(entry: Entry, environ: Mapping[str, str]) -> tuple[Path, Installation]:
    """An installed model's folder and record, once its files are as recorded."""
    folder = require(entry, environ)
    examine_folder(folder, entry.name)
    record = read_installation(folder)
    if record is None:
        return folder, describe(entry, folder, commit_of(folder))
    if changed := changed_file(folder, record):
        raise ModelError(Code.BAD_MODEL, f"{entry.name}: {changed} has changed; run: summarize models get {entry.name}")
    return folder, record


def _encode_manifest(records: Sequence[Installation]) -> bytes:
    content = {"format": FORMAT, "models": [asdict(record) for record in records]}
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def _read_manifest(members: Mapping[str, Member], name: str) -> list[Installation]:
    member = members.get(MANIFEST)
    if member is None or member.size > MOST_MANIFEST_BYTES:
        raise _refusal(name, f"has no {MANIFEST}, so it is no bundle of models")
    try:
        with member.open() as stream:
            content: Any = json.loads(stream.read(MOST_MANIFEST_BYTES))
        records = [parse_installation(model) for model in content["models"]] if content["format"] == FORMAT else []
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _refusal(name, f"has a {MANIFEST} that is not of the format {FORMAT}") from error
    if not records:
        raise _refusal(name, f"has a {MANIFEST} without models of the format {FORMAT}")
    return sorted(records, key=lambda record: record.name)  # one order for all, or two could wait for each other


def _check_members(members: Mapping[str, Member], records: Sequence[Installation], name: str) -> None:
    """Refuses anything but the listed files: what is extra, missing, listed twice or of another size."""
    listed = [(f"{record.name}/{file.name}", file.size) for record in records for file in record.files]
    sizes = dict(listed)
    if len(sizes) != len(listed) or len({record.name for record in records}) != len(records):
        raise _refusal(name, f"has a {MANIFEST} that lists a model or a file twice")
    for file, size in listed:
        if file not in members or members[file].size != size:
            raise _refusal(name, f"lacks {file[:80]!r} as its {MANIFEST} lists it")
    for file in members:
        if file not in sizes and file != MANIFEST:
            raise _refusal(name, f"holds {file[:80]!r}, which its {MANIFEST} does not list")


def _check_record(record: Installation, name: str, accept_non_commercial: bool) -> Entry:
    entry = find_entry(record.name)
    if record.name != entry.name or not all(is_model_file(file.name) for file in record.files):
        raise _refusal(name, f"holds files under {record.name[:80]!r} that are no model's")
    if record.size > MOST_TIMES_ESTIMATE * entry.download_bytes:
        sizes = f"{record.size / 1e9:.1f} GB, the catalogue expects {entry.download_bytes / 1e9:.1f}"
        raise _refusal(name, f"holds a {entry.name} of {sizes}")
    check_licence(entry, accept_non_commercial=accept_non_commercial)
    return entry


def _gather(partial: Path, record: Installation, members: Mapping[str, Member]) -> None:
    """Copies a model's files into an empty folder, and compares what was written with the manifest."""
    shutil.rmtree(partial)
    try:
        partial.mkdir()
        check_room(record.name, record.size, partial)
        for file in record.files:
            digest = hashlib.sha256()
            with members[f"{record.name}/{file.name}"].open() as source, (partial / file.name).open("xb") as target:
                while chunk := source.read(_CHUNK):
                    digest.update(chunk)
                    target.write(chunk)
            if digest.hexdigest() != file.sha256:
                raise ModelError(Code.BAD_MODEL, f"{record.name}: {file.name} is damaged in the bundle; copy it again")
    except OSError as error:
        raise StorageError(Code.WRITE_ERROR, f"{record.name} cannot be unpacked: {error.strerror}") from error


def _refusal(name: str, what: str) -> ModelError:
    return ModelError(Code.BAD_MODEL, f"the bundle {name} {what}")
