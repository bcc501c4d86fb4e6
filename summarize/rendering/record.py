"""JSON: the stable record of a digest, `summarize/1`, for programs.

Strings are exact, so that `text[start:end] == quote` holds; characters that a terminal could act on
are written as JSON escapes. Not here: records of a batch, which is a room of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from summarize.types import (
    Caution,
    Change,
    Digest,
    Disagreement,
    Document,
    Event,
    Evidence,
    Failure,
    Flag,
    KeyPoint,
    Timing,
    TranslatedDocument,
    TranslatedUnit,
    Translation,
)
from summarize.version import SCHEMA

PAIRS_SCHEMA = "summarize-translation/1"
SCORE_DIGITS = 4
SECONDS_DIGITS = 3

Json = str | int | float | None | list["Json"] | dict[str, "Json"]

# Delete and C1 controls, line separators, bidirectional overrides: `json` leaves them as they are.
_ACTIVE = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
# Half a character; no UTF-8 file can hold it, and the replacement keeps all offsets.
_SURROGATE = re.compile("[\ud800-\udfff]")


def write_record(
    digest: Digest,
    *,
    include_text: bool = False,
    include_timings: bool = False,
    include_changes: bool = False,
    indent: int | None = 2,
) -> str:
    """The digest as one JSON object that ends in a newline; same digest, same bytes.

    Args:
        digest: What to write.
        include_text: Add the cleaned text that the offsets count in to every document.
        include_timings: Add seconds by stage; they differ from run to run.
        include_changes: Add "changes" even where there are none, for a digest that was compared with an earlier one.
        indent: Spaces a level, or None for a single line.
    """
    record = record_digest(digest, include_text, include_changes or bool(digest.changes))
    if include_timings:
        record["timings"] = _record_timings(digest.timings)
    return _write_json(record, indent)


def write_pairs_record(document: TranslatedDocument) -> str:
    """The units of a document with their translations as one JSON object that ends in a newline."""
    record: dict[str, Json] = {
        "schema": PAIRS_SCHEMA,
        "source": document.name,
        "language": document.source_language,
        "to": document.language,
        "direction": document.direction,
        "model": document.model,
        "rungs": dict(document.rungs),
        "paragraphs": [_record_units(units) for units in document.paragraphs],
    }
    return _write_json(record, 2)


def _write_json(record: dict[str, Json], indent: int | None) -> str:
    return encode_record(record, indent)


def encode_record(record: Json, indent: int | None = None) -> str:
    """A JSON value in text that ends in a newline, and that every terminal and file can take.

    Raises:
        ValueError: When it holds a number that JSON has no sign for.
    """
    written = json.dumps(record, ensure_ascii=False, allow_nan=False, indent=indent)
    written = _ACTIVE.sub(lambda match: f"\\u{ord(match[0]):04x}", written)
    return _SURROGATE.sub("\ufffd", written) + "\n"


def record_digest(digest: Digest, include_text: bool = False, include_changes: bool = False) -> dict[str, Json]:
    """The digest as a JSON object, as `write_record` writes it."""
    counted = zip(digest.documents, digest.sentence_counts, strict=True)
    changes: dict[str, Json] = {"changes": [_record_change(change) for change in digest.changes]}
    return {
        "schema": SCHEMA,
        "title": digest.title,
        "language": digest.language,
        "points": [_record_point(point) for point in digest.points],
        "disagreements": [_record_disagreement(item) for item in digest.disagreements],
        "updates": [_record_disagreement(item) for item in digest.updates],
        "timeline": [_record_event(event) for event in digest.timeline],
        **(changes if include_changes else {}),
        "translations": {item.language: _record_translation(item) for item in digest.translations},
        "documents": [_record_document(document, count, include_text) for document, count in counted],
        "warnings": [
            *_record_cautions(digest.warnings),
            *_record_failures(digest.failures),
        ],
        "signature": digest.signature,
    }


def _record_point(point: KeyPoint) -> Json:
    return {
        "text": point.text,
        "support": point.support,
        "score": round(point.score, SCORE_DIGITS),
        "sources": point.sources,
        "languages": list(point.languages),
        "evidence": _record_evidence(point.evidence),
        "flags": _record_flags(point.flags),
    }


def _record_disagreement(item: Disagreement) -> Json:
    values: list[Json] = [{"value": value.value, "evidence": _record_evidence(value.evidence)} for value in item.values]
    return {"about": item.about, "values": values}


def _record_event(event: Event) -> Json:
    return {"date": event.date, "text": event.text, "evidence": _record_evidence(event.evidence)}


def _record_change(change: Change) -> Json:
    return {
        "kind": change.kind,
        "text": change.text,
        "before": change.before,
        "evidence": _record_evidence(change.evidence),
    }


def _record_translation(translation: Translation) -> Json:
    return {
        "direction": translation.direction,
        "title": translation.title,
        "model": translation.model,
        **_record_ladder(translation),
        "points": [
            {"text": point.text, "flags": _record_flags(point.flags), **_record_pairs(point.units)}
            for point in translation.points
        ],
    }


def _record_units(units: Iterable[TranslatedUnit]) -> list[Json]:
    return [{"source": u.source, "text": u.text, "rung": u.rung, "flags": _record_flags(u.flags)} for u in units]


def _record_pairs(units: Sequence[TranslatedUnit]) -> dict[str, Json]:
    """A point unit by unit, where a model translated it."""
    return {"units": _record_units(units)} if units else {}


def _record_ladder(translation: Translation) -> dict[str, Json]:
    """How many sentences each rung gave, and how far two models agree, where that is known."""
    record: dict[str, Json] = {"rungs": dict(translation.rungs)} if translation.rungs else {}
    if translation.agreement is not None:
        record["agreement"] = round(translation.agreement, SCORE_DIGITS)
    return record


def _record_document(document: Document, sentences: int, include_text: bool) -> Json:
    record: dict[str, Json] = {
        "id": document.id,
        "title": document.title,
        "source": document.source,
        "language": document.language,
        "characters": len(document.text),
        "sentences": sentences,
        "duplicate_of": document.duplicate_of,
        "removed": [{"reason": item.reason, "text": item.text} for item in document.removed],
        "warnings": _record_cautions(document.cautions),
    }
    return record | {"text": document.text} if include_text else record


def _record_evidence(evidence: Iterable[Evidence]) -> list[Json]:
    return [{"document": e.document, "start": e.start, "end": e.end, "quote": e.quote} for e in evidence]


def _record_flags(flags: Iterable[Flag]) -> list[Json]:
    return [{"check": flag.check, "detail": flag.detail} for flag in flags]


def _record_cautions(cautions: Iterable[Caution]) -> list[Json]:
    return [{"code": item.code, "message": item.message} for item in cautions]


def _record_failures(failures: Iterable[Failure]) -> list[Json]:
    return [{"code": item.code, "message": item.message, "source": item.source} for item in failures]


def _record_timings(timings: Iterable[Timing]) -> Json:
    seconds: dict[str, float] = {}
    for timing in timings:
        seconds[timing.stage] = seconds.get(timing.stage, 0.0) + timing.seconds
    return {stage: round(total, SECONDS_DIGITS) for stage, total in seconds.items()}
