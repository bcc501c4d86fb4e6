from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.translation.terms.clitics import attach_clitics, split_clitics
from summarize.translation.terms.phrases import Phrases


def found(phrases, language, text, **settings):
    return [text[f.start : f.end] for f in Phrases(phrases, language, **settings).find(text)]


@pytest.mark.parametrize(
    ("phrase", "language", "text", "spans"),
    [
        ("weir", "en", "Weirs and a WEIR, the weir's gate; weird.", ["Weirs", "WEIR", "weir's"]),
        ("flood barrier", "en", "flood  barriers, flood. Barrier", ["flood  barriers"]),
        ("policy", "en", "The police changed policies.", ["policies"]),
        ("organ", "en", "The organization bought organs.", ["organs"]),
        ("close", "en", "closing, closed, closes, closet", ["closing", "closed", "closes"]),
        ("WHO", "en", "Who said so? The WHO.", ["WHO"]),
        ("C++", "en", "C, C+ and C++.", ["C++"]),
        ("Hydra-9", "en", "Hydra-9 and Hydra", ["Hydra-9"]),
        ("barrage", "fr", "Les barrages, le barrage.", ["barrages", "barrage"]),
        ("نهر", "ar", "والنهر وأنهار، للنهر", ["نهر", "نهر"]),
        ("مجلس النهر", "ar", "وقال مجلس النهر لمجلس النهر", ["مجلس النهر", "مجلس النهر"]),
        ("大坝", "zh", "关于大坝的报告", ["大坝"]),
        ("...", "en", "weir ... weir", []),
    ],
)
def test_phrases_are_found_by_word(phrase, language, text, spans):
    assert found([phrase], language, text) == spans


def test_of_two_that_overlap_the_longer_is_found():
    assert found(["river", "river council"], "en", "The River Council met at the river.") == ["River Council", "river"]


def test_a_cased_phrase_keeps_its_capital():
    assert found(["Rose"], "en", "Rose rose.", cased=["Rose"]) == ["Rose"]


def test_without_endings_only_the_word_itself_counts():
    assert found(["weir"], "en", "weirs, Weir", inflected=False) == ["Weir"]


def test_clitics_are_told_and_not_a_part_of_the_span():
    (hit,) = Phrases(["سد"], "ar").find("وبالسد")
    assert (hit.start, hit.end, hit.clitics) == (4, 6, "وبال")


@given(
    st.lists(st.text(max_size=12), max_size=5), st.text(max_size=60), st.sampled_from(["en", "ar", "fr", "zh", "xx"])
)
def test_spans_are_in_order_and_do_not_overlap(phrases, text, language):
    spans = [(f.start, f.end) for f in Phrases(phrases, language).find(text)]
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@given(st.text(alphabet="وفبكلامرسنهد", max_size=9), st.sampled_from(["ar", "he", "en"]))
def test_clitics_and_rest_are_the_word(word, language):
    assert all(clitics + rest == word for clitics, rest in split_clitics(word, language))


@pytest.mark.parametrize(
    ("clitics", "words", "whole"),
    [
        ("", "السد", "السد"),
        ("ال", "السد", "السد"),
        ("وال", "سد", "والسد"),
        ("لل", "السد", "للسد"),
        ("ل", "السد", "للسد"),
    ],
)
def test_an_article_is_never_doubled(clitics, words, whole):
    assert attach_clitics(clitics, words, "ar") == whole
