from __future__ import annotations

import dataclasses
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from summarize.errors import Code, InputError
from summarize.limits import LIMITS
from summarize.sources.blobs import Blob
from summarize.sources.fetching.fetcher import Fetched, OfflineFetcher
from summarize.sources.locators import Source, open_source
from summarize.types import Failure


class OnePage:
    def fetch(self, url):
        if url != "https://news.example/a":
            raise InputError(Code.FETCH_STATUS, "answered with status 404")
        return Fetched("https://news.example/final", b"page", "text/html; charset=utf-8")


def opened(source, limits=LIMITS, fetcher=None):
    source = Source.from_locator(source) if isinstance(source, str) else source
    return list(open_source(source, limits, fetcher or OnePage()))


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("news/b.txt", "news/a.txt", "one.txt", "odd[1].txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


@pytest.mark.parametrize(
    ("locator", "names"),
    [
        ("one.txt", ["one.txt"]),
        ("./one.txt", ["one.txt"]),
        ("news", ["news/a.txt", "news/b.txt"]),
        ("news/", ["news/a.txt", "news/b.txt"]),
        ("news/*.txt", ["news/a.txt", "news/b.txt"]),
        ("*.txt", ["odd[1].txt", "one.txt"]),
        ("odd[1].txt", ["odd[1].txt"]),
        (".", ["news/a.txt", "news/b.txt", "odd[1].txt", "one.txt"]),
    ],
)
def test_paths_directories_and_patterns(here, locator, names):
    blobs = opened(locator)
    assert [blob.name for blob in blobs] == names
    assert [blob.content.decode() for blob in blobs] == [os.path.normpath(name) for name in names]


def test_absolute_paths_are_shown_without_what_lies_above_them(here):
    assert [blob.name for blob in opened(str(here / "one.txt"))] == ["one.txt"]
    assert [blob.name for blob in opened(str(here / "news"))] == ["news/a.txt", "news/b.txt"]
    assert [blob.name for blob in opened(str(here / "news" / "*.txt"))] == ["news/a.txt", "news/b.txt"]
    (failure,) = opened(str(here / "gone.txt"))
    assert failure == Failure("gone.txt", "NOT_FOUND", "no such file or directory; check the spelling")


@pytest.mark.parametrize(
    "locator", ["", "gone.txt", "gone/", "nul\x00", "x" * 5000, "C:\\x\\y.txt", "data:text/html,x"]
)
def test_what_is_not_there_is_one_failure(here, locator):
    (failure,) = opened(locator)
    assert isinstance(failure, Failure)
    assert failure.code == "NOT_FOUND"
    assert "\x00" not in failure.source


def test_a_file_that_fails_in_a_directory_does_not_stop_the_others(here):
    (here / "news" / "aa.txt").symlink_to(here / "one.txt")
    first, link, last = opened("news")
    assert (first.name, last.name) == ("news/a.txt", "news/b.txt")
    assert (link.source, link.code) == ("news/aa.txt", "NOT_A_FILE")


def test_a_link_that_the_user_names_is_followed(here):
    (here / "link").symlink_to("news")
    assert [blob.name for blob in opened("link")] == ["link/a.txt", "link/b.txt"]


def test_addresses_are_fetched(here):
    assert opened("https://news.example/a") == [Blob("https://news.example/a", b"page", "text/html; charset=utf-8")]
    (failure,) = opened("HTTP://user:secret@news.example/b")
    assert (failure.source, failure.code) == ("HTTP://news.example/b", "FETCH_STATUS")


@pytest.mark.parametrize("locator", ["http://a.example", "https:a", "ftp://a.example/x", "file:///etc/hostname"])
def test_every_scheme_goes_to_the_fetcher_and_none_to_the_disk(here, locator):
    (failure,) = opened(locator, fetcher=OfflineFetcher())
    assert (failure.source, failure.code) == (locator, "BLOCKED")


def test_a_path_is_a_path_whatever_it_looks_like(here):
    (here / "-").write_text("dash")
    (here / "*").write_text("star")
    assert opened(Source.from_path("-")) == [Blob("-", b"dash")]
    assert opened(Source.from_path(Path("*"))) == [Blob("*", b"star")]
    for name in ("https://news.example/a", "news/*.txt"):
        (failure,) = opened(Source.from_path(name))
        assert failure.code == "NOT_FOUND"


def test_bytes_at_hand_are_taken_as_they_are(here):
    assert opened(Source.from_bytes("https://name", b"x")) == [Blob("https://name", b"x")]


def test_standard_input(here, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"piped")))
    assert opened("-") == [Blob("standard input", b"piped")]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 11)))
    (failure,) = opened("-", dataclasses.replace(LIMITS, input_bytes=10))
    assert (failure.source, failure.code) == ("-", "TOO_LARGE")
    monkeypatch.setattr(sys, "stdin", None)
    (failure,) = opened("-")
    assert failure.code == "NOT_FOUND"


def test_standard_input_of_a_real_process():
    program = (
        "from summarize.sources.locators import *; from summarize.limits import LIMITS; import sys;"
        "print(list(open_source(Source.from_locator('-'), LIMITS, None))[0].content)"
    )
    done = subprocess.run([sys.executable, "-c", program], input=b"\xff piped", capture_output=True, check=True)
    assert done.stdout.strip() == b"b'\\xff piped'"


@pytest.mark.skipif(os.name != "posix", reason="named pipes exist on POSIX systems only")
def test_a_pipe_without_a_writer_does_not_hang(here):
    os.mkfifo(here / "news" / "pipe")
    assert [getattr(item, "code", "") for item in opened("news")] == ["", "", "NOT_A_FILE"]


@pytest.mark.skipif(os.name != "posix", reason="such names exist on POSIX systems only")
def test_names_that_could_move_a_terminal_are_shown_escaped(here):
    (here / "news" / "c\n\x1b[2J.txt").symlink_to("gone")
    assert opened("news")[-1].source == "news/c\\n\\x1b[2J.txt"
