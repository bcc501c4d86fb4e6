"""Batch runs: rows a second, processors, memory and journal, beside a plain loop and beside sumy's LexRank.

On a machine with other work, only rows per second of processor time can be compared.

python -m bench.batch 100000            rows; the text of each is made here
python -m bench.batch rows 100000 FILE  only write them
python -m bench.batch sumy FILE 500     LexRank over some rows, in an environment that has sumy
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from summarize.batch.journal import Disk

PLACES = (
    "Velm",
    "Tarnholm",
    "Ossery",
    "Lindmark",
    "Carrow",
    "Pelham Reach",
    "Marn",
    "Ulvik Ferry",
    "Dessen",
    "Hallow Bay",
)
BODIES = (
    "the council",
    "the harbour office",
    "the water company",
    "the school board",
    "the rail operator",
    "the union",
)
WORKS = (
    "the bridge",
    "the new clinic",
    "the old mill",
    "the tram line",
    "the market hall",
    "the sea wall",
    "the library",
)
DEEDS = ("will close", "may be moved", "was reopened", "is to be rebuilt", "cannot be saved", "has been sold")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
SHAPES = (
    "{Body} of {place} said on {day} that {work} {deed}, at a cost of {n} million crowns.",
    "About {n} people gathered in {place} on {day} to hear what {body} had decided about {work}.",
    "A survey of {n} households found that most of them do not expect {work} to last another winter.",
    "Engineers counted {n} cracks in {work}, twice as many as a year before, a report says.",
    '"We were told nothing," said a shopkeeper in {place}, who has sold bread beside {work} for {n} years.',
    "However, {body} had promised in spring that {work} would not be touched before the vote.",
    "The vote is planned for {day}, and {n} of the members have said that they are against it.",
    "In {place} the price of a ticket rose by {n} percent, which {body} explained with the cost of fuel.",
    "Neither {body} nor the ministry answered questions about {work} by {day}.",
)
SECONDS_BETWEEN_SAMPLES = 1.0
LOOP_ROWS = 300
SUMY_SENTENCES = 5


def make_rows(count: int, seed: int = 8) -> Iterator[dict[str, object]]:
    """Invented reports of 8 to 16 sentences, some in two paragraphs; the same for the same seed."""
    draw = random.Random(seed)
    for number in range(count):
        work, place, body = draw.choice(WORKS), draw.choice(PLACES), draw.choice(BODIES)
        told = [_tell(shape, draw, work, place, body) for shape in draw.choices(SHAPES, k=draw.randint(8, 16))]
        half = len(told) // 2
        text = " ".join(told[:half]) + "\n\n" + " ".join(told[half:])
        yield {"id": number, "title": f"{place} argues about {work}", "text": text}


def _tell(shape: str, draw: random.Random, work: str, place: str, body: str) -> str:
    words = {"work": work, "place": place, "body": body, "deed": draw.choice(DEEDS), "day": draw.choice(DAYS)}
    return shape.format(**words, Body=body[0].upper() + body[1:], n=draw.randint(2, 990))


def write_rows(count: int, path: Path) -> None:
    """The rows as JSON lines."""
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in make_rows(count))


class TimedDisk(Disk):
    """Adds up the seconds that the journal waits for the disk."""

    seconds = 0.0

    def write(self, file: int, data: bytes) -> int:
        """As the disk's own, timed."""
        began = time.perf_counter()
        try:
            return super().write(file, data)
        finally:
            self.seconds += time.perf_counter() - began

    def sync(self, file: int) -> None:
        """As the disk's own, timed."""
        began = time.perf_counter()
        super().sync(file)
        self.seconds += time.perf_counter() - began


