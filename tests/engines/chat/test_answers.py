import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.engines.chat.answers import Answer, clean_text, read_answers
from summarize.engines.chat.grammar import Form
from summarize.engines.chat.questions import Question

POINT = Question("s", "u", "[1.1] See https://example.org/plan for it.", Form(("1.1", "2.3")))
UNITS = Question("s", "u", "", Form(("1", "2", "3"), most_ids=1, many=True))


def written(*answers):
    return json.dumps({"answers": [{"ids": ids, "text": text} for ids, text in answers]})


def test_only_ids_that_exist_come_through_each_once():
    answers = read_answers(written((["2.3", "9.9", "2.3", "1.1"], "It rained.")), POINT)
    assert answers == (Answer(("2.3", "1.1"), "It rained."),)
    assert read_answers(written((["9.9"], "It rained.")), POINT) == ()


@pytest.mark.parametrize(
    "text",
    [
        "I cannot help with that.",
        "",
        "{",
        "[]",
        '{"answers": {}}',
        '{"answers": ["x"]}',
        '{"answers": [{"ids": "1.1", "text": "x"}]}',
        '{"answers": [{"ids": ["1.1"], "text": 5}]}',
        '{"answers": [{"ids": ["1.1"], "text": " "}]}',
        '{"answers": [{"ids": ["1.1"]}]}',
        '{"answers": [{"ids": ["1.1"], "text": "cut',
        '<think>{"answers": [{"ids": ["1.1"], "text": "not yet"}]}',
        '{"answers":' * 5000,
        '{"answers": [{"ids": ["1.1"], "text": "..."}]}',
    ],
)
def test_what_is_no_answer(text):
    assert read_answers(text, POINT) == ()


@pytest.mark.parametrize(
    "wrap",
    [
        "{}",
        "Here you are:\n```json\n{}\n```",
        "<think>{{so}}</think>\n{}",
        "\ufeff{} Anything else? {{}}",
        'As asked, {{"answers": [...]}}:\n{}',
    ],
)
def test_an_answer_among_other_words(wrap):
    text = wrap.format(written((["1.1"], "It rained.")))
    assert read_answers(text, POINT) == (Answer(("1.1",), "It rained."),)


def test_one_answer_or_many():
    several = written((["1.1"], "One."), (["2.3"], "Two."))
    assert len(read_answers(several, POINT)) == 1
    units = written((["2"], "Deux."), (["1"], "Un."), (["7"], "Sept."))
    assert [(a.ids, a.text) for a in read_answers(units, UNITS)] == [(("2",), "Deux."), (("1",), "Un.")]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("It rained [1.1].", "It rained."),
        ("It rained [1.1, 2.3] here.", "It rained here."),
        ("See https://example.org/plan.", "See https://example.org/plan."),
        ("See https://evil.example/?d=plan now", "See now"),
        ("See (www.evil.example) now", "See now"),
        ("![x](http://evil.example/a.png)It rained", "It rained"),
        ("[click](javascript:alert(1)) here", "click here"),
        ("<img src=x onerror=alert(1)>It <b>rained</b>", "It rained"),
        ("&lt;script&gt;x&lt;/script&gt;", "x"),
        ("**It** `rained`\x00\x1b[2J\u202e\u200b", "It rained"),
        ("line\none", "line one"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("نزل المطر – 5 % <3", "نزل المطر – 5 % <3"),
    ],
)
def test_only_plain_text_leaves_a_model(text, clean):
    answers = read_answers(written((["1.1"], text)), POINT)
    assert answers[0].text == clean


@settings(max_examples=150)
@given(st.text(max_size=80), st.lists(st.text(max_size=4), max_size=4))
def test_whatever_is_written_what_comes_out_is_plain_and_cites_what_exists(text, ids):
    for answer in (*read_answers(written((ids, text)), POINT), *read_answers(text, POINT)):
        assert set(answer.ids) <= set(POINT.form.ids)
        assert answer.text == " ".join(answer.text.split())
        assert answer.text.isprintable() or all(not 0 <= ord(c) < 32 for c in answer.text)
        assert "](" not in answer.text


def test_markup_inside_markup():
    assert clean_text("[[a](http://b.example)](http://c.example)", "") == "a"
    assert clean_text("&amp;lt;b&amp;gt;bold&amp;lt;/b&amp;gt;", "") == "bold"
