"""Terminal output: width, colour, and nothing that a terminal would obey."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from summarize.rendering.terminal import LEAST_WIDTH, write_terminal

STYLING = re.compile(r"\x1b\[[0-9;]*m")


def test_lines_hang_under_their_numbers(flood):
    words = "A bank of the river gave way above the town before dawn on Monday."
    point = replace(flood.points[0], text=words)
    written = write_terminal(replace(flood, points=(point,)), width=30)
    # 30 columns less 3 for the number leave 27: "A bank of the river gave way" would take 28.
    assert written.startswith("""\
Flood in Tarnholm

1. A bank of the river gave
   way above the town before
   dawn on Monday. [1] [2]
   supported, 2 sources

""")


@given(st.integers(LEAST_WIDTH, 120), st.text(alphabet="ab 世سفينة12-", max_size=200))
def test_no_row_is_wider_than_the_window(fill_digest, width, text):
    rows = write_terminal(fill_digest(text, "ar"), width=width).splitlines()
    assert max(map(cell_len, rows)) <= width


def test_a_window_too_narrow_for_words_is_treated_as_the_least_width(flood):
    assert write_terminal(flood, width=1) == write_terminal(flood, width=LEAST_WIDTH)


def test_wrapping_keeps_every_word_and_closes_isolates_on_their_row(strike):
    written = write_terminal(strike, width=24)
    for row in written.splitlines():
        assert row.count("\u2066") + row.count("\u2067") == row.count("\u2069")
    kept = re.sub("[\u2066\u2067\u2069]", "", written)
    assert strike.points[0].text.replace(" ", "").replace("\n", "") in re.sub(r"\s", "", kept)


def test_color_only_adds_styling(flood):
    assert STYLING.sub("", write_terminal(flood, color=True)) == write_terminal(flood)


@pytest.mark.parametrize(("support", "code"), [("supported", "32"), ("partial", "33"), ("unsupported", "31")])
def test_support_has_its_color(flood, support, code):
    point = replace(flood.points[0], support=support)
    written = write_terminal(replace(flood, points=(point,)), color=True)
    assert re.search(rf"\x1b\[{code}m[a-z ]*supported, 2 sources\x1b\[0m", written)


def test_citations_are_dim(flood):
    assert "people.\x1b[2m [1] [2]\x1b[0m" in write_terminal(flood, color=True)


def test_the_environment_changes_nothing(flood, monkeypatch):
    plain, colored = write_terminal(flood), write_terminal(flood, color=True)
    for name, value in {"NO_COLOR": "1", "FORCE_COLOR": "1", "COLUMNS": "40", "TERM": "dumb"}.items():
        monkeypatch.setenv(name, value)
    assert (write_terminal(flood), write_terminal(flood, color=True)) == (plain, colored)


@given(st.text(st.characters(codec=None), max_size=60), st.booleans())
def test_no_escape_sequence_comes_from_the_text(fill_digest, text, color):
    hostile = fill_digest(f"\x1b]0;x\x07{text}\x9b2J\x1b[2J")
    written = STYLING.sub("", write_terminal(hostile, color=color))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", written)


@pytest.mark.parametrize("layout", ["paragraph", "headline"])
def test_layouts_wrap_too(flood, layout):
    written = write_terminal(flood, layout=layout, width=40)
    assert ("Flood in Tarnholm" in written.splitlines()) == (layout == "paragraph")
    assert "(partly supported; number: 8 is not" in written.replace("\n", " ")
