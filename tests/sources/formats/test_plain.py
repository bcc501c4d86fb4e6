from __future__ import annotations

import textwrap
import time

import pytest

from summarize.errors import Code, InputError
from summarize.limits import LIMITS
from summarize.sources.blobs import Blob
from summarize.sources.formats.plain import parse_markdown, parse_text


def parse(read, name, content, media=""):
    (document,) = read(Blob(name, content if isinstance(content, bytes) else content.encode(), media), LIMITS)
    return document


def test_front_matter_fills_the_document(prose):
    front = "---\ntitle: Harbour closed\nsource: The Teska Courier\ndate: 5 March 2024\nlanguage: en\n---\n"
    document = parse(parse_text, "a.txt", front + textwrap.fill(prose, 70))
    assert document.text == prose
    assert (document.title, document.source) == ("Harbour closed", "The Teska Courier")
    assert (document.date, document.language, document.id) == ("2024-03-05", "en", "")


def test_a_first_line_like_a_headline_is_the_title_and_stays_in_the_text(prose):
    document = parse(parse_text, "a.txt", f"Harbour closed\n\n{prose}")
    assert document.title == "Harbour closed"
    assert document.text == f"Harbour closed\n\n{prose}"
    assert document.source == "a.txt"


def test_a_first_sentence_is_no_title(prose):
    document = parse(parse_text, "a.txt", f"It rained.\n\n{prose}")
    assert document.title == ""


def test_markdown_takes_its_title_from_the_main_heading(prose):
    document = parse(parse_markdown, "a.md", f"## Sea\n\n# Harbour *closed*\n\n{prose}")
    assert document.title == "Harbour closed"
    assert document.text == f"Sea\n\nHarbour closed\n\n{prose}"


def test_an_encoding_guess_is_passed_on():
    content = ("أعلن المكتب أن الميناء مغلق منذ ثلاثة أيام بسبب الأمواج العالية. " * 5).encode("cp1256")
    document = parse(parse_text, "a.txt", content)
    assert "الميناء مغلق" in document.text
    assert document.cautions[0].code == Code.ENCODING


@pytest.mark.parametrize("content", [b"---\ntitle: only this\n---\n", b"\n \n"])
def test_nothing_but_marks_is_empty(content):
    with pytest.raises(InputError) as error:
        parse(parse_text, "a.txt", content)
    assert error.value.code is Code.EMPTY


def test_the_declared_charset_of_a_server_is_used():
    document = parse(parse_text, "https://a.example/a", "Übermut".encode("cp1252"), "text/plain; charset=latin-1")
    assert document.text == "Übermut"
    assert document.cautions == ()


@pytest.mark.parametrize("read", [parse_text, parse_markdown])
def test_a_text_over_the_limit_is_refused_before_its_lines_are_read(read):
    began = time.monotonic()
    with pytest.raises(InputError) as error:
        parse(read, "a.txt", "a b\n" * (LIMITS.characters // 4 + 1))
    assert error.value.code is Code.TOO_LARGE
    assert time.monotonic() - began < 1
