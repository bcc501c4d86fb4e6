"""A story in three languages, end to end: one list of points, no fact twice, each with the languages that tell it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.errors import Code, ModelError
from summarize.options import Options
from summarize.pipeline import Models, make_digest
from summarize.rendering.record import write_record
from summarize.rendering.writers import write_digest
from summarize.summarizer import Summarizer
from summarize.translation.desk import Desk
from summarize.types import Document, Reading

EXAMPLES = Path(__file__).parents[1] / "space" / "examples"
STORY = EXAMPLES / "ferry-grounding"
TOLD = json.loads((EXAMPLES / "planted.json").read_text(encoding="utf-8"))["ferry-grounding"]["told"]
SPOKEN = {"ambrel-chronicle.txt": "en", "la-vigie-du-large.md": "fr", "nashrat-al-sahil.json": "ar"}

FUEL = {
    "L'autorité portuaire assure qu'aucune fuite n'a été constatée.": (
        "The harbour authority denied that any fuel had leaked out of the tanks."
    ),
    "Sur la plage de Morvanne, des volontaires ont commencé à dérouler un barrage flottant.": (
        "On the beach of Morvanne volunteers began to unroll a floating barrier."
    ),
    "ونفت سلطة الميناء تسرب أي وقود من الخزانات.": "The harbour authority denied that fuel leaked out of the tanks.",
    "وأشعل الأهالي المواقد في ساحة المدرسة.": "Residents lit stoves in the yard of the school.",
}
DOCUMENTS = (
    Document(
        "The harbour authority denied that any fuel had leaked from the tanks. Divers will return on Friday. "
        "The mayor thanked the fishermen for their help at night.",
        source="Chronicle",
        language="en",
    ),
    Document(" ".join(list(FUEL)[:2]), source="Vigie", language="fr"),
    Document(" ".join(list(FUEL)[2:]), source="Nashra", language="ar"),
)


PIECES = [
    *FUEL,
    "312",
    "٣١٢",
    "3,5 %",
    "le 4 novembre",
    "Halcyra",
    "هالسيرا",
    "ships",
    "navires",
    "سفينة",
    ".",
    "#1",
    "?",
]


class Dictionary:
    """Translates the sentences above into English."""

    name, revision, licence = "dictionary", "1", "Apache-2.0"

    def supports(self, source, target):
        return True

    def translate(self, texts, source, target, *, beams=None):
        return [FUEL.get(text, text) for text in texts]


def open_dictionary(source, target):
    if target != "en":
        raise ModelError(Code.NO_MODEL, f"no model translates {source} into {target}")
    return Desk((Dictionary(),), source, target)


def no_desk(source, target):
    raise ModelError(Code.NO_MODEL, f"no model translates {source} into {target}")


def digest(documents=DOCUMENTS, open_desk=no_desk, **options):
    return make_digest(Reading(tuple(documents)), Options(**options), Models(open_desk))


@pytest.fixture(scope="module")
def ferry():
    documents = Summarizer().read(STORY).documents
    return digest(documents, points=12)


def points_of(result, fact):
    """The points that tell a planted fact, in whatever language."""
    return [p for p in result.points if any(words in p.text for words in fact["words"].values())]


@pytest.mark.parametrize("fact", TOLD, ids=lambda fact: fact["about"])
def test_no_planted_fact_is_told_twice(ferry, fact):
    assert len(points_of(ferry, fact)) <= 1


@pytest.mark.parametrize("fact", TOLD, ids=lambda fact: fact["about"])
def test_a_point_names_all_languages_that_carry_it_and_speaks_the_main_one(ferry, fact):
    for point in points_of(ferry, fact):
        assert set(point.languages) == {SPOKEN[name] for name in fact["words"]}
        assert point.sources == len(fact["words"])
        assert point.text.isascii() == ("en" in point.languages)


def test_most_planted_facts_are_told_and_so_is_the_one_of_the_arabic_article_alone(ferry):
    told = [fact["about"] for fact in TOLD if points_of(ferry, fact)]
    assert len(told) >= 8
    assert "the dark buoy" in told


def test_every_quote_is_exact_and_in_its_own_language(ferry):
    texts = {d.id: d for d in ferry.documents}
    for point in ferry.points:
        for quote in point.evidence:
            assert texts[quote.document].text[quote.start : quote.end] == quote.quote
        assert {texts[quote.document].language for quote in point.evidence} == set(point.languages)


def test_the_figure_on_which_two_languages_disagree_is_shown_with_both(ferry):
    (injured,) = ferry.disagreements
    assert [value.value for value in injured.values] == ["Forty-seven", "39"]
    assert not any({"47", "39"} <= {w for e in p.evidence for w in e.quote.split()} for p in ferry.points)


def test_the_title_is_in_the_language_of_the_first_point(ferry):
    assert (ferry.language, ferry.title) == ("en", "Ferry with 312 passengers runs aground on Sefra reef")


def test_an_event_is_told_once_and_in_the_main_language(ferry):
    lost = [event for event in ferry.timeline if event.date == "1987"]
    assert [event.text for event in lost] == ["In 1987 the coal ship Ardwen was lost there with 19 men."]
    assert len(lost[0].evidence) == 3
    texts = [event.text for event in ferry.timeline]
    assert not any("هالسيرا" in text or "L'enregistreur" in text for text in texts)


def test_a_dropped_sentence_says_which_one_tells_it(ferry):
    languages = {d.id: d.language for d in ferry.documents}
    recorder = [d for d in ferry.dropped if "L'enregistreur" in d.sentence.text]
    assert [d.reason for d in recorder] == ["redundant"]
    assert languages[recorder[0].partner.document] == "en"


def test_every_rendering_names_the_languages(ferry):
    for form in ("text", "markdown", "html"):
        assert "3 sources (English, French, Arabic)" in write_digest(ferry, form)
    assert json.loads(write_record(ferry))["points"][0]["languages"] == ["en", "fr", "ar"]


def test_the_languages_are_named_in_the_readers_words(ferry):
    arabic = replace(ferry, language="ar")
    assert "(الإنجليزية، الفرنسية، العربية)" in write_digest(arabic, "html")


def test_a_story_of_one_language_names_none():
    result = digest(DOCUMENTS[:1])
    assert result.points[0].languages == ("en",)
    assert "English" not in write_digest(result, "text")


def test_without_a_model_what_has_no_figure_stays_apart():
    assert [p.languages for p in digest(points=9).points if "fuite" in p.text or "leaked" in p.text] == [
        ("en",),
        ("fr",),
    ]


def test_with_a_model_a_fact_without_a_figure_is_one_point_of_three_languages():
    result = digest(points=9, open_desk=open_dictionary)
    (denied,) = [p for p in result.points if "leaked" in p.text]
    assert denied.text == "The harbour authority denied that any fuel had leaked from the tanks."
    assert (denied.sources, denied.languages) == (3, ("en", "fr", "ar"))
    french, _, arabic, _ = FUEL
    assert [e.quote for e in denied.evidence][1:] == [french, arabic]
    assert not any("fuite" in p.text or "تسرب" in p.text for p in result.points)
    assert len(result.points) == 5


def test_the_model_of_the_bridge_is_in_the_signature():
    assert "|translator:dictionary@1" in digest(open_desk=open_dictionary).signature
    assert "translator" not in digest().signature


def test_the_same_input_gives_the_same_points():
    first, second = (replace(digest(open_desk=open_dictionary), timings=()) for _ in range(2))
    assert first == second


def test_a_document_keeps_the_language_that_it_is_given():
    named = [replace(d, language="") for d in DOCUMENTS]
    assert [d.language for d in digest(named).documents] == ["en", "fr", "ar"]
    assert [d.language for d in digest([replace(DOCUMENTS[1], language="it")]).documents] == ["it"]


def test_a_language_that_no_model_knows_is_read_all_the_same(home):
    documents = [replace(DOCUMENTS[0], text="Divers will return on Friday."), replace(DOCUMENTS[1], language="xx")]
    result = Summarizer().digest(documents, points=9)
    assert (result.language, {p.languages for p in result.points}) == ("xx", {("en",), ("xx",)})


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["en", "fr", "ar", "de", ""]), st.lists(st.sampled_from(PIECES), max_size=8)),
        min_size=2,
        max_size=4,
    )
)
def test_any_mixture_gives_exact_quotes_of_the_languages_named(pieces):
    documents = [Document(" ".join(words) + ". Fin.", language=language) for language, words in pieces]
    result = digest(documents, open_dictionary)
    by_id = {d.id: d for d in result.documents}
    for point in result.points:
        assert all(by_id[e.document].text[e.start : e.end] == e.quote for e in point.evidence)
        assert set(point.languages) == {by_id[e.document].language for e in point.evidence}
