import bz2
import gzip
import json

import pytest

from summarize.batch.inputs import find_inputs, read_records
from summarize.errors import InputError, UsageError
from summarize.limits import Limits

pa = pytest.importorskip("pyarrow")


def read(path, **limits):
    return list(read_records(find_inputs(str(path)), Limits(**limits)))


def values(path, **limits):
    return [(record.number, json.loads(record.content)) for record in read(path, **limits)]


def test_lines_end_at_newlines_alone_and_keep_their_physical_numbers(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes('\ufeff{"a": 1}\r\n\n  \n{"b": "x\u2028y\u0085z"}\n{"c": 3}'.encode())
    assert values_or_blank(path) == [(1, {"a": 1}), (2, None), (3, None), (4, {"b": "x\u2028y\u0085z"}), (5, {"c": 3})]


def values_or_blank(path):
    return [(r.number, json.loads(r.content) if r.content else None) for r in read(path)]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_has_no_rows(tmp_path, content):
    path = tmp_path / "a.jsonl"
    path.write_bytes(content)
    assert not any(record.content or record.code for record in read(path))


def test_a_line_over_the_limit_is_one_error_and_the_next_is_read(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"a": 1}\n' + b"x" * 5000 + b'\n{"b": 2}\n')
    first, second, third = read(path, input_bytes=100)
    assert (second.number, second.code) == (2, "TOO_LARGE")
    assert json.loads(first.content) == {"a": 1}
    assert (third.number, json.loads(third.content)) == (3, {"b": 2})


def test_csv_and_tsv_are_objects_by_their_heading(tmp_path):
    (tmp_path / "a.csv").write_text('id,text\n1,"He said ""no"",\nthen left."\n\n2,Rain.\n', encoding="utf-8-sig")
    (tmp_path / "b.tsv").write_text("id\ttext\n3\tSun, and wind.\n")
    found = read(tmp_path)
    assert [(r.file, r.number, json.loads(r.content)) for r in found if r.content] == [
        ("a.csv", 2, {"id": "1", "text": 'He said "no",\nthen left.'}),
        ("a.csv", 5, {"id": "2", "text": "Rain."}),
        ("b.tsv", 2, {"id": "3", "text": "Sun, and wind."}),
    ]


def test_a_bad_row_of_a_table_is_one_error(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,text\n1,Rain,extra\n2,\xff\xfe\n3,Sun\n")
    assert [(r.number, r.code) for r in read(path)] == [(2, "BAD_RECORD"), (3, "BAD_RECORD"), (4, "")]


def test_a_doubled_heading_is_one_error(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,text,text\n1,Rain,Sun\n2,Rain,Sun\n")
    assert [(r.number, r.code) for r in read(path)] == [(1, "BAD_FORMAT")]


@pytest.mark.parametrize("ending", [".gz", ".bz2", ".zst"])
def test_packed_lines_are_the_same_lines(tmp_path, ending):
    content = b"".join(b'{"n": %d}\n' % n for n in range(5000))
    pack = {".gz": gzip.compress, ".bz2": bz2.compress}
    path = tmp_path / f"a.jsonl{ending}"
    if ending == ".zst":
        with pa.CompressedOutputStream(str(path), "zstd") as stream:
            stream.write(content)
    else:  # two members, one after the other
        path.write_bytes(pack[ending](content[:100]) + pack[ending](content[100:]))
    assert [value["n"] for _, value in values(path)] == list(range(5000))


@pytest.mark.parametrize(("ending", "codec"), [(".gz", "gzip"), (".bz2", "bz2"), (".zst", "zstd")])
def test_a_cut_off_file_gives_its_rows_and_one_error(tmp_path, ending, codec):
    plain = tmp_path / "rows.jsonl"
    plain.write_bytes(b"".join(b'{"n": %d, "m": %d}\n' % (n, n * 7919 % 10007) for n in range(20_000)))
    whole, cut = tmp_path / f"whole.jsonl{ending}", tmp_path / f"cut.jsonl{ending}"
    with pa.CompressedOutputStream(str(whole), codec) as stream:
        stream.write(plain.read_bytes())
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size * 2 // 3])
    found = read(cut)
    assert found[-1].code == "BAD_FORMAT"
    # The last line before the cut may be half a line, which its reader will say; all others are whole.
    assert [json.loads(r.content)["n"] for r in found[:-2]] == list(range(len(found) - 2))


def test_parquet_rows_are_objects_of_json(tmp_path):
    from datetime import date

    from pyarrow import parquet

    table = pa.table(
        {
            "id": [1, 2],
            "text": ["Rain.", None],
            "day": [date(2026, 11, 22), None],
            "mood": [float("nan"), 0.5],
            "tags": [["a"], []],
        }
    )
    parquet.write_table(table, tmp_path / "a.parquet")
    assert values(tmp_path / "a.parquet") == [
        (1, {"id": 1, "text": "Rain.", "day": "2026-11-22", "mood": None, "tags": ["a"]}),
        (2, {"id": 2, "text": None, "day": None, "mood": 0.5, "tags": []}),
    ]


def test_a_file_that_is_no_parquet_is_one_error(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"PAR1 and nothing else")
    assert [(r.number, r.code) for r in read(tmp_path / "a.parquet")] == [(1, "BAD_FORMAT")]


def test_folders_and_patterns_are_read_in_order_of_their_names(tmp_path):
    for name in ("b/2.jsonl", "a/1.jsonl", "a/notes.txt", "c.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text('{"x": 1}\n')
    assert list(find_inputs(str(tmp_path))) == ["a/1.jsonl", "b/2.jsonl", "c.csv"]
    assert list(find_inputs(str(tmp_path / "*" / "*.jsonl"))) == ["a/1.jsonl", "b/2.jsonl"]


def test_what_is_no_input_is_refused(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        find_inputs(str(tmp_path / "none.jsonl"))
    (tmp_path / "a.docx").write_text("x")
    with pytest.raises(UsageError, match="no kind that batch reads"):
        find_inputs(str(tmp_path / "a.docx"))
    with pytest.raises(InputError, match="holds no file of rows"):
        find_inputs(str(tmp_path))
