"""Digests to render: an English one with an Arabic translation, an Arabic one, and hostile ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from summarize.types import (
    Caution,
    Digest,
    DisagreeingValue,
    Disagreement,
    Document,
    Dropped,
    Event,
    Evidence,
    Failure,
    Flag,
    KeyPoint,
    Removal,
    Sentence,
    Timing,
    TranslatedPoint,
    Translation,
)

WIRE = "Floods killed 14 people in Tarnholm. The river stood at 7.8 metres."
COURIER = "The town hall counts 11 dead."


def quote(document: str, text: str, words: str) -> Evidence:
    start = text.index(words)
    return Evidence(document, start, start + len(words), words)


@pytest.fixture
def flood() -> Digest:
    """Two points, one of them doubtful, from two articles that disagree."""
    killed = quote("a", WIRE, "Floods killed 14 people in Tarnholm.")
    counted = quote("b", COURIER, COURIER)
    level = quote("a", WIRE, "The river stood at 7.8 metres.")
    return Digest(
        title="Flood in Tarnholm",
        language="en",
        points=(
            KeyPoint("Floods killed 14 people.", "supported", 0.987654, 2, (killed, counted)),
            KeyPoint("The river rose to 8 metres.", "partial", 0.5, 1, (level,), (Flag("number", "8 is not quoted"),)),
        ),
        documents=(
            Document(
                WIRE,
                "River bursts",
                "a",
                "Northbridge Wire",
                "2026-11-17",
                "en",
                removed=(Removal("repeated title", "River bursts"),),
            ),
            Document(COURIER, "Losses", "b", "Courier", "", "en", cautions=(Caution("TRUNCATED", "cut short"),)),
        ),
        sentence_counts=(2, 1),
        signature="summarize:0.1.0|points:2",
        disagreements=(Disagreement("dead", (DisagreeingValue("14", (killed,)), DisagreeingValue("11", (counted,)))),),
        updates=(Disagreement("missing", (DisagreeingValue("3", (counted,)), DisagreeingValue("12", (killed,)))),),
        timeline=(Event("2026-11-16", "The bank broke.", (counted,)),),
        failures=(Failure("scan.pdf", "NO_TEXT", "no text found"),),
        warnings=(Caution("LOW_CONTENT", "few sources"),),
        timings=(Timing("read", 0.01234), Timing("select", 0.5), Timing("read", 0.001)),
    )


@pytest.fixture
def translation() -> Translation:
    points = (
        TranslatedPoint("لقي 14 شخصاً حتفهم في Tarnholm."),
        TranslatedPoint("بلغ النهر 8 أمتار.", (Flag("name", "النهر"),)),
    )
    return Translation("ar", "rtl", "فيضان في تارنهولم", "tiny", points)


@pytest.fixture
def strike() -> Digest:
    """One Arabic point with a Latin name, a number and an address, translated into English."""
    text = "ارتفع عدد السفن قبالة Port Selwyn إلى 31 سفينة. التفاصيل على https://a.example/b?c=1"
    evidence = quote("a", text, "ارتفع عدد السفن قبالة Port Selwyn إلى 31 سفينة.")
    return Digest(
        title="إضراب في الميناء",
        language="ar",
        points=(KeyPoint(text, "supported", 1.0, 1, (evidence,)),),
        documents=(Document(text, "الميناء", "a", "وكالة الضفاف", "2026-11-13", "ar"),),
        sentence_counts=(2,),
        signature="",
        translations=(
            Translation("en", "ltr", "Port strike", "tiny", (TranslatedPoint("31 ships wait off Port Selwyn."),)),
        ),
    )


@pytest.fixture(scope="session")
def fill_digest() -> Callable[..., Digest]:
    """A function that makes a digest with one text in every field that a stranger can fill."""

    def fill(text: str, language: str = "en") -> Digest:
        evidence = Evidence("a", 0, len(text), text)
        flags = (Flag(text, text),)
        caution = Caution("LOW_CONTENT", text)
        document = Document(text, text, "a", text, text, language, None, (Removal(text, text),), (caution,))
        copy = Document(text, text, "b", text, text, text, duplicate_of="a")
        return Digest(
            title=text,
            language=language,
            points=(KeyPoint(text, "partial", 0.5, 1, (evidence,), flags),),
            documents=(document, copy),
            sentence_counts=(1, 1),
            signature=text,
            translations=(Translation("ar", "rtl", text, text, (TranslatedPoint(text, flags),)),),
            disagreements=(Disagreement(text, (DisagreeingValue(text, (evidence,)),)),),
            updates=(Disagreement(text, (DisagreeingValue(text, (evidence,)),)),),
            timeline=(Event(text, text, (evidence,)),),
            failures=(Failure(text, "NO_TEXT", text),),
            warnings=(caution,),
            dropped=(Dropped(Sentence("a", 0, 0, len(text), text), "budget", 0.1),),
        )

    return fill
