from __future__ import annotations

import dataclasses
import io

import pytest
from pypdf import PdfReader, PdfWriter

from summarize.errors import Code, InputError
from summarize.limits import LIMITS
from summarize.sources.blobs import Blob
from summarize.sources.formats.pdf import parse_pdf

ARABIC = ("أعلن المكتب يوم الاثنين أن الميناء مغلق", "بسبب الأمواج العالية منذ ثلاثة أيام")


def parse(content, limits=LIMITS, convert=lambda content, limits: None):
    (document,) = parse_pdf(Blob("report.pdf", content), limits, convert)
    return document


def lock(content, password):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_lines_become_paragraphs_and_hyphens_are_mended(make_pdf):
    document = parse(
        make_pdf(
            [
                [
                    "Harbour closed",
                    "The harbour of Teska stayed closed for a third day on Mon-",
                    "day because of high waves, the port said (again). A ferry",
                    "with forty people on board turned back.",
                    "Fishermen were told to stay ashore until the wind turns and",
                    "the waves are lower.",
                ]
            ]
        )
    )
    first = "The harbour of Teska stayed closed for a third day on Monday because of high waves, the port said (again)."
    assert document.text.split("\n\n") == [
        "Harbour closed",
        f"{first} A ferry with forty people on board turned back.",
        "Fishermen were told to stay ashore until the wind turns and the waves are lower.",
    ]
    assert document.cautions == ()


def test_a_sentence_goes_on_over_the_page(make_pdf):
    document = parse(make_pdf([["The ferry waited outside the"], ["breakwater until noon."], ["Then it left."]]))
    assert document.text == "The ferry waited outside the breakwater until noon.\n\nThen it left."


def test_title_and_date_of_the_file(make_pdf):
    document = parse(make_pdf([["The port closed."]], {"Title": "Harbour closed", "CreationDate": "D:20240305101500Z"}))
    assert (document.title, document.date, document.source) == ("Harbour closed", "2024-03-05", "report.pdf")


@pytest.mark.parametrize("title", ["Microsoft Word - report.docx", "untitled", "final.indd", " - "])
def test_a_title_that_names_a_file_is_none(make_pdf, title):
    assert parse(make_pdf([["The port closed."]], {"Title": title})).title == ""


def test_letter_shapes_become_letters_and_squares_stay(make_glyph_pdf):
    assert parse(make_glyph_pdf(["ﬁfty oﬃces on 40 m²"])).text == "fifty offices on 40 m²"


def test_arabic_shapes_become_arabic_letters_with_a_caution(make_glyph_pdf):
    shown = "ﻖﻠﻐﻣ ءﺎﻨﻴﻤﻟﺍ"  # As a page shows it, from left to right.
    document = parse(make_glyph_pdf([shown]))
    assert document.text == "الميناء مغلق"
    assert [caution.code for caution in document.cautions] == [Code.LOW_QUALITY]


def test_arabic_is_taken_from_the_second_extractor_where_there_is_one(make_glyph_pdf):
    page = "\u202b" + ARABIC[0] + " 12 مترا\u202c\n\u2067" + ARABIC[1] + "\u2069\n"
    document = parse(make_glyph_pdf([ARABIC[0][::-1]]), convert=lambda content, limits: [page])
    assert document.text == f"{ARABIC[0]} 12 مترا {ARABIC[1]}"
    assert document.cautions == ()


def test_the_second_extractor_is_not_asked_about_latin_text(make_pdf):
    def convert(content, limits):
        raise AssertionError

    assert parse(make_pdf([["The port closed."]]), convert=convert).text == "The port closed."


def test_a_password_is_asked_for_and_an_empty_one_tried(make_pdf):
    content = make_pdf([["The port closed."]])
    assert parse(lock(content, "")).text == "The port closed."
    with pytest.raises(InputError) as error:
        parse(lock(content, "secret"))
    assert error.value.code is Code.ENCRYPTED


def test_a_scan_has_no_text(make_pdf):
    with pytest.raises(InputError) as error:
        parse(make_pdf([[], []]))
    assert error.value.code is Code.NO_TEXT
    assert "2 in all" in error.value.message


def test_pages_without_text_are_counted(make_pdf):
    document = parse(make_pdf([["The port closed."], [], []]))
    assert [(caution.code, caution.message) for caution in document.cautions] == [
        (Code.NO_TEXT, "2 of 3 pages hold no text layer")
    ]


@pytest.mark.parametrize(("most", "read"), [(1, 1), (2, 2), (3, 3), (4, 3)])
def test_pages_over_the_limit_are_named_not_lost_in_silence(make_pdf, most, read):
    content = make_pdf([[f"Page number {number}."] for number in range(1, 4)])
    document = parse(content, dataclasses.replace(LIMITS, pdf_pages=most))
    assert document.text.count("Page number") == read
    cautions = [caution for caution in document.cautions if caution.code == Code.TRUNCATED]
    assert bool(cautions) == (read < 3)
    if cautions:
        assert f"pages 1–{read} of 3" in cautions[0].message


def test_glyphs_without_names_are_reported(make_glyph_pdf):
    document = parse(make_glyph_pdf(["\ue000\ue001\ue002 port \ue003\ue004"]))
    assert [caution.code for caution in document.cautions] == [Code.LOW_QUALITY]


@pytest.mark.parametrize("part", [0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_cut_file_gives_text_or_a_coded_error(make_pdf, part):
    content = make_pdf([["The port closed."], ["It opens again on Friday."]])
    try:
        assert "port" in parse(content[: int(part * len(content))]).text
    except InputError as error:
        assert error.code in {Code.BAD_FORMAT, Code.NO_TEXT}  # noqa: PT017


def test_damaged_bytes_anywhere_give_text_or_a_coded_error(make_pdf):
    content = make_pdf([["The port closed."], ["It opens again on Friday."]])
    for position in range(0, len(content), 23):
        damaged = bytearray(content)
        damaged[position] = (damaged[position] + 128) % 256
        try:
            parse(bytes(damaged))
        except InputError as error:
            assert error.code in {Code.BAD_FORMAT, Code.NO_TEXT, Code.ENCRYPTED, Code.TOO_DEEP}  # noqa: PT017
