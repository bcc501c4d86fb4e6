import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.engines.chat.grammar import Form, build_automaton, form_schema, frame_tokens

POINT = Form(("1.1", "1.12", "2.1"))
UNITS = Form(("1", "2", "12"), most_ids=1, many=True)
texts = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20)


def accepts(form, data):
    automaton = build_automaton(form)
    return automaton.follow(0, data) == automaton.end


def dump(answers):
    """JSON as the form has it: only quotes and backslashes escaped."""
    return json.dumps({"answers": [{"ids": ids, "text": text} for ids, text in answers]}, ensure_ascii=False).encode()


@given(st.lists(st.sampled_from(POINT.ids), min_size=1, max_size=3), texts)
def test_every_point_is_accepted(ids, text):
    assert accepts(POINT, dump([(ids, text)]))


@given(st.lists(st.tuples(st.sampled_from(UNITS.ids), texts), min_size=1, max_size=4))
def test_every_list_of_units_is_accepted(units):
    assert accepts(UNITS, dump([([name], text) for name, text in units]))


@pytest.mark.parametrize(
    ("form", "answers"),
    [
        (POINT, []),
        (POINT, [([], "x")]),
        (POINT, [(["1.2"], "x")]),
        (POINT, [(["1.1"] * 4, "x")]),
        (POINT, [(["1.1"], "x"), (["1.1"], "x")]),
        (POINT, [(["1.1"], "a\nb")]),
        (UNITS, [(["1", "2"], "x")]),
    ],
)
def test_anything_else_is_not(form, answers):
    assert not accepts(form, dump(answers))


@pytest.mark.parametrize(
    "bad", [b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc2\x85", b"\xe2\x82", b"\x7f", b"\\n"]
)
def test_a_text_is_always_utf_8_without_controls(bad):
    assert not accepts(POINT, dump([(["1.1"], "x")]).replace(b'"x"', b'"' + bad + b'"'))


@given(st.data())
def test_any_walk_that_heads_for_the_end_is_json(data):
    form = data.draw(st.sampled_from([POINT, UNITS]))
    automaton = build_automaton(form)
    state, written = 0, bytearray()
    for left in range(400, 0, -1):
        if state == automaton.end:
            break
        steps = automaton.steps[state]
        byte = data.draw(st.sampled_from([b for b, n in sorted(steps.items()) if automaton.distances[n] < left]))
        written.append(byte)
        state = steps[byte]
    answers = json.loads(written)["answers"]
    assert all(set(a["ids"]) <= set(form.ids) for a in answers)


def test_the_schema_lists_the_ids_and_closes_every_object():
    schema = form_schema(POINT)
    answer = schema["properties"]["answers"]["items"]
    assert answer["properties"]["ids"]["items"]["enum"] == list(POINT.ids)
    assert [schema["additionalProperties"], answer["additionalProperties"]] == [False, False]
    assert schema["properties"]["answers"]["maxItems"] == 1
    assert form_schema(UNITS)["properties"]["answers"]["maxItems"] == 3


@given(st.lists(st.sampled_from(POINT.ids), min_size=1, max_size=3))
def test_the_frame_is_counted_on_the_safe_side(ids):
    assert len(dump([(ids, "")])) <= frame_tokens(POINT)
