from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.sources.formats.paragraphs import join_lines, known_words, split_paragraphs


def test_hard_wrapped_text_becomes_paragraphs_again(prose):
    second = prose.replace("Teska", "Orlin")
    wrapped = "\n\n".join(textwrap.fill(text, 72) for text in (prose, second))
    assert split_paragraphs(wrapped) == [prose, second]


def test_paragraphs_with_one_line_each_stay_apart(prose):
    sentences = prose.replace(". ", ".\n").split("\n")
    assert split_paragraphs("\n".join(sentences)) == sentences


def test_a_heading_above_wrapped_text_stays_apart(prose):
    assert split_paragraphs("Harbour closed\n" + textwrap.fill(prose, 70)) == ["Harbour closed", prose]


def test_lists_and_poems_keep_their_lines():
    assert split_paragraphs("One boat\nTwo boats\nThree boats") == ["One boat", "Two boats", "Three boats"]


def test_blank_lines_with_spaces_part_paragraphs():
    assert split_paragraphs("\n\n One \n \t \nTwo\n") == ["One", "Two"]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["the infor-", "mation office"], "the information office"),
        (["a well-", "known office and a well-known man"], "a well-known office and a well-known man"),
        (["trains on the Teska-", "Orlin line"], "trains on the Teska- Orlin line"),
        (["古い水車小屋が四年間の", "修理を経て再開した"], "古い水車小屋が四年間の修理を経て再開した"),
    ],
)
def test_words_broken_at_a_line_end_are_mended(lines, joined):
    assert join_lines(lines, 5, known_words("\n".join(lines))) == [joined]


def test_items_and_page_numbers_are_never_joined_on():
    assert join_lines(["a full line of text", "• an item", "12"], 10, frozenset()) == [
        "a full line of text",
        "• an item",
        "12",
    ]


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=500))
def test_no_word_is_lost_or_made(text):
    letters = sorted(c for c in text if not c.isspace() and c not in "-\u2010\u00ad")
    kept = sorted(c for c in "".join(split_paragraphs(text)) if not c.isspace() and c not in "-\u2010\u00ad")
    assert kept == letters


@pytest.mark.parametrize("text", ["a" * 200_000, "a\n" * 100_000, "\n" * 200_000, "a-\n" * 60_000, " \n" * 100_000])
def test_long_monotonous_text_takes_no_time(text):
    assert len("".join(split_paragraphs(text))) <= len(text)
