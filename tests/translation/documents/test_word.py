"""Word documents, opened again: text, formatting, links, tables, notes, and which way they run."""

from __future__ import annotations

import codecs
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from summarize.errors import InputError
from summarize.limits import LIMITS
from summarize.sources.blobs import Blob
from summarize.translation.desk import Desk
from summarize.translation.documents.layouts import translate_document

ARABIC = {
    "Flood report": "تقرير الفيضان",
    "Engineers of Port Selwyn closed the bridge at 22:40.": "أغلق مهندسو Port Selwyn الجسر عند الساعة 22:40.",
    "the bridge": "الجسر",
    "Read the notice.": "اقرأ الإشعار.",
    "the notice": "الإشعار",
    "Old town": "البلدة القديمة",
    "The Verin Courier": "بريد فيرين",
    "Page QX1 of the report.": "صفحة QX1 من التقرير.",
}


class Dictionary:
    name, revision, licence = "dictionary", "1", "Apache-2.0"

    def supports(self, source, target):
        return True

    def translate(self, texts, source, target, *, beams=None):
        return [ARABIC.get(text, text) if target == "ar" else codecs.encode(text, "rot13") for text in texts]


def translate(document, target="ar", source="en"):
    saved = BytesIO()
    document.save(saved)
    blob = Blob("in.docx", saved.getvalue())
    made = translate_document(blob, target, lambda s, t: Desk((Dictionary(),), s, t), source_language=source)
    return docx.Document(BytesIO(made.content)), made


@pytest.fixture
def document():
    made = docx.Document()
    made.add_heading("Flood report", 1)
    paragraph = made.add_paragraph("Engineers of Port Selwyn closed ")
    paragraph.add_run("the bridge").bold = True
    paragraph.add_run(" at 22:40.")
    return made


def add_link(document, before, words, after):
    paragraph = document.add_paragraph(before)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), document.part.relate_to("https://verin.example/notice", kind, is_external=True))
    link.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>{words}</w:t></w:r>"))
    paragraph._p.append(link)
    paragraph.add_run(after)


def test_styles_and_formatting_stay_with_their_words(document):
    heading, paragraph = translate(document)[0].paragraphs
    assert (heading.style.name, heading.text) == ("Heading 1", "تقرير الفيضان")
    assert paragraph.text == "أغلق مهندسو Port Selwyn الجسر عند الساعة 22:40."
    assert [run.text for run in paragraph.runs if run.bold] == ["الجسر"]


def test_arabic_paragraphs_and_runs_run_from_right_to_left(document):
    _, paragraph = translate(document)[0].paragraphs
    assert paragraph._p.pPr.find(qn("w:bidi")) is not None
    assert [(run.text, bool(run.font.rtl)) for run in paragraph.runs] == [
        ("أغلق مهندسو ", True),
        ("Port Selwyn", False),
        (" ", True),
        ("الجسر", True),
        (" عند الساعة ", True),
        ("22:40", False),
        (".", True),
    ]
    (bold,) = [run for run in paragraph.runs if run.bold]
    assert bold.font.cs_bold
    assert bold._r.rPr.find(qn("w:lang")).get(qn("w:bidi")) == "ar"


def test_nothing_turns_between_languages_of_one_direction(document):
    paragraph = translate(document, "fr")[0].paragraphs[1]
    assert paragraph.text == codecs.encode("Engineers of Port Selwyn closed the bridge at 22:40.", "rot13")
    assert paragraph._p.pPr is None
    assert {run.font.rtl for run in paragraph.runs} == {None}


def test_a_document_out_of_arabic_runs_from_left_to_right():
    document = docx.Document()
    document.add_paragraph("Old town")._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    (paragraph,) = translate(document, "fr", "ar")[0].paragraphs
    assert paragraph._p.pPr.find(qn("w:bidi")).get(qn("w:val")) == "0"


def test_links_keep_their_target(document):
    add_link(document, "Read ", "the notice", ".")
    link = translate(document)[0].paragraphs[-1].hyperlinks[0]
    assert (link.text, link.address) == ("الإشعار", "https://verin.example/notice")


def test_tables_are_translated_and_begin_at_the_right(document):
    document.add_table(1, 2).rows[0].cells[0].text = "Old town"
    (table,) = translate(document)[0].tables
    assert table.rows[0].cells[0].text == "البلدة القديمة"
    assert table._tbl.tblPr.find(qn("w:bidiVisual")) is not None


def test_headers_are_translated(document):
    document.sections[0].header.paragraphs[0].text = "The Verin Courier"
    assert translate(document)[0].sections[0].header.paragraphs[0].text == "بريد فيرين"


def test_a_field_stays_whole_inside_its_sentence(document):
    paragraph = document.add_paragraph("Page ")
    for piece in (
        '<w:fldChar w:fldCharType="begin"/>',
        "<w:instrText>PAGE</w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>7</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{piece}</w:r>"))
    paragraph.add_run(" of the report.")
    made = translate(document)[0].paragraphs[-1]
    assert made.text == "صفحة 7 من التقرير."
    signs = [sign.get(qn("w:fldCharType")) for sign in made._p.iter(qn("w:fldChar"))]
    assert signs == ["begin", "separate", "end"]


def test_breaks_and_tabs_part_units_and_stay():
    document = docx.Document()
    document.add_paragraph("Old town\tFlood report\nRead the notice.")
    made, translated = translate(document)
    assert made.paragraphs[0].text == "البلدة القديمة\tتقرير الفيضان\nاقرأ الإشعار."
    assert [u.source for units in translated.paragraphs for u in units] == [
        "Old town",
        "Flood report",
        "Read the notice.",
    ]


def test_all_other_parts_are_copied_and_the_result_is_the_same_twice(document):
    saved = BytesIO()
    document.save(saved)
    blob = Blob("in.docx", saved.getvalue())
    first, second = (
        translate_document(blob, "ar", lambda s, t: Desk((Dictionary(),), s, t), source_language="en") for _ in range(2)
    )
    assert first.content == second.content
    with ZipFile(BytesIO(blob.content)) as before, ZipFile(BytesIO(first.content)) as after:
        assert after.namelist() == before.namelist()
        same = [name for name in before.namelist() if before.read(name) == after.read(name)]
    assert set(after.namelist()) - set(same) == {"word/document.xml"}


def rewrite(document, part, change):
    """The file with one part changed, as a blob."""
    saved, spoilt = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as source, ZipFile(spoilt, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(source.read(name)) if part in name else source.read(name))
    return Blob("in.docx", spoilt.getvalue())


def test_xml_entities_in_a_header_are_refused(document):
    document.sections[0].header.paragraphs[0].text = "The Verin Courier"
    blob = rewrite(document, "header", lambda data: b'<!DOCTYPE x [<!ENTITY a "b">]>' + data.partition(b"?>")[2])
    with pytest.raises(InputError, match="docx: declares XML entities"):
        translate_document(blob, "ar", lambda s, t: Desk((Dictionary(),), s, t), source_language="en", limits=LIMITS)


def test_a_file_of_the_strict_kind_is_refused_rather_than_left_as_it_is(document):
    usual, strict = (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    blob = rewrite(document, "word/document.xml", lambda data: data.replace(usual, strict))
    with pytest.raises(InputError, match="save it as Word Document"):
        translate_document(blob, "ar", lambda s, t: Desk((Dictionary(),), s, t), source_language="en")
