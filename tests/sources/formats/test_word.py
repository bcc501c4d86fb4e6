from __future__ import annotations

import io
import zipfile

import docx
import pytest

from summarize.errors import Code, InputError
from summarize.limits import LIMITS
from summarize.sources.blobs import Blob
from summarize.sources.formats.word import parse_word


def parse(content):
    (document,) = parse_word(Blob("report.docx", content), LIMITS)
    return document


def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*runs, style=""):
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def table(*rows):
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(*paragraphs, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def test_a_file_made_by_a_word_processor_library():
    made = docx.Document()
    made.core_properties.title = "Harbour closed"
    made.core_properties.language = "en-GB"
    made.add_heading("Harbour closed", 0)
    made.add_paragraph("The port closed on Monday.")
    rows = made.add_table(rows=2, cols=2)
    for row, values in zip(rows.rows, (("Day", "Waves"), ("Monday", "4 m")), strict=True):
        for box, value in zip(row.cells, values, strict=True):
            box.text = value
    made.add_paragraph("It opens on Friday.", style="List Bullet")
    made.sections[0].header.paragraphs[0].text = "HEADER"
    made.sections[0].footer.paragraphs[0].text = "FOOTER"
    out = io.BytesIO()
    made.save(out)
    document = parse(out.getvalue())
    assert document.text.split("\n\n") == [
        "Harbour closed",
        "The port closed on Monday.",
        "Day | Waves",
        "Monday | 4 m",
        "It opens on Friday.",
    ]
    assert (document.title, document.language, document.source) == ("Harbour closed", "en", "report.docx")


def test_the_date_is_the_day_of_creation(make_word):
    core = (
        '<cp:coreProperties xmlns:cp="cp" xmlns:dc="dc" xmlns:t="t"><dc:title> The  port </dc:title>'
        "<t:created>2024-03-05T10:00:00Z</t:created><t:modified>2024-04-01T10:00:00Z</t:modified></cp:coreProperties>"
    )
    document = parse(make_word(paragraph(run("Text.")), {"docProps/core.xml": core}))
    assert (document.title, document.date) == ("The port", "2024-03-05")


def test_a_paragraph_in_the_title_style_is_the_title(make_word):
    styles = "<w:styles xmlns:w=''><w:style w:styleId='T1'><w:name w:val='Title'/></w:style></w:styles>"
    body = paragraph(run("Before.")) + paragraph(run("Harbour closed"), style="T1") + paragraph(run("After."))
    assert parse(make_word(body, {"word/styles.xml": styles})).title == "Harbour closed"


@pytest.mark.parametrize(
    "hidden",
    [
        run("SECRET", "<w:vanish/>"),
        run("SECRET", '<w:vanish w:val="1"/>'),
        run("SECRET", '<w:sz w:val="2"/>'),
        run("SECRET", '<w:color w:val="FFFFFF"/>'),
        run("SECRET", '<w:rStyle w:val="Ghost"/>'),
        run("SECRET", '<w:rStyle w:val="GhostChild"/>'),
        "<w:del><w:r><w:delText>SECRET</w:delText></w:r></w:del>",
        f"<w:del>{run('SECRET')}</w:del>",
        f"<w:moveFrom>{run('SECRET')}</w:moveFrom>",
        "<w:r><w:instrText>DDEAUTO SECRET</w:instrText></w:r>",
        f"<AlternateContent><Fallback>{run('SECRET')}</Fallback></AlternateContent>",
    ],
)
def test_deleted_and_hidden_text_is_left_out(make_word, hidden):
    styles = (
        "<w:styles xmlns:w=''><w:style w:styleId='Ghost'><w:rPr><w:vanish/></w:rPr></w:style>"
        "<w:style w:styleId='GhostChild'><w:basedOn w:val='Ghost'/></w:style>"
        "<w:style w:styleId='Loop'><w:basedOn w:val='Loop'/></w:style></w:styles>"
    )
    content = make_word(paragraph(run("The port "), hidden, run("closed.")), {"word/styles.xml": styles})
    assert parse(content).text == "The port closed."


def test_a_paragraph_in_a_hidden_style_is_left_out(make_word):
    styles = "<w:styles xmlns:w=''><w:style w:styleId='Ghost'><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
    content = make_word(paragraph(run("Shown.")) + paragraph(run("SECRET"), style="Ghost"), {"word/styles.xml": styles})
    assert parse(content).text == "Shown."


@pytest.mark.parametrize(
    "shown",
    [
        run("SHOWN", '<w:vanish w:val="0"/>'),
        run("SHOWN", '<w:sz w:val="22"/>'),
        run("SHOWN", '<w:color w:val="FFFFFF"/><w:shd w:fill="000000"/>'),
        f"<w:ins>{run('SHOWN')}</w:ins>",
        f"<w:hyperlink>{run('SHOWN')}</w:hyperlink>",
        f"<w:sdt><w:sdtContent>{run('SHOWN')}</w:sdtContent></w:sdt>",
        f"<w:fldSimple>{run('SHOWN')}</w:fldSimple>",
        f"<w:moveTo>{run('SHOWN')}</w:moveTo>",
    ],
)
def test_what_a_reader_sees_is_kept(make_word, shown):
    assert parse(make_word(paragraph(run("It is "), shown, run(".")))).text == "It is SHOWN."


def test_white_text_in_a_dark_cell_is_kept(make_word):
    white = paragraph(run("Waves", '<w:color w:val="FFFFFF"/>'))
    dark = cell(white, properties='<w:shd w:fill="1F3864"/>')
    assert parse(make_word(table(dark + cell(paragraph(run("4 m")))))).text == "Waves | 4 m"


def test_reading_order_of_tables_boxes_and_notes(make_word):
    box = f"<w:r><w:drawing><w:txbxContent>{paragraph(run('In the box.'))}</w:txbxContent></w:drawing></w:r>"
    layout = table(cell(paragraph(run("Left one.")), paragraph(run("Left two."))))
    inner = table(cell(paragraph(run("a"))) + cell(table(cell(paragraph(run("b"))))))
    notes = (
        "<w:footnotes xmlns:w=''><w:footnote w:type='separator'><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>"
        "<w:footnote w:id='1'><w:p><w:r><w:t>Measured at noon.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    body = (
        paragraph(run("First."), box)
        + layout
        + inner
        + f"<w:sdt><w:sdtContent>{paragraph(run('Last.'))}</w:sdtContent></w:sdt>"
    )
    document = parse(make_word(body, {"word/footnotes.xml": notes, "word/comments.xml": "<x>no</x>"}))
    assert document.text.split("\n\n") == [
        "First.",
        "In the box.",
        "Left one.",
        "Left two.",
        "a | b",
        "Last.",
        "Measured at noon.",
    ]


def test_breaks_and_tabs_are_spaces_and_hard_hyphens_hyphens(make_word):
    inside = "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>"
    assert parse(make_word(paragraph(inside))).text == "a b c-d"


def test_the_main_part_may_have_another_name(make_word):
    relations = '<Relationships><Relationship Type="x/officeDocument" Target="/word/document2.xml"/></Relationships>'
    other = f"<w:document xmlns:w=''><w:body>{paragraph(run('The other one.'))}</w:body></w:document>"
    content = make_word(paragraph(run("Not this.")), {"_rels/.rels": relations, "word/document2.xml": other})
    assert parse(content).text == "The other one."


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"word/styles.xml": '<!DOCTYPE s [<!ENTITY a "b">]><s>&a;</s>'}, Code.BAD_FORMAT),
        ({"word/styles.xml": "<s>cut"}, Code.BAD_FORMAT),
        ({"word/styles.xml": "<s>" * 300 + "</s>" * 300}, Code.LIMIT),
        ({"word/document.xml": "<w:p xmlns:w=''>" + "x" * 40_000_000 + "</w:p>"}, Code.DECOMP_LIMIT),
        ({"_rels/.rels": '<R><R Type="x/officeDocument" Target="word/gone.xml"/></R>'}, Code.BAD_FORMAT),
        ({"word/document.xml": "<w:document xmlns:w=''><w:body/></w:document>"}, Code.NO_TEXT),
    ],
)
def test_damaged_and_hostile_files_are_refused(make_word, parts, code):
    with pytest.raises(InputError) as error:
        parse(make_word(paragraph(run("Text.")), parts))
    assert error.value.code is code


def test_a_million_paragraphs_are_refused_before_they_are_parsed(make_word):
    with pytest.raises(InputError) as error:
        parse(make_word("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 1_000_000))
    assert error.value.code is Code.DECOMP_LIMIT


def test_parts_that_are_not_text_are_never_inflated(make_word):
    content = make_word(paragraph(run("Text.")), {"word/media/huge.bin": "0" * 30_000_000})
    assert parse(content).text == "Text."


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_is_there_twice_is_refused(make_word):
    out = io.BytesIO(make_word(paragraph(run("One."))))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(InputError) as error:
        parse(out.getvalue())
    assert error.value.code is Code.BAD_FORMAT
