import errno
import json
import os
import random
from pathlib import Path

import pytest

from summarize.batch.chunks import Chunk, Outcome
from summarize.batch.journal import DISK, Disk, Journal
from summarize.errors import Code, StorageError, UsageError

MARKS = {"input": "1", "option points": "5"}
CHUNK_ROWS = 5
ROWS = 50


class Killed(BaseException):
    """The process is gone: nothing after this line happens."""


class FailingDisk(Disk):
    """Fails or dies at one system call; a dying write leaves some of its bytes."""

    def __init__(self, at: int, failure: BaseException, keep: float = 0.5):
        self.at, self.failure, self.keep, self.calls = at, failure, keep, 0

    def _count(self):
        self.calls += 1
        return self.calls == self.at

    def write(self, file, data):
        if self._count():
            super().write(file, data[: int(len(data) * self.keep)])
            raise self.failure
        return super().write(file, data)

    def sync(self, file):
        if self._count():
            raise self.failure  # a kill leaves what was written to the system, synced or not: no need to wait for disks

    def truncate(self, file, length):
        if self._count():
            raise self.failure
        super().truncate(file, length)

    def rename(self, old, new):
        if self._count():
            raise self.failure
        super().rename(old, new)


class ShortDisk(Disk):
    """Writes a few bytes a call, as a system may."""

    def write(self, file, data):
        return super().write(file, data[:7])


def chunks():
    """Fifty rows in chunks of five, as a crew would give them."""
    for number in range(ROWS // CHUNK_ROWS):
        outcomes = [
            Outcome(json.dumps({"id": number * CHUNK_ROWS + n}).encode() + b"\n", good=n != 3) for n in range(5)
        ]
        yield Chunk(number, (), 1, f"input up to {number}", 0), outcomes


def write_all(out: Path, disk: Disk = DISK) -> int:
    """Begin or go on with the run; how many chunks were made."""
    made = 0
    with Journal(out, MARKS, disk=disk) as journal:
        if journal.finished:
            return 0
        for chunk, outcomes in chunks():
            if chunk.number > journal.last.chunk:
                made += 1
                journal.commit(chunk, outcomes)
        journal.finish()
    return made


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> bytes:
    out = tmp_path_factory.mktemp("whole") / "out.jsonl"
    write_all(out)
    return out.read_bytes()


def count_calls(tmp_path) -> int:
    disk = FailingDisk(-1, Killed())
    write_all(tmp_path / "counted.jsonl", disk)
    return disk.calls


@pytest.mark.parametrize("keep", [0.0, 0.5, 1.0])
def test_a_kill_at_every_system_call_costs_at_most_a_chunk_and_no_byte(tmp_path, whole, keep):
    calls = count_calls(tmp_path)
    assert calls > 4 * ROWS // CHUNK_ROWS
    for at in range(1, calls + 1):
        out = tmp_path / f"{at}.jsonl"
        first = 0
        try:
            write_all(out, FailingDisk(at, Killed(), keep))
        except Killed:
            first = sum("chunk" in line for line in out.with_name(f"{at}.jsonl.journal").read_text().split("\n"))
        again = write_all(out)
        assert out.read_bytes() == whole
        assert first + again <= ROWS // CHUNK_ROWS + 1
        assert not out.with_name(f"{at}.jsonl.part").exists()


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EROFS])
def test_every_failing_call_is_a_storage_error_and_loses_nothing_acknowledged(tmp_path, whole, number):
    for at in range(1, count_calls(tmp_path) + 1):
        out = tmp_path / f"{number}-{at}.jsonl"
        with pytest.raises(StorageError) as caught:
            write_all(out, FailingDisk(at, OSError(number, os.strerror(number))))
        assert caught.value.exit_status == 4
        assert caught.value.code == (Code.NO_SPACE if number in (errno.ENOSPC, errno.EDQUOT) else Code.WRITE_ERROR)
        write_all(out)
        assert out.read_bytes() == whole


