import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from summarize.relations.disagreements import compare_figures, find_disagreements, find_updates
from summarize.selection.copies import mark_copies
from summarize.summarizer import Summarizer
from summarize.text.cleaning import clean_document
from summarize.text.sentences import split_sentences
from summarize.text.terms import TermTable, tabulate_terms
from summarize.types import Disagreement, Document

EXAMPLES = Path(__file__).parents[2] / "space" / "examples"
STORIES = ("river-flood", "port-strike", "bank-inquiry", "vaccine-trial", "ferry-grounding")


def tabulate_documents(documents: Sequence[Document]) -> TermTable:
    return tabulate_terms([s for d in documents for s in split_sentences(d)], documents)


def read_story(story: str) -> list[Document]:
    """The cleaned originals of a story, each named by its file."""
    documents = []
    for path in sorted((EXAMPLES / story).iterdir()):
        (document,) = Summarizer().read(str(path)).documents
        cleaned = clean_document(document)
        documents.append(Document(cleaned.text, cleaned.title, path.name, date=cleaned.date, language=cleaned.language))
    return [d for d in mark_copies(documents) if d.duplicate_of is None]


@pytest.fixture(scope="session")
def stories() -> dict[str, list[Document]]:
    return {story: read_story(story) for story in STORIES}


@pytest.fixture(scope="session")
def planted() -> dict[str, dict]:
    return json.loads((EXAMPLES / "planted.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def tabulate():
    return tabulate_documents


@pytest.fixture(scope="session")
def write():
    """Documents d0, d1 … of texts."""

    def go(texts: Sequence[str], dates: Sequence[str] = (), language: str = "en") -> list[Document]:
        return [
            Document(text, id=f"d{i}", date=date, language=language)
            for i, (text, date) in enumerate(zip(texts, dates or [""] * len(texts), strict=True))
        ]

    return go


@pytest.fixture(scope="session")
def disagree():
    """The disagreements of documents."""
    return lambda documents: find_disagreements(compare_figures(tabulate_documents(documents), documents))


@pytest.fixture(scope="session")
def update():
    """The updates of documents."""
    return lambda documents: find_updates(compare_figures(tabulate_documents(documents), documents))


@pytest.fixture(scope="session")
def compare(write, disagree):
    """The disagreements of texts."""

    def go(*texts: str, dates: Sequence[str] = (), language: str = "en") -> tuple[Disagreement, ...]:
        return disagree(write(texts, dates, language))

    return go
