"""How many corrupted points the evidence checks flag, and how many true ones they leave alone.

    python -m bench.corruption DATA [--points 1000]

True points are source sentences (shortened as the product does) of `dev_cnndm` and `dev_multinews`.
Each corruption changes one thing of a true point: a number, a name, the polarity, or the speaker.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench.quality import read_stories
from summarize.condensation.condenser import condense
from summarize.evidence.verifier import verify_points
from summarize.selection.coverage import Budget
from summarize.selection.selector import select_sentences
from summarize.text.names import find_names
from summarize.text.quantities import find_quantities
from summarize.text.terms import TermTable, tabulate_terms
from summarize.types import Document, Draft, KeyPoint

Corruption = Callable[[str, Sequence[str], random.Random], str | None]
_COPULA = re.compile(r"\b(is|was|are|were|has|have|had|will|would|can|could|should)\b(?! not|n't)")
_SAYING = re.compile(r"\b(said|says|told|added|warned|claimed|announced)\b")


def swap_number(text: str, _: Sequence[str], draw: random.Random) -> str | None:
    """Another value in the place of one number."""
    numbers = [q for q in find_quantities(text, "en") if text[q.start].isdigit()]
    if not numbers:
        return None
    chosen = draw.choice(numbers)
    written = text[chosen.start : chosen.end]
    digit = draw.choice([i for i, c in enumerate(written) if c.isdigit()])
    other = draw.choice([d for d in "123456789" if d != written[digit]])
    return text[: chosen.start] + written[:digit] + other + written[digit + 1 :] + text[chosen.end :]


def swap_name(text: str, others: Sequence[str], draw: random.Random) -> str | None:
    """A name of another sentence of the story in the place of one name."""
    own = find_names(text, "en")
    strangers = [n for n in others if n not in text and not any(w in text for w in n.split())]
    if not own or not strangers:
        return None
    return text.replace(draw.choice(own), draw.choice(strangers), 1)


def flip_polarity(text: str, _: Sequence[str], draw: random.Random) -> str | None:
    """A "not" put in or taken out."""
    if " not " in text:
        return text.replace(" not ", " ", 1)
    matches = list(_COPULA.finditer(text))
    if not matches:
        return None
    chosen = draw.choice(matches)
    return f"{text[: chosen.end()]} not{text[chosen.end() :]}"


def swap_speaker(text: str, others: Sequence[str], draw: random.Random) -> str | None:
    """Another name of the story as the one who says it."""
    own = [n for n in find_names(text, "en") if re.search(rf"{re.escape(n)} {_SAYING.pattern}", text)]
    strangers = [n for n in others if " " in n and not any(w in text for w in n.split())]
    if not own or not strangers:
        return None
    return text.replace(draw.choice(own), draw.choice(strangers), 1)


CORRUPTIONS: dict[str, Corruption] = {
    "number": swap_number,
    "name": swap_name,
    "negation": flip_polarity,
    "speaker": swap_speaker,
}


def true_points(data: Path, per_story: int) -> Iterator[tuple[TermTable, list[Document], Draft, list[str]]]:
    """Extractive drafts of the development stories, with the names that the rest of their story holds."""
    for file in ("dev_cnndm", "dev_multinews"):
        for (documents, sentences), _ in read_stories(data / f"{file}.jsonl.xz", shuffled=False):
            if documents[0].language != "en" or not sentences:
                continue
            table = tabulate_terms(sentences, documents)
            chosen = select_sentences(table, documents, budget=Budget(per_story)).chosen
            names = [n for s in sentences for n in find_names(s.text, "en")]
            for draft in condense(chosen, table, documents, None).drafts:
                yield table, documents, draft, names


@dataclass
class Tally:
    """What was made and found so far, and what is worth reading."""

    show: int
    labels: Counter[str] = field(default_factory=Counter)
    false_alarms: Counter[str] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)

    def add_true(self, point: KeyPoint) -> None:
        """Count an uncorrupted point."""
        self.labels[point.support] += 1
        self.false_alarms.update(f.check for f in point.flags)
        if point.flags:
            self.print("false alarm", point.text, str(point.flags), point.evidence[0].quote)

    def add_corrupted(self, kind: str, text: str, points: Sequence[KeyPoint]) -> None:
        """Count a corrupted point: caught when it is flagged, not called supported, or was replaced."""
        self.made[kind] += 1
        if any(p.flags or p.support != "supported" or p.text != text for p in points):
            self.caught[kind] += 1
        else:
            self.print(kind, text)

    def print(self, kind: str, *lines: str) -> None:
        """Print the first few of each kind."""
        self.shown[kind] += 1
        if self.shown[kind] <= self.show:
            print(f"[{kind}]", *lines, sep="\n   ")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--points", type=int, default=1000)
    parser.add_argument("--show", type=int, default=0, help="misses and false alarms to print, per kind")
    args = parser.parse_args()
    draw, tally = random.Random(1), Tally(args.show)
    for table, documents, draft, names in true_points(args.data, 4):
        if sum(tally.labels.values()) < args.points:
            tally.add_true(verify_points([draft], table, documents).points[0])
        for kind, corrupt in CORRUPTIONS.items():
            text = corrupt(draft.text, names, draw)
            if text and text != draft.text and tally.made[kind] < args.points // len(CORRUPTIONS):
                corrupted = replace(draft, text=text)
                tally.add_corrupted(kind, text, verify_points([corrupted], table, documents).points)
    print(f"true points: {dict(tally.labels)}, flags on them: {dict(tally.false_alarms)}")
    for kind in CORRUPTIONS:
        made, caught = tally.made[kind], tally.caught[kind]
        print(f"{kind:10} {caught:4} of {made:4} flagged ({caught / max(1, made):.1%})")
    print(f"{'all':10} {sum(tally.caught.values()) / max(1, sum(tally.made.values())):.1%}")


if __name__ == "__main__":
    main()
