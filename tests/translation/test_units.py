"""Sentences out of texts and back, with everything that stood between them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summarize.translation.agreement import score_agreement, score_chrf
from summarize.translation.units import halve, join_units, split_units


def test_paragraphs_bullets_and_empty_texts_come_back_as_they_were():
    texts = ["One. Two.\n\nThree?", "", "• First point.\n• Second point.", "Title without a stop"]
    units = split_units(texts, "en")
    assert units.texts == ("One.", "Two.", "Three?", "First point.", "Second point.", "Title without a stop")
    assert join_units(units.texts, units.gaps) == texts


@given(st.lists(st.text(alphabet="ab .?!\n-•،؟", max_size=40), max_size=4))
def test_no_letter_is_lost_between_units(texts):
    units = split_units(texts, "en")
    joined = join_units(units.texts, units.gaps)
    assert [[c for c in t if c.isalpha()] for t in joined] == [[c for c in t if c.isalpha()] for t in texts]


def test_a_sentence_is_halved_at_the_clause_border_nearest_to_its_middle():
    assert halve("First, the river rose; then, at night, it fell.") == (
        "First, the river rose;",
        "then, at night, it fell.",
    )
    assert halve("ارتفع النهر، ثم انخفض ليلا") == ("ارتفع النهر،", "ثم انخفض ليلا")
    assert halve("unbrokenrun") == ("unbro", "kenrun")


def test_chrf_is_sacrebleus():
    from sacrebleu.metrics import CHRF

    pairs = [
        ("ارتفع نهر سيل مترين يوم الثلاثاء.", "ارتفع نهر سيل ثلاثة أمتار يوم الأربعاء."),
        ("The dam held.", "The old dam held all night, the mayor said."),
        ("a", "b"),
        ("same text", "same text"),
    ]
    for hypothesis, reference in pairs:
        expected = CHRF().sentence_score(hypothesis, [reference]).score / 100
        assert abs(score_chrf(hypothesis, reference) - expected) < 1e-6


@given(st.text(max_size=30), st.text(max_size=30))
def test_agreement_is_symmetric_and_bounded(a, b):
    assert score_agreement(a, b) == score_agreement(b, a)
    assert 0.0 <= score_agreement(a, b) <= 1.0 + 1e-9
