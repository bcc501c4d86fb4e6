"""Shards to one output: their chunks in turn, which are the bytes of the run that was not divided.

Not here: making shards (`runner`).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

from summarize.batch.commits import START, Commit, Tally, as_commit, hash_file, read_lines
from summarize.batch.tables import converter
from summarize.errors import Code, UsageError
from summarize.storage import writing

BESIDES = "shard"
"""The only thing in which the fingerprints of shards differ."""


def merge_shards(out: Path, shards: Sequence[Path], *, overwrite: bool = False) -> Tally:
    """Write the finished shards of a run, given in any order, as one output; the tally of all.

    Raises:
        UsageError: When a shard is missing, unfinished, changed, or of another run; or the output is there.
        StorageError: When the output cannot be written.
    """
    convert = converter(out)
    if out.exists() and not overwrite:
        raise UsageError(Code.BAD_OPTION, f"{out.name} is there already; name another output, or add --overwrite")
    commits = _read_all(shards)
    rows, table = out.with_name(out.name + ".part"), out.with_name(out.name + ".final")
    with writing(out):
        try:
            _interleave(commits, rows)
            if convert:
                convert(rows, table)
            (table if convert else rows).replace(out)
        finally:
            rows.unlink(missing_ok=True)
            table.unlink(missing_ok=True)
    tallies = [each[-1].tally for each in commits.values() if each]
    return Tally(*(sum(getattr(t, name) for t in tallies) for name in ("good", "errors", "skipped")))


def _interleave(commits: dict[Path, list[Commit]], rows: Path) -> None:
    with ExitStack() as opened, rows.open("wb") as stream:
        files = [(each, opened.enter_context(path.open("rb"))) for path, each in commits.items()]
        pieces = [_cut(each, file) for each, file in files]
        for _, file, length in heapq.merge(*pieces, key=itemgetter(0)):
            stream.write(file.read(length))


def _cut(commits: list[Commit], file: BinaryIO) -> Iterator[tuple[int, BinaryIO, int]]:
    """The number and length of each chunk in a shard's file."""
    for before, commit in pairwise([START, *commits]):
        yield commit.chunk, file, commit.length - before.length


def _read_all(shards: Sequence[Path]) -> dict[Path, list[Commit]]:
    """The commits of each shard, in the order of the shards' numbers."""
    found: dict[int, tuple[Path, list[Commit]]] = {}
    runs = []
    for path in shards:
        commits, run = _read_shard(path)
        number, count = run.pop(BESIDES).strip("[]").split(", ")
        runs.append(run | {"shards": count})
        found[int(number)] = (path, commits)
        if runs[0] != runs[-1]:
            keys = sorted(key for key in run if runs[0].get(key) != run[key]) or ["number of shards"]
            raise UsageError(Code.BAD_OPTION, f"{path.name} is of another run than {shards[0].name}: {', '.join(keys)}")
    missing = [n for n in range(1, int(runs[0]["shards"]) + 1) if n not in found]
    if missing:
        raise UsageError(Code.BAD_OPTION, f"shards {', '.join(map(str, missing))} of {runs[0]['shards']} are missing")
    return dict(found[number] for number in sorted(found))


def _read_shard(path: Path) -> tuple[list[Commit], dict[str, str]]:
    journal = path.with_name(path.name + ".journal")
    if not path.is_file() or not journal.is_file():
        raise UsageError(Code.NOT_FOUND, f"{path.name} is no finished shard: it and its journal must be side by side")
    lines, _ = read_lines(journal)
    if not lines or "complete" not in lines[-1] or hash_file(path) != lines[-1]["complete"]:
        raise UsageError(Code.BAD_FORMAT, f"{path.name} is not finished, or was changed; run its shard again")
    return [as_commit(line) for line in lines if "chunk" in line], lines[0]["run"]
