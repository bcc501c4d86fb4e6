from __future__ import annotations

import dataclasses
import io
import os
import socket
from pathlib import Path

import pytest

from summarize.errors import Code, InputError
from summarize.limits import LIMITS
from summarize.sources.files import match_pattern, read_file, read_stream, walk_directory

needs_posix = pytest.mark.skipif(os.name != "posix", reason="files of this kind exist on POSIX systems only")


def code_of(call, *arguments, **options):
    with pytest.raises(InputError) as error:
        call(*arguments, **options)
    assert "/" not in error.value.message
    return error.value.code


@pytest.mark.parametrize(("size", "good"), [(9, True), (10, True), (11, False)])
def test_a_files_size_is_limited(tmp_path, size, good):
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * size)
    limits = dataclasses.replace(LIMITS, input_bytes=10)
    if good:
        assert read_file(path, limits) == b"x" * size
    else:
        assert code_of(read_file, path, limits) is Code.TOO_LARGE


def test_a_huge_file_is_refused_without_being_read(tmp_path):
    path = tmp_path / "huge"
    with path.open("wb") as stream:
        stream.truncate(10_000_000_000)
    with pytest.raises(InputError) as error:
        read_file(path, LIMITS)
    assert error.value.code is Code.TOO_LARGE
    assert "10,000,000,000 bytes" in error.value.message


@needs_posix
def test_pipes_sockets_devices_and_directories_are_no_files(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert code_of(read_file, tmp_path / "pipe", LIMITS) is Code.NOT_A_FILE
    assert code_of(read_file, tmp_path, LIMITS) is Code.NOT_A_FILE
    assert code_of(read_file, Path("/dev/zero"), LIMITS) is Code.NOT_A_FILE
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s"))
        assert code_of(read_file, tmp_path / "s", LIMITS) is Code.NOT_A_FILE


@pytest.mark.parametrize("name", ["gone", "gone/deeper", "x" * 300, "nul\x00byte"])
def test_what_does_not_exist_is_not_found(tmp_path, name):
    assert code_of(read_file, tmp_path / name, LIMITS) is Code.NOT_FOUND


def test_a_file_below_a_file_is_not_found(tmp_path):
    (tmp_path / "a").write_text("x")
    assert code_of(read_file, tmp_path / "a" / "b", LIMITS) is Code.NOT_FOUND


@needs_posix
def test_a_file_that_may_not_be_read(tmp_path):
    path = tmp_path / "a"
    path.write_text("x")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert code_of(read_file, path, LIMITS) is Code.READ_ERROR


@needs_posix
def test_links_are_followed_only_where_asked(tmp_path):
    (tmp_path / "a").write_text("text")
    (tmp_path / "link").symlink_to("a")
    (tmp_path / "loop").symlink_to("loop")
    assert read_file(tmp_path / "link", LIMITS) == b"text"
    assert code_of(read_file, tmp_path / "link", LIMITS, follow_links=False) is Code.NOT_A_FILE
    assert code_of(read_file, tmp_path / "loop", LIMITS) is Code.NOT_A_FILE


@pytest.mark.parametrize(("size", "good"), [(9, True), (10, True), (11, False), (10_000_000, False)])
def test_a_streams_size_is_limited(size, good):
    stream = io.BytesIO(b"x" * size)
    limits = dataclasses.replace(LIMITS, input_bytes=10)
    if good:
        assert read_stream(stream, limits) == b"x" * size
    else:
        assert code_of(read_stream, stream, limits) is Code.TOO_LARGE
        assert stream.tell() <= 11


@needs_posix
def test_a_directory_is_walked_in_order_without_hidden_files_or_links(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/y.txt", "a.txt", ".hidden", "a/.git/config", "c/d/e/f.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "around").symlink_to(tmp_path)
    (tmp_path / "empty").mkdir()
    found = [path.relative_to(tmp_path).as_posix() for path in walk_directory(tmp_path, LIMITS)]
    assert found == ["a/y.txt", "a/z.txt", "a.txt", "around", "b.txt", "c/d/e/f.txt"]


def test_files_of_a_directory_are_counted(tmp_path):
    for number in range(3):
        (tmp_path / f"{number}").write_text("x")
    assert len(walk_directory(tmp_path, dataclasses.replace(LIMITS, inputs=3))) == 3
    assert code_of(walk_directory, tmp_path, dataclasses.replace(LIMITS, inputs=2)) is Code.TOO_MANY


def test_a_directory_without_files_is_empty(tmp_path):
    (tmp_path / ".hidden").write_text("x")
    assert code_of(walk_directory, tmp_path, LIMITS) is Code.EMPTY


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.txt", ["b.txt", "c.txt"]),
        ("?.txt", ["b.txt", "c.txt"]),
        ("[b].txt", ["b.txt"]),
        ("**/*.txt", ["a/d.txt", "b.txt", "c.txt"]),
        ("a/*", ["a/d.txt"]),
        (".h*", [".hidden.txt"]),
        ("*/d.txt", ["a/d.txt"]),
    ],
)
def test_patterns(tmp_path, pattern, expected):
    for name in ("c.txt", "b.txt", "a/d.txt", ".hidden.txt", ".git/e.txt", "a/x/"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.mkdir() if name.endswith("/") else path.write_text("x")
    found = match_pattern(str(tmp_path / pattern), LIMITS)
    assert [path.relative_to(tmp_path).as_posix() for path in found] == expected


@pytest.mark.parametrize("pattern", ["*.gone", "gone/*", "**x", "[", "[b"])
def test_patterns_that_match_nothing(tmp_path, monkeypatch, pattern):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("x")
    assert code_of(match_pattern, pattern, LIMITS) is Code.NOT_FOUND


def test_matches_are_counted(tmp_path):
    for number in range(3):
        (tmp_path / f"{number}").write_text("x")
    assert code_of(match_pattern, str(tmp_path / "*"), dataclasses.replace(LIMITS, inputs=2)) is Code.TOO_MANY
