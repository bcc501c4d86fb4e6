import json

import pytest

from summarize.batch.chunks import Record
from summarize.batch.columns import Columns, read_row
from summarize.errors import Code, InputError
from summarize.limits import LIMITS, Limits


def read(value, limits=LIMITS, **columns):
    return read_row(Record("rows.jsonl", 7, json.dumps(value).encode()), Columns(**columns), limits)


def refusal(value, limits=LIMITS, **columns):
    with pytest.raises(InputError) as caught:
        read(value, limits, **columns)
    return caught.value


def test_fields_are_found_by_dotted_paths():
    row = read(
        {
            "meta": {"key": "k1", "at": "2026-11-02"},
            "body": {"html": "Rain fell."},
            "head": "Weather",
            "text": "Not this.",
        },
        id="meta.key",
        text="body.html",
        title="head",
        date="meta.at",
    )
    (document,) = row.reading.documents
    assert (row.id, document.text, document.title, document.date) == ("k1", "Rain fell.", "Weather", "2026-11-02")


def test_a_row_may_hold_a_list_of_documents_and_some_may_be_bad():
    row = read({"story": {"parts": [{"t": "One."}, {"t": 5}, {"t": "Two."}]}}, documents="story.parts", text="t")
    assert [document.text for document in row.reading.documents] == ["One.", "Two."]
    assert [failure.message for failure in row.reading.failures] == ["document 2 has no text under 't'"]


def test_documents_and_articles_are_known_without_being_pointed_at():
    assert len(read({"articles": ["One.", {"content": "Two."}]}).reading.documents) == 2


@pytest.mark.parametrize(
    ("value", "expected"), [({"id": 1}, 1), ({"id": "1"}, "1"), ({"id": None}, "rows.jsonl:7"), ({}, "rows.jsonl:7")]
)
def test_ids_keep_their_kind_and_are_made_where_missing(value, expected):
    found = read(value | {"text": "Rain."}).id
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize("id_", [1.5, True, ["a"], {"a": 1}, "x" * 1001])
def test_ids_that_name_nothing_are_refused(id_):
    assert refusal({"id": id_, "text": "Rain."}).code == Code.BAD_RECORD


@pytest.mark.parametrize("text", [None, 5, [], {"a": "b"}, "", "  "])
def test_a_row_without_text_is_refused(text):
    assert refusal({"text": text}).code == Code.BAD_RECORD
    assert "body.text" in refusal({"body": {"text": None}}, text="body.text").message


def test_lists_of_documents_have_limits():
    assert refusal({"documents": []}).code == Code.EMPTY
    assert refusal({"documents": ["a"] * 4}, Limits(inputs=3)).code == Code.TOO_MANY
    assert refusal({"documents": "a"}, documents="documents").code == Code.BAD_RECORD
    assert refusal({"documents": [{"x": 1}]}).message.startswith("document 1 ")
    assert refusal({"text": "Rain. " * 10}, Limits(characters=20)).code == Code.TOO_LARGE


@pytest.mark.parametrize("value", [[], "x", 1, None, True, [{"text": "Rain."}]])
def test_what_is_no_object_is_refused(value):
    assert refusal(value).code == Code.BAD_RECORD


def test_kept_fields_are_passed_through():
    row = read({"text": "Rain.", "meta": {"a": [1, 2.5, None]}, "b": "c"}, keep=("meta", "b", "none", "meta.a"))
    assert row.kept == {"meta": {"a": [1, 2.5, None]}, "b": "c", "none": None, "meta.a": [1, 2.5, None]}
