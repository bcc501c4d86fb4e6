"""No text, however made, costs more than time in proportion to its length."""

from __future__ import annotations

import contextlib
import time

import pytest

from summarize.errors import InputError
from summarize.sources.blobs import Blob
from summarize.sources.characters import clean_characters
from summarize.sources.encoding import decode
from summarize.sources.formats.markdown import plain_from_markdown
from summarize.sources.formats.paragraphs import split_paragraphs
from summarize.sources.kinds import detect_kind
from summarize.sources.names import printable
from summarize.text.characters import normalize_characters
from summarize.text.cleaning import join_wrapped_lines
from summarize.text.dates import find_dates
from summarize.text.words import split_words

SIZE = 100_000
GROWTH = 2.5
MOST_SECONDS = 1.0
MEASURABLE = 0.1
UNITS = (
    "a", "a ", " ", "\n", ".", "(", "[", "*", "`", "“", "a!", "\u0301", "ا", "ـ", "1", "1,", "<", "<!--", "|", "> ",
    "\u200d", "1. ", "'", "/", "-", "A. ", "3 May ", "https://", "\\", "&#", "_a", "![](", "\u0660",
)  # fmt: skip
FUNCTIONS = {
    "normalize": normalize_characters,
    "clean characters": clean_characters,
    "wrapped lines": join_wrapped_lines,
    "words": split_words,
    "dates": lambda text: list(find_dates(text, "en")),
    "markdown": plain_from_markdown,
    "paragraphs": split_paragraphs,
    "name": printable,
    "decode": lambda text: decode(text.encode("utf-8", "surrogatepass")),
    "kind": lambda text: detect_kind(Blob("a", b"x " + text.encode("utf-8", "surrogatepass"))),
}


def seconds(function, text):
    started = time.process_time()
    with contextlib.suppress(InputError):
        function(text)
    return time.process_time() - started


def slow_on(function, units):
    """The units of which texts take too long, with the seconds of a text and of one twice as long."""
    seconds(function, "A first text loads what is loaded once.")
    slow = {}
    for unit in units:
        text = (unit * SIZE)[:SIZE]
        for _ in range(3):  # A busy machine may spoil one measurement, hardly three.
            once = seconds(function, text)
            # Below, what is measured is the clock.
            twice = seconds(function, text * 2) if once > MEASURABLE else 0.0
            if once < MOST_SECONDS and twice <= GROWTH * once:
                break
        else:
            slow[unit] = once, twice
    return slow


@pytest.mark.parametrize("name", FUNCTIONS)
def test_time_is_in_proportion_to_length(name):
    assert slow_on(FUNCTIONS[name], UNITS) == {}
