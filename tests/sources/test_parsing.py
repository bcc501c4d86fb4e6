from __future__ import annotations

import dataclasses
import pickle

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summarize.limits import LIMITS
from summarize.sources.blobs import Blob
from summarize.sources.parsing import parse_blob
from summarize.types import Reading

BEGINNINGS = [
    b"", b"%PDF-1.7\n", b"PK\x03\x04", b"PK\x05\x06", b"<html><body>", b"<!doctype html><p>", b'<rss version="2.0">',
    b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>", b'{"text": "', b'[{"text": ', b"---\ntitle: ", b"# Port\n\n[",
    b"\xff\xfe", b"\xef\xbb\xbf", b"\x00\x00\xfe\xff", b"<?xml version='1.0'?>",
]  # fmt: skip


def test_a_failure_names_the_input_the_code_and_what_to_do():
    reading = parse_blob(Blob("holiday.png", b"\x89PNG\r\n\x1a\n"))
    assert reading.documents == ()
    (failure,) = reading.failures
    assert (failure.source, failure.code) == ("holiday.png", "UNSUPPORTED")
    assert "PNG image" in failure.message


@pytest.mark.parametrize(("size", "code"), [(10, []), (11, ["TOO_LARGE"])])
def test_an_inputs_size_is_limited(size, code):
    limits = dataclasses.replace(LIMITS, input_bytes=10)
    assert [failure.code for failure in parse_blob(Blob("a", b"x" * size), limits).failures] == code


@pytest.mark.parametrize(("length", "code"), [(10, []), (11, ["TOO_LARGE"])])
def test_a_texts_length_is_limited_in_characters(length, code):
    limits = dataclasses.replace(LIMITS, characters=10)
    reading = parse_blob(Blob("a", ("ö" * length).encode()), limits)
    assert [failure.code for failure in reading.failures] == code
    assert len(reading.documents) == 1 - len(code)


def test_an_archive_of_every_kind(make_zip, make_pdf, make_word, prose):
    item = f"<item><description>{prose}</description></item>"
    rss = f"<rss version='2.0'><channel><title>Courier</title>{item}</channel></rss>"
    content = make_zip(
        {
            "1.txt": b"Plain text.",
            "2.md": b"# Markdown\n\nText.",
            "3.bin": f"<html><body><p>{prose}</p></body></html>".encode(),
            "4.txt": make_pdf([["The PDF."]]),
            "5.zip": make_word("<w:p><w:r><w:t>The Word file.</w:t></w:r></w:p>"),
            "6.xml": rss.encode(),
            "7.json": b'{"text": "The record."}',
            "8.jsonl": b'{"text": "Line one."}\n[]\n{"text": "Line three."}',
            "9.zip": make_zip({"inner.txt": b"never read"}),
            "9.png": b"\x89PNG\r\n\x1a\n",
        }
    )
    reading = parse_blob(Blob("all.zip", content))
    assert [document.text for document in reading.documents] == [
        "Plain text.",
        "Markdown\n\nText.",
        prose,
        "The PDF.",
        "The Word file.",
        prose,
        "The record.",
        "Line one.",
        "Line three.",
    ]
    assert [(failure.source, failure.code) for failure in reading.failures] == [
        ("all.zip/8.jsonl", "BAD_RECORD"),
        ("all.zip/9.png", "UNSUPPORTED"),
        ("all.zip/9.zip", "UNSUPPORTED"),
    ]
    assert reading.documents[0].source == "all.zip/1.txt"


def assert_sound(reading):
    assert isinstance(reading, Reading)
    assert reading.documents or reading.failures
    for document in reading.documents:
        assert document.text.strip()
        assert document.id == ""
        assert "\n" not in document.title + document.source + document.date
        repr(document).encode("utf-8")
        document.text.encode("utf-8")
    for failure in reading.failures:
        assert failure.code
        assert failure.message
        assert "\n" not in failure.message + failure.source


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(BEGINNINGS), st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "a.json", "a.jsonl", "a"])
)
@example(b"", b"\xff", "a")
@example(b"", b"%", "a.pdf")
@example(b"<html>", b"&#xD800;<script>\x85\xff</", "a")
def test_any_bytes_end_in_documents_or_one_failure(beginning, content, name):
    assert_sound(parse_blob(Blob(name, beginning + content)))


@pytest.fixture
def good_files(make_zip, make_pdf, make_word, prose):
    page = f"<html lang=en><head><title>Port</title></head><body><article><p>{prose}</p></article></body></html>"
    feed = (
        f"<rss version='2.0'><channel><title>A</title><item><description>{prose}</description></item></channel></rss>"
    )
    return {
        "pdf": make_pdf([["The port closed.", "It opens on Friday."]], {"Title": "Port"}),
        "word": make_word(f"<w:p><w:r><w:t>{prose}</w:t></w:r></w:p>"),
        "page": page.encode(),
        "feed": feed.encode(),
        "zip": make_zip({"a.txt": b"one", "b.html": page.encode()}),
        "json": b'{"documents": [{"text": "One.", "date": "2024-03-05"}, {"text": "Two."}]}',
    }


@pytest.mark.parametrize("kind", ["pdf", "word", "page", "feed", "zip", "json"])
def test_mutants_of_good_files_end_in_documents_or_a_failure(good_files, kind):
    good = good_files[kind]
    assert parse_blob(Blob(kind, good)).failures == ()
    step = max(1, len(good) // 120)
    for at in range(0, len(good), step):
        flipped = bytes([*good[:at], good[at] ^ (1 << at % 8), *good[at + 1 :]])
        for mutant in (flipped, good[:at], good[:at] + good[at + 40 :], good[:at] + good[at : at + 40] * 2 + good[at:]):
            assert_sound(parse_blob(Blob(kind, mutant)))


def test_a_reading_can_cross_to_another_process(good_files):
    for name, content in good_files.items():
        reading = parse_blob(Blob(name, content))
        assert pickle.loads(pickle.dumps(reading)) == reading
