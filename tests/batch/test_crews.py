import json
import signal

import psutil
import pytest

from summarize.batch.crews import DEATHS, Crew, Worker, WorkerDiedError
from summarize.batch.processes import hire_processes
from summarize.batch.rows import Digester
from summarize.errors import ModelError, SummarizeError
from summarize.options import Options

POISONOUS = '''
import os, time
from dataclasses import replace
from summarize.batch.rows import Digester

class Poisonous(Digester):
    """Dies of one word, stands still at another."""

    def _digest(self, reading, tell, window):
        tell(True)
        text = reading.documents[0].text
        if "hemlock" in text:
            os.kill(os.getpid(), 11)
        if "treacle" in text:
            time.sleep(600)
        return super()._digest(reading, tell, window)
'''


@pytest.fixture
def poisonous(tmp_path, monkeypatch):
    """A digester that worker processes can import too."""
    (tmp_path / "poisonous_digester.py").write_text(POISONOUS)
    monkeypatch.syspath_prepend(tmp_path)
    import poisonous_digester

    return poisonous_digester.Poisonous


def test_a_row_that_kills_or_stops_workers_becomes_an_error_and_all_others_are_made(
    tmp_path, lines, write, run, rows, recipe, poisonous
):
    given = lines(16)
    run(write(tmp_path / "clean.jsonl", given), tmp_path / "clean-out.jsonl", rows=8)
    for place, word in ((5, "hemlock"), (13, "treacle")):
        given[place] = json.dumps({"id": place, "text": f"A jar of {word} was found. Nobody knows why."}).encode()
    source = write(tmp_path / "rows.jsonl", given)
    crew = hire_processes(recipe, 2, 8, patience=3.0, digester=poisonous)
    tally = run(source, tmp_path / "out.jsonl", rows=8, make=crew.make)
    found = rows(tmp_path / "out.jsonl")
    assert [(row["id"], row["code"]) for row in found if row["status"] == "error"] == [
        (5, "POISON"), (13, "TIMEOUT"), ]  # fmt: skip
    assert tally.records == 16
    clean = [{**row, "file": "rows.jsonl"} for row in rows(tmp_path / "clean-out.jsonl")]
    assert [row for row in found if row["status"] == "ok"] == [clean[n] for n in range(16) if n not in (5, 13)]


def living_workers() -> list[psutil.Process]:
    """The worker processes of this one; the dead that nobody has asked after yet have no command line."""
    children = [c for c in psutil.Process().children() if c.status() != psutil.STATUS_ZOMBIE]
    return [c for c in children if "spawn_main" in " ".join(c.cmdline())]


def test_a_worker_that_something_else_kills_costs_no_row(tmp_path, lines, write, run, recipe):
    source = write(tmp_path / "rows.jsonl", lines(80))
    run(source, tmp_path / "alone.jsonl", rows=8)
    killed = []

    def kill_one(_tally, _share):
        if len(killed) < 2:
            workers = living_workers()
            workers[0].send_signal(signal.SIGKILL)
            killed.append(workers[0].pid)

    crew = hire_processes(recipe, 2, 8)
    run(source, tmp_path / "out.jsonl", rows=8, make=crew.make, report=lambda t, s: t.records and kill_one(t, s))
    assert len(killed) == 2
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "alone.jsonl").read_bytes()


def test_a_missing_model_ends_the_run_before_any_row(tmp_path, lines, write, run, recipe):
    from dataclasses import replace

    source = write(tmp_path / "rows.jsonl", lines(3))
    missing = replace(recipe, options=Options(model=str(tmp_path / "no-such-folder"), offline=True))
    with pytest.raises(SummarizeError) as caught:
        run(source, tmp_path / "out.jsonl", recipe=missing, make=hire_processes(missing, 1, 64).make)
    assert isinstance(caught.value, ModelError)
    assert (tmp_path / "out.jsonl.part").read_bytes() == b""


def test_no_worker_outlives_a_run(tmp_path, lines, write, run, recipe):
    run(
        write(tmp_path / "rows.jsonl", lines(3)), tmp_path / "out.jsonl", make=hire_processes(recipe, 2, 1).make, rows=1
    )
    assert not living_workers()


class Thread(Worker):
    """A worker that takes as long as its rows say, and dies of what they say."""

    def __init__(self, digester):
        self.digester = digester

    def give(self, case):
        self.case = case

    def answer(self):
        if any(b"hemlock" in record.content for record in self.case.records):
            raise WorkerDiedError
        return self.digester.digest_chunk(self.case.records)

    def begun(self):
        return self.case.places

    def is_stuck(self, patience):
        return False

    def kill(self):
        pass


def test_a_worker_that_cannot_tell_its_row_has_the_whole_chunk_searched(tmp_path, lines, write, run, rows, recipe):
    hired = []

    def hire():
        hired.append(Thread(Digester(recipe)))
        return hired[-1]

    given = lines(8)
    given[3] = b'{"id": "bad", "text": "A jar of hemlock was found."}'
    crew = Crew(recipe, 1, hire, lambda busy: busy, 60.0)
    run(write(tmp_path / "rows.jsonl", given), tmp_path / "out.jsonl", make=crew.make, rows=8)
    assert [row["id"] for row in rows(tmp_path / "out.jsonl") if row["status"] == "error"] == ["bad"]
    assert len(hired) == DEATHS + 1


def test_a_slow_first_chunk_holds_back_a_bounded_number(recipe):
    from summarize.batch.chunks import Chunk

    begun = []

    class Patient(Thread):
        def give(self, case):
            super().give(case)
            begun.append(case.chunk.number)

        def answer(self):
            return []

    def wait(busy):
        # The first chunk is answered only when nothing else is left to do.
        others = [worker for worker in busy if worker.case.chunk.number]
        return others or busy

    crew = Crew(recipe, 3, lambda: Patient(None), wait, 60.0)
    made = crew.make(Chunk(number, (), 0, "", 0) for number in range(1000))
    first, _ = next(made)
    assert first.number == 0
    assert len(begun) <= 3 * 4
    assert [chunk.number for chunk, _ in made] == list(range(1, 1000))
