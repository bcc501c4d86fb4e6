import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.errors import UsageError
from summarize.translation.terms.glossary import Glossary, read_glossary, select_terms
from summarize.translation.terms.names import Decision, NameBook, PairNames, read_names, write_names

HEADING = "name,language,spelling,origin\n"


def names(table=HEADING, target="ar", glossary=None):
    return PairNames(read_names(table), "en", target, glossary)


def learned(*pairs, target="ar"):
    book = NameBook()
    desk = PairNames(book, "en", target)
    desk.learn(pairs)
    return desk, {d.name: (d.spelling, d.origin) for d in book.decisions()}


def test_the_spelling_shown_most_is_decided_then_the_first():
    _, decided = learned(
        ("The mayor, Lena Ostrow, left.", "غادرت العمدة لينا أوسترو."),
        ("Then Ostrow spoke.", "ثم تحدثت أوستروف."),
        ("In Verin, Ostrow spoke.", "وفي فيرين تحدثت أوستروف."),
    )
    assert decided == {
        "Lena": ("لينا", "model"),
        "Ostrow": ("أوستروف", "model"),
        "Verin": ("فيرين", "model"),
    }


def test_another_spelling_of_a_decided_name_is_flagged_and_replaced_with_its_clitics_kept():
    desk, _ = learned(("In Kortavik it rained.", "هطل المطر في كورتافيك."))
    source, target = "It snowed in Kortavik.", "وبكورتافك تساقط الثلج."
    assert [f.detail for f in desk.check(source, target)] == ["“Kortavik” should be spelled “كورتافيك”"]
    assert desk.enforce(source, target) == "وبكورتافيك تساقط الثلج."
    assert desk.check(source, desk.enforce(source, target)) == ()


def test_a_name_left_in_latin_letters_is_spelled_by_rule_everywhere():
    desk, decided = learned(("In Kortavik it rained.", "هطل المطر في Kortavik."))
    assert decided == {"Kortavik": ("كورتافيك", "transliteration")}
    assert desk.enforce("Kortavik's mayor left.", "غادر عمدة Kortavik.") == "غادر عمدة كورتافيك."


def test_a_model_that_spells_it_somewhere_goes_before_the_rule():
    _, decided = learned(
        ("In Kortavik it rained.", "هطل المطر في Kortavik."), ("In Kortavik it rained.", "هطل المطر في كورتفيك.")
    )
    assert decided == {"Kortavik": ("كورتفيك", "model")}


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("On a cold Monday the mayor left.", "غادر العمدة في يوم اثنين بارد."),  # a name that is translated
        ("Then Lee spoke.", "ثم تحدث لي."),  # one consonant sounds like any short word
        ("The UNHCR spoke.", "تحدثت UNHCR."),  # acronyms keep their letters
    ],
)
def test_what_is_not_sure_is_not_decided(source, target):
    assert learned((source, target))[1] == {}


def test_languages_without_a_table_of_letters_are_left_to_the_user():
    assert learned(("In Kortavik it rained.", "Il pleuvait à Cortavique."), target="fr")[1] == {}
    mine = names(HEADING + "Kortavik,fr,Cortavique,user\n", target="fr")
    assert mine.enforce("In Kortavik.", "À Kortavik.") == "À Cortavique."


def test_endings_of_adjectives_are_no_other_spelling():
    desk, _ = learned(("A Verinian team won.", "فاز فريق فيريني."))
    assert desk.check("A Verinian school won.", "فازت مدرسة فيرينية.") == ()
    assert desk.enforce("A Verinian school won.", "فازت مدرسة فيرينية.") == "فازت مدرسة فيرينية."


def test_cases_of_an_inflected_language_are_no_other_spelling():
    desk, _ = learned(("Then Ostrov spoke.", "Потом говорил Остров."), target="ru")
    assert desk.check("They saw Ostrov.", "Они видели Острова.") == ()


def test_the_users_spelling_holds_and_its_absence_is_flagged():
    mine = names(HEADING + "Port Selwyn,ar,ميناء سلوين,user\nOstrow,ar,أوسترو,\nVerin,ar,فيرين,model\n")
    assert [f.detail for f in mine.check("Port Selwyn flooded.", "غرقت المدينة.")] == [
        "“Port Selwyn” should be spelled “ميناء سلوين”"
    ]
    assert mine.check("Verin flooded.", "غرقت المدينة.") == ()  # parity says so; nobody asked for this spelling
    assert mine.enforce("Port Selwyn flooded.", "غرقت بورت سيلوين.") == "غرقت ميناء سلوين."
    mine.learn([("Then Ostrow spoke.", "ثم تحدثت أستراو.")])
    assert mine.enforce("Then Ostrow spoke.", "ثم تحدثت أستراو.") == "ثم تحدثت أوسترو."


def test_placeholders_stand_for_decided_names():
    protected, restore = names(HEADING + "Port Selwyn,ar,ميناء سلوين,user\n").protect("In Port Selwyn, Ana slept.")
    assert "Selwyn" not in protected
    assert restore(protected) == "In ميناء سلوين, Ana slept."


def test_names_in_terms_of_the_glossary_are_its_own_business():
    terms = Glossary(select_terms(read_glossary("source,target\nOstrow Bridge,جسر أوسترو\n"), "en", "ar"), "en", "ar")
    desk = names(glossary=terms)
    desk.learn([("On Ostrow Bridge, Verin rose.", "على جسر أسترو، ارتفعت فيرين.")])
    assert desk.protect("On Ostrow Bridge, Verin rose.")[0].startswith("On Ostrow Bridge, ")
    assert desk.check("On Ostrow Bridge.", "على جسر أسترو.") == ()


@given(
    st.lists(
        st.builds(
            Decision,
            name=st.text(alphabet="abc ,;\"'", min_size=1, max_size=8).map(str.strip).filter(bool),
            language=st.sampled_from(["ar", "fr"]),
            spelling=st.text(alphabet="ابت ,;\"'", min_size=1, max_size=8).map(str.strip).filter(bool),
            origin=st.sampled_from(["model", "transliteration", "user"]),
        ),
        max_size=6,
    )
)
def test_a_file_of_names_comes_back_as_it_was_written(decisions):
    book = NameBook(decisions)
    assert read_names(write_names(book)).decisions() == book.decisions()


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("english,arabic\nVerin,فيرين\n", "heading name,language,spelling,origin"),
        (HEADING + "Verin,,فيرين,\n", "no language"),
    ],
)
def test_what_is_no_file_of_names_is_refused(table, message):
    with pytest.raises(UsageError, match=message):
        read_names(table)


def test_letters_that_comparison_folds_still_are_two_spellings():
    mine = names(HEADING + "Ostrow,ar,أوسترو,user\n")
    assert mine.enforce("Then Ostrow spoke.", "ثم تحدثت اوسترو.") == "ثم تحدثت أوسترو."


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_breaks_the_desk(source, target):
    desk, _ = learned((source, target))
    desk.check(source, target)
    assert desk.enforce(target, source) == desk.enforce(target, desk.enforce(target, source))
