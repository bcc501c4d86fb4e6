from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.sources.formats.metadata import day_of, language_of


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2018-07-05", "2018-07-05"),
        ("2018-07-05T23:30:00-05:00", "2018-07-05"),
        ("2018/7/5 10:00", "2018-07-05"),
        ("20180705", "2018-07-05"),
        ("D:20180705101500+02'00'", "2018-07-05"),
        ("Thu, 05 Jul 2018 23:30:00 -0500", "2018-07-05"),
        ("5 July 2018", "2018-07-05"),
        ("5th Sept. 2018", "2018-09-05"),
        ("July 5, 2018", "2018-07-05"),
        ("٥ يوليو ٢٠١٨", "2018-07-05"),
        ("5 كانون الثاني 2018", "2018-01-05"),
    ],
)
def test_written_days(written, day):
    assert day_of(written) == day


@pytest.mark.parametrize(
    "written", ["", "05/07/2018", "2018-13-40", "2018-02-30", "yesterday", "July 2018", "1530748800", "x" * 500]
)
def test_unclear_dates_give_none(written):
    assert day_of(written) == ""


@given(st.text())
def test_any_text_gives_a_day_or_nothing(written):
    day = day_of(written)
    assert day == "" or (len(day) == 10 and day[4] == day[7] == "-")


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en", "en"), ("en-GB", "en"), ("AR_eg", "ar"), ("ara", "ar"), ("zh-Hant", "zh"), ("English", ""), ("", "")],
)
def test_languages(tag, code):
    assert language_of(tag) == code
