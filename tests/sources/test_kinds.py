from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.errors import Code, InputError
from summarize.limits import LIMITS
from summarize.sources.blobs import Blob
from summarize.sources.kinds import Kind, detect_kind

RSS = b'<?xml version="1.0"?>\n<!-- made by hand --><rss version="2.0"><channel/></rss>'
ATOM = b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>'
RDF = b'<?xml version="1.0"?><rdf:RDF xmlns="http://purl.org/rss/1.0/"></rdf:RDF>'
PAGE = b"\n<!DOCTYPE html>\n<html><body>The port closed.</body></html>"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a", b"The port closed.", Kind.TEXT),
        ("a.html", b"The port closed.", Kind.TEXT),
        ("a.pdf", b"The port closed.", Kind.TEXT),
        ("a.txt", b"# Port\n\n[more](https://example.org)", Kind.TEXT),
        ("a.md", b"The port closed.", Kind.MARKDOWN),
        ("a", b"# Port\n\nIt closed.", Kind.TEXT),
        ("a.md", b"<Note>Port</Note>\n\nIt closed.", Kind.MARKDOWN),
        ("a", b"\n" * 100_000 + b"<p>The port closed.</p>", Kind.HTML),
        ("a", b"# Port\n\n[more](https://example.org)", Kind.MARKDOWN),
        ("a.txt", PAGE, Kind.HTML),
        ("a.md", PAGE, Kind.HTML),
        ("a.txt", PAGE.decode().encode("utf-16"), Kind.HTML),
        ("a", b"<p>The port closed.</p>", Kind.HTML),
        ("a.md", b"<p align=center>Logo</p>\n\n# Port", Kind.MARKDOWN),
        ("a", b"Saved page\n<html><body>The port closed.</body></html>", Kind.HTML),
        ("a", b"<!-- saved --><?php ?><html lang=en>", Kind.HTML),
        ("a.html", RSS, Kind.FEED),
        ("a.txt", ATOM, Kind.FEED),
        ("a", RDF, Kind.FEED),
        ("a.txt", b'{"text": "The port closed."}', Kind.JSON),
        ("a", b'[{"text": "The port closed."}]', Kind.JSON),
        ("a", b'{\n "text": "The port closed."\n}\n', Kind.JSON),
        ("a.txt", b'{"text": "One."}\n{"text": "Two."}\n', Kind.JSONL),
        ("a.jsonl", b'broken\n{"text": "Two."}', Kind.JSONL),
        ("a.json", b"[[1]]", Kind.JSON),
        ("a.json", b"The port closed.", Kind.TEXT),
        ("a", b"[Agency] The port closed.", Kind.TEXT),
        ("a", b"[[Port]] closed.", Kind.TEXT),
        ("a", b"{The port} closed.", Kind.TEXT),
        ("a", b"5 < 6 and <3 the port", Kind.TEXT),
        ("a.md", b"How to write <html> and </html>.", Kind.MARKDOWN),
        ("a.html", b"%PDF-1.4\n...", Kind.PDF),
        ("a.pdf", b"\n\n%PDF-1.4\n...", Kind.PDF),
        ("a", b"junk\n%PDF-1.4\n... startxref\n9\n%%EOF", Kind.PDF),
        ("a", b"A file begins with %PDF-1.4 if it is one.", Kind.TEXT),
    ],
)
def test_the_kind_comes_from_the_content(name, content, kind):
    assert detect_kind(Blob(name, content)) is kind


def test_zip_kinds_come_from_the_members(make_zip):
    assert detect_kind(Blob("a.txt", make_zip({"a.txt": b"x"}))) is Kind.ZIP
    assert detect_kind(Blob("a.zip", make_zip({"[Content_Types].xml": b"", "word/document.xml": b""}))) is Kind.DOCX


