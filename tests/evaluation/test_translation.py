"""The translation command: scores that agree with sacrebleu, a comparison, check shares, and files that do not fit."""

from __future__ import annotations

import json

import pytest

from summarize.cli import main
from summarize.errors import InputError, UsageError
from summarize.evaluation.translation import Segments, evaluate_translation, read_segments

SOURCES = ("The dam held all night.", "The river rose by 3.5 metres on Tuesday.", "Engineers closed the bridge.") * 4
REFERENCES = ("صمد السد طوال الليل.", "ارتفع النهر 3.5 أمتار يوم الثلاثاء.", "أغلق المهندسون الجسر.") * 4
SYSTEM = ("صمد السد كل الليل.", "ارتفع النهر 3.5 أمتار الثلاثاء.", "المهندسون أغلقوا الجسر.") * 4
WORSE = ("السد.", "ارتفع النهر 3.6 أمتار يوم الأربعاء.", "Engineers closed the bridge.") * 4


@pytest.fixture
def write(tmp_path):
    def go(name, lines):
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return go


@pytest.fixture
def run(capsys):
    def go(*arguments):
        with pytest.raises(SystemExit) as end:
            main(["evaluate", "translation", *map(str, arguments)])
        return (end.value.code or 0, *capsys.readouterr())

    return go


def test_scores_are_sacrebleus_with_their_recipe():
    from sacrebleu.metrics import BLEU, CHRF

    report = evaluate_translation(Segments(SYSTEM, REFERENCES), "en", "ar")
    values = {m.name: m.interval for m in report.measures}
    assert values["BLEU"].value == pytest.approx(BLEU().corpus_score(SYSTEM, [REFERENCES]).score / 100)
    assert values["chrF2"].value == pytest.approx(CHRF().corpus_score(SYSTEM, [REFERENCES]).score / 100)
    assert values["chrF2"].low <= values["chrF2"].value <= values["chrF2"].high
    assert "task:translation|from:en|to:ar|rows:12" in report.signature
    assert "tok:13a" in report.signature
    assert "nc:6" in report.signature
    assert report.caught == report.notes == ()


def test_a_better_system_is_told_from_a_worse_one():
    report = evaluate_translation(Segments(SYSTEM, REFERENCES, against=WORSE), "en", "ar")
    values = {m.name: m.interval.value for m in report.measures}
    assert values["chrF2"] > values["chrF2, the other"]
    chrf = next(note for note in report.notes if note.startswith("chrF2: +"))
    assert float(chrf.split("p = ")[1].split(",")[0]) < 0.05
    same = evaluate_translation(Segments(SYSTEM, REFERENCES, against=SYSTEM), "en", "ar")
    assert all("+0.0" in note for note in same.notes)


def test_checks_are_shares_of_segments():
    report = evaluate_translation(Segments(WORSE, REFERENCES, SOURCES), "en", "ar")
    shares = {m.name: m.interval.value for m in report.caught}
    assert shares["number"] == pytest.approx(1 / 3)
    assert shares["date"] == pytest.approx(1 / 3)
    assert shares["untranslated"] == pytest.approx(1 / 3)
    assert next(m.interval.value for m in report.measures if m.name == "flagged by a check") > 0.6
    good = evaluate_translation(Segments(REFERENCES, REFERENCES, SOURCES), "en", "ar")
    assert good.caught == ()


def test_the_command_prints_a_table_or_json(write, run):
    files = write("system.txt", SYSTEM), write("references.txt", REFERENCES)
    options = "--sources", write("sources.txt", SOURCES), "--against", write("worse.txt", WORSE)
    status, out, _ = run(*files, *options)
    assert status == 0
    assert "BLEU" in out
    assert "over the other system" in out
    status, out, _ = run(*files, *options, "--format", "json")
    record = json.loads(out)
    assert (status, record["task"], record["measures"][0]["name"]) == (0, "translation", "BLEU")


def test_files_that_do_not_fit_are_one_line_each(write, run, tmp_path):
    system, references = write("system.txt", SYSTEM), write("references.txt", REFERENCES[:-1])
    status, out, err = run(system, references)
    assert (status, out) == (3, "")
    assert "system.txt: 12 lines, references.txt has 11" in err
    with pytest.raises(InputError, match="NOT_FOUND"):
        read_segments(system, tmp_path / "none.txt")
    (tmp_path / "binary.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="not UTF-8"):
        read_segments(tmp_path / "binary.txt", references)
    with pytest.raises(InputError, match="EMPTY"):
        read_segments(write("empty.txt", ["", ""]), references)
    with pytest.raises(UsageError, match="not a known language"):
        evaluate_translation(Segments(SYSTEM, REFERENCES), "en", "xx")