def test_kills_during_going_on_and_again_and_again(tmp_path, whole):
    draw = random.Random(4)
    for trial in range(20):
        out = tmp_path / f"{trial}.jsonl"
        while True:
            try:
                write_all(out, FailingDisk(draw.randint(1, 12), Killed(), draw.random()))
            except Killed:
                continue
            break
        assert out.read_bytes() == whole


def test_short_writes_lose_nothing(tmp_path, whole):
    write_all(tmp_path / "out.jsonl", ShortDisk())
    assert (tmp_path / "out.jsonl").read_bytes() == whole


def test_unsynced_rows_that_a_power_cut_took_are_made_again(tmp_path, whole):
    """Whatever the disk kept beyond the last sync is cut, down to each byte."""
    out = tmp_path / "out.jsonl"
    with pytest.raises(Killed):
        write_all(out, FailingDisk(20, Killed(), 1.0))
    part, journal = out.with_name("out.jsonl.part"), out.with_name("out.jsonl.journal")
    rows, lines = part.read_bytes(), journal.read_bytes()
    last = lines[:-1].rfind(b"\n") + 1
    for cut in range(last, len(lines)):
        part.write_bytes(rows)
        journal.write_bytes(lines[:cut])
        write_all(out)
        assert out.read_bytes() == whole
        out.unlink()


def test_a_finished_run_is_left_as_it_is(tmp_path):
    out = tmp_path / "out.jsonl"
    write_all(out)
    before = out.stat().st_mtime_ns
    assert write_all(out) == 0
    assert out.stat().st_mtime_ns == before


def test_other_marks_are_refused_by_name(tmp_path):
    out = tmp_path / "out.jsonl"
    Journal(out, MARKS).__exit__()
    with pytest.raises(UsageError, match="another option points, prompts;"):
        Journal(out, {"input": "1", "option points": "4", "prompts": "x"})


@pytest.mark.parametrize("harm", ["edit", "cut", "delete"])
@pytest.mark.parametrize("finished", [False, True])
def test_rows_changed_between_runs_are_refused(tmp_path, harm, finished):
    out = tmp_path / "out.jsonl"
    try:
        write_all(out, FailingDisk(-1 if finished else 30, Killed()))
    except Killed:
        assert not finished
    victim = out if finished else out.with_name("out.jsonl.part")
    data = victim.read_bytes()
    if harm == "delete":
        victim.unlink()
    else:
        victim.write_bytes(data.replace(b"7", b"8") if harm == "edit" else data[:20])
    with pytest.raises(UsageError, match="was changed since"):
        write_all(out)


def test_a_changed_journal_is_refused_or_costs_a_chunk(tmp_path, whole):
    out = tmp_path / "out.jsonl"
    with pytest.raises(Killed):
        write_all(out, FailingDisk(30, Killed()))
    journal = out.with_name("out.jsonl.journal")
    data = journal.read_bytes()
    journal.write_bytes(data.replace(b'"chunk": 1', b'"chunk": 9'))
    with pytest.raises(UsageError, match="was changed since"):
        write_all(out)
    journal.write_bytes(b"")
    with pytest.raises(UsageError, match="no journal of it"):
        write_all(out)
    journal.write_bytes(data)
    write_all(out)
    assert out.read_bytes() == whole


def test_an_output_without_a_journal_is_not_overwritten_unasked(tmp_path, whole):
    out = tmp_path / "out.jsonl"
    out.write_text("somebody's work")
    with pytest.raises(UsageError, match="--overwrite"):
        write_all(out)
    assert out.read_text() == "somebody's work"
    with Journal(out, MARKS, overwrite=True) as journal:
        for chunk, outcomes in chunks():
            journal.commit(chunk, outcomes)
        journal.finish()
    assert out.read_bytes() == whole


def test_two_runs_do_not_write_one_output(tmp_path):
    with (
        Journal(tmp_path / "out.jsonl", MARKS),
        pytest.raises(UsageError, match="another run"),
    ):
        Journal(tmp_path / "out.jsonl", MARKS)


def test_a_folder_that_is_not_there_is_a_storage_error(tmp_path):
    with pytest.raises(StorageError):
        Journal(tmp_path / "nowhere" / "out.jsonl", MARKS)
