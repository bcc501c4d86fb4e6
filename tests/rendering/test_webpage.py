"""The web page: its parts, the direction of every block, and nothing foreign in its markup."""

from __future__ import annotations

from dataclasses import replace

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.rendering.escaping import clean_line
from summarize.rendering.webpage import write_webpage

TAGS = {
    *("html", "head", "meta", "title", "style", "body", "main", "section", "div", "h1", "h2", "p", "a", "ol", "ul"),
    *("li", "table", "tbody", "tr", "th", "td", "time", "blockquote", "cite", "bdi", "small", "details", "summary"),
}
ATTRIBUTES = {"lang", "dir", "class", "id", "href", "charset", "name", "content", "http-equiv", "scope", "rowspan"}
BLOCKS = "//main//*[self::h1 or self::h2 or self::p or self::blockquote or self::th or self::td]"
HOSTILE = [
    "<script>alert(1)</script>",
    "</title></style></main><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' href='javascript:alert(1)",
    "&lt;b&gt;&#x3c;script&#x3e;",
    "<!-- comment --><![CDATA[x]]>",
    "[x](javascript:alert(1)) http://evil.example",
]


def parse(page):
    return lxml.html.document_fromstring(page.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))


def words(element):
    return " ".join(element.text_content().split())


def test_the_page_says_its_language_and_is_complete(flood):
    written = write_webpage(flood)
    page = parse(written)
    assert written.startswith('<!DOCTYPE html>\n<html lang="en" dir="ltr">')
    assert page.findtext(".//title") == "Flood in Tarnholm"
    assert [words(h) for h in page.iter("h1", "h2")] == [
        "Flood in Tarnholm",
        "Which source says what",
        "Where the sources disagree",
        "Figures that changed",
        "Timeline",
        "Quotes",
        "Sources",
        "Notes",
    ]


def test_each_citation_leads_to_its_quote_with_title_and_outlet(flood):
    page = parse(write_webpage(flood))
    first = page.xpath("//main/ol[1]/li")[0]
    assert [(a.text, a.get("href")) for a in first.iter("a")] == [("1", "#quote-1"), ("2", "#quote-2")]
    for link in page.iter("a"):
        (target,) = page.xpath("//*[@id=$name]", name=link.get("href").removeprefix("#"))
        assert target.tag == "li"
        assert words(target.find("blockquote"))
    (second,) = page.xpath("//*[@id='quote-2']")
    assert words(second.find("blockquote")) == "The town hall counts 11 dead."
    assert words(second.find("p")) == "Losses (Courier)"


def test_support_and_checks_stand_with_their_point(flood):
    second = parse(write_webpage(flood)).xpath("//main/ol[1]/li")[1]
    assert words(second.find_class("standing")[0]) == "partly supported, 1 source"
    assert words(second.find_class("checks")[0]) == "number: 8 is not quoted"


def test_disagreements_and_updates_are_tables_of_values_and_outlets(flood):
    table, updates = [t for t in parse(write_webpage(flood)).iter("table") if t.get("class") != "matrix"]
    rows = [[words(cell) for cell in row] for row in table.iter("tr")]
    assert rows == [["dead", "14 1", "Northbridge Wire"], ["11 2", "Courier"]]
    assert table.xpath(".//th")[0].get("rowspan") == "2"
    assert [words(cell) for cell in updates.iter("td")] == ["3 2", "Courier", "12 1", "Northbridge Wire"]


def test_what_cleaning_removed_is_folded_away(flood):
    (details,) = parse(write_webpage(flood)).iter("details")
    assert "open" not in details.attrib
    assert words(details.find("summary")) == "Removed by cleaning (1)"
    assert [words(item) for item in details.iter("li")] == ["River bursts (repeated title)"]


def test_warnings_and_failures_are_listed(flood):
    assert [words(item) for item in parse(write_webpage(flood)).xpath("//section[last()]//li")] == [
        "few sources (LOW_CONTENT)",
        "Courier: cut short (TRUNCATED)",
        "not read: scan.pdf: no text found (NO_TEXT)",
    ]


