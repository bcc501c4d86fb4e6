"""Passages with marks: what is translated, where the marks go, and what the memory holds when a run is killed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.errors import Code, ModelError
from summarize.translation.desk import Desk, NoMemory
from summarize.translation.documents.passages import ATOM, Passage, Span, join_passages, split_passage
from summarize.translation.documents.renditions import TURN, translate_passages

TABLE = {
    "The bridge is closed.": "الجسر مغلق.",
    "The bridge": "الجسر",
    "Run QX1 tonight.": "شغل QX1 الليلة.",
    "See the report today.": "انظر التقرير اليوم.",
    "the report": "التقرير.",
    "Nobody came.": "لم يأت أحد.",
    "came": "جاء",
    "the notice": "الإعلان",
    "Read the notice now.": "اقرأ البيان الآن.",
}


class Words:
    """A translator that knows a table, and the figures of a numbered sentence."""

    name, revision, licence = "words", "1", "Apache-2.0"

    def __init__(self, fails_after=10**9):
        self.asked, self.left = [], fails_after

    def supports(self, source, target):
        return True

    def translate(self, texts, source, target, *, beams=None):
        self.left -= len(texts)
        if self.left < 0:
            raise ModelError(Code.NO_MEMORY, "out of memory")
        self.asked += texts
        return [TABLE.get(text) or f"الجملة رقم {text.split()[-1]}" for text in texts]


class Notebook(NoMemory):
    def __init__(self):
        self.known = {}

    def find(self, units):
        return [self.known.get(unit) for unit in units]

    def keep(self, pairs):
        self.known |= dict(pairs)


def translate(*passages, model=None, **desk):
    return translate_passages(passages, Desk((model or Words(),), "en", "ar", **desk))


def marked(text, part, **span):
    start = text.index(part)
    return Passage(text, (Span(start, start + len(part), 0, **span),))


def carried(rendition):
    passage = rendition.passage
    return [passage.text[s.start : s.end] for s in passage.spans]


def test_sentences_are_units_and_what_stands_between_them_stays():
    (rendition,) = translate(Passage("- The bridge is closed.  Nobody came.\n1998\nThe bridge is closed."))
    assert rendition.passage.text == "- الجسر مغلق.  لم يأت أحد.\n1998\nالجسر مغلق."
    assert [u.source for u in rendition.units] == ["The bridge is closed.", "Nobody came.", "The bridge is closed."]


def test_a_mark_around_a_whole_unit_stays_around_it():
    (rendition,) = translate(marked("The bridge is closed. Nobody came.", "The bridge is closed."))
    assert carried(rendition) == ["الجسر مغلق."]


def test_a_mark_without_the_full_stop_stays_without_it():
    (rendition,) = translate(marked("The bridge is closed.", "The bridge is closed"))
    assert carried(rendition) == ["الجسر مغلق"]


def test_a_mark_around_two_sentences_is_one_mark_again():
    (rendition,) = translate(marked("Nobody came. The bridge is closed.", "Nobody came. The bridge is closed."))
    assert carried(rendition) == ["لم يأت أحد. الجسر مغلق."]


def test_a_mark_inside_a_unit_is_found_by_its_own_translation():
    (rendition,) = translate(marked("See the report today.", "the report", kept=True))
    assert carried(rendition) == ["التقرير"]


def test_a_link_that_is_not_found_stands_after_its_sentence_and_is_flagged():
    (rendition,) = translate(marked("Read the notice now.", "the notice", kept=True))
    assert rendition.passage.text == "اقرأ البيان الآن. (الإعلان)"
    assert carried(rendition) == ["الإعلان"]
    assert [f.check for f in rendition.units[0].flags] == ["markup"]


def test_emphasis_that_is_not_found_is_left_out():
    (rendition,) = translate(marked("Nobody came.", "came"))
    assert (rendition.passage, rendition.units[0].flags) == (Passage("لم يأت أحد."), ())


def test_an_atom_goes_through_the_model_as_a_placeholder():
    model = Words()
    (rendition,) = translate(marked(f"Run {ATOM} tonight.", ATOM, kind="atom", words="make"), model=model)
    assert rendition.passage.text == f"شغل {ATOM} الليلة."
    assert carried(rendition) == [ATOM]
    assert (rendition.units[0].source, rendition.units[0].text) == ("Run make tonight.", "شغل make الليلة.")
    assert model.asked == ["Run QX1 tonight."]


def test_atoms_at_the_ends_of_a_sentence_are_no_part_of_it():
    text = f"{ATOM} The bridge is closed.{ATOM}"
    spans = (Span(0, 1, 0, "atom"), Span(len(text) - 1, len(text), 1, "atom"))
    (rendition,) = translate(Passage(text, spans))
    assert rendition.passage.text == f"{ATOM} الجسر مغلق.{ATOM}"


def test_a_turn_is_remembered_when_the_next_one_fails():
    passages = [Passage(f"Sentence number {n}") for n in range(TURN + 3)]
    memory = Notebook()
    with pytest.raises(ModelError):
        translate(*passages, model=Words(fails_after=TURN), memory=memory)
    assert len(memory.known) == TURN
    model = Words()
    translate(*passages, model=model, memory=memory)
    assert model.asked == [f"Sentence number {n}" for n in range(TURN, TURN + 3)]


def test_equal_sentences_of_different_turns_are_asked_once():
    model = Words()
    translate(*[Passage(f"Sentence number {n % 70}") for n in range(200)], model=model)
    assert len(model.asked) == 70


@given(st.text("ab \n", max_size=20), st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=4))
def test_a_passage_that_is_cut_and_joined_is_what_it_was(text, edges):
    spans = tuple(Span(a, b, k) for k, (a, b) in enumerate(edges) if a < b <= len(text))
    passage = Passage(text, spans)
    for cut in range(len(text) + 1):
        joined = join_passages(split_passage(passage, [cut]))
        assert joined.text == text
        assert sorted(joined.spans, key=lambda s: s.key) == list(spans)
