"""Isolates: which runs they hold, and that they change nothing else."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.rendering.bidi import find_runs, first_direction, isolate_runs

LRI, RLI, PDI = "\u2066", "\u2067", "\u2069"
MIXED = st.text(alphabet="ab Zé12.,-/:&%()[]€ \u0301سفينةً٣،؟«»", max_size=60)


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("ارتفع السعر إلى 12,000 يورو", ["12,000"]),
        ("لقاح NV-7 فعال بنسبة 81.4%", ["NV-7", "81.4%"]),
        ("شركة Calder & Voss Bank أعلنت", ["Calder & Voss Bank"]),
        ("زوروا https://a.example/b?c=1&d=2#e اليوم", ["https://a.example/b?c=1&d=2#e"]),
        ("بريد info@port.example.", ["info@port.example"]),
        ("طائرة Boeing 737 MAX هبطت", ["Boeing 737 MAX"]),
        ("درجة -5 °C ليلاً", ["-5 °C"]),
        ("في 2026. 14 قتيلاً", ["2026", "14"]),
        ("بين 2025 2026", ["2025", "2026"]),
        ("قال (Reuters) أمس", ["Reuters"]),
        ("مسند [12] [3]", []),
        ("٣١ سفينة", []),
    ],
)
def test_foreign_runs_of_a_right_to_left_line(line, runs):
    assert [line[start:end] for start, end in find_runs(line, "rtl")] == runs
    expected = line
    for run in runs:
        expected = expected.replace(run, LRI + run + PDI, 1)
    assert isolate_runs(line, "rtl") == expected


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("Said صحيفة المرسى, 2026-11-12", ["صحيفة المرسى"]),
        ("Title (بلغت 31 سفينة)", ["بلغت 31 سفينة"]),
        ("كلمة: كلمة and more", ["كلمة", "كلمة"]),
        ("Courier، copy", []),
        ("Port بورت été سفينة", ["بورت", "سفينة"]),
        ("No Arabic at all, 12.", []),
    ],
)
def test_foreign_runs_of_a_left_to_right_line(line, runs):
    assert [line[start:end] for start, end in find_runs(line, "ltr")] == runs


@given(MIXED, st.sampled_from(["rtl", "ltr"]))
def test_isolates_are_closed_never_nested_and_add_nothing_else(line, direction):
    isolated = isolate_runs(line, direction)
    opening = LRI if direction == "rtl" else RLI
    assert isolated.replace(opening, "").replace(PDI, "") == line
    marks = [c for c in isolated if c in (opening, PDI)]
    assert marks == [opening, PDI] * (len(marks) // 2)


@given(MIXED)
def test_no_latin_letter_of_a_right_to_left_line_stays_outside(line):
    held = {place for start, end in find_runs(line, "rtl") for place in range(start, end)}
    bracketed = {p for p in range(1, len(line) - 1) if "[" in line[:p] and "]" in line[p:]}
    assert all(c not in "abZé" or place in held | bracketed for place, c in enumerate(line))


@pytest.mark.parametrize("piece", ["س1", "س.", "a.", "a ", "-", "س (", "1 ", "ً"])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_finding_runs_takes_time_in_proportion_to_the_line(piece, direction):
    started = time.perf_counter()
    find_runs(piece * 50_000, direction)
    find_runs("س" + piece * 50_000, direction)
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("line", "direction"),
    [("31 سفينة (Port)", "rtl"), ("«Port» سفينة", "ltr"), ("123 …", "ltr"), ("", "ltr")],
)
def test_a_line_takes_the_direction_of_its_first_letter(line, direction):
    assert first_direction(line) == direction
