"""Summaries: the embedded default and any other systems on one set, row by row, with a paired bootstrap.

Rows of JSON, one a line, plain or xz-compressed: {"documents": [...], "references": [...]}, or "summary" for a
single reference.  A system's file has a line for each: {"summary": "..."}, or {"points": [...]} with texts or
with points as a digest in JSON writes them, so that the output of `summarize batch` is such a file.
Not here: the measures themselves (`rouge`, `overlap`, `citations`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from summarize.errors import Code, InputError
from summarize.evaluation.bootstrap import RESAMPLES, SEED
from summarize.evaluation.citations import CitedPoint, score_citations
from summarize.evaluation.files import are_texts, bad_row, fingerprint, parse_records, read_data
from summarize.evaluation.measures import Item, Measure, Report, Section, measure_mean
from summarize.evaluation.overlap import score_overlap
from summarize.evaluation.rouge import name_rouge, score_rouge
from summarize.options import Options
from summarize.summarizer import Summarizer
from summarize.text.cleaning import clean_document
from summarize.text.sentences import split_sentences
from summarize.types import Document
from summarize.version import VERSION

OURS = "summarize"
"""The embedded default, always the first system: the others are compared with it."""

Points = tuple[CitedPoint, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """Documents and the summaries that people wrote of them."""

    documents: tuple[str, ...]
    references: tuple[str, ...]


def evaluate_summaries(path: Path, systems: Mapping[str, Path], options: Options) -> Report:
    """Score the embedded default under `options`, and the files of other systems by name.

    Raises:
        InputError: When a file cannot be read, a row does not fit, or files differ in length.
        UsageError: When the extra is not installed.
    """
    data = read_data(path)
    stories = [_parse_story(record, number, path.name) for number, record in parse_records(data, path.name)]
    others = {}
    origins = [f"rows:{len(stories)}|file:{fingerprint(data)}"]
    for name, file in systems.items():
        written = read_data(file)
        others[name] = [
            _parse_points(record, number, file.name) for number, record in parse_records(written, file.name)
        ]
        if len(others[name]) != len(stories):
            counts = f"{len(others[name]):,} rows, {path.name} has {len(stories):,}"
            raise InputError(Code.BAD_RECORD, f"{file.name}: {counts}; write one summary a line, in the same order")
        origins.append(f"{name}:{fingerprint(written)}")
    signature = _write_signature(options, origins)
    return measure_summaries(stories, {OURS: _summarize(stories, options), **others}, signature)


def measure_summaries(stories: Sequence[Story], summaries: Mapping[str, Sequence[Points]], signature: str) -> Report:
    """Measure systems by name on the same stories; the first is the one that others are compared with."""
    languages = [clean_document(Document(max(story.documents, key=len))).language for story in stories]
    rows = {
        system: [score_summary(*row) for row in zip(points, stories, languages, strict=True)]
        for system, points in summaries.items()
    }
    first, *rest = rows
    others = []
    for system in rest:
        pairs = list(zip(rows[system], rows[first], strict=True))
        differences = [{name: value - theirs[name] for name, value in own.items()} for own, theirs in pairs]
        others += [Section(system, _measure(rows[system])), Section(system, _measure(differences), against=first)]
    items = (Item(number + 1, system, rows[system][number]) for number in range(len(stories)) for system in rows)
    return Report(_measure(rows[first]), (), signature, "summaries", (), first, tuple(others), tuple(items))


def score_summary(points: Points, story: Story, language: str) -> dict[str, float]:
    """All figures of one summary by name; the best reference counts."""
    text = "\n".join(point.text for point in points)
    rouge = score_rouge(text, story.references, language)
    return {
        "ROUGE-1": rouge.rouge1,
        "ROUGE-2": rouge.rouge2,
        "ROUGE-L": rouge.rouge_l,
        **score_overlap(text, story.documents),
        **score_citations(points, story.documents),
    }


def _measure(rows: Sequence[Mapping[str, float]]) -> tuple[Measure, ...]:
    """The means of those figures that any row has."""
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    return tuple(measure_mean(name, values) for name, values in columns.items() if not np.isnan(values).all())


def _summarize(stories: Sequence[Story], options: Options) -> list[Points]:
    summarizer = Summarizer(options)
    summaries: list[Points] = []
    for story in stories:
        try:
            digest = summarizer.digest([Document(text) for text in story.documents])
        except InputError:  # documents without a sentence have no summary, and score as one without words
            summaries.append(())
            continue
        summaries.append(tuple(CitedPoint(p.text, tuple(e.quote for e in p.evidence)) for p in digest.points))
    return summaries


def _write_signature(options: Options, origins: Sequence[str]) -> str:
    budget = f"words:{options.words}" if options.words else f"points:{options.points}"
    resampling = f"resamples:{RESAMPLES}|seed:{SEED}"
    return "|".join([f"summarize:{VERSION}|task:summaries", budget, name_rouge(), resampling, *origins])


def _parse_story(record: dict[str, Any], number: int, name: str) -> Story:
    documents: Any = record.get("documents")
    references: Any = record.get("references") or [record.get("summary")]
    if not are_texts(documents):
        raise bad_row(name, number, "documents must be a list of texts, at least one of them not empty")
    if not are_texts(references):
        raise bad_row(name, number, "references must be a list of texts, or summary a text")
    return Story(tuple(documents), tuple(references))


def _parse_points(record: dict[str, Any], number: int, name: str) -> Points:
    if record.get("status") == "error":  # a row of `summarize batch` that gave no digest
        return ()
    if isinstance(record.get("summary"), str):
        written = Document(record["summary"])
        return tuple(CitedPoint(sentence.text) for sentence in split_sentences(written))
    points = record.get("points")
    if not isinstance(points, list):
        raise bad_row(name, number, "a row has a summary (a text) or points (a list)")
    return tuple(_parse_point(point, number, name) for point in points)


def _parse_point(point: Any, number: int, name: str) -> CitedPoint:
    if isinstance(point, str):
        return CitedPoint(point)
    try:
        text, quotes = point["text"], [evidence["quote"] for evidence in point.get("evidence", [])]
    except (TypeError, KeyError, AttributeError):
        text, quotes = None, []
    if not isinstance(text, str) or not all(isinstance(quote, str) for quote in quotes):
        raise bad_row(name, number, "a point is a text, or has a text and evidence with quotes")
    return CitedPoint(text, tuple(quotes))
