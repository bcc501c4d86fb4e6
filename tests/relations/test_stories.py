from collections.abc import Sequence
from pathlib import Path

import pytest

from summarize.summarizer import Summarizer
from summarize.text.quantities import find_quantities
from summarize.types import Disagreement, Document

EXAMPLES = Path(__file__).parents[2] / "space" / "examples"
STORIES = ("river-flood", "port-strike", "bank-inquiry", "vaccine-trial", "ferry-grounding")


def figure(text: str, language: str) -> tuple[str, bool]:
    quantity = find_quantities(text, language)[0]
    return quantity.value, quantity.percent


def values_of(found: Disagreement, documents: Sequence[Document]) -> dict[str, set[str]]:
    """Plain value → files, and every quote checked to be where it says."""
    by_id = {d.id: d for d in documents}
    result: dict[str, set[str]] = {}
    for value in found.values:
        for quote in value.evidence:
            assert by_id[quote.document].text[quote.start : quote.end] == quote.quote
        first = by_id[value.evidence[0].document]
        assert value.value in value.evidence[0].quote
        result[figure(value.value, first.language)[0]] = {e.document for e in value.evidence}
    return result


def planted_values(entry: dict[str, dict[str, list[str]]]) -> dict[str, set[str]]:
    return {figure(value, "en")[0]: set(files) for value, files in entry["values"].items()}


@pytest.mark.parametrize("story", STORIES)
def test_a_story_shows_every_planted_disagreement_and_no_other(stories, story, disagree, planted):
    documents = stories[story]
    found = [values_of(d, documents) for d in disagree(documents)]
    planted = [planted_values(entry) for entry in planted[story]["disagreements"]]
    assert sorted(sorted(f) for f in found) == sorted(sorted(p) for p in planted)
    for values in found:
        expected = next(p for p in planted if p.keys() == values.keys())
        assert all(files <= expected[value] for value, files in values.items())


def test_all_stories_in_one_run_do_not_mix(stories, disagree, planted):
    documents = [d for story in STORIES for d in stories[story]]
    together = {frozenset(values_of(d, documents)) for d in disagree(documents)}
    assert together == {frozenset(planted_values(e)) for s in STORIES for e in planted[s]["disagreements"]}


@pytest.mark.parametrize(
    ("story", "old", "new"),
    [
        ("river-flood", "23", "5"),
        ("river-flood", "38000", "6200"),
        ("port-strike", "18", "31"),
        ("bank-inquiry", "2000000", "5000000"),
    ],
)
def test_planted_updates_come_oldest_first(stories, story, old, new, update):
    documents = stories[story]
    found = [list(values_of(d, documents)) for d in update(documents)]
    assert [old, new] in found


@pytest.mark.parametrize("story", STORIES)
def test_no_update_is_invented(stories, story, update, planted):
    documents = stories[story]
    planted = [{figure(v["value"], "en")[0] for v in entry["values"]} for entry in planted[story]["updates"]]
    for found in update(documents):
        assert set(values_of(found, documents)) in planted


def test_the_phrase_is_made_of_the_sources_words(stories, disagree):
    documents = stories["river-flood"]
    names = [d.about for d in disagree(documents)]
    assert names == ["people died", "residents evacuated", "bridges destroyed"]


def test_a_quantity_is_named_in_the_readers_language_where_a_source_speaks_it():
    digest = Summarizer().digest(EXAMPLES / "port-strike")
    assert digest.language == "en"
    assert [d.about for d in digest.disagreements] == ["dockers stopped work", "loss"]


def test_an_update_of_a_story_is_in_the_digest_and_apart_from_disagreements():
    digest = Summarizer().digest(EXAMPLES / "river-flood")
    moved = {tuple(value.value for value in item.values) for item in digest.updates}
    assert moved
    assert not moved & {tuple(value.value for value in item.values) for item in digest.disagreements}
    assert ("Twenty-three", "five") in moved
