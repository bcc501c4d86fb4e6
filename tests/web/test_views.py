"""Fragments: what is marked is what is cited, and nothing of an article becomes markup."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from summarize.errors import Code, InputError
from summarize.types import Failure
from summarize.web.views import mark_quotes, show_error, show_failures, show_stage
from summarize.web.words import STAGES, choose_words, translations

TEXTS = st.text(st.sampled_from("ab <>&\"'$\u0627\u0628.\n"), max_size=60)
SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20), st.integers(1, 9)), max_size=5)


def plain(fragment):
    return html.unescape(re.sub(r"<[^>]*>", "", fragment))


@given(TEXTS, SPANS)
def test_marking_changes_no_character_and_marks_exactly_what_is_cited(text, given_spans):
    spans = [(start, start + length, number) for start, length, number in given_spans]
    shown = mark_quotes(text, spans)
    assert plain(shown) == text.replace("\n", "")
    for number in {number for _, _, number in spans}:
        marks = re.findall(r'<mark tabindex="-1" data-quotes="([\d ]+)">(.*?)</mark>', shown)
        marked = "".join(html.unescape(piece) for numbers, piece in marks if str(number) in numbers.split())
        places = sorted({i for start, end, n in spans if n == number for i in range(start, min(end, len(text)))})
        assert marked == "".join(text[i] for i in places if text[i] != "\n")


def test_messages_are_inert():
    words = choose_words("en")
    name = "<img src=x onerror=alert(1)>.txt"
    assert "<img" not in show_failures([Failure(name, "EMPTY", "is empty\x1b[31m")])
    assert "<b>" not in show_error(InputError(Code.EMPTY, "<b>x</b>"), words)
    assert "our fault" in show_error(RuntimeError("4f00"), words)


def test_progress_only_grows():
    values = [int(re.search(r'value="(\d+)"', show_stage(stage, choose_words("en")))[1]) for stage in STAGES]
    assert values == sorted(values)
    assert "3/12" in show_stage("translate ar 3/12", choose_words("ar"))


def test_both_languages_have_every_word():
    english, arabic = translations()["en"], translations()["ar"]
    assert english.keys() == arabic.keys()
    assert all(re.findall(r"\{\}", english[key]) == re.findall(r"\{\}", arabic[key]) for key in english)
