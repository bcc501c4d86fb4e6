"""Key points written by a sequence-to-sequence model, each from its own small set of evidence.

Select, then generate per cluster: the chosen sentence, what other documents say about the same
thing, and its neighbours, as far as the model's window allows.  Nothing is cut inside: a
sentence that does not fit stays out of the cluster whole.  The ladder is generate → measure →
generate again from the chosen sentence alone → the sentence itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from summarize.condensation.extractive import draft_extracts
from summarize.condensation.quality import find_defect, keep_complete
from summarize.models.protocols import Generation, Generator
from summarize.text.terms import TermTable
from summarize.types import Caution, Document, Draft, Scored, Sentence

MOST_EVIDENCE = 8
"""Sentences in a cluster; 3–8 keep a point's claims small enough to check (methods notes, §5)."""

RELATED = 0.15
"""Cosine from which a sentence joins a cluster."""

POINT_TOKENS = 72
"""A point of about 30 English words, in the most wasteful of the tokenizers."""


@dataclass(frozen=True, slots=True)
class Generated:
    """Drafts in the order of the chosen sentences, and what had to fall back."""

    drafts: tuple[Draft, ...]
    cautions: tuple[Caution, ...]


def draft_generated(
    chosen: Sequence[Scored], table: TermTable, documents: Sequence[Document], generator: Generator
) -> Generated:
    """One draft a chosen sentence, generated from the evidence around it."""
    clusters = [_gather(scored, table, documents, generator) for scored in chosen]
    writings = _generate_all(clusters, generator)
    short = [i for i, written in enumerate(writings) if not written.text and len(clusters[i]) > 1]
    seeds = [[chosen[i].sentence] for i in short]
    for i, written in zip(short, _generate_all(seeds, generator), strict=True):
        writings[i] = written
        clusters[i] = [chosen[i].sentence]
    extracts = draft_extracts(chosen, documents)
    drafts = [
        Draft(written.text, _basis(cluster, written), scored.score) if written.text else extract
        for written, cluster, scored, extract in zip(writings, clusters, chosen, extracts, strict=True)
    ]
    fallen = sum(not written.text for written in writings)
    caution = Caution("GENERATION", f"{fallen} of {len(writings)} points are source sentences: generation failed")
    return Generated(tuple(drafts), (caution,) if fallen else ())


def _gather(scored: Scored, table: TermTable, documents: Sequence[Document], generator: Generator) -> list[Sentence]:
    """The chosen sentence and its closest relations in its language, in order; [] if it alone is too long."""
    if generator.count_tokens([scored.sentence.text]) > generator.window:
        return []
    rows = {(s.document, s.start): row for row, s in enumerate(table.sentences)}
    seed = rows[scored.sentence.document, scored.sentence.start]
    languages = [d.language for d in documents]
    similarity = np.asarray((table.weights @ table.weights[[seed]].T).toarray()).ravel()
    order = [row for row in np.argsort(-similarity, kind="stable").tolist() if similarity[row] >= RELATED]
    cluster = [seed]
    for row in order:
        same_language = languages[table.document[row]] == languages[table.document[seed]]
        if row == seed or not same_language or len(cluster) >= MOST_EVIDENCE:
            continue
        grown = sorted([*cluster, row])
        if generator.count_tokens(_passages([table.sentences[r] for r in grown])) <= generator.window:
            cluster = grown
    return [table.sentences[row] for row in cluster]


def _passages(cluster: Sequence[Sentence]) -> list[str]:
    """The text of each document's part of a cluster, in order."""
    by_document: dict[str, list[str]] = {}
    for sentence in cluster:
        by_document.setdefault(sentence.document, []).append(sentence.text)
    return [" ".join(texts) for texts in by_document.values()]


def _basis(cluster: Sequence[Sentence], written: Generation) -> tuple[Sentence, ...]:
    """The sentences of a cluster that a generator cites; all of it where it cites none."""
    cited = [s for s in cluster if any(s.text in quote or quote in s.text for quote in written.cited)]
    return tuple(cited or cluster)


def _generate_all(clusters: Sequence[Sequence[Sentence]], generator: Generator) -> list[Generation]:
    """One generation a cluster, its text "" where the model gave none that can be used."""
    filled = [i for i, cluster in enumerate(clusters) if cluster]
    writings = [Generation("")] * len(clusters)
    if not filled:
        return writings
    generations = generator.generate([_passages(clusters[i]) for i in filled], max_tokens=POINT_TOKENS)
    for i, generation in zip(filled, generations, strict=True):
        text = "" if find_defect(generation) else keep_complete(generation)
        writings[i] = replace(generation, text=text)
    return writings
