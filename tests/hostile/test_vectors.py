from __future__ import annotations

import time

import pytest

from bench.addresses import PUBLIC, Tripwire, address_vectors
from bench.vectors import HIDDEN, MARK, file_vectors, outcome
from summarize.errors import InputError
from summarize.limits import LIMITS
from summarize.sources.fetching.fetcher import GuardedFetcher
from summarize.sources.locators import Source
from summarize.sources.reading import read_sources
from summarize.types import Caution, Document, Failure, Reading

HEAVY = {"zeros.pdf", "operators.pdf", "pages.pdf", "long.docx", "many.docx", "part.docx"}
"""Made or refused in seconds rather than milliseconds; `python -m bench.hostile` tries them too."""

VECTORS = [vector for vector in file_vectors() if vector.name not in HEAVY]
ADDRESSES = list(address_vectors())


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{vector.row}-{vector.name}")
def test_every_hostile_file_ends_in_text_or_one_clear_line(vector):
    started = time.monotonic()
    reading = read_sources([Source.from_bytes(vector.name, vector.make())])
    assert outcome(reading) in vector.right
    assert time.monotonic() - started < 10
    for failure in reading.failures:
        line = f"{failure.source}: {failure.message}"
        assert line.isprintable()
        assert len(line) < 400
        assert MARK not in line
        assert HIDDEN not in line


def test_the_outcomes_tell_good_from_bad():
    assert outcome(Reading((Document(f"a {MARK}"),))) == "TEXT"
    assert outcome(Reading((Document("a"),))) == "SILENT"
    assert outcome(Reading((Document(f"a {MARK} {HIDDEN}"),))) == "HIDDEN"
    assert outcome(Reading((Document("a", cautions=(Caution("A", "b"),)),))) == "CAUTION"
    assert outcome(Reading((), (Failure("a", "EMPTY", "b"),))) == "EMPTY"
    assert outcome(Reading(())) == "SILENT"


def test_there_are_two_hundred_forms_of_addresses():
    assert len(ADDRESSES) >= 200


@pytest.mark.parametrize(("row", "url"), ADDRESSES, ids=lambda value: ascii(value)[:60])
def test_no_form_of_an_address_reaches_what_is_not_public(row, url):
    wire = Tripwire()
    with pytest.raises(InputError) as raised:
        GuardedFetcher(LIMITS, wire.resolve, wire).fetch(url)
    assert raised.value.code in {"BLOCKED", "BAD_URL", "FETCH_DNS", "TOO_MANY_REDIRECTS"}
    assert wire.reached == []
    assert "127.0" not in raised.value.message
    assert "169.254" not in raised.value.message


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example",
        "http://news.example/",
        "https://news.example/a/b.html",
        "https://news.example:443/a",
        "http://news.example:80/a",
        "http://news.example:8080/a",
        "https://news.example:8443/a",
        "https://NEWS.Example/a",
        "https://news.example./a",
        "https://news.example/a?b=c&d=%20e",
        "https://news.example/a#part",
        "https://news.example/%D8%AE%D8%A8%D8%B1",
        "https://news.example/خبر",
        "https://أخبار.example/a",
        "https://xn--mgbaa9a.example/a",
        "https://bücher.example/a",
        "https://a.b.c.d.news.example/a",
        "https://2020.news.example/a",
        f"http://{PUBLIC}/a",
        "https://[2606:2800:220:1:248:1893:25c8:1946]/a",
        "https://news.example/a@b",
        "https://news.example/?u=http://127.0.0.1/",
    ],
)
def test_legitimate_addresses_are_fetched(url):
    wire = Tripwire()
    assert GuardedFetcher(LIMITS, wire.resolve, wire).fetch(url).content == b"page"
    assert wire.asked == 1
