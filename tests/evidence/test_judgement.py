"""Whole summaries against whole documents."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.evidence.judgement import FLAG_FACTOR, judge_claims

FIRST = (
    "The river Sell flooded the lower town of Verin on Tuesday night and left forty houses without power. "
    "The mayor, Lena Ostrow, said nobody had been hurt. Engineers expect to restore power by Friday."
)
SECOND = "The council of Verin will not raise taxes this year, a spokesman said."
TRUE = "The river Sell flooded the lower town of Verin on Tuesday night and left forty houses without power."


def test_a_summary_of_source_sentences_is_supported():
    judgement = judge_claims(f"{TRUE} Engineers expect to restore power by Friday.", [FIRST, SECOND])
    assert (judgement.score, judgement.flags, judgement.label) == (1.0, (), "supported")


def test_sentences_may_rest_on_different_documents():
    assert judge_claims(f"{TRUE} {SECOND}", [FIRST, SECOND]).label == "supported"
    assert judge_claims(f"{TRUE} {SECOND}", [FIRST]).label != "supported"


def test_the_weakest_sentence_decides():
    stranger = "Zebras opened a bakery in the opera house."
    alone = judge_claims(stranger, [FIRST])
    together = judge_claims(f"{TRUE} {stranger}", [FIRST])
    assert (together.score, together.label) == (alone.score, "unsupported")


@pytest.mark.parametrize(
    ("text", "check"),
    [
        (TRUE.replace("forty", "ninety"), "number"),
        (TRUE.replace("Verin", "Marlow"), "name"),
        (TRUE.replace("flooded", "never flooded"), "negation"),
    ],
)
def test_a_changed_fact_is_flagged_and_costs_support(text, check):
    judgement = judge_claims(text, [FIRST, SECOND])
    assert check in [flag.check for flag in judgement.flags]
    assert judgement.label == "partial"
    assert judgement.score <= FLAG_FACTOR


PARAPHRASE = "Flooding cut off electricity to forty homes in Verin on Tuesday."


def test_a_true_paraphrase_is_supported_and_patchwork_is_not():
    assert judge_claims(PARAPHRASE, [FIRST]).label == "supported"
    patchwork = judge_claims("The mayor flooded forty houses and said the lower town restored power.", [FIRST])
    assert patchwork.label == "partial"


@pytest.mark.parametrize(("old", "new"), [("Verin", "Marlow"), ("forty", "ninety"), ("cut", "never cut")])
def test_a_paraphrase_with_a_stranger_or_a_negation_is_not_supported(old, new):
    assert judge_claims(PARAPHRASE.replace(old, new), [FIRST]).label == "partial"


def test_thousands_that_a_tokenizer_took_apart_are_one_number():
    judgement = judge_claims("The dam held 3,800 tonnes of mud.", ["The dam held 3, 800 tonnes of mud."])
    assert judgement.label == "supported"


@pytest.mark.parametrize(("summary", "documents"), [("", [FIRST]), (" \n", [FIRST]), (TRUE, [""]), (TRUE, [])])
def test_nothing_to_judge_is_unsupported(summary, documents):
    assert judge_claims(summary, documents).label == "unsupported"


def test_french_and_arabic_are_judged_in_their_language():
    french = (
        "La rivière a inondé quarante maisons mardi soir. Le maire a promis que l'électricité reviendrait vendredi."
    )
    arabic = "غمر النهر أربعين منزلا في المدينة السفلى ليلة الثلاثاء. وقال رئيس البلدية إن الكهرباء ستعود يوم الجمعة."
    assert judge_claims("La rivière a inondé 40 maisons mardi soir.", [french]).label == "supported"
    assert judge_claims("غمر النهر 40 منزلا في المدينة السفلى ليلة الثلاثاء.", [arabic]).label == "supported"
    assert judge_claims("غمر النهر 60 منزلا في المدينة السفلى ليلة الثلاثاء.", [arabic]).label == "partial"


@settings(max_examples=40, deadline=None)
@given(
    st.text(st.characters(codec=None), max_size=60),
    st.lists(st.text(st.characters(codec=None), max_size=60), max_size=3),
)
def test_any_texts_get_a_score_from_0_to_1(summary, documents):
    assert 0.0 <= judge_claims(summary, documents).score <= 1.0
