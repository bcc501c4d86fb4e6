from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.errors import Code, InputError
from summarize.limits import LIMITS
from summarize.sources.blobs import Blob
from summarize.sources.formats.records import read_json, read_json_lines


def blob(content):
    return Blob("news.json", content if isinstance(content, bytes) else content.encode())


def lines(content, limits=LIMITS):
    return read_json_lines(blob(content), limits)


def test_an_object_is_a_document(prose):
    record = {
        "title": "Harbour\nclosed",
        "text": f"{prose}\n\nMore.",
        "source": "The Teska Courier",
        "date": "2024-03-05T10:00:00Z",
        "language": "en-GB",
    }
    (document,) = read_json(blob(json.dumps(record)), LIMITS).documents
    assert document.text == f"{prose}\n\nMore."
    assert (document.title, document.source) == ("Harbour closed", "The Teska Courier")
    assert (document.date, document.language, document.id) == ("2024-03-05", "en", "")


@pytest.mark.parametrize(
    "record",
    [
        {"content": "The port closed."},
        {"body": "The port closed."},
        {"article": "The port closed."},
        {"articleBody": "The port closed."},
        {"Text": "The port closed."},
        {"text": None, "content": "The port closed."},
        {"text": ["The port closed."]},
        {"text": "<p>The port <b>closed</b>.</p><p hidden>SECRET</p>"},
        {"text": "The port \ud800closed.".replace("\ud800", "")},
    ],
)
def test_spellings_of_the_text(record):
    (document,) = read_json(blob(json.dumps(record)), LIMITS).documents
    assert document.text == "The port closed."
    assert document.source == "news.json"


def test_other_spellings_of_the_rest():
    record = {
        "headline": "Port",
        "text": "Closed.",
        "source": {"id": None, "name": "Courier"},
        "publishedAt": "2024-03-05",
    }
    (document,) = read_json(blob(json.dumps(record)), LIMITS).documents
    assert (document.title, document.source, document.date) == ("Port", "Courier", "2024-03-05")
    (document,) = read_json(blob('{"text": "Closed.", "url": "https://a.example/1", "lang": "ar"}'), LIMITS).documents
    assert (document.source, document.language) == ("https://a.example/1", "ar")


@pytest.mark.parametrize("key", ["documents", "articles"])
def test_lists_and_wrapped_lists_are_opened(key):
    listed = [{"text": "One."}, {"text": "Two."}]
    for value in (listed, {"status": "ok", key: listed}):
        reading = read_json(blob(json.dumps(value)), LIMITS)
        assert [document.text for document in reading.documents] == ["One.", "Two."]


def test_a_bad_record_of_a_list_is_one_failure():
    reading = read_json(blob('[{"text": "One."}, {"title": "none"}, "three", 4, null, {"text": "Six."}]'), LIMITS)
    assert [document.text for document in reading.documents] == ["One.", "Six."]
    assert [failure.message[:9].strip() for failure in reading.failures] == [f"record {n}" for n in (2, 3, 4, 5)]
    assert {failure.code for failure in reading.failures} == {"BAD_RECORD"}


@pytest.mark.parametrize(
    "content",
    [
        "{",
        '{"text": "a",}',
        '{"text": NaN}',
        '{"text": "a", "score": Infinity}',
        '{"text": "a", "text": "b"}',
        '{"text": "a", "meta": {"x": 1, "x": 2}}',
        '{"text": "a"} {"text": "b"}',
        '{"text": ' + "[" * 100_000,
        '{"text": "a", "n": ' + "9" * 5000 + "}",
        '{"title": "no text"}',
        '{"text": " "}',
        "3",
    ],
    ids=lambda content: content[:30],
)
def test_what_is_no_record_is_refused(content):
    with pytest.raises(InputError) as error:
        read_json(blob(content), LIMITS)
    assert error.value.code is Code.BAD_RECORD
    assert "\n" not in error.value.message


def test_json_lines_name_the_line_of_each_failure():
    content = '{"text": "One."}\r\n\n{"text": \n["a"]\n{"text": "Five."}\n\xff\n{"text": "Seven."}'.encode("latin-1")
    reading = lines(content)
    assert [document.text for document in reading.documents] == ["One.", "Five.", "Seven."]
    assert [failure.message.split(" is ")[0] for failure in reading.failures] == ["line 3", "line 4", "line 6"]
    assert {(failure.source, failure.code) for failure in reading.failures} == {("news.json", "BAD_RECORD")}


def test_only_a_line_feed_ends_a_line():
    text = "One\u2028two\u0085three\x0bfour\x1cfive."
    reading = lines(
        json.dumps({"text": text}, ensure_ascii=False).replace("\x0b", "\\u000b").replace("\x1c", "\\u001c")
    )
    assert len(reading.documents) == 1
    assert reading.failures == ()
    assert [document.text for document in lines('{"text":\r"One."}\n{"text": "Two."}').documents] == ["One.", "Two."]


def test_lone_surrogates_are_replaced():
    (document,) = lines('{"text": "a \\ud800 b"}').documents
    assert document.text == "a \ufffd b"


def test_a_byte_order_mark_is_not_part_of_the_first_record():
    assert len(lines(b'\xef\xbb\xbf{"text": "One."}').documents) == 1
    assert len(read_json(blob(b'\xef\xbb\xbf{"text": "One."}'), LIMITS).documents) == 1


@pytest.mark.parametrize("read", [read_json, read_json_lines])
def test_records_are_limited(read):
    limits = dataclasses.replace(LIMITS, inputs=2)
    separators = ("[%s]", ",") if read is read_json else ("%s", "\n")
    for count in (2, 3):
        content = separators[0] % separators[1].join(['{"text": "One."}'] * count)
        if count == 2:
            assert len(read(blob(content), limits).documents) == 2
        else:
            with pytest.raises(InputError) as error:
                read(blob(content), limits)
            assert error.value.code is Code.TOO_MANY


def test_an_empty_list_is_empty():
    with pytest.raises(InputError) as error:
        read_json(blob("[]"), LIMITS)
    assert error.value.code is Code.EMPTY


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_any_json_value_gives_documents_or_a_coded_error(value):
    try:
        read_json(blob(json.dumps(value)), LIMITS)
    except InputError as error:
        assert error.code in {Code.BAD_RECORD, Code.EMPTY, Code.NO_TEXT}  # noqa: PT017