@pytest.mark.parametrize(
    ("members", "named"),
    [
        ({"mimetype": b"application/epub+zip"}, "EPUB"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "OpenDocument"),
        ({"[Content_Types].xml": b"", "xl/workbook.xml": b""}, "Excel"),
        ({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}, "PowerPoint"),
    ],
)
def test_other_office_containers_are_named(make_zip, members, named):
    with pytest.raises(InputError) as error:
        detect_kind(Blob("a.docx", make_zip(members)))
    assert error.value.code is Code.UNSUPPORTED
    assert named in error.value.message


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"GIF89a\x01\x00", "GIF"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "WebP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office"),
        (b"{\\rtf1\\ansi The port closed.}", "RTF"),
        (b"\x7fELF\x02\x01\x01" + bytes(50), "executable"),
        (b"MZ\x90\x00\x03\x00" + bytes(100), "Windows program"),
        (b"\x1f\x8b\x08\x00" + bytes(20), "gzip"),
        (b"\x00\x00\x00\x18ftypmp42", "MP4"),
        (b"story.txt" + bytes(248) + b"ustar\x00", "tar"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><text>hi</text></svg>', "SVG"),
        (b'<?xml version="1.0"?><nitf><body>Port</body></nitf>', "<nitf>"),
    ],
)
def test_what_has_no_reader_is_named(content, named):
    with pytest.raises(InputError) as error:
        detect_kind(Blob("a.txt", content))
    assert error.value.code is Code.UNSUPPORTED
    assert named in error.value.message


def test_an_office_file_with_a_password_is_said_to_be_encrypted():
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(InputError) as error:
        detect_kind(Blob("a.docx", content))
    assert error.value.code is Code.ENCRYPTED


@pytest.mark.parametrize(
    "content", [b"", b" \n\t ", b"\xef\xbb\xbf", b"\xff\xfe", b"\xff\xfe \x00\n\x00", "\u00a0\n".encode()]
)
def test_nothing_but_space_is_empty(content):
    with pytest.raises(InputError) as error:
        detect_kind(Blob("a.html", content))
    assert error.value.code is Code.EMPTY


@pytest.mark.parametrize("content", [b"\x00", bytes(1000), b"a\x00b\x00", bytes(range(1, 32)) * 10])
def test_bytes_that_are_no_text_are_binary(content):
    with pytest.raises(InputError) as error:
        detect_kind(Blob("a.txt", content))
    assert error.value.code is Code.BINARY


@pytest.mark.parametrize("content", [b"MZ is how a program begins.", b"BM means bulletin.", b"ID3 tags explained"])
def test_texts_that_begin_like_a_binary_are_texts(content):
    assert detect_kind(Blob("a", content)) is Kind.TEXT


@pytest.mark.parametrize("piece", [b"\n", b"<!--", b"<?", b"<!", b"[", b"[a](", b"---|", b" \n", b"<x ", b"**a"])
def test_no_beginning_is_slow(piece):
    try:
        detect_kind(Blob("a", piece * 50_000 + b"x"))
    except InputError as error:
        assert error.code in {Code.UNSUPPORTED, Code.EMPTY}  # noqa: PT017


@given(st.binary(max_size=200), st.sampled_from(["a.txt", "a.md", "a.json", "a"]))
def test_any_bytes_have_a_kind_or_a_coded_error(content, name):
    try:
        assert isinstance(detect_kind(Blob(name, content)), Kind)
    except InputError as error:
        assert error.code in {Code.EMPTY, Code.BINARY, Code.UNSUPPORTED, Code.BAD_FORMAT}  # noqa: PT017


def test_a_zip_of_too_many_members_is_refused_from_its_directory(make_zip):
    limits = dataclasses.replace(LIMITS, zip_members=2)
    with pytest.raises(InputError) as error:
        detect_kind(Blob("a.zip", make_zip({"a": b"", "b": b"", "c": b""})), limits)
    assert error.value.code is Code.TOO_MANY
    assert "3" in error.value.message
    assert "2" in error.value.message
