"""Timelines: which date is the event's, which sentences tell one event, and the four example stories."""

from pathlib import Path

import pytest

from summarize.pipeline import name_documents
from summarize.relations.timeline import MOST_EVENTS, build_timeline, find_event_date
from summarize.selection.copies import mark_copies
from summarize.sources.locators import Source
from summarize.sources.reading import read_sources
from summarize.text.cleaning import clean_document
from summarize.text.sentences import split_sentences
from summarize.text.terms import tabulate_terms
from summarize.types import Document

EXAMPLES = Path(__file__).parents[2] / "space" / "examples"
STORIES = ("river-flood", "port-strike", "bank-inquiry", "vaccine-trial")
TUESDAY = "2026-11-17"


def tell(documents, **terms):
    table = tabulate_terms([s for d in documents for s in split_sentences(d)], documents)
    return build_timeline(table, documents, **terms)


def dated(*texts, date=TUESDAY):
    return [Document(t, id=chr(97 + i), language="en", date=date) for i, t in enumerate(texts)]


@pytest.fixture(scope="module")
def stories():
    """Per story its original documents, cleaned, and all their events."""
    told = {}
    for story in STORIES:
        read = read_sources([Source.from_path(EXAMPLES / story)]).documents
        documents = mark_copies(name_documents([clean_document(d) for d in read]))
        originals = [d for d in documents if d.duplicate_of is None]
        told[story] = originals, tell(originals, most=1000)
    return told


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The dam broke on Monday, officials said on Tuesday.", "2026-11-16"),
        ("en", "Officials said on Tuesday that the dam broke on Monday.", "2026-11-16"),
        ("en", "The mayor told reporters on Tuesday that the dam broke on Monday.", "2026-11-16"),
        ("en", "On Tuesday officials said the dam broke on Monday.", "2026-11-16"),
        ("en", "Officials said the dam broke on Monday and the bridge fell on Tuesday.", "2026-11-16"),
        ("en", "The mayor said on Monday she would resign.", "2026-11-16"),
        ("en", "The council will meet on Friday.", "2026-11-20"),
        ("en", "The wall was strengthened in 2009.", "2009"),
        ("en", "The river rose on Monday to the highest level since 1931.", "2026-11-16"),
        ("en", "Schools will stay closed until Monday.", "2026-11-23"),
        ("en", "It was the highest level since records began in 1931.", None),
        ("en", "Ida Marsh, who ran the station until 2019, opened the gate.", None),
        ("en", "More houses were lost than in 2019.", None),
        ("en", "More than 200 people left on Monday.", "2026-11-16"),
        ("en", "Will they meet on Friday?", None),
        ("en", "Nobody knows when it began.", None),
        ("fr", "Le préfet a déclaré mardi que le barrage avait cédé lundi.", "2026-11-16"),
        ("fr", "Les dockers en grève depuis lundi servent du café.", None),
        ("ar", "قالت الحكومة يوم الثلاثاء إن السد انهار يوم الاثنين.", "2026-11-16"),
        ("ar", "سفينة تنتظر منذ أربعة أيام.", None),
    ],
)
def test_the_date_of_an_event_is_not_that_of_its_telling(language, text, expected):
    found = find_event_date(text, language, TUESDAY)
    assert (found.value if found else None) == expected


def test_a_date_in_a_quotation_dates_nothing_even_when_the_quotation_spans_sentences():
    events = tell(dated('"We left on Monday. We came back on Tuesday," she said. The gate opened on Sunday.'))
    assert [(e.date, e.text) for e in events] == [("2026-11-15", "The gate opened on Sunday.")]


def test_sentences_of_two_documents_about_one_event_become_one_with_the_fullest_text():
    short = "The old dam above Verin broke on Monday."
    full = "The old dam above the town of Verin broke before dawn on Monday and flooded the market."
    events = tell(dated(f"{short} The mayor resigned in 2009.", f"Bakers baked bread. {full}"))
    assert [(e.date, e.text, [x.document for x in e.evidence]) for e in events] == [
        ("2009", "The mayor resigned in 2009.", ["a"]),
        ("2026-11-16", full, ["a", "b"]),
    ]


def test_a_coarser_date_joins_a_finer_one_and_another_day_does_not():
    text = "The old dam above Verin broke {} and flooded the market."
    texts = [text.format(when) for when in ("on 16 November 2026", "in November 2026", "on 15 November 2026")]
    events = tell(dated(*texts))
    assert [(e.date, [x.document for x in e.evidence]) for e in events] == [
        ("2026-11-15", ["c"]),
        ("2026-11-16", ["a", "b"]),
    ]


def test_one_document_never_joins_its_own_sentences():
    text = "The dam broke on Monday above Verin. The dam above Verin broke on Monday at dawn."
    assert [len(e.evidence) for e in tell(dated(text))] == [1, 1]


