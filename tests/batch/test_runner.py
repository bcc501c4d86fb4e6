import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from summarize.batch.merging import merge_shards
from summarize.batch.rows import Recipe
from summarize.batch.runner import Stop
from summarize.errors import InputError, StorageError, UsageError
from summarize.options import Options

ALIKE = json.dumps({"id": 0, "text": "One text. It is told twice, and then again."}).encode()


@pytest.fixture
def source(tmp_path, lines, write):
    """Fifty good rows, three bad ones and two blank lines."""
    given = lines(50)
    given[10:10] = [b"{", b"", b"[]"]
    given[30:30] = [b'{"id": "x"}', b" "]
    return write(tmp_path / "rows.jsonl", given)


def test_every_record_is_a_row_or_blank_in_its_order(tmp_path, source, run, rows):
    tally = run(source, tmp_path / "out.jsonl", rows=8)
    found = rows(tmp_path / "out.jsonl")
    assert (tally.good, tally.errors, tally.skipped) == (50, 3, 2)
    assert tally.records == source.read_bytes().count(b"\n")
    assert [row["line"] for row in found] == [n for n in range(1, 56) if n not in (12, 32)]
    assert [row["line"] for row in found if row["status"] == "error"] == [11, 13, 31]
    assert [row["id"] for row in found if row["status"] == "ok"] == list(range(50))


def test_a_row_is_its_digest_with_quality_columns(tmp_path, run, rows, lines, write):
    source = write(tmp_path / "rows.jsonl", lines(1))
    run(source, tmp_path / "out.jsonl", recipe=Recipe(Options(points=2, model="embedded"), timings=True))
    (row,) = rows(tmp_path / "out.jsonl")
    assert row["schema"] == "summarize/1"
    assert (row["supported"], row["partial"], row["unsupported"], row["flags"], row["parity_failures"]) == (
        2,
        0,
        0,
        0,
        0,
    )
    assert row["model"] == "extractive"
    assert row["seconds"] > 0
    assert "points:2" in row["signature"]


def test_a_digest_is_that_of_the_library(tmp_path, run, rows, lines, write):
    import summarize

    source = write(tmp_path / "rows.jsonl", lines(1))
    run(source, tmp_path / "out.jsonl")
    text = json.loads(source.read_bytes())["text"]
    expected = summarize.digest(summarize.Document(text), points=2, model="embedded")
    (row,) = rows(tmp_path / "out.jsonl")
    assert [point["text"] for point in row["points"]] == [point.text for point in expected.points]
    assert row["signature"] == expected.signature


def test_chunk_size_and_repetition_do_not_change_rows(tmp_path, source, run):
    for rows in (1, 7, 64):
        run(source, tmp_path / f"{rows}.jsonl", rows=rows)
    outputs = {(tmp_path / f"{rows}.jsonl").read_bytes() for rows in (1, 7, 64)}
    assert len(outputs) == 1


def test_equal_rows_of_a_chunk_are_computed_once(tmp_path, run, rows, write, inline, recipe):
    class Counting(type(inline(recipe).digester)):
        calls = 0

        def _digest(self, *arguments):
            Counting.calls += 1
            return super()._digest(*arguments)

    make = inline(recipe)
    make.digester = Counting(recipe)
    run(write(tmp_path / "rows.jsonl", [ALIKE, ALIKE.replace(b"0", b"1"), ALIKE]), tmp_path / "out.jsonl", make=make)
    first, second, third = rows(tmp_path / "out.jsonl")
    assert Counting.calls == 1
    assert first["points"] == second["points"] == third["points"]
    assert [row["line"] for row in (first, second, third)] == [1, 2, 3]


