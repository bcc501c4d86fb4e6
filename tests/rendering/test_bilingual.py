"""Source and translation side by side: units in rows, and the way from a translated point to its quotes and back."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import docx
import lxml.html
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from summarize.errors import UsageError
from summarize.rendering.bilingual import PAIR_FORMATS, encode_pairs
from summarize.rendering.writers import encode_digest, write_digest
from summarize.types import Flag, TranslatedDocument, TranslatedPoint, TranslatedUnit, Translation

KILLED = TranslatedUnit("Floods killed 14 people.", "قتلت الفيضانات 14 شخصا.")
LEVEL = TranslatedUnit("The river rose.", "ارتفع النهر.")
METRES = TranslatedUnit("It reached 8 metres.", "بلغ 8 أمتار.", "beam", (Flag("number", "8"),))


@pytest.fixture
def both(flood):
    """The flood in Arabic: a point of one unit, and one of two."""
    second = replace(flood.points[1], text="The river rose. It reached 8 metres.")
    points = (
        TranslatedPoint(KILLED.text, (), (KILLED,)),
        TranslatedPoint(f"{LEVEL.text} {METRES.text}", METRES.flags, (LEVEL, METRES)),
    )
    arabic = Translation("ar", "rtl", "فيضان في تارنهولم", "tiny", points)
    return replace(flood, points=(flood.points[0], second), translations=(arabic,))


@pytest.fixture(scope="session")
def report():
    units = ((KILLED,), (LEVEL, METRES))
    return TranslatedDocument(
        "report.md", "markdown", "en", "ar", "rtl", "tiny@1", units, (("plain", 2), ("beam", 1)), b""
    )


def parse(page):
    return lxml.html.document_fromstring(page, parser=lxml.html.HTMLParser(encoding="utf-8"))


def test_markdown_has_a_row_a_unit(both):
    written = write_digest(both, "markdown", layout="bilingual")
    assert written.startswith(
        "# Flood in Tarnholm\n\n"
        "|  | English | العربية (translated by tiny) |\n"
        "| ---: | :--- | ---: |\n"
        "|  | Flood in Tarnholm | فيضان في تارنهولم |\n"
        "| 1 | Floods killed 14 people. [1] [2] *(supported, 2 sources)* | قتلت الفيضانات 14 شخصا. [1] [2] |\n"
        "| 2 | The river rose. | ارتفع النهر. |\n"
        "|  | It reached 8 metres. [3] *(partly supported, 1 source; number: 8 is not quoted)* |"
        " بلغ 8 أمتار. [3] *(number: 8)* |\n"
    )


def test_a_page_leads_from_translation_to_source_to_quote_and_back(both):
    page = parse(encode_digest(both, "html", layout="bilingual"))
    source, target = page.get_element_by_id("point-2"), page.get_element_by_id("point-2-ar")
    assert (target.get("lang"), target.get("dir"), target.text) == ("ar", "rtl", "ارتفع النهر.")
    rows = page.xpath("//table[@class='parallel']/tbody[3]/tr")
    assert [[a.get("href") for a in cell.iter("a")] for cell in rows[1].iter("td")] == [
        ["#quote-3", "#point-2-ar"],
        ["#quote-3", "#point-2"],
    ]
    assert source.getparent() is rows[0]
    back = [a.get("href") for a in page.get_element_by_id("quote-3").iter("a")]
    assert back == ["#point-2", "#point-2-ar"]


def test_every_link_of_a_page_has_its_end(both):
    page = parse(encode_digest(both, "html", layout="bilingual"))
    ids = {element.get("id") for element in page.iter() if element.get("id")}
    assert {a.get("href").removeprefix("#") for a in page.iter("a")} <= ids


def test_a_word_table_has_a_row_a_unit_and_runs_to_the_left_in_arabic(both):
    document = docx.Document(BytesIO(encode_digest(both, "docx", layout="bilingual")))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[3:] == [
        ["2. The river rose.", "2. ارتفع النهر."],
        [
            "It reached 8 metres. [3]\nnumber: 8 is not quoted\npartly supported, 1 source",
            "بلغ 8 أمتار. [3]\nnumber: 8",
        ],
    ]
    arabic = document.tables[0].rows[3].cells[1].paragraphs[0]
    assert arabic._p.pPr.find(qn("w:bidi")) is not None


def test_points_without_units_stand_whole_in_one_row(both):
    whole = replace(both.translations[0], points=tuple(replace(p, units=()) for p in both.translations[0].points))
    page = parse(encode_digest(replace(both, translations=(whole,)), "html", layout="bilingual"))
    assert len(page.xpath("//table[@class='parallel']/tbody[3]/tr")) == 1


def test_plain_text_cannot_stand_side_by_side(both):
    with pytest.raises(UsageError, match="bilingual"):
        write_digest(both, "text", layout="bilingual")


def test_a_document_is_a_table_in_three_formats(report):
    table = encode_pairs(report, "markdown").decode().splitlines()
    assert table[0] == "|  | English | العربية |"
    assert table[-1] == "|  | It reached 8 metres. | بلغ 8 أمتار. *(number: 8)* |"
    page = parse(encode_pairs(report, "html"))
    assert [len(body) for body in page.iter("tbody")] == [1, 2]
    word = docx.Document(BytesIO(encode_pairs(report, "docx")))
    assert [row.cells[1].text for row in word.tables[0].rows] == [
        "العربية", "قتلت الفيضانات 14 شخصا.", "ارتفع النهر.", "بلغ 8 أمتار.\nnumber: 8",
    ]  # fmt: skip


@pytest.mark.parametrize("format_", PAIR_FORMATS)
def test_the_same_document_gives_the_same_bytes(report, format_):
    assert encode_pairs(report, format_) == encode_pairs(report, format_)


@pytest.mark.parametrize("language", ["ar", "fa", "ur", "he"])
def test_every_language_that_runs_to_the_left_does(report, language):
    page = parse(encode_pairs(replace(report, language=language, direction="rtl"), "html"))
    assert {cell.get("dir") for cell in page.xpath("//td[2]")} == {"rtl"}
    assert {cell.get("lang") for cell in page.xpath("//td[2]")} == {language}


@given(text=st.text(max_size=80))
def test_hostile_text_stays_in_its_cell(report, text):
    unit = TranslatedUnit(f"a{text}", f"b{text}", "plain", (Flag("x", text),))
    hostile = replace(report, name=text, paragraphs=((unit,),))
    page = parse(encode_pairs(hostile, "html"))
    assert len(page.xpath("//tbody/tr/td")) == 2
    assert not page.xpath("//script|//img|//a")
    tokens = MarkdownIt().enable("table").parse(encode_pairs(hostile, "markdown").decode())
    assert [t.type for t in tokens].count("td_open") == 3
