"""The terminal as a user meets it: exit status, standard output and standard error apart."""

import io
import json
import sys
import zipfile

import pytest

from summarize.cli import main

ARTICLE = (
    "The river Sell flooded the lower town of Verin on Tuesday night and left forty houses without power. "
    "Engineers expect to restore power to the forty houses by Friday. "
    "Volunteers carried sandbags to the school, where 120 people spent the night.\n"
)


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE)
    return str(path)


@pytest.fixture
def run(capsysbinary):
    """Runs the terminal; (exit status, standard output, standard error)."""

    def go(*arguments):
        try:
            main([str(a) for a in arguments])
            status = 0
        except SystemExit as end:
            status = end.code or 0
        out, err = capsysbinary.readouterr()
        return status, out, err.decode()

    return go


def test_a_file_alone_gives_points_on_stdout_and_nothing_on_stderr(run, article):
    status, out, err = run(article, "--points", 2)
    assert (status, err) == (0, "")
    assert "forty houses" in out.decode()


def test_json_is_the_records_schema_and_twice_the_same(run, article):
    first, second = run(article, "--format", "json"), run(article, "--format", "json")
    assert first == second
    record = json.loads(first[1])
    assert record["schema"] == "summarize/1"
    assert "text" not in record["documents"][0]


def test_included_text_holds_every_quote(run, article):
    record = json.loads(run(article, "--format", "json", "--include-text")[1])
    texts = {d["id"]: d["text"] for d in record["documents"]}
    quotes = [e for p in record["points"] for e in p["evidence"]]
    assert quotes
    assert all(texts[e["document"]][e["start"] : e["end"]] == e["quote"] for e in quotes)


def test_timings_are_there_when_asked_for(run, article):
    assert "timings" not in json.loads(run(article, "--format", "json")[1])
    assert "select" in json.loads(run(article, "--format", "json", "--timings")[1])["timings"]


@pytest.mark.parametrize(("name", "magic"), [("html", b"<!DOCTYPE html>"), ("docx", b"PK"), ("markdown", b"# ")])
def test_formats_go_to_files(run, article, tmp_path, name, magic):
    target = tmp_path / f"out.{name}"
    article_with_title = tmp_path / "titled.txt"
    article_with_title.write_text(f"Flood in Verin\n\n{ARTICLE}")
    assert run(article_with_title, "--format", name, "--output", target) == (0, b"", "")
    assert target.read_bytes().lstrip().startswith(magic)


def test_one_bad_input_is_one_line_and_the_rest_goes_on(run, article, tmp_path):
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 nonsense")
    (tmp_path / "empty.txt").write_bytes(b"")
    status, out, err = run(article, tmp_path / "missing.txt", tmp_path / "bad.pdf", tmp_path / "empty.txt")
    assert status == 3
    assert "forty houses" in out.decode()
    lines = err.splitlines()
    assert lines[0].split(": ")[1] == "NOT_FOUND"
    assert len(lines) == 3
    assert "Traceback" not in err


def test_nothing_readable_is_status_3_and_no_output(run, tmp_path):
    status, out, err = run(tmp_path / "missing.txt")
    assert (status, out) == (3, b"")
    assert err.startswith("summarize: NOT_FOUND: ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--points", "0"], "points must be a whole number from 1 to 100"),
        (["--points", "many"], "Invalid value"),
        (["--style", "poem"], "style must be one of"),
        (["--format", "pdf"], "format must be one of"),
        (["--to", "klingon"], "is not a language code"),
        (["--frobnicate"], "No such option"),
    ],
)
def test_wrong_use_is_status_2(run, article, arguments, message):
    status, out, err = run(article, *arguments)
    assert (status, out) == (2, b"")
    assert message in err


def test_an_output_that_cannot_be_written_is_status_4_before_any_work(run, article, tmp_path):
    status, out, err = run(article, "--output", tmp_path / "no" / "folder.txt")
    assert (status, out) == (4, b"")
    assert err.startswith("summarize: WRITE_ERROR: ")
    assert err.count("\n") == 1


def test_a_missing_translator_is_one_line_with_the_command_and_status_5(run, article, tmp_path, monkeypatch):
    monkeypatch.setenv("SUMMARIZE_HOME", str(tmp_path / "home"))
    status, out, err = run(article, "--to", "ar")
    assert (status, out) == (5, b"")
    assert "summarize models get " in err
    assert err.count("\n") == 1


def test_standard_input_is_read(run, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.encode())))
    status, out, _ = run("-", "--points", 1)
    assert status == 0
    assert "Verin" in out.decode()


def test_a_zip_and_a_folder_give_what_their_files_give(run, article, tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", ARTICLE)
    points = [json.loads(run(p, "--format", "json")[1])["points"] for p in (article, folder, tmp_path / "a.zip")]
    assert points[0] == points[1] == points[2]


def test_version_and_help(run):
    assert run("--version")[1].startswith(b"summarize ")
    status, out, _ = run("--help")
    assert status == 0
    assert b"digest" in out


def test_models_are_listed_with_licences(run, tmp_path, monkeypatch):
    monkeypatch.setenv("SUMMARIZE_HOME", str(tmp_path))
    status, out, _ = run("models", "list")
    assert status == 0
    assert b"opus-mt-en-ar" in out
    assert b"Apache-2.0" in out
