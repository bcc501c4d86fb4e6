"""`--since`: yesterday's digest, today's articles, and files that are no digest."""

from __future__ import annotations

import json

import pytest

import summarize
from summarize.cli import main
from summarize.errors import UsageError
from summarize.rendering.record import write_record
from summarize.summarizer import compare

BRIDGE = "Engineers closed the old bridge over the Sell on Friday because two of its pillars had moved."
SCHOOL = "The school in Verin will stay closed until its heating works again, the headmaster said."
MONDAY = f"The river Sell flooded the lower town of Verin and left 40 houses without power. {BRIDGE}"
TUESDAY = f"The river Sell flooded the lower town of Verin and left 65 houses without power. {SCHOOL}"


@pytest.fixture
def run(capsys):
    def go(*arguments):
        try:
            main([str(a) for a in arguments])
            status = 0
        except SystemExit as end:
            status = end.code or 0
        return (status, *capsys.readouterr())

    return go


@pytest.fixture
def days(tmp_path, run):
    """Monday's digest in JSON and Tuesday's article."""
    (tmp_path / "monday.txt").write_text(MONDAY)
    (tmp_path / "tuesday.txt").write_text(TUESDAY)
    assert run(tmp_path / "monday.txt", "--format", "json", "--output", tmp_path / "old.json") == (0, "", "")
    return tmp_path / "old.json", tmp_path / "tuesday.txt"


def test_the_next_day_says_what_is_new_changed_and_gone(run, days):
    old, article = days
    status, out, err = run(article, "--since", old, "--format", "json")
    record = json.loads(out)
    assert (status, err) == (0, "")
    assert [(c["kind"], c["before"]) for c in record["changes"]] == [
        ("new", ""),
        ("changed", MONDAY.split(". ")[0] + "."),
        ("gone", BRIDGE),
    ]
    assert record["changes"][1]["evidence"][0]["quote"] == TUESDAY.split(". ")[0] + "."
    assert "|since:" in record["signature"]
    assert "Since the last digest" in run(article, "--since", old)[1]


def test_without_the_option_there_is_no_trace_of_it(run, days):
    record = json.loads(run(days[1], "--format", "json")[1])
    assert "changes" not in record
    assert "since" not in record["signature"]


def test_the_same_story_again_is_said_to_be_unchanged(run, days):
    old, article = days
    status, out, err = run(article.with_name("monday.txt"), "--since", old, "--format", "json")
    assert (status, json.loads(out)["changes"]) == (0, [])
    assert err == "summarize: UNCHANGED: nothing changed since the earlier digest\n"


@pytest.mark.parametrize("content", [None, b"", b"[]", b'{"schema": "other"}', b"\xff", MONDAY.encode()])
def test_what_is_no_digest_is_one_line_and_status_2_before_any_work(run, days, content):
    _, article = days
    wrong = article.with_name("wrong.json")
    if content is not None:
        wrong.write_bytes(content)
    status, out, err = run(article.with_name("missing.txt"), "--since", wrong)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert ": --since wrong.json: " in err
    assert str(wrong.parent) not in err
    assert "Sell" not in err


def test_a_folder_is_no_digest(run, days):
    assert run(days[1], "--since", days[1].parent)[0] == 2


def test_the_library_compares_digests_too():
    monday, tuesday = (summarize.digest(summarize.Document(text)) for text in (MONDAY, TUESDAY))
    compared = compare(write_record(monday).encode(), tuesday)
    assert [change.kind for change in compared.changes] == ["new", "changed", "gone"]
    assert compared.points == tuesday.points
    with pytest.raises(UsageError):
        compare(b"{}", tuesday)


def test_digests_in_two_languages_are_compared_with_a_warning():
    french = summarize.digest(summarize.Document("Le pont de la ville est fermé depuis vendredi.", language="fr"))
    compared = compare(write_record(french).encode(), summarize.digest(summarize.Document(TUESDAY)))
    assert [(c.code, "fr" in c.message) for c in compared.warnings if c.code == "LANGUAGE"] == [("LANGUAGE", True)]
