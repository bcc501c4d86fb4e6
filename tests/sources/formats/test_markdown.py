from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.sources.formats.markdown import plain_from_markdown, strip_marks


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("**Two** weeks, *perhaps* ***three***", "Two weeks, perhaps three"),
        ("__Two__ weeks, _perhaps_, for snake_case_names", "Two weeks, perhaps, for snake_case_names"),
        ("**bold with *italic* inside**", "bold with italic inside"),
        ('[text](https://example.org/a_(b) "a title")', "text"),
        ("[text][ref] and ![alt](a.png) [![alt](a.png)](b)", "text and"),
        ("<https://example.org> &amp; co", "https://example.org & co"),
        ("`code *as is*` here", "code *as is* here"),
        (r"\*not emphasis\* and 2 * 3 * 4", "*not emphasis* and 2 * 3 * 4"),
        ("a footnote[^1] and <b>a tag</b>", "a footnote and a tag"),
        ("~~gone~~ still read", "gone still read"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("**مهم** جدا", "مهم جدا"),
    ],
)
def test_inline_marks_go_and_words_stay(marked, plain):
    assert strip_marks(marked) == plain


def test_blocks_become_paragraphs():
    title, paragraphs = plain_from_markdown(
        "Harbour closed\n==============\n\nWaves were *high*\nfor days.\n\n"
        "## Ferries ##\n> They waited,\n> and turned back.\n\n- one boat\n- [x] two\n  boats\n1. first\n2. second\n\n"
        "| Day | Waves |\n|:---|---:|\n| Mon | 4 m |\n\n***\n\n```python\nprint('tides')\n```\n\n"
        "[ref]: https://example.org\n[^1]: Measured at noon.\n<!-- a secret -->\nEnd."
    )
    assert title == "Harbour closed"
    assert paragraphs == [
        "Harbour closed",
        "Waves were high for days.",
        "Ferries",
        "They waited, and turned back.",
        "one boat",
        "two boats",
        "first",
        "second",
        "Day | Waves",
        "Mon | 4 m",
        "print('tides')",
        "Measured at noon.",
        "End.",
    ]


def test_a_number_at_a_line_start_inside_a_sentence_is_kept():
    assert plain_from_markdown("The port reopens on July\n12. The ferry follows.")[1] == [
        "The port reopens on July 12. The ferry follows."
    ]


def test_scripts_go_but_a_text_about_them_stays():
    assert plain_from_markdown("A<script>steal()</script>B")[1] == ["AB"]
    assert plain_from_markdown("Use the <script tag.\n\nThen stop.")[1] == ["Use the <script tag.", "Then stop."]


@pytest.mark.parametrize(
    "piece",
    ["[", "![", "[a](", "*a", "_a ", "`", "<a ", "\\", "<!--", "> ", "|", "- ", "~~a", "(", " ", "\t|", "<script"],
)
def test_no_mark_is_slow(piece):
    text = piece * (100_000 // len(piece))
    began = time.process_time()
    plain_from_markdown(text)
    strip_marks(text + "x")
    assert time.process_time() - began < 2.0


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=400))
def test_any_text_gives_plain_paragraphs(text):
    _, paragraphs = plain_from_markdown(text)
    assert all(paragraph.strip() and "\n" not in paragraph for paragraph in paragraphs)
