"""The JSON record, key by key."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from summarize.rendering.record import write_record

KILLED = {"document": "a", "start": 0, "end": 36, "quote": "Floods killed 14 people in Tarnholm."}
COUNTED = {"document": "b", "start": 0, "end": 29, "quote": "The town hall counts 11 dead."}
LEVEL = {"document": "a", "start": 37, "end": 67, "quote": "The river stood at 7.8 metres."}


def test_the_record_holds_what_the_schema_says(flood, translation):
    record = json.loads(write_record(replace(flood, translations=(translation,))))
    assert record == {
        "schema": "summarize/1",
        "title": "Flood in Tarnholm",
        "language": "en",
        "points": [
            {
                "text": "Floods killed 14 people.",
                "support": "supported",
                "score": 0.9877,
                "sources": 2,
                "languages": [],
                "evidence": [KILLED, COUNTED],
                "flags": [],
            },
            {
                "text": "The river rose to 8 metres.",
                "support": "partial",
                "score": 0.5,
                "sources": 1,
                "languages": [],
                "evidence": [LEVEL],
                "flags": [{"check": "number", "detail": "8 is not quoted"}],
            },
        ],
        "disagreements": [
            {
                "about": "dead",
                "values": [{"value": "14", "evidence": [KILLED]}, {"value": "11", "evidence": [COUNTED]}],
            }
        ],
        "updates": [
            {
                "about": "missing",
                "values": [{"value": "3", "evidence": [COUNTED]}, {"value": "12", "evidence": [KILLED]}],
            }
        ],
        "timeline": [{"date": "2026-11-16", "text": "The bank broke.", "evidence": [COUNTED]}],
        "translations": {
            "ar": {
                "direction": "rtl",
                "title": "فيضان في تارنهولم",
                "model": "tiny",
                "points": [
                    {"text": "لقي 14 شخصاً حتفهم في Tarnholm.", "flags": []},
                    {"text": "بلغ النهر 8 أمتار.", "flags": [{"check": "name", "detail": "النهر"}]},
                ],
            }
        },
        "documents": [
            {
                "id": "a",
                "title": "River bursts",
                "source": "Northbridge Wire",
                "language": "en",
                "characters": 67,
                "sentences": 2,
                "duplicate_of": None,
                "removed": [{"reason": "repeated title", "text": "River bursts"}],
                "warnings": [],
            },
            {
                "id": "b",
                "title": "Losses",
                "source": "Courier",
                "language": "en",
                "characters": 29,
                "sentences": 1,
                "duplicate_of": None,
                "removed": [],
                "warnings": [{"code": "TRUNCATED", "message": "cut short"}],
            },
        ],
        "warnings": [
            {"code": "LOW_CONTENT", "message": "few sources"},
            {"code": "NO_TEXT", "message": "no text found", "source": "scan.pdf"},
        ],
        "signature": "summarize:0.1.0|points:2",
    }


def test_keys_keep_their_order(flood, translation):
    record = json.loads(write_record(replace(flood, translations=(translation,)), include_timings=True))
    assert list(record) == [
        *("schema", "title", "language", "points", "disagreements", "updates", "timeline", "translations", "documents"),
        *("warnings", "signature", "timings"),
    ]
    assert list(record["points"][0]) == ["text", "support", "score", "sources", "languages", "evidence", "flags"]


def test_quotes_stand_at_their_offsets_in_the_text(flood):
    record = json.loads(write_record(flood, include_text=True))
    texts = {document["id"]: document["text"] for document in record["documents"]}
    for point in record["points"]:
        for piece in point["evidence"]:
            assert texts[piece["document"]][piece["start"] : piece["end"]] == piece["quote"]


def test_timings_are_left_out_unless_asked_for(flood):
    assert write_record(flood) == write_record(replace(flood, timings=()))
    timed = json.loads(write_record(flood, include_timings=True))
    # 0.01234 s and 0.001 s were both spent on reading: 0.01334 s, to the millisecond.
    assert timed["timings"] == {"read": 0.013, "select": 0.5}


def test_the_file_is_readable_and_ends_in_one_newline(strike):
    written = write_record(strike)
    assert "إضراب في الميناء" in written
    assert written.startswith('{\n  "schema": "summarize/1",\n')
    assert written.endswith("\n}\n")
    assert write_record(strike, indent=None).count("\n") == 1


@given(st.text(max_size=60))
def test_any_text_comes_back_exactly_and_holds_no_active_character(fill_digest, text):
    written = write_record(fill_digest(text), include_text=True)
    assert not set(written) & {*map(chr, (*range(32), *range(0x7F, 0xA0))), "\u202e", "\u2066", "\u2028"} - {"\n"}
    record = json.loads(written)
    assert record["title"] == record["signature"] == record["points"][0]["text"] == text
    assert record["documents"][0]["text"] == record["points"][0]["evidence"][0]["quote"] == text
    assert record["documents"][0]["removed"] == [{"reason": text, "text": text}]
    assert record["warnings"][1] == {"code": "NO_TEXT", "message": text, "source": text}


def test_half_a_character_is_replaced_in_place(fill_digest):
    written = write_record(fill_digest("a\ud83db\udc00"))
    written.encode()
    assert json.loads(written)["title"] == "a\ufffdb\ufffd"
