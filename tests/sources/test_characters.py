from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.sources.characters import clean_characters, one_line


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\x00b\x07c", "abc"),
        ("a\r\nb\rc\x0bd\x0ce\u2028f\x85g", "a\nb\nc\nd\ne\nf\ng"),
        ("\ufeffa\ufeffb", "ab"),
        ("a\ud800b", "a\ufffdb"),
        ("a\ud83d\ude00b", "a😀b"),
        ("a\ufffe\U0010ffffb", "ab"),
        ("tab\tstays", "tab\tstays"),
        ("مرحبا\u200cبك", "مرحبا\u200cبك"),
    ],
)
def test_only_what_breaks_parsers_goes(text, cleaned):
    assert clean_characters(text) == cleaned


@given(st.text(st.characters()))
def test_cleaning_twice_changes_nothing_and_can_be_encoded(text):
    once = clean_characters(text)
    assert clean_characters(once) == once
    once.encode("utf-8")


def test_one_line_joins_all_white_space():
    assert one_line(" A\n\t headline\u00a0here ") == "A headline here"
