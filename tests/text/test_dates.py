"""Dates in running text: what is one, what it means, and what is none."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.text.cleaning import clean_document
from summarize.text.dates import find_dates
from summarize.types import Document

TUESDAY = "2026-11-17"


def values(text, language="en", anchor=TUESDAY):
    return [d.value for d in find_dates(text, language, anchor)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The wall fell on 17 November 2026.", ["2026-11-17"]),
        ("en", "The wall fell on the 3rd of May, 2024.", ["2024-05-03"]),
        ("en", "Signed November 17th 2026 and Nov. 18, 2026", ["2026-11-17", "2026-11-18"]),
        ("en", "On Monday, 16 November 2026, it rained.", ["2026-11-16"]),
        ("en", "Filed 2026-11-17, seen 2026/11/18.", ["2026-11-17", "2026-11-18"]),
        ("en", "Filed 17/11/2026 and 11/18/2026", ["2026-11-17", "2026-11-18"]),
        ("en", "From 16 to 18 November 2026", ["2026-11-16"]),
        ("en", "A report dated March 2026", ["2026-03"]),
        ("en", "rebuilt in 2009, dry since 1931", ["2009", "1931"]),
        ("en", "between 2021 and 2024", ["2021", "2024"]),
        ("en", "in the year 1998", ["1998"]),
        ("fr", "le 1er décembre 2026", ["2026-12-01"]),
        ("fr", "LE 14 JUILLET 2025", ["2025-07-14"]),
        ("fr", "le 05/06/2026", ["2026-06-05"]),
        ("fr", "du 3 au 5 mai 2024", ["2024-05-03"]),
        ("fr", "en août 2024, comme en 1998, l'année 2001", ["2024-08", "1998", "2001"]),
        ("fr", "de 2021 à 2024", ["2021", "2024"]),
        ("ar", "١٧ نوفمبر ٢٠٢٦", ["2026-11-17"]),
        ("ar", "17 تشرين الثاني 2026", ["2026-11-17"]),
        ("ar", "بين 16 و17 نوفمبر 2026", ["2026-11-16"]),
        ("ar", "١٧ تشرين الثاني/نوفمبر ٢٠٢٦", ["2026-11-17"]),
        ("ar", "الأول من كانون الأول ٢٠٢٥", ["2025-12-01"]),
        ("ar", "في 3 آب (أغسطس) 2024", ["2024-08-03"]),
        ("ar", "في نيسان 2024 وفي إبريل عام 2025", ["2024-04", "2025-04"]),
        ("ar", "عام 1998 ثم وفي عام ٢٠٠٩", ["1998", "2009"]),
        ("ar", "بين عامي 2021 و2024", ["2021", "2024"]),
        ("de", "Am 2026-11-17 und am 17.11.2026 im November 2026", ["2026-11-17", "2026-11-17"]),
    ],
)
def test_dates_that_name_their_year_need_no_anchor(language, text, expected):
    assert values(text, language, "") == expected
    assert not any(d.relative for d in find_dates(text, language, TUESDAY))


@pytest.mark.parametrize(
    "text",
    [
        "31 February 2026",
        "29 February 2023",
        "32 November 2026",
        "05/06/2026",
        "13/25/2026",
        "at 3.40 a.m. or 10:30",
        "it cost 2009 crowns and 1998 people came",
        "raised in 2000 homes",
        "2,009 in 1,998 villages",
        "of the 17 may have died",
        "May said so, and they march on",
        "version 1.2.2026-beta",
        "every Monday, on Mondays",
        "two weeks earlier than planned",
        "the last week of the campaign",
        "next year's budget",
        "a few days ago",
    ],
)
def test_what_only_looks_like_a_date_is_none(text):
    assert values(text) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le musée ferme le lundi et chaque mardi à 14 heures."),
        ("fr", "Une équipe de sept personnes, en sept jours, avant sept heures."),
        ("fr", "Mars est une planète ; 2 300 dockers, 31 février 2026."),
        ("ar", "٦ ملايين يورو في اليوم ولليوم الثاني"),
        ("ar", "قبل ثلاثة أيام من الانتخابات"),
        ("ar", "زار أب ابنه كلا الاثنين"),
    ],
)
def test_what_only_looks_like_a_date_in_french_and_arabic_is_none(language, text):
    assert values(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The dam broke on Monday.", "2026-11-16"),
        ("en", "The court sat on Tuesday.", "2026-11-17"),
        ("en", "The court sat last Tuesday.", "2026-11-10"),
        ("en", "They will meet on Friday.", "2026-11-20"),
        ("en", "On Friday, the court will rule.", "2026-11-20"),
        ("en", "On Friday, the court ruled.", "2026-11-13"),
        ("en", "She is due to give evidence on Thursday.", "2026-11-19"),
        ("en", "The trial continues on Monday.", "2026-11-23"),
        ("en", "A curfew is in force until Monday.", "2026-11-23"),
        ("en", "A vote is set for next Tuesday.", "2026-11-24"),
        ("en", "Wednesday's witness was calm.", "2026-11-11"),
        ("en", "Flights were cancelled due to fog on Monday.", "2026-11-16"),
        ("en", "At the start of trading on Monday shares fell.", "2026-11-16"),
        ("en", "They will have to pay by Friday.", "2026-11-20"),
        ("en", "He may have left on Friday.", "2026-11-13"),
        ("fr", "Le barrage a cédé lundi.", "2026-11-16"),
        ("fr", "Une assemblée se tiendra vendredi.", "2026-11-20"),
        ("fr", "La médiatrice est attendue jeudi.", "2026-11-19"),
        ("fr", "La réunion de lundi prochain", "2026-11-23"),
        ("fr", "La réunion de mardi dernier", "2026-11-10"),
        ("ar", "انهار السد يوم الإثنين.", "2026-11-16"),
        ("ar", "ومن المقرر أن يصوّت العمال يوم الجمعة.", "2026-11-20"),
        ("ar", "سيجتمع الطرفان الخميس.", "2026-11-19"),
        ("ar", "يجتمعون الاثنين المقبل", "2026-11-23"),
        ("ar", "اجتمعوا الثلاثاء الماضي", "2026-11-10"),
        ("ar", "اجتمعوا أمس الاثنين", "2026-11-16"),
    ],
)
def test_weekdays_are_read_from_the_day_of_publication(language, text, expected):
    assert values(text, language) == [expected]
    assert values(text, language, "") == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "It rained today", "2026-11-17"),
        ("en", "It rained yesterday", "2026-11-16"),
        ("en", "It opens tomorrow", "2026-11-18"),
        ("en", "tonight", "2026-11-17"),
        ("en", "this morning", "2026-11-17"),
        ("en", "three days ago", "2026-11-14"),
        ("en", "six months ago", "2026-05"),
        ("en", "2 years ago", "2024"),
        ("en", "two weeks earlier", "2026-11"),
        ("en", "last week", "2026-11"),
        ("en", "last month", "2026-10"),
        ("en", "next year", "2027"),
        ("fr", "aujourd’hui", "2026-11-17"),
        ("fr", "avant-hier", "2026-11-15"),
        ("fr", "il y a trois jours", "2026-11-14"),
        ("fr", "la semaine prochaine", "2026-11"),
        ("fr", "le mois dernier", "2026-10"),
        ("fr", "l’an dernier", "2025"),
        ("ar", "أمس", "2026-11-16"),
        ("ar", "أول من أمس", "2026-11-15"),
        ("ar", "غداً", "2026-11-18"),
        ("ar", "صباح اليوم", "2026-11-17"),
        ("ar", "قبل ثلاثة أيام", "2026-11-14"),
        ("ar", "قبل يومين", "2026-11-15"),
        ("ar", "قبل ٤ أشهر", "2026-07"),
        ("ar", "الأسبوع المقبل", "2026-11"),
        ("ar", "الشهر الماضي", "2026-10"),
        ("ar", "العام المقبل", "2027"),
    ],
)
def test_relative_words_are_read_from_the_day_of_publication(language, text, expected):
    (found,) = find_dates(text, language, TUESDAY)
    assert (found.value, found.relative) == (expected, True)
    assert values(text, language, "") == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "the figure of 3 November", "2026-11-03"),
        ("en", "the figure of 3 June", "2026-06-03"),
        ("en", "the fair of 3 January", "2027-01-03"),
        ("en", "he was jailed on 3 January", "2026-01-03"),
        ("en", "it will close on 3 November", "2027-11-03"),
        ("en", "she called talks on 19 November", "2026-11-19"),
        ("en", "She called them to a session on Thursday 19 November", "2026-11-19"),
        ("en", "poor since April", "2026-04"),
        ("en", "since his arrest in February", "2026-02"),
        ("en", "It expects to revisit its budget in February", "2027-02"),
        ("en", "possibly in January", "2027-01"),
        ("en", "In November 17 people fell ill", "2026-11"),
        ("fr", "le 14 juillet", "2026-07-14"),
        ("fr", "depuis avril", "2026-04"),
        ("ar", "في حادث أبريل الماضي", "2026-04"),
        ("ar", "منذ شباط", "2026-02"),
    ],
)
def test_a_missing_year_comes_from_the_clause_or_from_nearness(language, text, expected):
    assert values(text, language) == [expected]


def test_the_29th_of_february_is_looked_for_in_leap_years():
    assert values("It was founded on 29 February.", anchor="2026-03-05") == ["2024-02-29"]


@pytest.mark.parametrize(
    ("anchor", "expected"), [("2026-11-05", ["2026"]), ("2026-01-06", []), ("2026-11-17", ["2026-11"])]
)
def test_a_week_is_the_month_or_year_that_holds_all_of_it(anchor, expected):
    # The weeks before: 26 October to 1 November; 29 December to 4 January; 9 to 15 November.
    assert values("The council met last week", anchor=anchor) == expected


def test_spans_are_those_of_the_text_as_written():
    text = "في ١٧ نُوفمبر ٢٠٢٦، ثم يوم الجُمعة."
    assert [text[d.start : d.end] for d in find_dates(text, "ar", TUESDAY)] == ["١٧ نُوفمبر ٢٠٢٦", "الجُمعة"]


@pytest.mark.parametrize("anchor", ["", "2026", "2026-11", "2026-13-01", "20261117", "yesterday"])
def test_an_anchor_that_is_no_day_resolves_nothing(anchor):
    assert values("yesterday, on Monday, 3 May, 4 May 2024", anchor=anchor) == ["2024-05-04"]


@pytest.mark.parametrize("anchor", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_no_error(anchor):
    text = "last year, next year, yesterday, tomorrow, 999 years ago, 29 February, in May, next week, next Monday"
    assert all(re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", v) for v in values(text, anchor=anchor))


PIECES = (
    "31 2026 May may Monday last next ago days two of since in - / , . 999 years today 0 ² février lundi ſeptembre er"
    " hier il_y_a يوم الاثنين من تشرين_الثاني الأول قبل أيام ٣ ـ ً \n"
).split(" ")


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(st.sampled_from(PIECES), max_size=25).map(lambda words: " ".join(words).replace("_", " ")),
    ),
    st.sampled_from(["en", "fr", "ar", "de", ""]),
    st.sampled_from(["", TUESDAY, "0001-01-01", "9999-12-31", "2024-02-29"]),
)
def test_any_text_gives_ordered_spans_with_real_dates(text, language, anchor):
    end = 0
    for found in find_dates(text, language, anchor):
        assert end <= found.start < found.end <= len(text)
        assert re.fullmatch(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?", found.value)
        assert anchor or not found.relative
        end = found.end


@pytest.mark.parametrize("piece", ["on Monday ", "17 ", "a", "May ", "السبت ", "2021 and ", "lundi ", "will "])
def test_long_runs_take_time_in_proportion(piece):
    # Measured 0.2 s a language; a pattern that tries every start against every end would take minutes.
    text = piece * (100_000 // len(piece))
    begun = time.process_time()
    for language in ("en", "fr", "ar"):
        find_dates(text, language, TUESDAY)
    assert time.process_time() - begun < 10


BODY = " At least fourteen people left their homes after the river broke through the old bank before dawn."


@pytest.mark.parametrize(
    ("dateline", "given", "expected"),
    [
        ("TARNHOLM, 17 November 2026 (Northbridge Wire) -", "", "2026-11-17"),
        ("TARNHOLM, 17 November 2026 (Northbridge Wire) -", "2026-11-18", "2026-11-18"),
        ("TARNHOLM, Nov 17 (Northbridge Wire) -", "", ""),
        ("TARNHOLM (Northbridge Wire) -", "", ""),
        ("", "", ""),
    ],
)
def test_a_document_without_a_date_takes_that_of_its_dateline(dateline, given, expected):
    document = clean_document(Document(dateline + BODY, date=given, language="en"))
    assert document.date == expected
    assert document.text == BODY.strip()
