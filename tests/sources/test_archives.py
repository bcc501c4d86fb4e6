from __future__ import annotations

import dataclasses
import io
import zipfile

import pytest

from summarize.errors import Code, InputError
from summarize.limits import LIMITS
from summarize.sources.archives import unpack_archive
from summarize.sources.blobs import Blob
from summarize.types import Failure


def unpack(content, limits=LIMITS):
    return list(unpack_archive(Blob("news.zip", content), limits))


def test_members_come_sorted_and_hidden_ones_are_skipped(make_zip):
    found = unpack(make_zip({"b.txt": b"B", "a/c.txt": b"C", ".DS_Store": b"x", "__MACOSX/a": b"y", "d/": b""}))
    assert found == [Blob("news.zip/a/c.txt", b"C"), Blob("news.zip/b.txt", b"B")]


def test_names_that_climb_out_are_only_names(make_zip, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (blob,) = unpack(make_zip({"../../climber.txt": b"text"}))
    assert isinstance(blob, Blob)
    assert blob.content == b"text"
    assert list(tmp_path.iterdir()) == []


def test_one_bad_member_does_not_stop_the_others(make_zip):
    content = bytearray(make_zip({"a.txt": b"first", "b.txt": b"second"}, zipfile.ZIP_STORED))
    content[content.find(b"first")] ^= 1
    bad, good = unpack(bytes(content))
    assert isinstance(bad, Failure)
    assert (bad.source, bad.code) == ("news.zip/a.txt", "BAD_FORMAT")
    assert good == Blob("news.zip/b.txt", b"second")


def test_links_are_not_followed():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/hostname")
    (failure,) = unpack(out.getvalue())
    assert isinstance(failure, Failure)
    assert failure.code == "NOT_A_FILE"


def test_a_member_over_the_input_limit_is_too_large(make_zip):
    limits = dataclasses.replace(LIMITS, input_bytes=10)
    large, small = unpack(make_zip({"a": b"x" * 11, "b": b"x" * 10}), limits)
    assert isinstance(large, Failure)
    assert large.code == "TOO_LARGE"
    assert isinstance(small, Blob)


@pytest.mark.parametrize("members", [{}, {".hidden": b"x"}, {"folder/": b""}])
def test_an_archive_without_files_is_empty(make_zip, members):
    with pytest.raises(InputError) as error:
        unpack(make_zip(members))
    assert error.value.code is Code.EMPTY
