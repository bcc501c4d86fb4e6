from collections.abc import Callable

import pytest

from summarize.evidence.verifier import Verified, verify_points
from summarize.text.sentences import split_sentences
from summarize.text.terms import tabulate_terms
from summarize.types import Document, Draft

FIRST = (
    "The river Sell flooded the lower town of Verin on Tuesday night and left forty houses without power. "
    "The mayor, Lena Ostrow, said nobody had been hurt. "
    "Engineers expect to restore power by Friday."
)
SECOND = (
    "Forty houses in the lower town of Verin were left without power after the river Sell flooded on Tuesday night. "
    "The council will not raise taxes."
)


@pytest.fixture
def documents() -> list[Document]:
    return [Document(FIRST, id="a", language="en"), Document(SECOND, id="b", language="en")]


Verify = Callable[[str], Verified]


@pytest.fixture
def verify(documents) -> Verify:
    """Verifies one text that claims to be made from the first sentence of the first document."""
    sentences = [s for d in documents for s in split_sentences(d)]
    table = tabulate_terms(sentences, documents)
    return lambda text: verify_points([Draft(text, (sentences[0],), 1.0)], table, documents)
