"""ROUGE of the extractive default on development sets, beside Lead and Random.

    python -m bench.quality DATA

DATA is a folder of `dev_*.jsonl.xz` files (rows: documents, summary, references).  Sets, budgets
and reference reduction are fixed below, so that figures stay comparable.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from summarize.evaluation.rouge import Reduction, score_rouge
from summarize.selection.copies import mark_copies
from summarize.selection.coverage import Budget
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


SYSTEMS: dict[str, System] = {"summarize": choose_ours, "lead": choose_lead, "random": choose_random}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    args = parser.parse_args()
    print(f"{'set':24}{'system':12}{'R1':>8}{'R2':>8}{'RL':>8}{'words':>8}")
    for task in TASKS:
        stories = list(read_stories(args.data / f"{task.file}.jsonl.xz", task.shuffled))
        for name, system in SYSTEMS.items():
            scores, words = [], 0
            for (documents, sentences), references in stories:
                texts = system(documents, sentences, task.budget)
                words += _words(texts)
                scores.append(score_rouge("\n".join(texts), references, task.language, task.reduction))
            r1, r2, rl = (
                100 * sum(getattr(s, kind) for s in scores) / len(scores) for kind in ("rouge1", "rouge2", "rouge_l")
            )
            print(f"{task.name:24}{name:12}{r1:8.2f}{r2:8.2f}{rl:8.2f}{words / len(stories):8.0f}", flush=True)


if __name__ == "__main__":
    main()
