from collections.abc import Callable

import pytest

from summarize.text.sentences import split_sentences
from summarize.text.terms import TermTable, tabulate_terms
from summarize.types import Document

Tabulate = Callable[[list[Document]], TermTable]


@pytest.fixture
def tabulate() -> Tabulate:
    def build(documents: list[Document]) -> TermTable:
        return tabulate_terms([s for d in documents for s in split_sentences(d)], documents)

    return build
