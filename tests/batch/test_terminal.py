import os
import random
import signal
import subprocess
import sys
import time

import pytest

from summarize.batch.cli import batch_app
from summarize.batch.commits import Tally
from summarize.batch.progress import Meter
from summarize.cli import main

KILLS = 2


def command(*arguments) -> list[str]:
    return [
        sys.executable,
        "-m",
        "summarize.cli",
        "batch",
        *map(str, arguments),
        "--model",
        "embedded",
        "--points",
        "2",
    ]


def start(*arguments):
    return subprocess.Popen(command(*arguments), stderr=subprocess.PIPE, text=True, start_new_session=True)


def status_of(*arguments) -> int:
    try:
        main(["batch", *map(str, arguments)])
    except SystemExit as ended:
        return ended.code or 0
    return 0


@pytest.fixture
def source(tmp_path, lines, write):
    return write(tmp_path / "rows.jsonl", lines(200))


def test_a_run_killed_at_random_moments_ends_in_the_same_bytes(tmp_path, source, run):
    run(source, tmp_path / "whole.jsonl", rows=4)
    out, journal = tmp_path / "out.jsonl", tmp_path / "out.jsonl.journal"
    draw = random.Random(7)
    reached = []
    while not out.exists():
        process = start(source, out, "--chunk", "4", "--workers", "1")
        if len(reached) < KILLS:
            wait_for(journal, draw.randint(1, 12) + (reached[-1] if reached else 0), process)
            time.sleep(draw.random() / 10)
            process.kill()
            reached.append(journal.read_bytes().count(b"\n"))
        process.communicate()
    assert len(reached) == KILLS
    assert reached == sorted(set(reached))
    assert out.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


def wait_for(journal, lines: int, process) -> None:
    while process.poll() is None and not (journal.exists() and journal.read_bytes().count(b"\n") > lines):
        time.sleep(0.01)


def test_an_interrupt_finishes_the_chunk_and_the_same_command_goes_on(tmp_path, source, run):
    run(source, tmp_path / "whole.jsonl", rows=4)
    out = tmp_path / "out.jsonl"
    process = start(source, out, "--chunk", "4", "--workers", "1")
    wait_for(tmp_path / "out.jsonl.journal", 3, process)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers as well
    _, told = process.communicate()
    assert process.returncode == 130
    assert "goes on from here" in told
    assert not out.exists()
    assert status_of(source, out, "--chunk", 4, "--model", "embedded", "--points", 2) == 0
    assert out.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


def test_the_end_says_what_became_of_every_record(tmp_path, write, capsys):
    source = write(tmp_path / "rows.jsonl", [b'{"text": "Rain fell."}', b"", b"{"])
    assert status_of(source, tmp_path / "out.jsonl", "--model", "embedded", "--workers", 1) == 3
    assert "3 in = 1 ok + 1 error + 1 skipped" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong",
    [["--shard", "3/2"], ["--shard", "0/2"], ["--shard", "x"], ["--points", "0"], ["--chunk", "0"], ["--workers", "-1"],
     ["--chunk", "1000000"], ["--style", "x"], ["--row-seconds", "0"]],
)  # fmt: skip
def test_wrong_options_end_before_anything_is_made(tmp_path, source, wrong):
    assert status_of(source, tmp_path / "out.jsonl", *wrong) == 2
    assert not list(tmp_path.glob("out*"))


def test_merge_is_a_command_of_its_own(tmp_path, source, run, capsys):
    run(source, tmp_path / "1.jsonl", shard=(1, 2))
    run(source, tmp_path / "2.jsonl", shard=(2, 2))
    run(source, tmp_path / "whole.jsonl")
    assert status_of("merge", tmp_path / "all.jsonl", tmp_path / "2.jsonl", tmp_path / "1.jsonl") == 0
    assert (tmp_path / "all.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert "200 in = 200 ok" in capsys.readouterr().err


def test_every_option_that_decides_a_digest_can_be_given():
    from dataclasses import fields

    from summarize.options import Options

    given = {option.name for command in batch_app.registered_commands for option in parameters(command.callback)}
    assert {field.name for field in fields(Options)} - given == {"source_language"}  # which is --from


def parameters(function):
    import inspect

    return inspect.signature(function).parameters.values()


def test_progress_is_a_plain_line_now_and_then(capsys):
    seconds = iter([0.0, 0.0, 4.0, 11.0, 12.0])
    with Meter(sys.stderr, clock=lambda: next(seconds)) as meter:
        meter.tell(Tally(), 0.0)
        meter.tell(Tally(4), 0.1)
        meter.tell(Tally(10, 1), 0.5)
        meter.tell(Tally(12, 1), 0.6)
    told = capsys.readouterr().err.splitlines()
    assert told == ["summarize: 11 rows, 1.0 rows/s, 1 failed, 50 %, 0:11 left"]


def test_modules_cost_nothing_to_import():
    code = "import sys, summarize.cli; print({'torch', 'numpy', 'pyarrow', 'ray'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
