from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.engines.degeneracy import compression_ratio, find_defect


def test_honest_prose_passes_in_every_script(builders):
    for lines in (builders.ENGLISH, builders.ARABIC, builders.FRENCH, builders.LINES):
        for count in range(1, len(lines) + 1):
            assert find_defect(" ".join(lines[:count])) is None


@pytest.mark.parametrize("text", ["", "  \n", "...", "–", "؟!", "\u200f"])
def test_empty(text):
    assert find_defect(text) == "empty"


@pytest.mark.parametrize(
    "text",
    [
        "I am sorry " * 12,
        "no " * 10,
        "the council said on Monday that the council said on Monday that " * 5,
        "قال المجلس إن " * 9,
        "ha" * 60,
        "关闭" * 60,
    ],
)
def test_loops(text):
    assert find_defect(text) == "loop"


@pytest.mark.parametrize("text", ["7", "Yes.", "No, no, no!", "Bora Bora", "GDP rose 2.5%, 2.5% more than in 2025."])
def test_short_answers_are_no_loops(text):
    assert find_defect(text) is None


def test_arabic_is_not_mistaken_for_repetition(builders):
    text = " ".join(builders.ARABIC)
    assert compression_ratio(text) < 2.0
    assert compression_ratio("") == 0.0


@given(st.text(max_size=400))
def test_any_text_has_an_answer(text):
    assert find_defect(text) in (None, "empty", "loop")
    assert compression_ratio(text) >= 0


@given(st.text(alphabet="abcdefghij ", min_size=4, max_size=40), st.integers(30, 60))
def test_repeating_anything_often_enough_is_a_loop(text, times):
    if text.strip():
        assert find_defect(text * times) == "loop"
