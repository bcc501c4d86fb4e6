"""Plain text: lines, blank lines and indentation; isolates where the language runs to the left."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from summarize.translation.documents.plain import read_plain

WRAPPED = """\
  The river rose over its banks on Tuesday night and left the lower part
  of the old town without power, and a bridge was closed until further
  notice by the council of Verin.
"""


def change(text, words, language="en"):
    layout = read_plain(text)
    return layout.fill([replace(p, text=words(p.text)) for p in layout.passages], language).decode()


def test_lines_that_no_width_made_stay_lines():
    assert change("One\n\n\n\tTwo two  \nThree\n", str.upper) == "ONE\n\n\n\tTWO TWO\nTHREE\n"


def test_a_wrapped_paragraph_is_one_passage_and_wrapped_again():
    assert len(read_plain(WRAPPED).passages) == 1
    assert change(WRAPPED, lambda text: text.replace("river", "little river")).splitlines() == [
        "  The little river rose over its banks on Tuesday night and left the",
        "  lower part of the old town without power, and a bridge was closed",
        "  until further notice by the council of Verin.",
    ]


def test_latin_names_and_numbers_are_isolated_in_arabic():
    assert change("x", lambda _: "زار Port Selwyn في 2026.", "ar") == "زار \u2066Port Selwyn\u2069 في \u20662026\u2069."


@given(st.text("ab. -\t\n", max_size=300))
def test_what_is_not_translated_is_what_it_was(text):
    layout = read_plain(text)
    assert layout.fill(layout.passages, "ar").decode() == text


@given(st.text("ab. -\t\n", max_size=300))
def test_no_word_is_lost(text):
    assert change(text, str.upper).split() == [
        word.upper() for word in " ".join(p.text for p in read_plain(text).passages).split()
    ]
