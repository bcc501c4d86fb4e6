"""A conformance list of JSON, our own: what a row may be made of, what it may not, and what is the reader's choice."""

# ruff: noqa: E501  a list reads better in long lines
import json

import pytest

from summarize.batch.chunks import Record
from summarize.batch.rows import LONGEST_MESSAGE

GOOD_TEXT = b'"text": "The river rose on Monday. The bridge held."'

NUMBERS = [b"0", b"-0", b"1", b"-1", b"10", b"1.0", b"1.5e3", b"1E+2", b"1e-2", b"0.1", b"123456789012345678901234567890",
           b"1e-400", b"-0.0", b"2e308", b"1e0", b"9007199254740993", b"4.9e-324"]  # fmt: skip
NOT_NUMBERS = [b"+1", b"01", b"-01", b"1.", b".5", b"1e", b"1e+", b"0x1F", b"1_000", b"--1", b"1 2", b"NaN", b"Infinity",
               b"-Infinity", b"-", b"1.e5", b"1e5.5", b"0e", b"1,5", b"\xef\xbc\x91", b"-NaN", b"inf", b"1f", b"012",
               b"-2.", b"0.3e", b"1eE2", b"9" * 5000]  # fmt: skip
STRINGS = [b'""', b'"a"', b'"\\n"', b'"\\u0041"', b'"\\ud83d\\ude00"', b'"\\ud800"', b'"\\udc00\\ud800"', b'"\\/"',
           b'"\\""', b'"\\\\"', b'"\\b\\f\\r\\t"', b'"\xc3\xa9"', b'"\xf0\x9f\x98\x80"', b'"\xe2\x80\xa8"', b'"\x7f"',
           b'"\\u0000"', b'"\xc2\x85"', b'"\\uFFFF"', b'"\xef\xbf\xbe"', b'"\\u2028"']  # fmt: skip
NOT_STRINGS = [b"'a'", b'"', b'"a', b'a"', b'"\\x41"', b'"\\u12"', b'"\\uZZZZ"', b'"\\a"', b'"\\"', b'"\t"', b'"\x00"',
               b'"\x1f"', b'"\xff"', b'"\xc0\xaf"', b'"\xed\xa0\x80"', b'"\xf4\x90\x80\x80"', b'"\xc3"', b'"\xe2\x82"',
               b"`a`", b'"a" "b"', b'"\\u+123"', b'"\\U0041"', b'"\\u 041"', b'"\xf8\x88\x80\x80\x80"', b'"\xc1\x81"',
               b'u"a"', b'"a"b', b'"\\\n"', b'"\\u00"', b'"\\ud83d\\u"', b'"\\\x00"', b'"\\\xc3\xa9"']  # fmt: skip
LITERALS = [b"true", b"false", b"null"]
NOT_LITERALS = [b"True", b"FALSE", b"nul", b"truee", b"undefined", b"None", b"nil", b"tru", b"fals", b"nullnull", b"yes",
                b"TRUE", b"Null", b"void", b"t", b"@", b"$"]  # fmt: skip
LISTS = [
    b"[]",
    b"[1]",
    b"[[]]",
    b"[1, 2]",
    b"[ ]",
    b'[{"a": 1}]',
    b"[null]",
    b"[1,\t2\r]",
    b'["", 0, {}]',
    b"[[[[[]]]]]",
]
NOT_LISTS = [b"[", b"]", b"[1", b"[1,", b"[1,]", b"[,1]", b"[1 2]", b"[1,,2]", b"[1:2]", b"[1}", b"[[]", b"[]]", b"[,]",
             b"[1];", b"[*]", b"[1/**/]", b"[1 // 2\n]", b"[a]", b"[\x0b1]", b"[\xc2\xa01]", b"[\xe2\x80\x831]",
             b"[...]", b"(1)", b"<1>", b"[\x0c]", b"[1, 2, 3,,]", b"[1]x", b"[#1]", b"[-]", b'["a", ]', b'["a": 1]',
             b"[" * 50_000, b"[" * 5_000 + b"]" * 4_999]  # fmt: skip
OBJECTS = [b"{}", b'{"a": {}}', b'{"": 0}', b'{"a": 1, "b": 2}', b'{ "a" : 1 }', b'{"\\u0061": 1}', b'{"\xc3\xa9": 1}']
NOT_OBJECTS = [b"{", b"}", b"{a: 1}", b"{'a': 1}", b'{"a"}', b'{"a":}', b'{"a" 1}', b'{"a": 1,}', b'{, "a": 1}',
               b'{"a": 1 "b": 2}', b'{"a": 1', b"{1: 2}", b'{"a":: 1}', b'{"a": 1}}', b'{"a": 1,, "b": 2}', b"{null: 1}",
               b'{"a": 1, "a": 2}', b'{"a", "b"}', b'{"a": 1; "b": 2}', b'{"a" = 1}', b"{[]: 1}", b'{"a": 1}#',
               b'{"a":"b"}/**/', b'{"a": "b', b'{"a', b'{"\xff": 1}', b"{{}}", b'{true: false}', b'{"a":[}',
               b'{"a": {"b": 1, "b": 1}}', b'{"x": 1, "\\u0078": 2}', b'{"a":' * 20_000]  # fmt: skip
