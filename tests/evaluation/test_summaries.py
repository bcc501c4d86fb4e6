"""The summaries command: figures worked out by hand, systems side by side, rows that do not fit."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.errors import InputError
from summarize.evaluation.citations import CitedPoint, score_citations
from summarize.evaluation.overlap import score_overlap
from summarize.evaluation.summaries import Story, evaluate_summaries, measure_summaries, score_summary
from summarize.options import Options

FLOOD = (
    "The river Sell flooded the lower town of Verin on Tuesday night and left forty houses without power. "
    "Engineers expect to restore power by Friday, the network operator said. "
    "The council will meet on Thursday to decide who pays for the broken dam. "
    "A baker climbed on to his roof and waited five hours for a boat."
)
STRIKE = (
    "Tram drivers in Osterby stopped work on Monday after talks about night shifts failed. "
    "The union asks for two drivers a tram after ten in the evening. "
    "The operator says that this would cost nine million crowns a year. "
    "Buses ran as usual, and most schools opened on time."
)
POWER = "Engineers expect to restore power by Friday, the network operator said."
ROWS = [
    {
        "documents": [FLOOD],
        "references": ["The Sell flooded Verin and forty houses have no power.", "A flood in Verin."],
    },
    {"documents": [STRIKE], "summary": "Tram drivers in Osterby strike over night shifts."},
]
GOOD = [
    {"points": [{"text": POWER, "evidence": [{"quote": POWER}]}]},
    {"summary": "Tram drivers in Osterby strike over night shifts. The union asks for two drivers a tram."},
]
POOR = [{"summary": "Zebras run the bakery of Marlow."}, {"points": ["Nobody knows why zebras run it."]}]


def values(measures):
    return {m.name: m.interval.value for m in measures}


def test_overlap_is_what_counting_gives():
    figures = score_overlap("The dam broke. The dam held.", ["The dam broke on Monday night, they said."])
    assert figures == {"coverage": 5 / 6, "redundancy": 1 / 5, "compression": 6 / 8, "novelty": 2 / 5}
    assert all(math.isnan(figures) for figures in score_overlap("", ["", ""]).values())


@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=3))
def test_overlap_with_itself_is_complete_and_shares_are_shares(text, documents):
    figures = score_overlap(text, [text, *documents])
    assert math.isnan(figures["coverage"]) or (figures["coverage"] == 1.0 and 0 < figures["compression"] <= 1)
    assert math.isnan(figures["novelty"]) or (figures["novelty"] == 0.0 and 0 <= figures["redundancy"] < 1)


def test_citations_count_when_they_support_and_are_needed():
    right = CitedPoint(POWER, (POWER,))
    wordy = CitedPoint(POWER, (POWER, "A baker climbed on to his roof and waited five hours for a boat."))
    wrong = CitedPoint(POWER, ("The council will meet on Thursday to decide who pays for the broken dam.",))
    bare = CitedPoint(POWER)
    expected = {(right,): (1.0, 1.0), (wordy,): (0.5, 1.0), (right, wrong): (0.5, 0.5), (right, bare): (1.0, 0.5)}
    for points, pair in expected.items():
        figures = score_citations(points, [FLOOD])
        assert (figures["citation precision"], figures["citation recall"]) == pair
        assert figures["support rate"] == 1.0
    assert math.isnan(score_citations([bare], [FLOOD])["citation recall"])
    assert score_citations([CitedPoint("Zebras run the bakery.")], [FLOOD])["support rate"] == 0.0


@pytest.mark.parametrize(
    ("text", "language"), [("غمر النهر البلدة القديمة يوم الثلاثاء", "ar"), ("洪水淹没了老城", "zh")]
)
def test_rouge_sees_every_script_and_the_best_reference_counts(text, language):
    figures = score_summary((CitedPoint(text),), Story((text,), ("2026", text)), language)
    assert figures["ROUGE-1"] == figures["ROUGE-L"] == 1.0


def test_the_default_stands_first_and_others_are_compared_with_it(write_rows):
    systems = {"good": write_rows(GOOD, "good.jsonl"), "poor": write_rows(POOR, "poor.jsonl.xz")}
    report = evaluate_summaries(write_rows(ROWS), systems, Options(points=2, model="embedded"))
    own = values(report.measures)
    assert own["support rate"] == own["citation recall"] == own["coverage"] == 1.0
    assert [(s.name, s.against) for s in report.others] == [
        ("good", ""), ("good", "summarize"), ("poor", ""), ("poor", "summarize"),
    ]  # fmt: skip
    good, _, poor, behind = (values(section.measures) for section in report.others)
    assert good["citation precision"] == 1.0
    assert poor["support rate"] == 0.0
    assert "citation precision" not in poor
    assert behind["ROUGE-1"] == pytest.approx(poor["ROUGE-1"] - own["ROUGE-1"])
    assert report.others[3].measures[0].interval.high < 0
    assert "task:summaries|points:2|rouge-score:" in report.signature
    assert [(item.row, item.system) for item in report.items[:3]] == [(1, "summarize"), (1, "good"), (1, "poor")]


def test_a_system_beside_itself_differs_by_nothing():
    story = Story((FLOOD,), ("The Sell flooded Verin.",))
    points = (CitedPoint(POWER, (POWER,)),)
    report = measure_summaries([story] * 3, {"one": [points] * 3, "two": [points] * 3}, "")
    assert {m.interval for m in report.others[1].measures} == {report.others[1].measures[0].interval}
    assert report.others[1].measures[0].interval.high == 0.0


def test_the_terminal_writes_table_json_page_and_items(write_rows, run_terminal, tmp_path):
    arguments = "evaluate", "summaries", write_rows(ROWS), "--system", f"<b>$x={write_rows(POOR, 'poor.jsonl')}"
    status, out, err = run_terminal(*arguments, "--items", tmp_path / "items.jsonl")
    assert (status, err) == (0, "")
    assert any(line.split()[:2] == ["ROUGE-1", "2"] for line in out.splitlines())
    assert "<b>$x over summarize, paired bootstrap" in out
    items = [json.loads(line) for line in (tmp_path / "items.jsonl").read_text().splitlines()]
    assert [(item["row"], item["system"]) for item in items] == [
        (row, system) for row in (1, 2) for system in ("summarize", "<b>$x")
    ]
    record = json.loads(run_terminal(*arguments, "--format", "json")[1])
    assert (record["system"], record["others"][1]["against"]) == ("summarize", "summarize")
    page = run_terminal(*arguments, "--format", "html")[1]
    assert page == run_terminal(*arguments, "--format", "html")[1]
    assert "<svg" in page
    assert "<b>" not in page


def test_what_summarize_batch_writes_is_a_system(write_rows, run_terminal, tmp_path):
    rows = [{"id": str(number), "documents": row["documents"]} for number, row in enumerate(ROWS)]
    written = tmp_path / "digests.jsonl"
    assert run_terminal("batch", write_rows(rows, "rows.jsonl"), written, "--points", "2")[0] == 0
    report = evaluate_summaries(write_rows(ROWS), {"batch": written}, Options(points=2, model="embedded"))
    assert values(report.others[1].measures) == dict.fromkeys(values(report.measures), 0.0)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"documents": FLOOD, "summary": "A flood."}, "documents must be"),
        ({"documents": [FLOOD]}, "references must be"),
        ({"documents": [FLOOD], "references": [""]}, "references must be"),
        ({"documents": [FLOOD], "references": "A flood."}, "references must be"),
    ],
)
def test_a_row_that_does_not_fit_is_named(write_rows, row, message):
    with pytest.raises(InputError, match=f"set.jsonl: line 2: {message}"):
        evaluate_summaries(write_rows([ROWS[0], row]), {}, Options())


@pytest.mark.parametrize("row", [{}, {"points": "x"}, {"points": [1]}, {"points": [{"text": "x", "evidence": [{}]}]}])
def test_a_row_of_a_system_that_does_not_fit_is_named(write_rows, row):
    with pytest.raises(InputError, match=r"own\.jsonl: line 2: "):
        evaluate_summaries(write_rows(ROWS), {"own": write_rows([GOOD[0], row], "own.jsonl")}, Options())


def test_files_of_other_lengths_and_wrong_names_are_refused(write_rows, run_terminal, tmp_path):
    data, short = write_rows(ROWS), write_rows(GOOD[:1], "short.jsonl")
    assert (
        "short.jsonl: 1 rows, set.jsonl has 2"
        in run_terminal("evaluate", "summaries", data, "--system", f"a={short}")[2]
    )
    for system in ("a", f"={short}", f"summarize={short}"):
        assert run_terminal("evaluate", "summaries", data, "--system", system)[0] == 2
    assert run_terminal("evaluate", "summaries", data, "--format", "docx")[0] == 2
    assert run_terminal("evaluate", "summaries", data, "--items", tmp_path / "none" / "x")[0] == 4
