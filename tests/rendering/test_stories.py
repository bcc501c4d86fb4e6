"""The example stories hold what their table of planted facts says."""

from __future__ import annotations

import html
import json
import re
from difflib import SequenceMatcher
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "space" / "examples"
PLANTED = json.loads((EXAMPLES / "planted.json").read_text(encoding="utf-8"))
FILES = sorted(path for story in PLANTED for path in (EXAMPLES / story).iterdir())


def article(path: Path) -> str:
    """The article's own words, with the frame of its kind of file taken off by hand."""
    raw = path.read_text(encoding="utf-8").replace("\u202f", " ")
    if path.suffix == ".json":
        return str(json.loads(raw)["text"])
    if path.suffix == ".md":
        return raw.split("---\n", 2)[2]
    if path.suffix == ".html":
        body = raw.split("<article>")[1].split("</article>")[0]
        return html.unescape(re.sub(r"<[^>]+>", "", body))
    return raw


def test_every_file_on_disk_belongs_to_one_of_the_stories():
    assert set(PLANTED) == {"river-flood", "port-strike", "bank-inquiry", "vaccine-trial", "ferry-grounding"}
    assert {path.name for path in EXAMPLES.iterdir()} == {*PLANTED, "README.md", "planted.json"}
    assert {path.suffix for path in FILES} == {".txt", ".md", ".html", ".json"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_articles_have_the_length_of_a_news_report(path):
    # Arabic writes articles and prepositions onto the word, so the same report has fewer words.
    assert 200 <= len(article(path).split()) <= 500


@pytest.mark.parametrize("story", PLANTED)
def test_planted_figures_stand_in_the_files_that_are_named(story):
    facts = PLANTED[story]
    for fact in facts["disagreements"]:
        pairs = [(value, name) for value, names in fact["values"].items() for name in names]
        check(story, pairs, fact.get("written", {}))
    for fact in facts["updates"]:
        pairs = [(step["value"], name) for step in fact["values"] for name in step["files"]]
        check(story, pairs, fact.get("written", {}))
        dates = [step["date"] for step in fact["values"]]
        assert dates == sorted(set(dates))


def check(story, pairs, written):
    for value, name in pairs:
        form = written.get(name, value)
        text = article(EXAMPLES / story / name)
        assert re.search(rf"(?<![\w,.]){re.escape(form)}(?!\w)", text, re.IGNORECASE), (name, form)


@pytest.mark.parametrize("story", PLANTED)
def test_hedged_claims_are_exact_words_of_their_files(story):
    assert PLANTED[story]["hedged"]
    for claim in PLANTED[story]["hedged"]:
        assert claim["kind"] in {"hedge", "denial", "negation"}
        assert claim["text"] in article(EXAMPLES / story / claim["file"])


@pytest.mark.parametrize("story", PLANTED)
def test_only_the_named_copies_share_their_sentences(story):
    paths = sorted((EXAMPLES / story).iterdir())
    alike = [
        {first.name, second.name}
        for number, first in enumerate(paths)
        for second in paths[number + 1 :]
        if shared_words(article(first), article(second)) > 0.5
    ]
    assert alike == [set(pair) for pair in PLANTED[story]["copies"]]


def shared_words(first: str, second: str) -> float:
    """Share of the shorter text's words that stand in runs of at least eight in the longer one."""
    left, right = sorted((first.split(), second.split()), key=len)
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= 8) / len(left)


def test_the_readme_lists_every_planted_file_and_claim():
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    for facts in PLANTED.values():
        for claim in facts["hedged"]:
            assert f"| `{claim['file']}` | {claim['kind']} | {claim['text']} |" in readme
        for fact in facts["disagreements"]:
            for value, names in fact["values"].items():
                cells = ", ".join(f"`{name}`" for name in names)
                row = rf"\| {re.escape(value)}[^|]* \| {re.escape(cells)} \|"
                assert re.search(row, readme, re.IGNORECASE), (value, names)
