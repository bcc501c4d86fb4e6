"""One batch run: records in, chunks made by a crew, rows committed by the one writer, the output at the end.

Not here: how chunks are made (`workers`, `cluster`), or the terminal (`commands`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from summarize.batch.chunks import ROWS, Chunk, cut_chunks
from summarize.batch.commits import START, Commit, Tally
from summarize.batch.crews import Finished
from summarize.batch.fingerprint import take_fingerprint
from summarize.batch.inputs import find_inputs, read_records
from summarize.batch.journal import DISK, Disk, Journal
from summarize.batch.rows import Recipe
from summarize.batch.tables import converter
from summarize.errors import Code, UsageError

MakeChunks = Callable[[Iterable[Chunk]], Iterator[Finished]]
"""Gives each chunk with its rows of output, in the order of the chunks."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a run reads, makes and writes.

    Attributes:
        source: A file, folder or pattern.
        out: A .jsonl or .parquet file.
        recipe: What decides a row.
        rows: Records of a chunk.
        shard: Which of how many shards, from 1: (2, 4) makes every fourth chunk, beginning with the second.
        most_errors: Stop after a chunk with which errors exceed this; None never.
        overwrite: Start again whatever is there.
    """

    source: str
    out: Path
    recipe: Recipe
    rows: int = ROWS
    shard: tuple[int, int] = (1, 1)
    most_errors: int | None = None
    overwrite: bool = False


class Stop:
    """A wish to stop: chunks in hand are finished and committed, no new one is begun."""

    def __init__(self) -> None:
        self.reason = ""

    def until(self, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
        """Chunks until the wish."""
        for chunk in chunks:
            if self.reason:
                return
            yield chunk


Report = Callable[[Tally, float], None]
"""Is told the tally and the share of the input that was read, after each chunk."""


def run_batch(
    job: Job, make: MakeChunks, stop: Stop, report: Report = lambda _tally, _share: None, disk: Disk = DISK
) -> Tally:
    """Make what is left of a job; the tally of the whole output so far.

    Raises:
        UsageError: When the output is another run's, or the input was changed since this one was begun.
        InputError: When the input cannot be found or read.
        StorageError: When the output cannot be written.
        ModelError: When a model is missing or unfit.
    """
    files = find_inputs(job.source)
    if job.out.resolve() in {path.resolve() for path in files.values()}:
        raise UsageError(Code.BAD_OPTION, f"{job.out.name} is the input as well; name another output")
    convert = converter(job.out)
    shard, shards = job.shard
    marks = take_fingerprint(files, job.recipe, chunk=job.rows, shard=job.shard)
    size = max(1, sum(path.stat().st_size for path in files.values()))
    with Journal(job.out, marks, overwrite=job.overwrite, disk=disk) as journal:
        if journal.finished:
            return journal.last.tally
        report(journal.last.tally, 0.0)
        chunks = _go_on(cut_chunks(read_records(files), job.rows), journal.last)
        mine = (chunk for chunk in chunks if chunk.number % shards == shard - 1)
        for chunk, outcomes in make(stop.until(mine)):
            journal.commit(chunk, outcomes)
            tally = journal.last.tally
            report(tally, chunk.position / size)
            if job.most_errors is not None and tally.errors > job.most_errors:
                stop.reason = f"{tally.errors} rows failed; at most {job.most_errors} may"
        if not stop.reason:
            journal.finish(convert)
        return journal.last.tally


def _go_on(chunks: Iterator[Chunk], last: Commit) -> Iterator[Chunk]:
    """The chunks after the last commit, once the input up to there is known to be what it was.

    Raises:
        UsageError: When it is not.
    """
    if last != START:
        found = next((chunk for chunk in chunks if chunk.number == last.chunk), None)
        if found is None or found.running != last.input:
            message = "rows of the input that were used already are not what they were; start again with --overwrite"
            raise UsageError(Code.BAD_OPTION, message)
    yield from chunks
