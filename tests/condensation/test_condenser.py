import pytest

from summarize.condensation.condenser import condense
from summarize.models.protocols import Generation
from summarize.selection.coverage import Budget
from summarize.selection.selector import select_sentences
from summarize.text.sentences import split_sentences
from summarize.text.terms import tabulate_terms
from summarize.types import Document

FIRST = (
    "The river Sell flooded the lower town of Verin on Tuesday and left forty houses without power. "
    "Engineers expect to restore power to the forty houses by Friday. The bakery gave away bread to the volunteers."
)
SECOND = (
    "Forty houses in the lower town of Verin lost power when the river Sell flooded on Tuesday. "
    "Schools in Verin stay closed until Monday, the council said."
)
TEXTS = (FIRST, SECOND)


class Scripted:
    """A generator that answers from a function of its passages and remembers what it was given."""

    name, revision, licence = "scripted", "0", "Apache-2.0"

    def __init__(self, answer, window=200):
        self.answer, self.window, self.seen = answer, window, []

    def count_tokens(self, passages):
        return sum(len(p.split()) for p in passages) + 2

    def generate(self, inputs, *, max_tokens, min_tokens=0):
        assert all(self.count_tokens(i) <= self.window for i in inputs)
        self.seen += [list(i) for i in inputs]
        return [self.answer(i) for i in inputs]


def run(generator):
    documents = [Document(t, id=chr(97 + i), language="en") for i, t in enumerate(TEXTS)]
    table = tabulate_terms([s for d in documents for s in split_sentences(d)], documents)
    chosen = select_sentences(table, documents, budget=Budget(2)).chosen
    return condense(chosen, table, documents, generator), chosen


def test_each_point_is_generated_from_its_own_evidence_of_several_documents():
    generator = Scripted(lambda passages: Generation(f"About: {passages[0]}"))
    result, chosen = run(generator)
    assert [d.text.startswith("About: ") for d in result.drafts] == [True, True]
    flood = next(p for p in generator.seen if "flooded" in p[0])
    assert len(flood) == 2
    for draft, scored in zip(result.drafts, chosen, strict=True):
        assert scored.sentence in draft.basis


@pytest.mark.parametrize(
    "bad",
    [Generation(""), Generation("..."), Generation("the dam " * 40), Generation("no end in sight", finish="length")],
)
def test_a_defective_text_is_retried_from_the_seed_then_replaced_by_the_source(bad):
    generator = Scripted(lambda _: bad)
    result, chosen = run(generator)
    assert [d.text for d in result.drafts] == [s.sentence.text for s in chosen]
    assert [[s.sentence.text] for s in chosen] == generator.seen[2:]
    assert [c.code for c in result.cautions] == ["GENERATION"]


def test_a_text_cut_by_the_length_limit_keeps_its_complete_sentences():
    generator = Scripted(lambda _: Generation("Forty houses lost power. The schools", finish="length"))
    result, _ = run(generator)
    assert result.drafts[0].text == "Forty houses lost power."


def test_a_cluster_grows_only_as_far_as_the_window():
    generator = Scripted(lambda p: Generation(p[0]), window=20)
    run(generator)
    assert all(generator.count_tokens(p) <= 20 for p in generator.seen)


def test_a_sentence_too_long_for_the_window_stays_a_source_sentence():
    generator = Scripted(lambda p: Generation(p[0]), window=5)
    result, chosen = run(generator)
    assert generator.seen == []
    assert [d.text for d in result.drafts] == [s.sentence.text for s in chosen]
    assert [c.code for c in result.cautions] == ["GENERATION"]
