from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.errors import Code, InputError
from summarize.sources.encoding import charset_of, decode

ENGLISH = "The mill reopened — “at last”, said the miller’s wife, naïve as ever. " * 3
FRENCH = "Le vieux moulin a rouvert mardi après quatre années de réparations, près du château. " * 3
ARABIC = "أعيد افتتاح الطاحونة القديمة على النهر يوم الثلاثاء بعد أربع سنوات من أعمال الترميم. " * 3
RUSSIAN = "Старая мельница на реке вновь открылась во вторник после четырех лет ремонта. " * 3


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", [ENGLISH, ARABIC])
def test_a_byte_order_mark_decides(text, encoding):
    decoded = decode(text.encode(encoding), declared="koi8-r")
    assert decoded.text == text
    assert decoded.cautions == ()


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        (ARABIC, "cp1256", "windows-1256"),
        (ARABIC, "iso8859-6", "ISO-8859-6"),
        (FRENCH, "latin-1", "iso-8859-1"),
        (ENGLISH, "cp1252", "ISO-8859-1"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        ("古い水車小屋が再開した。", "cp932", "Shift_JIS"),
        ("古い水車小屋が再開した。", "iso2022_jp", "ISO-2022-JP"),
        ("磨坊重新开放。", "gb18030", "gb2312"),
        (ARABIC, "utf-16-le", "utf-16le"),
    ],
)
def test_a_declared_encoding_is_followed_without_a_caution(text, encoding, declared):
    decoded = decode(text.encode(encoding), declared)
    assert decoded.text == text
    assert decoded.cautions == ()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(ENGLISH, "cp1252"), (FRENCH, "cp1252"), (ARABIC, "cp1256"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r")],
)
def test_a_guess_is_right_and_said_to_be_one(text, encoding):
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert [caution.code for caution in decoded.cautions] == [Code.ENCODING]
    assert decoded.encoding in decoded.cautions[0].message


def test_utf8_needs_no_declaration_and_no_caution():
    assert decode(ARABIC.encode()).cautions == ()


def test_utf8_under_a_wrong_declaration_is_read_as_utf8():
    decoded = decode(FRENCH.encode(), "iso-8859-1")
    assert decoded.text == FRENCH
    assert decoded.cautions[0].code == Code.ENCODING


def test_a_declaration_that_does_not_fit_gives_way():
    assert decode(FRENCH.encode("cp1252"), "ascii").text == FRENCH
    assert decode(ARABIC.encode(), "cp932").text == ARABIC


@pytest.mark.parametrize(
    "declared", ["bogus", "utf-7", "rot13", "base64", "idna", "unicode_escape", "undefined", "\x00"]
)
def test_names_that_are_no_text_encoding_are_ignored(declared):
    assert decode(b"plain +ADw- text \\u0041", declared).text == "plain +ADw- text \\u0041"


def test_damaged_utf8_is_repaired_and_counted():
    content = ARABIC.encode().replace("النهر".encode(), b"\xd8\xff\xd9", 1)
    decoded = decode(content)
    assert decoded.text.startswith("أعيد")
    assert "replaced" in decoded.cautions[0].message


def test_a_character_cut_at_the_end_is_not_taken_for_another_encoding():
    decoded = decode("All is well 😀".encode()[:-1])
    assert decoded.text == "All is well \ufffd"
    assert decoded.encoding == "utf-8"


@pytest.mark.parametrize(
    "content",
    [
        b"a\x00b\x00c\x00",
        b"long text " * 100 + b"with one \x00",
        bytes(range(1, 9)) * 20,
        b"\xff\xfea\x00\x00\x00b\x00",
    ],
    ids=["utf-16 without a mark", "one NUL", "controls", "NUL inside utf-16"],
)
def test_binary_is_refused(content):
    with pytest.raises(InputError) as error:
        decode(content)
    assert error.value.code is Code.BINARY


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_utf8_comes_back_as_it_was(text):
    assert decode(("x" + text).encode()).text == "x" + text


@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "utf-16", "cp1256", "iso-2022-jp", "gb2312"]))
def test_any_bytes_give_text_or_binary(content, declared):
    try:
        decode(content, declared).text.encode("utf-8")
    except InputError as error:
        assert error.code is Code.BINARY  # noqa: PT017


def test_charset_of_a_media_type():
    assert charset_of('text/html; charset="windows-1256"; q=1') == "windows-1256"
    assert charset_of("text/html") == ""
