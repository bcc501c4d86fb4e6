"""How well likeness by sound tells a name's spelling in another script from other words.

    python -m bench.names NAMES.en-ar.tsv.xz

The file has a heading and the columns source, en, ar; pairs of one source are split in two by a fixed
seed: figures that were tuned on the first half are to be read off the second.
"""

from __future__ import annotations

import csv
import lzma
import random
import sys
from collections.abc import Sequence

from summarize.translation.terms.transliteration import is_sure, likeness, transliterate

MOST = 3_000
"""Pairs of each half that are looked at."""


def read_pairs(path: str) -> dict[str, list[tuple[str, str]]]:
    """The (English, Arabic) pairs of each source."""
    with lzma.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    pairs: dict[str, list[tuple[str, str]]] = {}
    for source, name, spelling in rows:
        pairs.setdefault(source, []).append((name, spelling))
    return pairs


def measure(pairs: Sequence[tuple[str, str]], draw: random.Random) -> tuple[float, float, float]:
    """Share of pairs that are taken for one name, of pairs put together by chance, and of rules that spell as given."""
    others = [spelling for _, spelling in pairs]
    draw.shuffle(others)
    told = sum(is_sure(name, likeness(name, spelling, "ar")) for name, spelling in pairs)
    mistaken = sum(is_sure(name, likeness(name, o, "ar")) for (name, _), o in zip(pairs, others, strict=True))
    spelled = sum(transliterate(name, "ar") == spelling for name, spelling in pairs)
    return told / len(pairs), mistaken / len(pairs), spelled / len(pairs)


def main() -> None:
    """Print a table."""
    draw = random.Random(5)
    print(f"{'source':24} {'half':7} {'pairs':>6} {'told':>7} {'by chance':>10} {'spelled alike':>14}")
    for source, pairs in sorted(read_pairs(sys.argv[1]).items()):
        draw.shuffle(pairs)
        middle = len(pairs) // 2
        for half, some in (("tuning", pairs[:middle][:MOST]), ("held out", pairs[middle:][:MOST])):
            told, mistaken, spelled = measure(some, draw)
            print(f"{source:24} {half:8} {len(some):>5} {told:>7.1%} {mistaken:>10.2%} {spelled:>14.1%}")


if __name__ == "__main__":
    main()