def test_the_events_that_most_documents_tell_are_kept_and_put_in_order():
    lone = " ".join(f"Guest number {n} arrived in {n}." for n in range(1950, 1980))
    events = tell(dated(f"The old dam above Verin broke on Monday. {lone}", "The old dam above Verin broke on Monday."))
    assert len(events) == MOST_EVENTS
    assert [e.date for e in events] == sorted(e.date for e in events)
    assert events[-1].date == "2026-11-16"
    assert len(events[-1].evidence) == 2


def test_no_sentences_and_no_room_give_no_events():
    assert tell([]) == ()
    assert tell(dated("Nothing happened here.")) == ()
    assert tell(dated("The dam broke on Monday."), most=0) == ()


def test_without_a_day_of_publication_only_full_dates_tell():
    events = tell(dated("The dam broke on Monday. It was built in 1931.", date=""))
    assert [e.date for e in events] == ["1931"]


@pytest.mark.parametrize("story", STORIES)
def test_every_event_of_a_story_is_in_order_and_quotes_its_document(stories, story):
    documents, events = stories[story]
    texts = {d.id: d.text for d in documents}
    assert [e.date for e in events] == sorted(e.date for e in events)
    for event in events:
        assert event.text in [x.quote for x in event.evidence]
        assert all(texts[x.document][x.start : x.end] == x.quote for x in event.evidence)


@pytest.mark.parametrize(
    ("story", "date", "words"),
    [
        ("river-flood", "2026-11-16", "broke through an embankment above Tarnholm before dawn on Monday"),
        ("river-flood", "2026-11-16", "The bank of the Velm gave way at Karsk"),
        ("river-flood", "2026-11-17", "Twenty-three people were missing on Tuesday evening"),
        ("river-flood", "2009", "The embankment was last strengthened"),
        ("river-flood", "2026-11-18", "The crest passed the town late on Wednesday"),
        ("river-flood", "2026-11-18", "is due to pass the town of Pellow on Wednesday night"),
        ("river-flood", "2026-11-23", "Schools in the province will stay closed until Monday"),
        ("river-flood", "2027-03-31", "The panel is to report"),
        ("port-strike", "2026-11-09", "began at 6 a.m. on Monday"),
        ("port-strike", "2026-11-10", "a proposé mardi soir une rencontre"),
        ("port-strike", "2026-11-13", "Une assemblée générale se tiendra vendredi"),
        ("port-strike", "2026-11-16", "first joint session on Monday 16 November"),
        ("port-strike", "2026-11-16", "ومن المنتظر أن تعقد الجلسة المشتركة الأولى"),
        ("port-strike", "2026-11-13", "ومن المقرر أن يصوّت العمال"),
        ("port-strike", "1998", "وكان آخر إضراب طويل في الميناء"),
        ("bank-inquiry", "2026-11-16", "pleaded not guilty on Monday"),
        ("bank-inquiry", "2026-11-18", "from 2 million to 5 million crowns on Wednesday"),
        ("bank-inquiry", "2026-11-19", "She is due to give evidence on Thursday"),
        ("bank-inquiry", "2026-11-20", "the additional money by Friday noon"),
        ("bank-inquiry", "2026-11-23", "The trial continues on Monday"),
        ("vaccine-trial", "2026-11-03", "The estimate is slightly higher"),
        ("vaccine-trial", "2026-11-17", "reported on Tuesday"),
        ("vaccine-trial", "2027-01", "apply to the Medicines Authority in January 2027"),
        ("vaccine-trial", "2027-02", "It expects to revisit its budget in February"),
    ],
)
def test_the_example_stories_tell_these_events(stories, story, date, words):
    assert date in [e.date for e in stories[story][1] if any(words in x.quote for x in e.evidence)]


@pytest.mark.parametrize(
    ("story", "words"),
    [
        ("river-flood", "the highest level since records began in 1931"),
        ("river-flood", "a hand's breadth above the brass mark of 1931"),
        ("river-flood", "who ran the pumping station until 2019"),
        ("river-flood", "every inspection report since 2009"),
        ("river-flood", "had doubled since 2020"),
        ("port-strike", "rappelle Yann Tréboul"),
        ("port-strike", "since dockers shut the port on Monday"),
        ("port-strike", "À partir de vendredi, je jette"),
        ("vaccine-trial", "Today I can tell my mother"),
        ("vaccine-trial", "My two sons lay in bed for a month last year"),
    ],
)
def test_the_example_stories_date_nothing_by_a_quotation_or_a_bygone_bound(stories, story, words):
    documents, events = stories[story]
    assert any(words in d.text for d in documents)
    assert not any(words in x.quote for e in events for x in e.evidence)


def test_the_flood_is_dated_on_the_day_of_the_breach_and_kept_in_the_short_timeline():
    read = read_sources([Source.from_path(EXAMPLES / "river-flood")]).documents
    documents = [d for d in mark_copies(name_documents([clean_document(d) for d in read])) if d.duplicate_of is None]
    events = tell(documents)
    assert len(events) <= MOST_EVENTS
    assert {e.date for e in events if "embankment above Tarnholm" in e.text} == {"2026-11-16"}
