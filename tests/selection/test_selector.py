import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.selection.coverage import Budget, choose_rows
from summarize.selection.reading_order import estimate_order
from summarize.selection.salience import score_salience
from summarize.selection.selector import select_sentences
from summarize.text.sentences import split_sentences
from summarize.text.terms import tabulate_terms
from summarize.types import Document

ARTICLE = (
    "The river Sell flooded the lower town of Verin on Tuesday night and left forty houses without power. "
    "The town council of Verin said the river had risen by two metres in six hours. "
    "Engineers expect to restore power to the forty houses by Friday. "
    "Volunteers carried sandbags to the school. "
    "The old bridge over the Sell remains closed until the council has inspected it. "
    "A bakery gave away bread. "
    "Insurers have not yet put a figure on the damage in Verin. "
    "The last flood of the Sell, in 1998, cost the town four million marks."
)
OTHER = (
    "Forty homes in Verin are dark after the Sell burst its banks. "
    "Engineers will restore power to the houses by Friday, the grid company said. "
    "The mayor thanked the volunteers who carried sandbags."
)


def documents(*texts):
    return [Document(t, id=chr(97 + i), language="en") for i, t in enumerate(texts)]


def select(docs, tabulate, **options):
    return select_sentences(tabulate(docs), docs, **{"budget": Budget(3), **options})


def test_every_sentence_is_chosen_or_dropped_with_a_reason(tabulate):
    docs = documents(ARTICLE, OTHER)
    selection = select(docs, tabulate)
    seen = [s.sentence for s in selection.chosen] + [d.sentence for d in selection.dropped]
    everything = [s for d in docs for s in split_sentences(d)]
    assert sorted(seen, key=lambda s: (s.document, s.start)) == everything
    assert len(selection.chosen) == 3


def test_a_word_budget_is_never_exceeded(tabulate):
    docs = documents(ARTICLE, OTHER)
    for words in (20, 35, 60):
        chosen = select(docs, tabulate, budget=Budget(99, words)).chosen
        assert sum(len(s.sentence.text.split()) for s in chosen) <= words


def test_a_point_says_which_other_sources_say_it_too(tabulate):
    docs = documents(ARTICLE, OTHER)
    power = next(s for s in select(docs, tabulate, budget=Budget(5)).chosen if "Friday" in s.sentence.text)
    assert {s.document for s in power.echoes} == {"a", "b"} - {power.sentence.document}
    assert all("Friday" in s.text for s in power.echoes)


def test_a_repeated_sentence_is_dropped_with_its_partner(tabulate):
    repeated = "Engineers expect to restore power to the forty houses by Friday."
    docs = documents(ARTICLE, repeated + " The school stays closed for the week.")
    selection = select(docs, tabulate, budget=Budget(8))
    redundant = [d for d in selection.dropped if d.reason == "redundant" and d.sentence.text == repeated]
    assert len(redundant) == 1
    assert redundant[0].partner is not None
    assert redundant[0].partner.text == repeated


def test_a_query_brings_its_answer_first(tabulate):
    docs = documents(ARTICLE)
    assert "1998" in select(docs, tabulate, budget=Budget(1), query="last flood cost").chosen[0].sentence.text
    assert "1998" not in select(docs, tabulate, budget=Budget(1)).chosen[0].sentence.text


def test_a_query_that_matches_nothing_changes_nothing(tabulate):
    docs = documents(ARTICLE)
    assert select(docs, tabulate, query="zebra quantum") == select(docs, tabulate)


class Loud:
    """A salience model that prefers the longest word count of one letter."""

    name, revision, licence = "loud", "0", "Apache-2.0"

    def score(self, sentences):
        return [10.0 * ("bakery" in s.text) for s in sentences]


def test_a_trained_salience_model_decides_when_there_is_one(tabulate):
    chosen = select(documents(ARTICLE), tabulate, budget=Budget(1), model=Loud()).chosen
    assert "bakery" in chosen[0].sentence.text


def test_an_article_in_order_is_trusted_more_than_the_same_shuffled():
    ordered = Document(ARTICLE, id="a", language="en")
    sentences = list(split_sentences(ordered))
    trust = float(estimate_order(tabulate_terms(sentences, [ordered]), 1)[0])
    lower = 0
    for seed in range(20):
        mixed = random.Random(seed).sample(sentences, len(sentences))
        table = tabulate_terms([replace(s, index=i) for i, s in enumerate(mixed)], [ordered])
        lower += float(estimate_order(table, 1)[0]) < trust
    assert lower >= 15


def test_lazy_greedy_chooses_what_plain_greedy_chooses(tabulate):
    docs = documents(ARTICLE, OTHER)
    table = tabulate(docs)
    salience = score_salience(table, docs)
    best_first = choose_rows(table, salience, Budget(1)).chosen
    more = choose_rows(table, salience, Budget(6)).chosen
    assert more[:1] == best_first
    assert len(set(more)) == 6


@pytest.mark.parametrize("text", ["", "One.", "!!! ???", "2026 2027.", "x" * 3000])
def test_strange_texts_are_selected_from_without_error(text, tabulate):
    docs = documents(text, ARTICLE)
    assert len(select(docs, tabulate).chosen) == 3


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=120), min_size=1, max_size=4), st.integers(1, 6))
def test_any_texts_give_at_most_the_points_asked_for(texts, points):
    docs = documents(*texts)
    table = tabulate_terms([s for d in docs for s in split_sentences(d)], docs)
    selection = select_sentences(table, docs, budget=Budget(points))
    assert len(selection.chosen) <= points
    assert len(selection.chosen) + len(selection.dropped) == len(table.sentences)