def test_a_translation_stands_beside_its_original(flood, translation):
    page = parse(write_webpage(replace(flood, translations=(translation,))))
    pairs = [
        [(cell.find("p").get("lang"), cell.find("p").get("dir")) for cell in pair]
        for pair in page.xpath("//main/ol[1]/li/div[@class='pair']")
    ]
    assert pairs == [[("en", "ltr"), ("ar", "rtl")]] * 2
    second = page.xpath("//main/ol[1]/li")[1].xpath("./div/div")[1]
    assert words(second.find("p")) == "بلغ النهر 8 أمتار. 3"
    assert words(second.find("ul")) == "name: النهر"
    assert second.find("ul").get("dir") == "rtl"


def test_an_arabic_page_runs_from_right_to_left(strike):
    written = write_webpage(strike)
    page = parse(written)
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    assert {h.get("dir") for h in page.iter("h1", "h2")} == {"rtl"}
    (quote,) = page.iter("blockquote")
    assert (quote.get("lang"), quote.get("dir")) == ("ar", "rtl")
    assert [p.get("dir") for p in page.xpath("//main/ol[1]//p[@lang='en']")] == ["ltr"]
    assert not set(written) & set("\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize("layout", ["points", "paragraph", "headline"])
def test_every_block_says_its_direction(flood, translation, layout):
    page = parse(write_webpage(replace(flood, translations=(translation,)), layout=layout))
    assert {block.get("dir") for block in page.xpath(BLOCKS)} == {"ltr", "rtl", "auto"}


def test_a_translation_says_its_own_direction_where_the_language_is_not_in_the_table(flood, translation):
    page = parse(write_webpage(replace(flood, translations=(replace(translation, language="ks"),))))
    assert {p.get("dir") for p in page.xpath("//main//p[@lang='ks']")} == {"rtl"}


def test_a_text_of_unknown_language_is_left_to_the_browser(fill_digest):
    page = parse(write_webpage(fill_digest("x", language="")))
    assert page.get("lang") == "en"
    assert page.xpath("//h1[@lang='' and @dir='auto']")


def test_a_language_that_is_no_code_is_unknown(fill_digest):
    page = parse(write_webpage(fill_digest("x", language="en' dir='rtl")))
    assert (page.get("lang"), page.find(".//h1").get("lang")) == ("en", "")


def test_layouts(flood):
    paragraph = parse(write_webpage(flood, layout="paragraph")).xpath("//main/div")[1]
    assert words(paragraph) == (
        "Floods killed 14 people. 1 2 The river rose to 8 metres. 3 (partly supported; number: 8 is not quoted)"
    )
    headline = parse(write_webpage(replace(flood, points=flood.points[:1]), layout="headline"))
    assert [words(h) for h in headline.iter("h1")] == ["Floods killed 14 people. 1 2"]


def test_the_page_asks_nothing_of_the_network(flood, translation):
    written = write_webpage(replace(flood, translations=(translation,)))
    page = parse(written)
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']")
    assert policy.get("content").startswith("default-src 'none';")
    assert not page.xpath("//script | //link | //img | //iframe | //*[@src]")
    assert "url(" not in written
    assert "@import" not in written
    assert "prefers-color-scheme: dark" in written


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("layout", ["points", "paragraph", "headline"])
def test_hostile_text_is_shown_and_does_nothing(fill_digest, text, layout):
    check_inert(write_webpage(fill_digest(text), layout=layout), text)


@given(st.text(st.characters(codec=None), max_size=40) | st.text(alphabet="<>&\"'/=! -script\x1b", max_size=40))
def test_no_text_in_any_field_becomes_markup(fill_digest, text):
    check_inert(write_webpage(fill_digest(text, language=text)), text)


def check_inert(written, text):
    written.encode()
    page = parse(written)
    assert {element.tag for element in page.iter()} <= TAGS
    assert {name for element in page.iter() for name in element.attrib} <= ATTRIBUTES
    assert all(link.get("href").startswith("#quote-") for link in page.iter("a"))
    assert len(page.xpath("//style")) == len(page.xpath("//body")) == 1
    # The parser gives U+FFFD and the like back as they are, but folds spaces of its own accord.
    assert clean_line(text) in " ".join(page.text_content().split())
