"""The factuality command: figures of small invented sets, worked out by hand, and rows that do not fit."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.errors import InputError
from summarize.evaluation.factuality import (
    Row,
    area_under_curve,
    balanced_accuracy,
    evaluate_factuality,
    measure_rows,
)
from summarize.evaluation.reports import write_report, write_report_record

STORY = (
    "The river Sell flooded the lower town of Verin on Tuesday night and left forty houses without power. "
    "Engineers expect to restore power by Friday. The council will not raise taxes."
)
TRUE = "Engineers expect to restore power by Friday."
WRONG_FIGURE = "The river Sell flooded the lower town of Verin on Tuesday night and left ninety houses without power."
WRONG_NAME = "The river Sell flooded the lower town of Marlow on Tuesday night and left forty houses without power."
ROWS = [
    {"documents": [STORY], "summary": TRUE, "label": 1},
    {"documents": [STORY], "summary": "Zebras run the bakery.", "label": 1, "error_type": None},
    {"documents": [STORY], "summary": WRONG_FIGURE, "label": 0, "error_type": "figure"},
    {"documents": [STORY], "summary": WRONG_NAME, "label": 0, "error_type": "name"},
    {"documents": [STORY], "summary": TRUE, "label": 0, "error_type": "name"},
    {"documents": [STORY, "More rain is expected."], "summary": TRUE, "label": 0},
]


def test_the_figures_are_those_worked_out_by_hand(write_rows):
    report = evaluate_factuality(write_rows(ROWS))
    values = {m.name: (m.interval.value, m.rows) for m in report.measures}
    # Accepted: rows 1, 5 and 6. Of two true ones one is refused, of four false ones two are caught.
    assert values["false alarms"] == (0.5, 2)
    assert values["errors caught"] == (0.5, 4)
    assert values["balanced accuracy"] == (0.5, 6)
    # The true 1.0 beats two false ones and ties with two; the true zebras beat none: (2 + 1 + 0) / 8.
    assert values["area under ROC curve"] == (0.375, 6)
    assert [(m.name, m.interval.value, m.rows) for m in report.caught] == [("figure", 1.0, 1), ("name", 0.5, 2)]


def test_intervals_hold_the_value_and_are_the_same_each_time(write_rows):
    first, second = (evaluate_factuality(write_rows(ROWS * 5)) for _ in range(2))
    assert first == second
    for measure in (*first.measures, *first.caught):
        assert measure.interval.low <= measure.interval.value <= measure.interval.high
    assert first.measures[0].interval.low < first.measures[0].interval.high


def test_a_packed_file_gives_the_same_figures_and_the_same_signature(write_rows):
    plain, packed = evaluate_factuality(write_rows(ROWS)), evaluate_factuality(write_rows(ROWS, "set.jsonl.xz"))
    assert plain == packed
    assert evaluate_factuality(write_rows(ROWS[:-1])).signature != plain.signature


def test_the_signature_names_version_thresholds_and_file(write_rows):
    parts = dict(part.split(":", 1) for part in evaluate_factuality(write_rows(ROWS)).signature.split("|"))
    assert {
        "summarize",
        "supported",
        "partial",
        "covered",
        "seams",
        "own words",
        "flag factor",
        "resamples",
        "seed",
        "rows",
        "file",
    } <= set(parts)
    assert parts["rows"] == "6"


def test_a_set_of_one_class_has_no_accuracy_but_says_the_rest():
    report = measure_rows([Row((STORY,), TRUE, 1)])
    assert math.isnan(report.measures[0].interval.value)
    assert report.measures[2].interval.value == 0.0
    record = json.loads(write_report_record(report))
    assert record["measures"][0] == {"name": "balanced accuracy", "rows": 1, "value": None, "low": None, "high": None}
    assert "balanced accuracy" in write_report(report)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 4)), min_size=1, max_size=30))
def test_the_area_is_the_share_of_pairs_in_order(pairs):
    labels = np.array([float(label) for label, _ in pairs])
    scores = np.array([float(score) for _, score in pairs])
    true, false = scores[labels == 1], scores[labels == 0]
    counted = [(t > f) + 0.5 * (t == f) for t in true for f in false]
    area = area_under_curve(labels, scores)
    assert area == pytest.approx(sum(counted) / len(counted)) if counted else math.isnan(area)
    assert math.isnan(balanced_accuracy(labels, scores)) == (not counted)


def test_the_terminal_prints_a_table_with_the_signature(run_terminal, write_rows):
    status, out, err = run_terminal("evaluate", "factuality", write_rows(ROWS))
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[1].split()[:4] == ["balanced", "accuracy", "6", "50.0"]
    assert any(line.split()[:3] == ["figure", "1", "100.0"] for line in lines)
    assert lines[-1].startswith("summarize:")


def test_json_is_one_object_with_shares(run_terminal, write_rows):
    status, out, _ = run_terminal("evaluate", "factuality", write_rows(ROWS), "--format", "json")
    record = json.loads(out)
    assert status == 0
    assert list(record) == ["task", "measures", "caught", "signature"]
    assert record["caught"][1]["value"] == 0.5


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[1]", "not a JSON object"),
        ({"summary": TRUE, "label": 1}, "documents must be"),
        ({"documents": [], "summary": TRUE, "label": 1}, "documents must be"),
        ({"documents": ["", " "], "summary": TRUE, "label": 1}, "documents must be"),
        ({"documents": STORY, "summary": TRUE, "label": 1}, "documents must be"),
        ({"documents": [1], "summary": TRUE, "label": 1}, "documents must be"),
        ({"documents": [STORY], "label": 1}, "summary must be"),
        ({"documents": [STORY], "summary": TRUE}, "label must be 0 or 1, not 'None'"),
        ({"documents": [STORY], "summary": TRUE, "label": 2}, "label must be 0 or 1, not '2'"),
        ({"documents": [STORY], "summary": TRUE, "label": True}, "label must be 0 or 1"),
        ({"documents": [STORY], "summary": TRUE, "label": "1"}, "label must be 0 or 1"),
        ({"documents": [STORY], "summary": TRUE, "label": 0, "error_type": ["x"]}, "error_type must be"),
    ],
)
def test_a_row_that_does_not_fit_is_one_line_with_its_number_and_status_3(run_terminal, write_rows, row, message):
    status, out, err = run_terminal("evaluate", "factuality", write_rows([ROWS[0], "", row]))
    assert (status, out) == (3, "")
    assert err.startswith("summarize: BAD_RECORD: set.jsonl: line 3: ")
    assert message in err
    assert err.count("\n") == 1
    assert "Sell" not in err


def test_a_line_that_is_not_utf8_is_named(tmp_path):
    path = tmp_path / "set.jsonl"
    path.write_bytes(json.dumps(ROWS[0]).encode() + b"\n\xff\xfe\n")
    with pytest.raises(InputError, match="line 2: not UTF-8"):
        evaluate_factuality(path)


@pytest.mark.parametrize("damage", [lambda data: data[:-20], lambda data: data[:20] + b"\0" * 40 + data[60:]])
def test_a_damaged_packed_file_is_one_line(write_rows, run_terminal, damage):
    path = write_rows(ROWS, "set.jsonl.xz")
    path.write_bytes(damage(path.read_bytes()))
    status, out, err = run_terminal("evaluate", "factuality", path)
    assert (status, out, err.count("\n")) == (3, "", 1)
    assert err.startswith("summarize: BAD_FORMAT: set.jsonl.xz: ")


def test_a_missing_or_empty_file_and_an_unknown_format(run_terminal, write_rows, tmp_path):
    assert run_terminal("evaluate", "factuality", tmp_path / "none.jsonl")[0] == 3
    assert run_terminal("evaluate", "factuality", tmp_path)[2].startswith("summarize: NOT_A_FILE: ")
    assert run_terminal("evaluate", "factuality", write_rows(["", ""]))[2].startswith("summarize: EMPTY: set.jsonl: ")
    assert run_terminal("evaluate", "factuality", write_rows(ROWS), "--format", "docx")[0] == 2


def test_a_name_of_an_error_from_the_file_is_inert(write_rows):
    row = ROWS[2] | {"error_type": "\x1b[31mred\nline"}
    written = write_report(evaluate_factuality(write_rows([row])))
    assert "\x1b" not in written
    assert "red line" in written
