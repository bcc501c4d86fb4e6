import pytest

from summarize.types import Document


def check(verified):
    (point,) = verified.points
    return point.support, [f.check for f in point.flags]


def test_a_source_sentence_is_supported_and_cites_itself_exactly(verify, documents):
    sentence = documents[0].text.split(". ")[0] + "."
    (point,) = verify(sentence).points
    assert (point.support, point.flags) == ("supported", ())
    first = point.evidence[0]
    assert (first.document, first.quote) == ("a", sentence)


def test_every_quote_is_the_text_at_its_span(verify, documents):
    texts = {d.id: d.text for d in documents}
    (point,) = verify("Forty houses in Verin lost power and nobody was hurt, the mayor said.").points
    assert len(point.evidence) >= 2
    for evidence in point.evidence:
        assert texts[evidence.document][evidence.start : evidence.end] == evidence.quote


def test_an_independent_source_that_says_the_same_is_counted_and_cited(verify):
    (point,) = verify("The river Sell flooded Verin on Tuesday night and left forty houses without power.").points
    assert point.sources == 2
    assert {e.document for e in point.evidence} == {"a", "b"}


def test_what_only_one_source_says_counts_one(verify):
    (point,) = verify("Engineers expect to restore power by Friday.").points
    assert point.sources == 1


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("The river Sell flooded Verin on Tuesday night and left ninety houses without power.", "number"),
        ("The river Sell flooded the town of Marlow on Tuesday night and left forty houses without power.", "name"),
        ("The river Sell never flooded the lower town of Verin on Tuesday night.", "negation"),
    ],
)
def test_a_changed_fact_is_flagged_and_not_called_supported(verify, text, flag):
    support, flags = check(verify(text))
    assert flag in flags
    assert support != "supported"


def test_an_unsupported_text_is_replaced_by_its_source_and_that_is_said(verify, documents):
    verified = verify("Zebras quietly invented a quantum bakery in Oslo.")
    (point,) = verified.points
    assert point.text == documents[0].text.split(". ")[0] + "."
    assert point.support == "supported"
    assert [c.code for c in verified.cautions] == ["UNSUPPORTED"]


@pytest.mark.parametrize("written", ["forty", "40"])
def test_a_number_counts_however_it_is_written(verify, written):
    (point,) = verify(f"The river Sell left {written} houses in Verin without power.").points
    assert "number" not in [f.check for f in point.flags]


def test_documents_are_what_the_fixture_says(documents):
    assert [type(d) for d in documents] == [Document, Document]
