from __future__ import annotations

import dataclasses
import struct
import zipfile

import pytest

from summarize.errors import Code, InputError
from summarize.limits import LIMITS
from summarize.sources.containers import HARMLESS_BYTES, check_budget, open_container, read_member


def read_all(content, limits=LIMITS):
    with open_container(content, limits) as archive:
        check_budget(archive.infolist(), limits)
        return {member.filename: read_member(archive, member, limits) for member in archive.infolist()}


def test_members_come_back_as_they_were(make_zip):
    members = {"a.txt": b"port" * 1000, "b.txt": b""}
    assert read_all(make_zip(members)) == members
    assert read_all(make_zip(members, zipfile.ZIP_STORED)) == members


def test_a_bomb_by_ratio_is_refused_before_it_inflates(make_zip):
    with pytest.raises(InputError) as error:
        read_all(make_zip({"bomb": bytes(HARMLESS_BYTES + 1)}))
    assert error.value.code is Code.DECOMP_LIMIT
    assert "200" in error.value.message


def test_a_small_member_of_any_ratio_is_harmless(make_zip):
    assert len(read_all(make_zip({"zeros": bytes(HARMLESS_BYTES)}))["zeros"]) == HARMLESS_BYTES


@pytest.mark.parametrize(("limit", "refused"), [(999, True), (1000, False), (1001, False)])
def test_the_budget_counts_all_members(make_zip, limit, refused):
    content = make_zip({"a": b"x" * 400, "b": b"y" * 600})
    limits = dataclasses.replace(LIMITS, inflated_bytes=limit)
    if refused:
        with pytest.raises(InputError) as error:
            read_all(content, limits)
        assert error.value.code is Code.DECOMP_LIMIT
    else:
        assert len(read_all(content, limits)) == 2


def test_a_member_that_lies_about_its_size_is_damaged(make_zip):
    content = bytearray(make_zip({"a": b"x" * 5_000_000}))
    directory = content.rfind(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = struct.pack("<L", 10)
    with pytest.raises(InputError) as error:
        read_all(bytes(content))
    assert error.value.code is Code.BAD_FORMAT


def test_a_wrong_checksum_is_damaged(make_zip):
    content = bytearray(make_zip({"a": b"some text"}, zipfile.ZIP_STORED))
    content[content.find(b"some text")] ^= 1
    with pytest.raises(InputError) as error:
        read_all(bytes(content))
    assert error.value.code is Code.BAD_FORMAT


def test_an_encrypted_member_is_said_to_be_so(make_zip):
    content = bytearray(make_zip({"a": b"some text"}))
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(InputError) as error:
        read_all(bytes(content))
    assert error.value.code is Code.ENCRYPTED


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_cannot_be_bounded_are_refused(make_zip, method):
    with pytest.raises(InputError) as error:
        read_all(make_zip({"a": b"some text"}, method))
    assert error.value.code is Code.UNSUPPORTED


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_a_cut_zip_is_damaged(make_zip, part):
    content = make_zip({"a": b"some text", "b": b"more text"})
    with pytest.raises(InputError) as error:
        read_all(content[: int(part * len(content))])
    assert error.value.code is Code.BAD_FORMAT


def test_a_directory_of_a_million_entries_is_never_read(make_zip):
    one = make_zip({"a": b""})
    start, end = one.find(b"PK\x01\x02"), one.find(b"PK\x05\x06")
    entry = one[start:end]
    count = 1_000_000
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(entry) * count, start, 0)
    with pytest.raises(InputError) as error:
        open_container(one[:start] + entry * count + tail, LIMITS)
    assert error.value.code is Code.TOO_MANY
