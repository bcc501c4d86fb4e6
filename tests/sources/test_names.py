from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.sources.names import LONGEST_NAME, ending, printable


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("story.txt", "story.txt"),
        ("two\nlines.txt", "two\\nlines.txt"),
        ("red\x1b[31m.txt", "red\\x1b[31m.txt"),
        ("gpj\u202etxt.exe", "gpj\\u202etxt.exe"),
        ("خبر عاجل.txt", "خبر عاجل.txt"),
        ("نامه\u200cها.txt", "نامه\u200cها.txt"),
        (b"caf\xe9.txt".decode("utf-8", "surrogateescape"), "caf\\xe9.txt"),
        ("https://reader:secret@news.example/a", "https://news.example/a"),
    ],
)
def test_names_are_shown_on_one_harmless_line(name, shown):
    assert printable(name) == shown


def test_a_very_long_name_keeps_both_ends():
    shown = printable("a" * 500 + ".pdf")
    assert len(shown) <= LONGEST_NAME
    assert shown.startswith("aaa")
    assert shown.endswith(".pdf")


@given(st.text(st.characters(), max_size=400))
def test_every_name_can_be_shown(name):
    shown = printable(name)
    assert len(shown) <= LONGEST_NAME
    assert "\n" not in shown
    shown.encode("utf-8")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.TXT", "txt"),
        ("archive.tar.gz", "gz"),
        ("README", ""),
        ("https://news.example/feed.xml?x=a.pdf", "xml"),
        ("what?.md", "md"),
    ],
)
def test_endings(name, expected):
    assert ending(name) == expected
