"""Zip archives of articles: each member is an input of its own; nothing is extracted to a disk.

Not here: reading the members; whoever asked for them does that.
"""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from dataclasses import replace

from summarize.errors import Code, InputError
from summarize.limits import Limits
from summarize.sources.blobs import Blob
from summarize.sources.containers import check_budget, open_container, read_member
from summarize.sources.names import printable
from summarize.types import Failure


def unpack_archive(blob: Blob, limits: Limits) -> Iterator[Blob | Failure]:
    """Yield the files of an archive, sorted by name; hidden ones are skipped, as in a directory.

    Raises:
        InputError: BAD_FORMAT, TOO_MANY, DECOMP_LIMIT, or EMPTY.
    """
    with open_container(blob.content, limits) as archive:
        members = sorted(filter(_is_wanted, archive.infolist()), key=lambda member: member.filename)
        if not members:
            raise InputError(Code.EMPTY, "is an archive without files")
        check_budget(members, limits)
        for member in members:
            name = f"{blob.name}/{member.filename}"
            try:
                yield Blob(name, _read(archive, member, limits))
            except InputError as error:
                yield Failure(printable(name), error.code.value, error.message)


def _is_wanted(member: zipfile.ZipInfo) -> bool:
    parts = member.filename.split("/")
    return not member.is_dir() and "__MACOSX" not in parts and not parts[-1].startswith(".")


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits) -> bytes:
    if stat.S_ISLNK(member.external_attr >> 16):
        raise InputError(Code.NOT_A_FILE, "is a link; pack the file that it points to")
    if member.file_size > limits.input_bytes:
        raise InputError(
            Code.TOO_LARGE, f"has {member.file_size:,} bytes; the limit is {limits.input_bytes:,}; split it"
        )
    return read_member(archive, member, replace(limits, inflated_bytes=limits.input_bytes))
