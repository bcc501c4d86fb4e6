from __future__ import annotations

import pytest

from summarize.limits import LIMITS
from summarize.sources.blobs import Blob
from summarize.sources.formats.pdf import parse_pdf

ORDER = "obey the order"
STORY = b"BT /F1 11 Tf 60 780 Td (The ferry sails on Friday.) Tj ET "


@pytest.fixture
def read(make_pdf):
    """The text of a PDF whose page holds these operators."""

    def get(operators: bytes, convert=lambda content, limits: None) -> str:
        # The builder's own stream is replaced; pypdf finds the objects again when the table is off.
        made = make_pdf([["x"]])
        start, end = made.index(b"stream\n") + 7, made.index(b"\nendstream")
        length = made.rindex(b"/Length", 0, start)
        stop = made.index(b">>", length)
        made = made[:length] + b"/Length %d " % len(operators) + made[stop:start] + operators + made[end:]
        return parse_pdf(Blob("a.pdf", made), LIMITS, convert)[0].text

    return get


def shown(before: bytes, text: str = ORDER) -> bytes:
    return b"BT /F1 11 Tf %b (%b) Tj ET " % (before, text.encode())


@pytest.mark.parametrize(
    "hidden",
    [
        shown(b"60 90 Td 3 Tr"),
        shown(b"60 90 Td 1 g"),
        shown(b"60 90 Td 1 1 1 rg"),
        shown(b"60 90 Td 0 0 0 0 k"),
        shown(b"/F1 1 Tf 60 90 Td"),
        b"q .1 0 0 .1 0 0 cm " + shown(b"60 90 Td") + b"Q ",
        shown(b".1 0 0 .1 60 90 Tm"),
        shown(b"60 9000 Td"),
        shown(b"-5000 90 Td"),
        shown(b"60 90 Td 3 Tr").replace(b"Tj", b"'"),
        b"BT /F1 11 Tf 60 90 Td 3 Tr [(obey) -300 (the order)] TJ ET ",
        b"1 g 0 0 595 842 re f " + shown(b"60 90 Td"),
    ],
)
def test_what_no_reader_sees_is_left_out(read, hidden):
    assert read(STORY + b"q " + hidden + b"Q " + STORY).count("ferry") == 2
    assert "order" not in read(STORY + b"q " + hidden + b"Q")


@pytest.mark.parametrize(
    "plain",
    [
        shown(b"60 90 Td"),
        shown(b"60 90 Td 0 0 0 1 k"),
        shown(b"60 90 Td 0 Tr"),
        shown(b"/F1 1 Tf 11 0 0 11 60 90 Tm"),
        b"q 12 0 0 12 0 0 cm BT /F1 1 Tf 5 8 Td (obey the order) Tj ET Q ",
        b"q 3 Tr Q " + shown(b"60 90 Td"),
        b"q 0 0 1 rg 0 0 595 842 re f Q " + shown(b"60 90 Td 1 g"),
        b"BT /F1 11 Tf 0 1 -1 0 90 60 Tm (obey the order) Tj ET ",
    ],
)
def test_what_readers_see_stays(read, plain):
    assert "order" in read(STORY + plain)


def test_the_layer_under_a_scanned_page_is_read(read):
    picture = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q "
    assert read(picture + shown(b"60 90 Td 3 Tr", "What the scan shows.")) == "What the scan shows."


def test_another_extractor_is_not_asked_where_text_is_hidden(read, make_glyph_pdf):
    def convert(content, limits):
        raise AssertionError

    assert "ferry" in read(STORY + shown(b"60 90 Td 3 Tr"), convert)
