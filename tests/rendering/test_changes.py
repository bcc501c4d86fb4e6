"""What changed since an earlier digest, in every format."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO

import docx
import lxml.html
import pytest

from summarize.rendering.markdown import write_markdown
from summarize.rendering.plain import write_plain
from summarize.rendering.record import write_record
from summarize.rendering.webpage import write_webpage
from summarize.rendering.word import write_word
from summarize.rendering.writers import encode_digest, write_digest
from summarize.types import Change, Evidence

HOSTILE = "<b>*x*</b> [y](javascript:1) \x1b[31m\u202e|"


@pytest.fixture
def changed(flood):
    """The flood digest with one change of each kind; the changed point cites its own quotes."""
    first, second = flood.points
    return replace(
        flood,
        changes=(
            Change("new", second.text, "", second.evidence),
            Change("changed", first.text, "Floods killed 9 people.", first.evidence),
            Change("gone", "The bridge is open.", "The bridge is open.", ()),
        ),
    )


def test_plain_text_lists_them_after_the_points(changed):
    assert """\
   number: 8 is not quoted

Since the last digest
---------------------
- new: The river rose to 8 metres. [3]
- changed: Floods killed 14 people. [1] [2] (before: Floods killed 9 people.)
- gone: The bridge is open.

Where the sources disagree
""" in write_plain(changed)


def test_markdown_lists_them(changed):
    assert """\
## Since the last digest

- new: The river rose to 8 metres. [3]
- changed: Floods killed 14 people. [1] [2] (before: Floods killed 9 people.)
- gone: The bridge is open.

## Where the sources disagree
""" in write_markdown(changed)


def test_the_web_page_lists_them_with_links_to_their_quotes(changed):
    page = lxml.html.document_fromstring(write_webpage(changed))
    (section,) = page.xpath("//section[h2='Since the last digest']")
    items = [" ".join(item.text_content().split()) for item in section.iter("li")]
    assert items == [
        "new: The river rose to 8 metres. 3",
        "changed: Floods killed 14 people. 1 2 (before: Floods killed 9 people.)",
        "gone: The bridge is open.",
    ]
    assert [a.get("href") for a in section.iter("a")] == ["#quote-3", "#quote-1", "#quote-2"]


def test_word_and_the_terminal_list_them(changed):
    paragraphs = [p.text for p in docx.Document(BytesIO(write_word(changed))).paragraphs]
    place = paragraphs.index("Since the last digest")
    assert paragraphs[place + 3] == "gone: The bridge is open."
    assert "gone: The bridge is open." in write_digest(changed, "terminal")


def test_the_record_has_them_after_the_timeline(changed):
    record = json.loads(write_record(changed))
    keys = list(record)
    assert keys[keys.index("timeline") + 1] == "changes"
    assert [list(change) for change in record["changes"]] == [["kind", "text", "before", "evidence"]] * 3
    assert [change["kind"] for change in record["changes"]] == ["new", "changed", "gone"]
    assert record["changes"][1]["before"] == "Floods killed 9 people."
    assert record["changes"][1]["evidence"] == record["points"][0]["evidence"]


def test_the_record_has_the_key_only_where_digests_were_compared(flood):
    assert "changes" not in json.loads(write_record(flood))
    assert json.loads(encode_digest(flood, "json", include_changes=True))["changes"] == []


@pytest.mark.parametrize("write", [write_plain, write_markdown, write_webpage])
def test_without_changes_there_is_no_section(flood, write):
    assert "Since the last digest" not in write(flood)


def test_a_quote_that_only_a_change_cites_is_numbered_too(flood):
    quote = Evidence("b", 0, 8, "The town")
    written = write_plain(replace(flood, changes=(Change("new", "Dead.", "", (quote,)),)))
    assert "- new: Dead. [4]" in written
    assert "[4] “The town”" in written


def test_an_arabic_digest_names_them_in_arabic(changed):
    written = write_markdown(replace(changed, language="ar"))
    assert "## منذ الملخص السابق\n\n- جديد: " in written
    assert "(سابقاً: Floods killed 9 people.)" in written


def test_the_earlier_wording_is_inert(flood):
    hostile = replace(flood, changes=(Change("changed", HOSTILE, HOSTILE, ()), Change("gone", HOSTILE, HOSTILE, ())))
    page = lxml.html.document_fromstring(write_webpage(hostile))
    (section,) = page.xpath("//section[h2='Since the last digest']")
    assert [e.text for e in section.iter("b")] == ["changed:", "gone:"]
    assert section.text_content().count("<b>*x*</b> [y](javascript:1) |") == 3
    for written in (write_plain(hostile), write_markdown(hostile), write_record(hostile)):
        assert not set(written) & {"\x1b", "\u202e"}
    assert "<b>" not in write_markdown(hostile)
    assert "](" not in write_markdown(hostile).replace("\\](", "")
