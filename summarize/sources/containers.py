"""Zip containers, opened in memory under a budget; nothing is ever written to a disk.

Not here: what the members mean; `archives` and `word` know that.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable
from io import BytesIO

from summarize.errors import Code, InputError
from summarize.limits import Limits

HARMLESS_BYTES = 1_000_000
"""Inflated size below which no ratio is judged: a page of spaces packs 1,000 to 1 and hurts nobody."""
_CHUNK = 65_536
_END = b"PK\x05\x06"
_END_RECORD = struct.Struct("<4s4H2LH")
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1


def open_container(content: bytes, limits: Limits) -> zipfile.ZipFile:
    """Return the opened container, its directory read and found small enough.

    Raises:
        InputError: TOO_MANY members, or BAD_FORMAT.
    """
    count = _count_entries(content)
    if count > limits.zip_members:
        raise InputError(
            Code.TOO_MANY, f"holds {count:,} members; at most {limits.zip_members:,} are read; split the archive"
        )
    try:
        return zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError, OSError, struct.error) as error:
        raise InputError(Code.BAD_FORMAT, "is a damaged zip archive; pack it again") from error


def check_budget(members: Iterable[zipfile.ZipInfo], limits: Limits) -> None:
    """Refuse members whose declared sizes together are over the budget.

    Raises:
        InputError: DECOMP_LIMIT.
    """
    total = sum(member.file_size for member in members)
    if total > limits.inflated_bytes:
        raise InputError(
            Code.DECOMP_LIMIT,
            f"would inflate to {total:,} bytes; the limit is {limits.inflated_bytes:,}; split the archive",
        )


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits) -> bytes:
    """Return the inflated bytes of one member.

    Raises:
        InputError: ENCRYPTED, UNSUPPORTED compression, DECOMP_LIMIT or BAD_FORMAT.
    """
    if member.flag_bits & _ENCRYPTED:
        raise InputError(Code.ENCRYPTED, "is encrypted; pack it without a password")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # The other methods inflate a whole block at once, whatever is asked of them.
        raise InputError(Code.UNSUPPORTED, f"is packed with zip method {member.compress_type}; pack it with deflate")
    _check_ratio(member.file_size, member.compress_size, limits)
    try:
        with archive.open(member) as stream:
            # Never read(): it would inflate a member that lies about its size in one go.
            content = b"".join(iter(lambda: stream.read(_CHUNK), b""))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise InputError(Code.BAD_FORMAT, "is a damaged member of a zip archive; pack it again") from error
    _check_ratio(len(content), member.compress_size, limits)
    return content


def _check_ratio(inflated: int, packed: int, limits: Limits) -> None:
    if inflated > limits.inflated_bytes:
        raise InputError(
            Code.DECOMP_LIMIT, f"would inflate to {inflated:,} bytes; the limit is {limits.inflated_bytes:,}"
        )
    ratio = inflated // max(packed, 1)
    if inflated > HARMLESS_BYTES and ratio > limits.inflation_ratio:
        raise InputError(
            Code.DECOMP_LIMIT,
            f"inflates {ratio:,} to 1; the limit is {limits.inflation_ratio} to 1, which no article reaches",
        )


def _count_entries(content: bytes) -> int:
    end = content.rfind(_END)
    if end < 0 or len(content) < end + _END_RECORD.size:
        return content.count(_ENTRY)
    _, _, _, _, count, size, _, _ = _END_RECORD.unpack_from(content, end)
    if size >= end:  # Zip64 or damaged: the directory is somewhere; count generously.
        return content.count(_ENTRY)
    return max(int(count), content.count(_ENTRY, end - size, end))