SPACES = [b" %s ", b"\t%s", b"%s\r", b" \t%s \t"]
NOT_ROWS = [b"[]", b'"x"', b"1", b"null", b"true", b"-", b"{}{}", b"{} {}", b"\xef\xbb\xbf", b"\x00", b"\x00" * 64, b"PK\x03\x04",
            b"<xml/>", b"id,text", b"---", b"\x1b[31m", b"\xff\xfe{\x00}\x00", b"\xfe\xff\x00{\x00}", b"{}\x00", b"\x1e{}",
            b"for(;;);{}", b")]}'", b"# {}", b"// {}", b"/* {} */", b"{} // end", b"\xc2\xa0{}", b"\xe2\x80\xa8{}", b"{}\x0b",
            b"\x0c{}", b"data: {}", b"{},", b",{}", b";", b"=", b'{"a": 1}\n{"b"', b"\\u007b}", b"&#123;}", b"%7B%7D",
            b"\x80\x81", b"\xed\xa0\x80", b"{\x00}", b"{\"a\":\x001}", b"0x7B7D", b"b'{}'", b"{...}", b"null{}", b"[{}]"]  # fmt: skip


def good_rows():
    values = [*NUMBERS, *STRINGS, *LITERALS, *LISTS, *OBJECTS]
    yield from (b'{"x": %s, %s}' % (value, GOOD_TEXT) for value in values)
    yield from (b"{%s, %s}" % (GOOD_TEXT, b'"x": [%s]' % value) for value in values)
    yield from (shape % (b"{%s}" % GOOD_TEXT) for shape in SPACES)


def bad_rows():
    values = [*NOT_NUMBERS, *NOT_STRINGS, *NOT_LITERALS, *NOT_LISTS, *NOT_OBJECTS]
    yield from (b'{"x": %s, %s}' % (value, GOOD_TEXT) for value in values)
    yield from NOT_ROWS


GOOD, BAD = list(good_rows()), list(bad_rows())
BAD_FIELDS = [
    b"{}", b'{"text": null}', b'{"text": 5}', b'{"text": [[]]}', b'{"text": ""}', b'{"text": {"a": 1}}',
    b'{"documents": []}', b'{"documents": ["", 5]}', b'{"id": 1.5, %s}' % GOOD_TEXT, b'{"id": [], %s}' % GOOD_TEXT,
    b'{"id": "%s", %s}' % (b"x" * 1_000_000, GOOD_TEXT), b'{"text": "\\u0000\\u0001"}', b'{"text": "..."}',
]  # fmt: skip


@pytest.fixture(scope="module")
def digester(inline):
    return inline().digester


def make(digester, contents):
    # Alone, so that a row is known by itself to be good or bad.
    return [digester.digest_chunk([Record("rows.jsonl", 1, content)])[0] for content in contents]


def test_the_list_is_as_long_as_the_best_known_one():
    assert len(GOOD) + len(BAD) >= 300
    assert len(set(GOOD)) == len(GOOD)
    assert len(set(BAD)) == len(BAD)


def test_each_bad_row_is_one_error_and_says_nothing_of_its_text(digester):
    for content, outcome in zip(BAD + BAD_FIELDS, make(digester, BAD + BAD_FIELDS), strict=True):
        assert not outcome.good, content[:60]
        assert outcome.line.count(b"\n") == 1
        row = json.loads(outcome.line)
        assert row["status"] == "error"
        assert row["code"] in {"BAD_RECORD", "EMPTY"}
        assert len(row["message"]) <= LONGEST_MESSAGE
        assert "river" not in outcome.line.decode()


def test_each_good_row_is_a_digest_in_strict_json(digester):
    for content, outcome in zip(GOOD, make(digester, GOOD), strict=True):
        assert outcome.good, content[:60]
        assert outcome.line.count(b"\n") == 1
        json.loads(outcome.line.decode("utf-8"), parse_constant=pytest.fail)


def test_bad_rows_among_good_ones_change_none_of_them(tmp_path, digester, lines, write, run, rows):
    good = lines(64)
    mixed, bad = [], [content for content in BAD + BAD_FIELDS if b"\n" not in content and content.strip(b" \t\r")]
    for number, content in enumerate(bad):
        mixed += [content, *good[number : number + 1]]
    tally = run(write(tmp_path / "mixed.jsonl", [*mixed, b"{}"]), tmp_path / "mixed-out.jsonl")
    run(write(tmp_path / "good.jsonl", good), tmp_path / "good-out.jsonl")
    place = {"file", "line"}
    found = [row for row in rows(tmp_path / "mixed-out.jsonl") if row["status"] == "ok"]
    alone = rows(tmp_path / "good-out.jsonl")
    assert [{k: v for k, v in row.items() if k not in place} for row in found] == [
        {k: v for k, v in row.items() if k not in place} for row in alone
    ]
    assert tally.errors == len(bad) + 1


def test_a_lone_surrogate_comes_out_as_a_replacement(digester):
    (outcome,) = make(digester, [b'{"id": "\\ud800", "text": "Rain \\udfff fell."}'])
    assert json.loads(outcome.line)["id"] == "\ufffd"


def test_a_kept_number_that_json_cannot_write_is_an_error(inline, recipe):
    from dataclasses import replace

    keeping = inline(replace(recipe, columns=replace(recipe.columns, keep=("x",)))).digester
    (outcome,) = make(keeping, [b'{"x": 1e999, %s}' % GOOD_TEXT])
    assert json.loads(outcome.line)["code"] == "BAD_RECORD"


def test_what_was_wrong_with_a_record_already_is_its_error(digester):
    (outcome,) = digester.digest_chunk([Record("a.csv", 9, b"", code="TOO_LARGE", message="has more than 9 bytes")])
    row = json.loads(outcome.line)
    assert (row["id"], row["line"], row["code"]) == ("a.csv:9", 9, "TOO_LARGE")
