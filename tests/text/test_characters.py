import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.text.characters import normalize_characters

ANYTHING = st.text(st.characters(codec=None), max_size=200)


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("a\r\nb\rc\u2028d\u0085e", "a\nb\nc\nd\ne"),
        ("a\u00a0b\tc  d", "a b c d"),
        ("a\u0000b\u001b[31mc\u007f", "ab[31mc"),
        ("\ufeffa\u200bb\u00adc\u2060d", "abcd"),
        ("x\u202eevil\u202cy\u2066z\u2069", "xevilyz"),
        ("hi\U000e0041\U000e0042", "hi"),
        ("bad\ud800end", "bad\ufffdend"),
        ("cafe\u0301", "café"),
        ("\ufee3\ufeae\ufea3\ufe92\ufe8e", "مرحبا"),
        ("one\n\n\n\n\ntwo", "one\n\ntwo"),
        ("a\u0301" + "\u0301" * 500, "á" + "\u0301" * 6),
    ],
)
def test_each_kind_of_dirt_is_removed(dirty, clean):
    assert normalize_characters(dirty) == clean


@pytest.mark.parametrize("kept", ["می‌خواهم", "👨‍👩‍👧", "क्‍ष", "❤️"])
def test_joiners_stay_where_a_script_or_an_emoji_needs_them(kept):
    assert normalize_characters(kept) == unicodedata.normalize("NFC", kept)


@pytest.mark.parametrize("dirty", ["ab\u200dcd", "ab\u200c", "\u200dab", "a\ufe0fb"])
def test_joiners_go_elsewhere(dirty):
    assert normalize_characters(dirty) == "".join(c for c in dirty if c.isascii())


@given(ANYTHING)
def test_applying_it_twice_changes_nothing_more(text):
    once = normalize_characters(text)
    assert normalize_characters(once) == once


@given(ANYTHING)
def test_output_can_be_stored_and_holds_no_control_characters(text):
    clean = normalize_characters(text)
    clean.encode("utf-8")
    assert unicodedata.is_normalized("NFC", clean)
    assert not [c for c in clean if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"]
    assert not set(clean) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
