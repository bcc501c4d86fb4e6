from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.errors import UsageError
from summarize.translation.terms.glossary import MOST_TERMS, Glossary, fingerprint, read_glossary, select_terms

TABLE = """source,target,part of speech,do not translate
weir,هدار,noun,
river council,مجلس النهر,,
river,نهر,,
Hydra-9,,,yes
WHO,منظمة الصحة العالمية,,
Rose,روز,proper noun,
"""


def glossary(table=TABLE, source="en", target="ar", render=None):
    return Glossary(select_terms(read_glossary(table), source, target), source, target, render)


def details(flags):
    assert all(flag.check == "term" for flag in flags)
    return [flag.detail for flag in flags]


@pytest.mark.parametrize(
    ("source", "target", "missing"),
    [
        ("The weir broke.", "انكسر الهدار.", []),
        ("The weirs broke.", "وبالهدار", []),
        ("The weir broke.", "انكسر السد.", ["“weir” should be “هدار”"]),
        ("The river council met.", "اجتمع مجلس النهر.", []),
        ("The river council met.", "اجتمع مجلس.", ["“river council” should be “مجلس النهر”"]),
        ("Hydra-9 failed.", "تعطل Hydra-9.", []),
        ("Hydra-9 failed.", "تعطل هيدرا ٩.", ["“Hydra-9” should stay as it is"]),
        ("Who said so?", "من قال ذلك؟", []),
        ("The WHO said so.", "قالت المنظمة ذلك.", ["“WHO” should be “منظمة الصحة العالمية”"]),
        ("Prices rose.", "ارتفعت الأسعار.", []),
        ("Rose left.", "غادرت وردة.", ["“Rose” should be “روز”"]),
    ],
)
def test_every_violation_is_reported_and_nothing_else(source, target, missing):
    assert details(glossary().check(source, target)) == missing


def test_the_models_own_word_for_a_term_is_replaced():
    asked = []

    def render(words):
        asked.extend(words)
        return ["السد."]

    terms = glossary(render=render)
    assert terms.enforce("The weir broke.", "انكسر السد ليلا.") == "انكسر الهدار ليلا."
    assert terms.enforce("The weir broke.", "وهدموا بالسد.") == "وهدموا بالهدار."
    assert terms.check("The weir broke.", terms.enforce("The weir broke.", "انكسر السد ليلا.")) == ()
    assert asked == ["weir"]  # translated once, remembered


def test_a_term_left_in_the_sources_words_is_replaced_without_asking_a_model():
    assert glossary().enforce("The weir broke.", "انكسر weir ليلا.") == "انكسر هدار ليلا."


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("The weirs broke.", "انكسر السد."),  # a plural: the glossary has no plural to write
        ("The weir broke.", "انكسر السد قرب السد."),  # one of the two may be another word of the source
        ("The weir broke.", "انكسر شيء."),
        ("The bridge broke.", "انكسر السد."),
    ],
)
def test_what_is_not_sure_is_left_alone(source, target):
    assert glossary(render=lambda words: ["سد"] * len(words)).enforce(source, target) == target


def test_a_part_of_another_terms_translation_is_never_replaced():
    terms = glossary("source,target\nbank,مصرف\nworld bank,البنك الدولي\n", render=lambda words: ["بنك"])
    source, target = "The World Bank warned a bank.", "حذر البنك الدولي أحد."
    assert terms.enforce(source, target) == target
    assert details(terms.check(source, target)) == ["“bank” should be “مصرف”"]


def test_placeholders_stand_for_terms_and_come_back():
    protected, restore = glossary().protect("The weir of Hydra-9 and its weirs.")
    assert "weir of" not in protected
    assert "Hydra-9" not in protected
    assert protected.endswith("its weirs.")
    codes = [word for word in protected.replace(".", "").split() if word[-1].isdigit()]
    assert restore(" ".join(codes)) == "هدار Hydra-9"


def test_any_of_several_translations_is_accepted_and_the_first_is_written():
    terms = glossary("source,target\nweir,هدار\nweir,سد\n")
    assert terms.check("A weir.", "سد.") == ()
    assert terms.enforce("A weir.", "weir.") == "هدار."


def test_columns_may_be_languages():
    table = "en;fr;ar\nweir;barrage;هدار\n"
    assert details(glossary(table, "en", "fr").check("A weir.", "Un mur.")) == ["“weir” should be “barrage”"]
    assert details(glossary(table, "fr", "ar").check("Les barrages.", "جدار.")) == ["“barrage” should be “هدار”"]
    assert glossary(table, "de", "ar").check("weir", "جدار") == ()


def test_the_version_changes_with_any_term():
    assert fingerprint(read_glossary(TABLE)) == fingerprint(read_glossary(TABLE))
    assert fingerprint(read_glossary(TABLE)) != fingerprint(read_glossary(TABLE.replace("هدار", "سد")))
    assert fingerprint(()) == ""


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("", "first line"),
        ("weir\nriver\n", "first line"),
        ("source,source\n", "first line"),
        ("source,target\na,b,c,d\n", "line 2 has too many cells"),
        (f"source,target\n{'x' * 300},b\n", "line 2 has a cell of over 200 characters"),
        ('source,target\n"weir,b\n', "not a table in CSV"),
        ("source,target\n" + "a,b\n" * MOST_TERMS, "at most"),
    ],
)
def test_what_is_no_glossary_is_refused_in_one_line(table, message):
    with pytest.raises(UsageError, match=message) as error:
        read_glossary(table)
    assert "\n" not in str(error.value)


@given(st.text(max_size=80))
def test_any_text_is_a_glossary_or_refused(text):
    with suppress(UsageError):
        assert isinstance(read_glossary(text), tuple)


@given(st.text(alphabet="weir هدارسدو.,", max_size=40), st.text(alphabet="weir هدارسدو.,", max_size=40))
def test_enforcing_twice_changes_nothing_more(source, target):
    terms = glossary("source,target\nweir,هدار\n", render=lambda words: ["سد"])
    once = terms.enforce(source, target)
    assert terms.enforce(source, once) == once
