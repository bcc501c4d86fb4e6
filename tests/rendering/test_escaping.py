"""Foreign text comes out as one line that does nothing."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from summarize.rendering.escaping import clean_line, escape_html, escape_markdown

ANY = st.text(st.characters(codec=None), max_size=80)
MARKUP = st.text(alphabet="ab1 \t\n#*_`~[](){}<>!|\\&;:/-+=.$'\"wWhtps", max_size=60)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;new title\x07text", "text"),
        ("\x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x1b\\", "click"),
        ("\x1b]0;never closed", "0;never closed"),
        ("\x9b2Jgone?", "gone?"),
        ("\x1bPq#0\x1b\\after", "after"),
        ("\x1bcreset", "reset"),
        ("\x1b\x1b[31m[0m", "[0m"),
        ("a\x00b\x08c\x7fd\x85e", "abcd e"),
        ("user\u202egpj.exe\u2066x\u2069", "usergpj.exex"),
        ("one\r\n two\u2028three\tfour", "one two three four"),
        ("half \ud83d of one", "half \ufffd of one"),
        ("النسبة ٪٥\u200f فقط", "النسبة ٪٥\u200f فقط"),
    ],
)
def test_a_line_is_cleaned(text, line):
    assert clean_line(text) == line


@pytest.mark.parametrize("opening", ["\x90", "\x1b]", "\x1b[", "\x9b", "\x1b"])
def test_cleaning_takes_time_in_proportion_to_the_text(opening):
    # 200,000 unterminated sequences: a scan to the end from each of them would take minutes.
    started = time.perf_counter()
    clean_line(opening * 200_000)
    assert time.perf_counter() - started < 5


@given(ANY)
def test_a_clean_line_is_inert_encodable_and_stays_as_it_is(text):
    line = clean_line(text)
    assert all(unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp") for c in line)
    assert not set(line) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    line.encode()
    assert clean_line(line) == line


@given(st.text(alphabet="abc سفينة12", max_size=40))
def test_harmless_words_are_kept(text):
    assert clean_line(text) == " ".join(text.split())


@given(MARKUP)
def test_escaped_markdown_shows_exactly_the_line(text):
    line = clean_line(text)
    tokens = MarkdownIt().enable(["table", "strikethrough"]).parse(f"x {escape_markdown(line)}")
    shown = tokens[1].children or []
    assert {child.type for child in shown} == {"text"}
    assert "".join(child.content for child in shown) == f"x {line}".strip()


@given(MARKUP)
def test_escaped_markdown_starts_no_block(text):
    tokens = MarkdownIt().enable(["table", "strikethrough"]).parse(escape_markdown(clean_line(text)))
    assert [token.type for token in tokens] in ([], ["paragraph_open", "inline", "paragraph_close"])


@pytest.mark.parametrize(
    "line",
    [
        "- item",
        "+ item",
        "* item",
        "1. item",
        "12) item",
        "# heading",
        "---",
        "===",
        "> quote",
        "-",
        "[a]: b",
        "~~~",
        "<!-- a",
        "<?php",
        "<script",
        "<div",
    ],
)
def test_no_line_starts_a_block(line):
    tokens = MarkdownIt().parse(f"before\n\n{escape_markdown(line)}")
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"] * 2
    assert "".join(child.content for child in tokens[4].children or []) == line


@pytest.mark.parametrize("address", ["http://evil.example", "https://a.example/b", "www.evil.example"])
def test_bare_addresses_are_broken_up_for_renderers_that_link_them(address):
    assert address not in escape_markdown(f"see {address} now")


def test_html_is_escaped_for_text_and_attributes():
    assert escape_html("<a b='c' d=\"e\">&amp;") == "&lt;a b=&#x27;c&#x27; d=&quot;e&quot;&gt;&amp;amp;"
