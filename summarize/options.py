"""What a user may choose, validated once, here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from summarize.errors import Code, UsageError

Style = Literal["points", "paragraph", "headline"]
Engine = Literal["auto", "transformers", "ctranslate2"]
Device = Literal["auto", "cpu", "cuda"]

STYLES: tuple[Style, ...] = ("points", "paragraph", "headline")
ENGINES: tuple[Engine, ...] = ("auto", "transformers", "ctranslate2")
DEVICES: tuple[Device, ...] = ("auto", "cpu", "cuda")
MOST_POINTS = 100
MOST_WORDS = 20_000
LONGEST_QUERY = 500

_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Options:
    """All that decides a digest besides its sources.

    Attributes:
        points: How many key points (1–100).
        words: A budget of words instead of a number of points, or None.
        style: A list of points, one paragraph, or a single headline.
        query: What the reader wants to know; points that answer it come first.
        to: Languages to translate the points into (two- or three-letter codes).
        source_language: Language of the sources; "" means detected per document.
        model: A summarizer: the name of a model or profile, a folder, or a served chat model; "" means the
            user's choice (`summarize models get PROFILE`), without one extractive, as "embedded" always does.
        translator: A translator: the name of a model or profile, or a folder; "" means the default for the pair.
        verifier: An entailment model's name or folder that joins in judging points; "" means none.
        glossary: A file with wanted translations of terms (CSV or TBX), or "".
        names: A file with the spelling of names, read and added to, or "".
        memory: A file of earlier translations (SQLite), read and added to, or "".
        prompts: A folder with templates for chat models that go before the package's own.
        native_digits: Write the numbers of a translation in its language's own digits, as in ١٢ for Arabic.
        engine: What runs the models; "auto" is the fastest here.
        device: Where they run.
        offline: Never open a socket.
        accept_non_commercial: Use models whose licence forbids commercial use.

    Raises:
        UsageError: When a value is out of range, naming the range.
    """

    points: int = 5
    words: int | None = None
    style: Style = "points"
    query: str = ""
    to: tuple[str, ...] = ()
    source_language: str = ""
    model: str = ""
    translator: str = ""
    verifier: str = ""
    glossary: str = ""
    names: str = ""
    memory: str = ""
    prompts: str = ""
    native_digits: bool = False
    engine: Engine = "auto"
    device: Device = "auto"
    offline: bool = False
    accept_non_commercial: bool = False

    def __post_init__(self) -> None:
        _check_count("points", self.points, MOST_POINTS)
        if self.words is not None:
            _check_count("words", self.words, MOST_WORDS)
        _check_choice("style", self.style, STYLES)
        _check_choice("engine", self.engine, ENGINES)
        _check_choice("device", self.device, DEVICES)
        if len(self.query) > LONGEST_QUERY:
            raise _bad(f"query has {len(self.query)} characters; at most {LONGEST_QUERY} are used")
        for language in (*self.to, *filter(None, [self.source_language])):
            if not _LANGUAGE.fullmatch(language):
                raise _bad(f"{language[:20]!r} is not a language code; write one like en, ar or fr")


def _check_count(name: str, value: object, most: int) -> None:
    if type(value) is not int or not 1 <= value <= most:
        raise _bad(f"{name} must be a whole number from 1 to {most}, not {str(value)[:20]!r}")


def _check_choice(name: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise _bad(f"{name} must be one of {', '.join(choices)}, not {str(value)[:20]!r}")


def _bad(message: str) -> UsageError:
    return UsageError(Code.BAD_OPTION, message)
