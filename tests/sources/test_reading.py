from __future__ import annotations

import dataclasses
import subprocess
import sys

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.errors import Code, InputError
from summarize.limits import LIMITS
from summarize.sources.fetching.fetcher import Fetched, GuardedFetcher, OfflineFetcher
from summarize.sources.locators import Source
from summarize.sources.reading import read_sources
from summarize.types import Reading


def source(name, content):
    return Source.from_bytes(name, content if isinstance(content, bytes) else content.encode())


def test_documents_and_failures_come_in_input_order():
    reading = read_sources(
        [
            source("a.txt", "One."),
            source("b.txt", b""),
            source("c.txt", "Three."),
            source("d.txt", b"\x00\x01"),
            Source.from_locator("no such file.txt"),
            source("f.txt", "Six."),
        ]
    )
    assert [(document.source, document.text) for document in reading.documents] == [
        ("a.txt", "One."),
        ("c.txt", "Three."),
        ("f.txt", "Six."),
    ]
    assert [(failure.source, failure.code) for failure in reading.failures] == [
        ("b.txt", "EMPTY"),
        ("d.txt", "BINARY"),
        ("no such file.txt", "NOT_FOUND"),
    ]


def test_nothing_in_nothing_out():
    assert read_sources([]) == Reading(())


def test_of_five_hundred_inputs_every_good_one_is_read():
    inputs = [source(f"{n}.txt", f"Text {n}." if n % 2 else b"\x00") for n in range(500)]
    reading = read_sources(inputs)
    assert [document.text for document in reading.documents] == [f"Text {n}." for n in range(1, 500, 2)]
    assert [failure.source for failure in reading.failures] == [f"{n}.txt" for n in range(0, 500, 2)]


def test_the_documents_of_a_run_are_limited_and_none_is_lost_in_silence():
    limits = dataclasses.replace(LIMITS, inputs=2)
    inputs = [source(name, name) for name in ("a", "b", "c", "d")]
    reading = read_sources(inputs, limits=limits)
    assert [document.text for document in reading.documents] == ["a", "b"]
    assert [(failure.source, failure.code) for failure in reading.failures] == [("c", "TOO_MANY"), ("d", "TOO_MANY")]
    pair = source("pair.jsonl", '{"text": "One."}\n{"text": "Two."}')
    reading = read_sources([inputs[0], pair, inputs[1]], limits=limits)
    assert [document.text for document in reading.documents] == ["a", "b"]
    assert [(failure.source, failure.code) for failure in reading.failures] == [("pair.jsonl", "TOO_MANY")]


def test_nothing_more_is_fetched_once_a_run_is_full():
    class Never:
        def fetch(self, url):
            raise AssertionError(url)

    limits = dataclasses.replace(LIMITS, inputs=1)
    inputs = [source("a", "One."), Source.from_locator("https://news.example/")]
    reading = read_sources(inputs, limits=limits, fetcher=Never())
    assert [failure.code for failure in reading.failures] == ["TOO_MANY"]


def test_a_page_is_read_through_the_guarded_fetcher(network, prose):
    page = (
        f"<html lang=en><head><title>Port</title></head><body><article><p>Übermut: {prose}</p></article></body></html>"
    )
    network.pages["https://news.example/story"] = httpx.Response(
        200, headers={"content-type": "text/html; charset=iso-8859-1"}, content=iter([page.encode("latin-1")])
    )
    fetcher = GuardedFetcher(resolve=network.resolve, transport=network)
    reading = read_sources(
        [Source.from_locator("https://news.example/story"), Source.from_locator("http://127.0.0.1/")], fetcher=fetcher
    )
    (document,) = reading.documents
    assert document.text == f"Übermut: {prose}"
    assert (document.title, document.language) == ("Port", "en")
    assert [(failure.source, failure.code) for failure in reading.failures] == [("http://127.0.0.1/", "BLOCKED")]
    assert len(network.requests) == 1


def test_addresses_inside_an_input_are_never_fetched(prose):
    class Never:
        def fetch(self, url):
            raise AssertionError(url)

    inputs = [
        source("a.jsonl", '{"url": "http://10.0.0.1/", "text": "One."}\n{"url": "http://10.0.0.1/"}'),
        source(
            "b.html",
            f'<meta http-equiv=refresh content="0;url=http://10.0.0.1/"><img src="http://10.0.0.1/"><p>{prose}',
        ),
        source("c.md", "![x](http://10.0.0.1/x) text"),
    ]
    reading = read_sources(inputs, fetcher=Never())
    assert [document.text for document in reading.documents] == ["One.", prose, "text"]


def test_offline_only_the_addresses_fail(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("One.")
    inputs = [Source.from_locator("https://news.example/"), Source.from_locator("a.txt")]
    reading = read_sources(inputs, fetcher=OfflineFetcher())
    assert [document.text for document in reading.documents] == ["One."]
    assert [failure.code for failure in reading.failures] == ["BLOCKED"]


def test_a_directory_gives_its_documents_in_order(tmp_path, monkeypatch, make_pdf):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "b.txt").write_bytes(make_pdf([["The PDF."]]))
    (tmp_path / "news" / "a.html").write_text("Plain text.")
    (tmp_path / "news" / "c.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    reading = read_sources([Source.from_locator("news")])
    assert [(document.source, document.text) for document in reading.documents] == [
        ("news/a.html", "Plain text."),
        ("news/b.txt", "The PDF."),
    ]
    assert [(failure.source, failure.code) for failure in reading.failures] == [("news/c.png", "UNSUPPORTED")]


@pytest.mark.parametrize("code", [Code.FETCH_DNS, Code.FETCH_TIMEOUT, Code.FETCH_TLS])
def test_a_fetchers_error_is_the_addresss_failure(code):
    class Failing:
        def fetch(self, url) -> Fetched:
            raise InputError(code, "did not work; try again")

    reading = read_sources([Source.from_locator("https://news.example/")], fetcher=Failing())
    assert [(failure.source, failure.code) for failure in reading.failures] == [("https://news.example/", code.value)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(st.characters(), max_size=12), st.binary(max_size=120)), max_size=5))
def test_any_inputs_end_in_a_reading(pairs):
    reading = read_sources([Source.from_bytes(name, content) for name, content in pairs])
    assert len(reading.documents) + len(reading.failures) >= len(pairs)
    repr(reading).encode("utf-8")


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(), max_size=30).filter(lambda text: text.strip("./\\") not in {"", "-", "~"}))
def test_any_locator_ends_in_a_reading(tmp_path_factory, locator):
    # An absolute path or one that climbs may exist; everything else is not here.
    if locator.startswith("/") or ".." in locator or "*" in locator or "?" in locator or "[" in locator:
        locator = "x" + locator.replace("..", "").replace("*", "").replace("?", "").replace("[", "").replace("/", "")
    reading = read_sources([Source.from_locator(locator)], fetcher=OfflineFetcher())
    assert len(reading.failures) == 1


def test_importing_the_stage_loads_no_heavy_library():
    program = (
        "import sys, summarize.sources.reading;"
        "heavy = 'torch transformers trafilatura lxml pypdf docx feedparser httpx httpcore sentencepiece "
        "charset_normalizer idna'.split();"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