class Sampler(threading.Thread):
    """Memory and processor time of this process and all below it, once a second."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.rows = 0
        self.samples: list[tuple[int, int]] = []
        self.processor = 0.0

    def run(self) -> None:
        """Sample until the program ends."""
        import psutil

        while True:
            own = psutil.Process()
            tree = [own, *own.children(recursive=True)]
            times = [process.cpu_times() for process in tree]
            self.processor = sum(t.user + t.system for t in times)
            # Shared pages counted once: the unique set of each process.
            self.samples.append((self.rows, sum(process.memory_full_info().uss for process in tree)))
            time.sleep(SECONDS_BETWEEN_SAMPLES)


def measure_batch(source: Path, out: Path, rows: int) -> None:
    """Run a batch and print its figures."""
    from summarize.batch.commits import Tally
    from summarize.batch.processes import hire_processes
    from summarize.batch.rows import Recipe
    from summarize.batch.runner import Job, Stop, run_batch
    from summarize.options import Options

    cores = os.cpu_count() or 1
    recipe = Recipe(Options(model="embedded"))
    job = Job(str(source), out, recipe)
    disk, sampler = TimedDisk(), Sampler()
    sampler.start()

    def report(tally: Tally, _share: float) -> None:
        sampler.rows = tally.records

    began = time.perf_counter()
    tally = run_batch(job, hire_processes(recipe, cores, job.rows).make, Stop(), report, disk)
    seconds = time.perf_counter() - began
    print(f"batch, {cores} workers: {rows / seconds:.1f} rows/s, {tally.good:,} ok, {tally.errors:,} errors")
    print(f"{rows / sampler.processor:.1f} rows per processor second, all processes together")
    print(f"processors: {sampler.processor / seconds / cores:.0%} of {cores} used by the run")
    print(f"journal: {disk.seconds / seconds:.2%} of the time")
    for share in range(1, 11):
        reached = [size for done, size in sampler.samples if done >= rows * share / 10 - 64]
        print(f"memory at {rows * share // 10:>9,} rows: {(reached or [sampler.samples[-1][1]])[0] / 1e6:,.0f} MB")


def measure_loop(source: Path, rows: int) -> None:
    """The plain loop: one process, one row after the other."""
    from summarize.summarizer import Summarizer
    from summarize.types import Document

    summarizer = Summarizer()
    with source.open(encoding="utf-8") as stream:
        taken = [json.loads(line) for line, _ in zip(stream, range(rows + 5), strict=False)]
    documents = [Document(row["text"], row["title"]) for row in taken]
    for document in documents[:5]:
        summarizer.digest([document], model="embedded")
    began = time.process_time()
    for document in documents[5:]:
        summarizer.digest([document], model="embedded")
    seconds = time.process_time() - began
    print(f"plain loop over the library: {len(documents[5:]) / seconds:.1f} rows per processor second")


def measure_sumy(source: Path, rows: int) -> None:
    """LexRank as sumy's manual has it, but for its sentence splitter, which would be fetched."""
    import re

    from sumy.parsers.plaintext import PlaintextParser
    from sumy.summarizers.lex_rank import LexRankSummarizer

    class Tokenizer:
        def to_sentences(self, text: str) -> list[str]:
            return re.split(r"(?<=[.!?])\s+", text.strip())

        def to_words(self, text: str) -> list[str]:
            return re.findall(r"\w+", text)

    with source.open(encoding="utf-8") as stream:
        texts = [json.loads(line)["text"] for line, _ in zip(stream, range(rows), strict=False)]
    summarizer = LexRankSummarizer()
    began = time.process_time()
    for text in texts:
        summarizer(PlaintextParser.from_string(text, Tokenizer()).document, SUMY_SENTENCES)
    print(f"sumy LexRank: {len(texts) / (time.process_time() - began):.1f} rows per processor second")


def main() -> None:
    """Command line."""
    match sys.argv[1:]:
        case ["rows", count, path]:
            write_rows(int(count), Path(path))
        case ["sumy", path, count]:
            measure_sumy(Path(path), int(count))
        case _:
            rows = int(sys.argv[1]) if sys.argv[1:] else 2_000
            with tempfile.TemporaryDirectory() as folder:
                source = Path(folder, "rows.jsonl")
                write_rows(rows, source)
                measure_loop(source, min(rows, LOOP_ROWS))
                measure_batch(source, Path(folder, "digests.jsonl"), rows)


if __name__ == "__main__":
    main()
