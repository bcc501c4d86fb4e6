"""The table of points and sources, as Markdown and as HTML."""

from __future__ import annotations

from dataclasses import replace

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from summarize.rendering.escaping import clean_line
from summarize.rendering.markdown import write_markdown
from summarize.rendering.webpage import write_webpage
from summarize.types import Document

PARSER = MarkdownIt().enable("table")
HEADING = "## Which source says what"


def read_table(digest, layout="points"):
    page = lxml.html.document_fromstring(write_webpage(digest, layout=layout))
    return page.xpath("//table[@class='matrix']")


def words(element):
    return " ".join(element.text_content().split())


def name_sources(digest, *names):
    """The digest with a further document, and all of them named anew."""
    documents = (*digest.documents, Document("Rain.", id="c", language="en"))
    named = tuple(replace(d, source=name) for d, name in zip(documents, names, strict=True))
    return replace(digest, documents=named, sentence_counts=(2, 1, 1))


def test_each_cell_says_in_words_what_its_mark_shows(flood):
    (table,) = read_table(name_sources(flood, "Wire", "Courier", "Gazette"))
    rows = [[words(cell) for cell in row] for row in table.iter("tr")]
    assert rows == [
        ["Point", "Wire", "Courier", "Gazette"],
        ["1", "●quoted first", "○quoted too", "·not quoted"],
        ["2", "●quoted first", "·not quoted", "·not quoted"],
    ]
    assert {mark.text for mark in table.xpath(".//span[@aria-hidden='true']")} == {"●", "○", "·"}
    assert words(table.find("caption")) == "● quoted first, ○ quoted too, · not quoted"


def test_every_cell_has_the_heads_of_its_row_and_column(flood):
    (table,) = read_table(flood)
    assert [th.get("scope") for th in table.xpath("./thead/tr/*")] == ["col"] * 3
    assert [row[0].get("scope") for row in table.xpath("./tbody/tr")] == ["row"] * 2
    assert {len(row) for row in table.iter("tr")} == {3}
    assert not table.xpath("//script")


def test_markdown_shows_the_same_table(flood):
    written = write_markdown(name_sources(flood, "Wire", "Courier", "Gazette"))
    tokens = [t for t in PARSER.parse(written) if t.type in ("th_open", "td_open", "inline")]
    cells = [tokens[i + 1].content for i, t in enumerate(tokens) if t.type != "inline"]
    assert cells == ["Point", "Wire", "Courier", "Gazette", "1", "●", "○", "·", "2", "●", "·", "·"]


def test_it_stands_right_after_the_points_of_all_languages(flood, translation):
    written = write_markdown(replace(flood, translations=(translation,)))
    assert written.index("بلغ النهر") < written.index(HEADING) < written.index("## Where the sources disagree")


@pytest.mark.parametrize("layout", ["paragraph", "headline"])
def test_it_needs_numbered_points(flood, layout):
    assert HEADING not in write_markdown(flood, layout=layout)
    assert read_table(flood, layout) == []


def test_one_source_or_its_copies_or_no_points_need_no_table(flood):
    first, second = flood.documents
    copied = replace(flood, documents=(first, replace(second, duplicate_of="a")))
    for digest in (copied, replace(flood, points=())):
        assert HEADING not in write_markdown(digest)
        assert read_table(digest) == []


def test_a_copy_has_no_column_beside_its_original(flood):
    named = name_sources(flood, "Wire", "Courier", "Gazette")
    copied = replace(named, documents=(*named.documents[:2], replace(named.documents[2], duplicate_of="a")))
    assert [words(th) for th in read_table(copied)[0].xpath("./thead//th")] == ["Point", "Wire", "Courier"]


def test_a_source_without_a_name_goes_by_its_title_or_id(flood):
    named = name_sources(flood, "", "Courier", "")
    assert [words(th) for th in read_table(named)[0].xpath("./thead//th")] == ["Point", "River bursts", "Courier", "c"]


def test_sources_of_one_outlet_go_by_their_titles(flood):
    named = name_sources(flood, "Wire", "Wire", "Gazette")
    assert [words(th) for th in read_table(named)[0].xpath("./thead//th")] == [
        "Point",
        "River bursts",
        "Losses",
        "Gazette",
    ]


def test_an_arabic_table_has_arabic_words_and_runs_from_right_to_left(flood):
    (table,) = read_table(replace(flood, language="ar"))
    assert (table.get("lang"), table.get("dir")) == ("ar", "rtl")
    assert words(table.find("caption")) == "● مقتبس أولاً، ○ مقتبس أيضاً، · غير مقتبس"


@given(st.text(alphabet="ab1 \n#*_`~[](){}<>!|\\&;:/-+=.$'\"\x1b\u202e", max_size=30))
def test_no_name_of_a_source_breaks_the_table(fill_digest, text):
    filled = fill_digest(text)
    digest = replace(filled, documents=tuple(replace(d, duplicate_of=None) for d in filled.documents))
    expected = " ".join(clean_line(text).split()) or "a"
    (table,) = read_table(digest)
    assert {len(row) for row in table.iter("tr")} == {3}
    assert words(table.xpath("./thead//th")[1]) == expected
    tokens = PARSER.parse(write_markdown(digest))
    heads = [tokens[i + 1] for i, token in enumerate(tokens) if token.type == "th_open"]
    assert len(heads) == 3
    assert "".join(child.content for child in heads[1].children) == expected
    assert {child.type for head in heads for child in head.children} <= {"text"}
