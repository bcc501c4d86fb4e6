"""The protocol of the scoreboard: sets, budgets, the extractive default, and what it must beat.

Sets are `dev_*.jsonl.xz` files (rows: documents, summary, references).  Budgets and reference reduction are
fixed, so that figures stay comparable.  Not here: the systems of others (`peers`), nor the table (`scoreboard`).
"""

from __future__ import annotations

import json
import lzma
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from summarize.evaluation.rouge import Reduction
from summarize.selection.copies import mark_copies
from summarize.selection.coverage import Budget
from summarize.selection.salience import similarity_to_centroid
from summarize.selection.selector import select_sentences
from summarize.text.cleaning import clean_document
from summarize.text.sentences import split_sentences
from summarize.text.terms import tabulate_terms
from summarize.types import Document, Sentence

SEED = 7


@dataclass(frozen=True, slots=True)
class Task:
    """One column: a set, a budget, whether each document's sentences are shuffled first."""

    file: str
    language: str
    budget: Budget
    shuffled: bool = False
    reduction: Reduction = "best"

    @property
    def name(self) -> str:
        """Column heading."""
        return self.file.removeprefix("dev_") + (" shuffled" if self.shuffled else "")


TASKS = (
    Task("dev_cnndm", "en", Budget(3)),
    Task("dev_cnndm", "en", Budget(3), shuffled=True),
    Task("dev_multinews", "en", Budget(0, 220)),
    Task("dev_arabic_easc", "ar", Budget(4)),
    Task("dev_multidoc_french", "fr", Budget(0, 250), reduction="mean"),
)

Story = tuple[list[Document], list[Sentence]]
System = Callable[[list[Document], list[Sentence], Budget], list[str]]


def read_stories(path: Path, shuffled: bool) -> Iterator[tuple[Story, list[str]]]:
    """Cleaned documents, their sentences (with `index` as presented) and the references of each row."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            documents = [clean_document(Document(t, id=f"d{i}")) for i, t in enumerate(row["documents"])]
            sentences: list[Sentence] = []
            for number, document in enumerate(documents):
                own = list(split_sentences(document))
                if shuffled:
                    random.Random(SEED + number).shuffle(own)
                sentences += [replace(s, index=i) for i, s in enumerate(own)]
            yield (documents, sentences), row.get("references") or [row["summary"]]


def choose_ours(documents: list[Document], sentences: list[Sentence], budget: Budget) -> list[str]:
    """The extractive default, copies collapsed, without compression."""
    marked = mark_copies(documents)
    originals = [d for d in marked if d.duplicate_of is None]
    kept = {d.id for d in originals}
    table = tabulate_terms([s for s in sentences if s.document in kept], originals)
    return [s.sentence.text for s in select_sentences(table, originals, budget=budget).chosen]


def choose_lead(_: list[Document], sentences: list[Sentence], budget: Budget) -> list[str]:
    """First sentences, the documents taking turns."""
    return _fill(sorted(sentences, key=lambda s: (s.index, s.document)), budget)


def choose_centroid(documents: list[Document], sentences: list[Sentence], budget: Budget) -> list[str]:
    """Sentences most like the sum of all."""
    similarity = similarity_to_centroid(tabulate_terms(sentences, documents))
    return _fill([sentences[place] for place in np.argsort(-similarity, kind="stable")], budget)


def choose_random(_: list[Document], sentences: list[Sentence], budget: Budget) -> list[str]:
    """Any sentences."""
    return _fill(random.Random(SEED).sample(sentences, len(sentences)), budget)


def _fill(sentences: list[Sentence], budget: Budget) -> list[str]:
    texts: list[str] = []
    for sentence in sentences:
        full = len(texts) >= budget.points if budget.words is None else _words(texts) >= budget.words
        if full:
            break
        texts.append(sentence.text)
    return texts


def _words(texts: list[str]) -> int:
    return sum(len(t.split()) for t in texts)


SYSTEMS: dict[str, System] = {
    "summarize": choose_ours,
    "Lead": choose_lead,
    "centroid": choose_centroid,
    "Random": choose_random,
}
