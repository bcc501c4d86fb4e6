import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.translation.terms.transliteration import (
    SURE,
    has_spelling,
    is_sure,
    likeness,
    read_alike,
    romanize,
    transliterate,
)

SAME = [
    ("Verin", "فيرين", "ar"),
    ("Kortavik", "كورتافيك", "ar"),
    ("Chandrapur", "تشاندرابور", "ar"),
    ("Oberbach", "أوبرباخ", "ar"),
    ("Philippa", "فيليبا", "ar"),
    ("Gorazde", "غوراجده", "ar"),
    ("Gorazde", "جورازدي", "ar"),
    ("Kortavik", "کورتاویک", "fa"),
    ("Kortavik", "کورٹاوک", "ur"),
    ("Kortavik", "קורטביק", "he"),
    ("Kortavik", "Кортавик", "ru"),
    ("Кортавик", "كورتافيك", "ar"),
    ("Kortavik", "Kortavík", "cs"),
]


@pytest.mark.parametrize(("name", "other", "language"), SAME)
def test_one_name_in_two_scripts_is_told(name, other, language):
    assert likeness(name, other, language) >= SURE


@pytest.mark.parametrize("name", [name for name, _, _ in SAME])
@pytest.mark.parametrize("word", ["المدينة", "والجسور", "يوم", "الاثنين", "مجلس", "ثلاثين"])
def test_other_words_are_not_taken_for_the_name(name, word):
    assert not is_sure(name, likeness(name, word, "ar"))


@pytest.mark.parametrize("clitics", ["", "و", "ف", "ب", "ل", "ال", "وال", "وبال", "لل"])
def test_clitics_do_not_count_and_are_told(clitics):
    reading = read_alike("Kortavik", clitics + "كورتافيك", "ar")
    assert (reading.clitics, reading.rest, reading.likeness) == (
        clitics,
        "كورتافيك",
        likeness("Kortavik", "كورتافيك", "ar"),
    )


def test_a_letter_of_the_name_is_no_clitic():
    assert read_alike("Beirut", "بيروت", "ar").rest == "بيروت"
    assert read_alike("Wafa", "وفاء", "ar").rest == "وفاء"


def test_a_name_with_one_consonant_is_never_sure():
    assert not is_sure("Lee", likeness("Lee", "لي", "ar"))
    assert not is_sure("Ali", likeness("Ali", "إلى", "ar"))


@pytest.mark.parametrize(
    ("name", "language", "spelling"),
    [
        ("Kortavik", "ar", "كورتافيك"),
        ("Hanna Philips", "ar", "هانا فيليبس"),
        ("Al-Verin", "ar", "أل-فيرين"),
        ("Kortavik", "fa", "کورتاویک"),
        ("Kortavik", "he", "קורטאויק"),
        ("Kortavik", "ru", "Кортавик"),
        ("Кортавик", "ar", "كورتافيك"),
        ("Kortavik", "fr", "Kortavik"),
    ],
)
def test_names_are_spelled_by_rule(name, language, spelling):
    assert transliterate(name, language).casefold() == spelling.casefold()


@given(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyzéüłß'- ", max_size=30),
    st.sampled_from(["ar", "fa", "ur", "he", "ru", "uk"]),
)
def test_what_is_spelled_by_rule_is_wholly_in_the_other_script(name, language):
    assert has_spelling(language)
    assert not any("a" <= c <= "z" for c in transliterate(name, language))


@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from(["ar", "he", "fr", "zh"]))
def test_likeness_of_anything_is_a_share(name, other, language):
    assert 0.0 <= likeness(name, other, language) <= 1.0


@given(st.text(alphabet="bcdfgklmnprstvz" + "aiou", min_size=1, max_size=12))
def test_a_spelling_by_rule_sounds_like_its_name(name):
    if any(c not in "aiou" for c in name):
        assert likeness(name, transliterate(name, "ar"), "ar") > SURE or name[0] in "aiou" or len(name) < 4


def test_romanize_leaves_unknown_scripts_alone():
    assert romanize("東京 Tōkyō") == "東京 tokyo"
