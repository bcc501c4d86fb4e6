"""How much of a text is copied, and in how many pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.evidence.wording import Wording, index_runs, measure_wording

SOURCES = [
    "The baker of Verin opened a second shop near the old harbour on Monday.",
    "A storm damaged the roof of the town hall and two schools.",
]
RUNS = index_runs(SOURCES)


@pytest.mark.parametrize("source", SOURCES)
def test_a_source_sentence_has_no_seam_and_no_foreign_word(source):
    wording = measure_wording(source, RUNS)
    assert (wording.foreign, wording.seams, wording.paraphrases) == (0, 0, False)


def test_words_of_two_sources_put_together_have_seams():
    assert measure_wording("The baker of Verin damaged the roof of the town hall.", RUNS).seams == 1
    assert measure_wording("The storm opened the old town hall on Monday.", RUNS).seams >= 4


def test_a_cut_is_a_seam_unless_the_text_was_made_from_that_sentence():
    shorter = "The baker of Verin opened a shop on Monday."
    assert measure_wording(shorter, RUNS).seams == 2
    assert measure_wording(shorter, RUNS, SOURCES[:1]).seams == 0
    assert measure_wording(shorter, RUNS, SOURCES[1:]).seams == 2


def test_words_of_its_own_make_a_paraphrase():
    assert measure_wording("Bad weather hurt public buildings in town.", RUNS).paraphrases


def test_wordings_add_up():
    assert Wording(4, 1, 0) + Wording(6, 0, 2) == Wording(10, 1, 2)
    assert Wording().seams_per_word == 0.0


@given(st.text(st.characters(codec=None), max_size=80), st.lists(st.text(max_size=60), max_size=3))
def test_counts_never_exceed_the_words(text, sources):
    wording = measure_wording(text, index_runs(sources))
    assert 0 <= wording.foreign <= wording.words
    assert 0 <= wording.seams <= max(0, wording.words - wording.foreign - 1)
