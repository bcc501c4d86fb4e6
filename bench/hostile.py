"""Hostile files and addresses through the real entrance, beside the list of what must become of each.

    python -m bench.hostile LIST.jsonl

LIST has one JSON object a line, {"id", "entry", "input", "expect"}. Prints a row for each vector: what
became of it, the time it took, and whether that is right; then how many rows of the list were tried here
(the others concern models, the web page, the terminal or batches, whose own tests try them).
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path

from bench.addresses import Tripwire, address_vectors
from bench.vectors import file_vectors, outcome
from summarize.errors import InputError
from summarize.limits import LIMITS
from summarize.sources.fetching.fetcher import GuardedFetcher
from summarize.sources.locators import Source
from summarize.sources.reading import read_sources

SLOW = 10.0
"""Seconds after which even a right outcome is counted as wrong."""


def main() -> int:
    """Print the table; return 1 when anything is wrong."""
    expected = {row["id"]: row for row in map(json.loads, Path(sys.argv[1]).read_text("utf-8").splitlines())}
    results: Counter[bool] = Counter()
    tried: set[str] = set()
    for vector in file_vectors():
        source = Source.from_bytes(vector.name, vector.make())
        started = time.monotonic()
        found = outcome(read_sources([source]))
        seconds = time.monotonic() - started
        right = found in vector.right and seconds < SLOW
        results[right] += 1
        tried.add(vector.row)
        print(f"{'ok   ' if right else 'WRONG'} {vector.row} {vector.name:22} {found:15} {seconds:6.2f} s")
    wire = Tripwire()
    for row, url in address_vectors():
        fetcher = GuardedFetcher(LIMITS, wire.resolve, wire)
        try:
            fetcher.fetch(url)
            found = "FETCHED"
        except InputError as error:
            found = error.code
        right = found in {"BLOCKED", "BAD_URL", "FETCH_DNS", "TOO_MANY_REDIRECTS"} and not wire.reached
        results[right] += 1
        tried.add(row)
        if not right:
            print(f"WRONG {row} {ascii(url)[:60]} {found} {wire.reached}")
    print(
        f"{results[True]} right, {results[False]} wrong; {wire.asked} requests, {len(wire.reached)} of them forbidden"
    )
    rows = Counter(row[0] for row in tried & set(expected))
    print(f"{rows.total()} of the {len(expected)} rows of the list were tried here: {dict(sorted(rows.items()))}")
    return 1 if results[False] else 0


if __name__ == "__main__":
    sys.exit(main())
