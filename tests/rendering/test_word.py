"""The Word document, opened again."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
from docx.enum.table import WD_TABLE_DIRECTION
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.rendering.word import write_word


def reopen(digest):
    return docx.Document(BytesIO(write_word(digest)))


def is_right_to_left(paragraph):
    properties = paragraph._p.pPr
    return properties is not None and properties.find(qn("w:bidi")) is not None


def test_an_english_document_reads_from_top_to_bottom(flood):
    document = reopen(flood)
    assert [(p.style.name, p.text) for p in document.paragraphs] == [
        ("Title", "Flood in Tarnholm"),
        ("Normal", "1. Floods killed 14 people. [1] [2]"),
        ("Normal", "supported, 2 sources"),
        ("Normal", "2. The river rose to 8 metres. [3]"),
        ("Normal", "partly supported, 1 source"),
        ("Normal", "number: 8 is not quoted"),
        ("Heading 1", "Where the sources disagree"),
        ("List Bullet", "dead: 14 [1] (Northbridge Wire); 11 [2] (Courier)"),
        ("Heading 1", "Figures that changed"),
        ("List Bullet", "missing: 3 [2] (Courier), then 12 [1] (Northbridge Wire)"),
        ("Heading 1", "Timeline"),
        ("List Bullet", "2026-11-16: The bank broke. [2]"),
        ("Heading 1", "Quotes"),
        ("Normal", "[1] “Floods killed 14 people in Tarnholm.”"),
        ("Normal", "River bursts (Northbridge Wire, 2026-11-17)"),
        ("Normal", "[2] “The town hall counts 11 dead.”"),
        ("Normal", "Losses (Courier)"),
        ("Normal", "[3] “The river stood at 7.8 metres.”"),
        ("Normal", "River bursts (Northbridge Wire, 2026-11-17)"),
        ("Heading 1", "Sources"),
        ("List Bullet", "River bursts (Northbridge Wire, 2026-11-17)"),
        ("List Bullet", "Losses (Courier)"),
        ("Heading 1", "Notes"),
        ("List Bullet", "few sources (LOW_CONTENT)"),
        ("List Bullet", "Courier: cut short (TRUNCATED)"),
        ("List Bullet", "not read: scan.pdf: no text found (NO_TEXT)"),
        ("Normal", "Signature: summarize:0.1.0|points:2"),
    ]
    assert not any(is_right_to_left(p) for p in document.paragraphs)
    assert document.tables == []


def test_translations_stand_in_a_table_beside_the_original(flood, translation):
    document = reopen(replace(flood, translations=(translation,)))
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["English", "العربية (translated by tiny)"],
        [
            "1. Floods killed 14 people. [1] [2]\nsupported, 2 sources",
            "1. لقي 14 شخصاً حتفهم في Tarnholm. [1] [2]",
        ],
        [
            "2. The river rose to 8 metres. [3]\npartly supported, 1 source\nnumber: 8 is not quoted",
            "2. بلغ النهر 8 أمتار. [3]\nname: النهر",
        ],
    ]
    directions = [[is_right_to_left(cell.paragraphs[0]) for cell in row.cells] for row in table.rows]
    assert directions == [[False, True]] * 3
    assert table.table_direction is None


def test_arabic_runs_are_right_to_left_and_latin_runs_are_not(strike):
    document = reopen(replace(strike, translations=()))
    point = document.paragraphs[1]
    assert is_right_to_left(point)
    assert [(run.text, run.font.rtl) for run in point.runs if run.text.strip(". ")] == [
        ("1", None),
        ("ارتفع عدد السفن قبالة ", True),
        ("Port Selwyn", None),
        (" إلى ", True),
        ("31", None),
        (" سفينة. التفاصيل على ", True),
        ("https://a.example/b?c=1", None),
        (" [1]", True),
    ]
    assert all(is_right_to_left(p) for p in document.paragraphs if p.text)
    assert "\u2066" not in "".join(p.text for p in document.paragraphs)


def test_an_arabic_table_starts_at_the_right(strike):
    (table,) = reopen(strike).tables
    assert table.table_direction == WD_TABLE_DIRECTION.RTL
    assert [is_right_to_left(cell.paragraphs[0]) for cell in table.rows[1].cells] == [True, False]


def test_an_arabic_name_in_an_english_line_is_a_right_to_left_run(flood):
    document = reopen(replace(flood, title="Said وكالة الضفاف today"))
    assert [(run.text, run.font.rtl) for run in document.paragraphs[0].runs] == [
        ("Said ", None),
        ("وكالة الضفاف", True),
        (" today", None),
    ]


def test_the_same_digest_gives_the_same_bytes_with_no_time_of_writing(flood):
    written = write_word(flood)
    assert written == write_word(flood)
    with ZipFile(BytesIO(written)) as package:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"created" not in package.read("docProps/core.xml")
    properties = docx.Document(BytesIO(written)).core_properties
    assert (properties.title, properties.author) == ("Flood in Tarnholm", "summarize")


def test_a_title_longer_than_a_property_may_be_is_cut_there_only(flood):
    document = reopen(replace(flood, title="long " * 80))
    assert len(document.core_properties.title) == 255
    assert len(document.paragraphs[0].text) == 399


@settings(max_examples=15, deadline=None)
@given(st.text(st.characters(codec=None), max_size=400))
def test_any_text_can_be_written_and_opened(fill_digest, text):
    document = reopen(fill_digest(text))
    assert len(document.tables[0].rows) == 2
