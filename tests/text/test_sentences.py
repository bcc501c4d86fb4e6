import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.text.sentences import LONGEST, sentence_spans, split_sentences
from summarize.types import Document


def texts(line, language="en"):
    return [line[a:b] for a, b in sentence_spans(line, language)]


@pytest.mark.parametrize(
    ("line", "language", "expected"),
    [
        ("Dr. Marsh left at 5 p.m. on Jan. 3. Why?", "en", ["Dr. Marsh left at 5 p.m. on Jan. 3.", "Why?"]),
        ("It cost 3.5 million. Nobody paid.", "en", ["It cost 3.5 million.", "Nobody paid."]),
        ("هل تعرف؟ نعم! بلغت النسبة 3.5% في عام 2020.", "ar", ["هل تعرف؟", "نعم!", "بلغت النسبة 3.5% في عام 2020."]),
        ("قال د. سالم إن الجسر آمن. ثم غادر.", "ar", ["قال د. سالم إن الجسر آمن.", "ثم غادر."]),
        ("M. Duval part demain. Il reviendra.", "fr", ["M. Duval part demain.", "Il reviendra."]),
        ("• first point", "en", ["first point"]),
        ("", "en", []),
        ("   ", "en", []),
    ],
)
def test_borders(line, language, expected):
    assert texts(line, language) == expected


def test_an_endless_sentence_is_cut_at_clauses_and_loses_nothing():
    line = ", ".join(f"part {i} of the endless list" for i in range(300))
    pieces = texts(line)
    assert max(map(len, pieces)) <= LONGEST
    assert all(p.endswith(",") for p in pieces[:-1])
    assert " ".join(pieces) == line


def test_a_text_without_any_space_is_cut_hard():
    assert "".join(texts("x" * 5000)) == "x" * 5000


@given(st.text(max_size=400), st.sampled_from(["en", "ar", "fr", ""]))
def test_every_sentence_is_a_span_and_spans_are_in_order(text, language):
    document = Document(text, id="a", language=language)
    end = 0
    for number, sentence in enumerate(split_sentences(document)):
        assert sentence.index == number
        assert document.text[sentence.start : sentence.end] == sentence.text != ""
        assert sentence.start >= end
        end = sentence.end


def test_windows_find_the_sentences_of_the_whole_line():
    sentence = "The river rose by 3.5 metres near Verin, Dr. Marsh said. "
    line = sentence * 700
    assert texts(line) == [sentence.strip()] * 700


@pytest.mark.parametrize("mark", ["“", "`", "'", "<!--", "![]("])
def test_a_line_full_of_marks_takes_no_square_of_time(mark):
    line = mark * (100_000 // len(mark))
    started = time.process_time()
    spans = sentence_spans(line, "en")
    assert time.process_time() - started < 1.5
    kept = "".join(line[a:b] for a, b in spans)
    assert kept.replace("-", "") == line.replace("-", "")  # dashes that open a piece are taken for bullets
