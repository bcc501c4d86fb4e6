import time

from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.relations.disagreements import compare_figures, find_disagreements
from summarize.relations.measures import read_measures
from summarize.types import Document


def test_french_and_arabic_sources_disagree_in_their_own_words(compare):
    (french,) = compare(
        "L'incendie du ferry a fait 14 morts dans la nuit.",
        "L'incendie du ferry a fait 9 morts dans la nuit.",
        language="fr",
    )
    (arabic,) = compare(
        "أدى حريق العبارة في الميناء إلى إجلاء ٨٠٠ شخص.",
        "أدى حريق العبارة في الميناء إلى إجلاء ٥٠٠ شخص.",
        language="ar",
    )
    assert (french.about, [v.value for v in french.values]) == ("morts", ["14", "9"])
    assert [v.value for v in arabic.values] == ["٨٠٠", "٥٠٠"]


def test_sources_of_two_languages_meet_by_names_and_figures(disagree):
    documents = [
        Document(
            "The ferry fire killed 14 people and left 20 missing at Porvan harbour, 30 kilometres from Elsund.",
            id="d0",
            language="en",
        ),
        Document(
            "L'incendie du ferry entre Porvan et Elsund, à 30 km de la côte, a fait 11 morts et 20 disparus.",
            id="d1",
            language="fr",
        ),
    ]
    (found,) = disagree(documents)
    assert [v.value for v in found.values] == ["14", "11"]


def test_one_document_alone_never_disagrees_with_itself(compare):
    text = "Fourteen people died when the ferry caught fire. The death toll of the ferry fire stood at 11."
    assert compare(text) == ()


def test_a_later_higher_toll_is_an_update_and_a_later_lower_one_a_conflict(compare, write, update):
    texts = ("The ferry fire killed 11 people.", "The ferry fire killed 14 people.")
    rising, falling = ("2026-03-01", "2026-03-02"), ("2026-03-02", "2026-03-01")
    assert compare(*texts, dates=rising) == ()
    documents = write(texts, rising)
    (update,) = update(documents)
    assert [v.value for v in update.values] == ["11", "14"]
    (conflict,) = compare(*texts, dates=falling)
    assert [v.value for v in conflict.values] == ["11", "14"]


def test_two_documents_of_one_day_conflict_whatever_a_third_says_later(compare):
    texts = ("After the ferry fire 20 people are missing.", "After the ferry fire 12 people are missing.",
             "After the ferry fire two people are missing.")  # fmt: skip
    (found,) = compare(*texts, dates=("2026-03-01", "2026-03-01", "2026-03-04"))
    assert [v.value for v in found.values] == ["20", "12"]


def test_a_rounding_stands_with_the_value_it_rounds(compare):
    texts = [f"The flood in the valley left {figure} people homeless." for figure in ("11,980", "9,500", "some 12,000")]
    (found,) = compare(*texts)
    assert [(v.value, [e.document for e in v.evidence]) for v in found.values] == [
        ("11,980", ["d0", "d2"]),
        ("9,500", ["d1"]),
    ]


def test_more_documents_come_first(compare):
    texts = (
        "The ferry fire killed 11 people. It destroyed three houses at the harbour.",
        "The ferry fire killed 14 people. It destroyed four houses at the harbour.",
        "The ferry fire destroyed four houses at the harbour.",
    )
    assert [d.about for d in compare(*texts)] == ["destroyed houses", "killed people"]


def test_a_denied_figure_is_nobody_s_figure(compare):
    assert compare(
        "In the ferry fire 14 people died.", "The harbour master denied that 30 people died in the ferry fire."
    ) == ()  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(2, 5000), min_size=2, max_size=4))
def test_only_values_that_differ_are_shown_and_twice_the_same_run_is_the_same(compare, counts):
    texts = [f"The ferry fire in the harbour injured {n} people on the upper deck." for n in counts]
    found = compare(*texts)
    assert found == compare(*texts)
    for disagreement in found:
        values = [v.value for v in disagreement.values]
        assert len(values) == len(set(values)) >= 2
        assert set(values) <= {str(n) for n in counts}
    if len(set(counts)) == 1:
        assert found == ()


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789 .,-%$€()abn of\u0661\u0662\u0645\u0626", max_size=60))
def test_any_text_is_read_without_error_and_spans_stay_inside(text):
    for language in ("en", "fr", "ar", ""):
        for measure in read_measures(text, language):
            assert 0 <= measure.start < measure.end <= len(text)


def test_a_thousand_sentences_take_less_than_a_second(write, tabulate):
    sentences = [
        f"On the {word} quay {100 + 7 * d + i} people were {state} and {20 + i} houses destroyed by the fire."
        for d in range(30)
        for i, (word, state) in enumerate(
            (w, s) for w in ("north", "south", "east", "west", "upper", "lower", "old") for s in
            ("injured", "evacuated", "missing", "rescued", "arrested")
        )
    ]  # fmt: skip
    documents = write([" ".join(sentences[35 * d : 35 * d + 35]) for d in range(30)], ())
    table = tabulate(documents)
    assert len(table.sentences) >= 1000
    began = time.process_time()
    find_disagreements(compare_figures(table, documents))
    assert time.process_time() - began < 1.0
