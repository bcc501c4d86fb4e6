"""Thousands of damaged copies of good files, and parsers that misbehave, through the pool of parsers.

    python -m bench.fuzz [--count 2000] [--format pdf] [--runs 100] [--seed 1]

Prints, per format, how the copies ended, the slowest, how this process grew and the memory of the largest
worker; then how the pool took each misbehaving parser. Nightly: --count 20000 with the day as the seed.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path

from bench.containers import make_page, make_part, make_stream, make_word, make_zip, paragraph, show
from bench.misbehaving import BEHAVIOURS
from bench.vectors import STORY
from summarize.limits import LIMITS
from summarize.sources.blobs import Blob
from summarize.sources.child.pool import ParserPool, parse_apart
from summarize.types import Reading

SLOW = 10.0
MOST_GROWN = 300
"""Megabytes by which this process may grow while it has thousands of files read."""
_TOKENS = (
    b"\x00", b"\xff" * 8, b"<!--", b"]]>", b"<![CDATA[", b"&#x110000;", b"endstream", b"endobj", b"<<", b"[" * 50,
    b"/Length -1", b"9" * 40, b"PK\x01\x02", b"\xed\xa0\x80", b"<div>" * 300, b'"', b"\\ud800", b"%PDF-", b"obj",
)  # fmt: skip


def good_files() -> dict[str, bytes]:
    """Return one sound file per format; "inner.docx" is the text of a Word file, to be packed by `wrap`."""
    page = f'<html lang="en"><head><title>Ferry</title></head><body><h1>Ferry</h1><article><p>{STORY * 3}</p>'
    page += f"<table><tr><td>Fare</td><td>4</td></tr></table><p>{STORY}</p></article></body></html>"
    notes = {"word/footnotes.xml": make_part("footnotes", f'<w:footnote w:id="2">{paragraph(STORY)}</w:footnote>')}
    entry = f"<item><title>Ferry</title><description>{STORY}</description><pubDate>Fri, 6 Mar 2026</pubDate></item>"
    return {
        "txt": (STORY * 5).encode(),
        "md": f"# Ferry\n\n{STORY}\n\n* one\n* **two**\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> {STORY}".encode(),
        "html": page.encode(),
        "pdf": make_page(make_stream(show(STORY * 3))),
        "docx": make_word(paragraph(STORY) * 4, notes),
        "inner.docx": make_part("document", f"<w:body>{paragraph(STORY) * 4}</w:body>"),
        "xml": f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{entry * 3}</channel></rss>'.encode(),
        "json": json.dumps([{"title": "Ferry", "text": f"<p>{STORY}</p>", "date": "2026-03-06"}] * 3).encode(),
        "zip": make_zip({"a.html": page.encode(), "b.txt": STORY.encode()}),
    }


def wrap(kind: str, content: bytes) -> Blob:
    """Return a file of the kind with that content."""
    if kind == "inner.docx":  # Damage to the container itself hardly ever lets anything reach the reader of XML.
        content = make_zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": content})
    return Blob(f"a.{kind}", content)


def mutate(content: bytes, draw: random.Random) -> bytes:
    """Return a copy with one to four kinds of damage."""
    damaged = bytearray(content)
    for _ in range(draw.randint(1, 4)):
        if not damaged:
            break
        start = draw.randrange(len(damaged))
        end = min(len(damaged), start + draw.choice((1, 4, 32, 256)))
        match draw.randrange(6):
            case 0:
                damaged[start] ^= 1 << draw.randrange(8)
            case 1:
                del damaged[start:end]
            case 2:
                damaged[start:start] = damaged[start:end] * draw.choice((1, 3, 50))
            case 3:
                del damaged[start:]
            case 4:
                damaged[start:end] = draw.randbytes(end - start)
            case _:
                damaged[start:start] = draw.choice(_TOKENS)
    return bytes(damaged)


def fuzz(kind: str, content: bytes, count: int, seed: int) -> bool:
    """Print how damaged copies ended; return whether all ended well."""
    draw = random.Random(f"{seed}{kind}")
    ends: Counter[str] = Counter()
    slowest = 0.0
    pool = ParserPool(1)
    parse = parse_apart if kind in {"txt", "md"} else pool.parse
    assert parse(wrap(kind, content), LIMITS).documents
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(count):
        blob = wrap(kind, mutate(content, draw))
        started = time.monotonic()
        reading = parse(blob, LIMITS)
        slowest = max(slowest, time.monotonic() - started)
        if reading == Reading(()) or any(not document.text.strip() for document in reading.documents):
            ends["SILENT"] += 1
        ends["TEXT" if reading.documents else reading.failures[0].code] += 1
    pool.close()
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - base) // 1024
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{kind:10} {count} copies, slowest {slowest:.2f} s, here +{grown} MB, largest worker {largest} MB so far")
    print(f"           {dict(ends.most_common())}", flush=True)
    return slowest < SLOW and not ends["SILENT"] and grown < MOST_GROWN


def misbehave(name: str, runs: int) -> bool:
    """Print how the pool took a misbehaving parser; return whether each run ended in one failure."""
    program = str(Path(__file__).with_name("misbehaving.py"))
    pool = ParserPool(1, (sys.executable, "-I", "-S", program, name))
    limits = replace(LIMITS, parse_seconds=0.3)
    ends = Counter(pool.parse(Blob("a.html", b"<p>a"), limits).failures[0].code for _ in range(runs))
    good = bool(parse_apart(Blob("good.html", good_files()["html"])).documents)
    print(f"{name:7} {runs} runs: {dict(ends)}; the next good file {'is read' if good else 'FAILS'}")
    return good and set(ends) <= {"TIMEOUT", "PARSER_CRASHED"}


def main() -> int:
    """Run what was asked for; return 1 when anything ended badly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", choices=list(good_files()))
    chosen = parser.parse_args()
    files = {kind: content for kind, content in good_files().items() if chosen.format in {None, kind}}
    jobs = [partial(fuzz, kind, content, chosen.count, chosen.seed) for kind, content in files.items()]
    if chosen.format is None:
        jobs += [partial(misbehave, name, chosen.runs) for name in BEHAVIOURS]
    results = [job() for job in jobs]
    print(f"{sum(results)} of {len(results)} went well")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