@pytest.mark.parametrize("shards", [1, 2, 3, 20])
def test_shards_merge_to_the_bytes_of_the_whole_run(tmp_path, source, run, shards):
    whole = run(source, tmp_path / "whole.jsonl", rows=4)
    parts = [tmp_path / f"part-{number}.jsonl" for number in range(1, shards + 1)]
    for number, part in enumerate(parts, 1):
        run(source, part, rows=4, shard=(number, shards))
    random.Random(shards).shuffle(parts)
    assert merge_shards(tmp_path / "merged.jsonl", parts) == whole
    assert (tmp_path / "merged.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


def test_shards_that_do_not_belong_together_are_refused(tmp_path, source, run, recipe):
    other = replace(recipe, options=replace(recipe.options, points=1))
    for name, number, made in (("a", 1, recipe), ("b", 2, recipe), ("other", 2, other)):
        run(source, tmp_path / f"{name}.jsonl", rows=4, shard=(number, 2), recipe=made)
    a, b, different = (tmp_path / f"{name}.jsonl" for name in ("a", "b", "other"))
    with pytest.raises(UsageError, match="shards 2 of 2 are missing"):
        merge_shards(tmp_path / "m.jsonl", [a])
    with pytest.raises(UsageError, match=r"another run.*option points"):
        merge_shards(tmp_path / "m.jsonl", [a, different])
    b.write_bytes(b.read_bytes()[:-5])
    with pytest.raises(UsageError, match="not finished, or was changed"):
        merge_shards(tmp_path / "m.jsonl", [a, b])
    assert not (tmp_path / "m.jsonl").exists()


def test_parquet_has_a_row_for_every_record(tmp_path, source, run, rows):
    parquet = pytest.importorskip("pyarrow.parquet")
    run(source, tmp_path / "out.parquet", rows=8)
    run(source, tmp_path / "out.jsonl", rows=8)
    table = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    assert [json.loads(row["record"]) for row in table] == rows(tmp_path / "out.jsonl")
    assert [row["status"] for row in table].count("error") == 3
    assert table[0]["points"] == [point["text"] for point in rows(tmp_path / "out.jsonl")[0]["points"]]
    assert table[0]["id"] == "0"
    assert sorted(path.name for path in tmp_path.glob("out.parquet*")) == ["out.parquet", "out.parquet.journal"]


def test_kept_columns_come_back_and_others_do_not(tmp_path, run, rows, write):
    content = {"id": 1, "text": "Rain fell.", "meta": {"a": [1.5, None, "x\u2028"]}, "secret": "s"}
    source = write(tmp_path / "rows.jsonl", [json.dumps(content).encode()])
    recipe = Recipe(Options(model="embedded"), columns=replace(Recipe(Options()).columns, keep=("meta",)))
    run(source, tmp_path / "out.jsonl", recipe=recipe)
    (row,) = rows(tmp_path / "out.jsonl")
    assert row["input"] == {"meta": content["meta"]}
    assert "secret" not in (tmp_path / "out.jsonl").read_text()


def test_a_stopped_run_goes_on_to_the_same_bytes(tmp_path, source, run, inline):
    run(source, tmp_path / "whole.jsonl", rows=4)
    stop, made = Stop(), inline()

    def after_three(tally, _share):
        if tally.records >= 12:
            stop.reason = "asked to"

    out = tmp_path / "out.jsonl"
    run(source, out, rows=4, stop=stop, make=made, report=after_three)
    assert not out.exists()
    again = inline()
    run(source, out, rows=4, make=again)
    assert out.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert not set(made.made) & set(again.made)


def test_too_many_errors_stop_the_run_which_can_go_on(tmp_path, source, run):
    stop = Stop()
    tally = run(source, tmp_path / "out.jsonl", rows=4, most_errors=1, stop=stop)
    assert tally.errors == 2
    assert "2 rows failed" in stop.reason
    assert run(source, tmp_path / "out.jsonl", rows=4).errors == 3


@pytest.mark.parametrize("change", ["edit a used row", "append", "reorder"])
def test_input_that_changed_is_refused(tmp_path, source, run, change):
    stop = Stop()
    run(source, tmp_path / "out.jsonl", rows=4, stop=stop, report=lambda t, _: setattr(stop, "reason", "x"))
    stop.reason = ""
    run(source, tmp_path / "out.jsonl", rows=4, stop=stop, most_errors=1)
    content = source.read_bytes()
    given = content.split(b"\n")
    match change:
        case "edit a used row":
            source.write_bytes(content.replace(b"Verin", b"Varin", 1))
        case "append":
            source.write_bytes(content + ALIKE + b"\n")
        case "reorder":
            source.write_bytes(b"\n".join([given[1], given[0], *given[2:]]))
    with pytest.raises(UsageError, match=r"another input|not what they were"):
        run(source, tmp_path / "out.jsonl", rows=4)


def test_other_options_are_refused_by_name(tmp_path, source, run, recipe):
    run(source, tmp_path / "out.jsonl")
    other = replace(recipe, options=replace(recipe.options, points=3, query="who"))
    with pytest.raises(UsageError, match="another option points, option query;"):
        run(source, tmp_path / "out.jsonl", recipe=other)


def test_an_empty_input_gives_an_empty_output(tmp_path, run):
    (tmp_path / "rows.jsonl").write_bytes(b"\n\n")
    tally = run(tmp_path / "rows.jsonl", tmp_path / "out.jsonl")
    assert (tally.records, tally.skipped) == (2, 2)
    assert (tmp_path / "out.jsonl").read_bytes() == b""


@pytest.mark.parametrize(
    ("out", "error"),
    [
        ("rows.jsonl", UsageError),
        ("out.txt", UsageError),
        ("folder.jsonl", UsageError),
        ("none/out.jsonl", StorageError),
    ],
)
def test_outputs_that_cannot_be_are_refused(tmp_path, source, run, out, error):
    (tmp_path / "folder.jsonl").mkdir()
    before = source.read_bytes()
    with pytest.raises(error):
        run(source, tmp_path / out)
    assert source.read_bytes() == before


def test_an_input_that_is_not_there_makes_nothing(tmp_path, run):
    with pytest.raises(InputError):
        run(tmp_path / "none.jsonl", tmp_path / "out.jsonl")
    assert not list(Path(tmp_path).iterdir())
