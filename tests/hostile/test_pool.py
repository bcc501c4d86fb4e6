from __future__ import annotations

import concurrent.futures
import gc
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from summarize.limits import LIMITS
from summarize.sources.blobs import Blob
from summarize.sources.child.frames import pack_reading, pack_task, unpack_reading, unpack_task
from summarize.sources.child.pool import ParserPool, parse_apart
from summarize.sources.parsing import parse_blob
from summarize.types import Caution, Document, Failure, Reading, Removal

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")

MISBEHAVING = Path(__file__).parents[2] / "bench" / "misbehaving.py"
SENTENCE = "The mill on the Orva river turns again after forty years of silence, its owner said. "
PAGE = Blob("mill.html", f"<html><body><article><p>{SENTENCE * 6}</p></article></body></html>".encode())
QUICK = replace(LIMITS, parse_seconds=0.5)


@pytest.fixture(scope="module")
def pool():
    pool = ParserPool(2)
    yield pool
    pool.close()


def processes():
    """Number, parent and group of each running process."""
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent, group = entry.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if state != "Z":
            yield int(entry.parent.name), int(parent), int(group)


def children():
    """The processes that this one started, by number."""
    return {number for number, parent, _ in processes() if parent == os.getpid()}


def in_groups(groups):
    """The processes that belong to any of the groups."""
    return {number for number, _, group in processes() if group in groups}


@pytest.mark.parametrize(
    "blob",
    [
        PAGE,
        Blob("empty.html", b"<html></html>"),
        Blob("rows.json", json.dumps([{"text": SENTENCE}, {"text": "\ud83d \udcaf"}, 3]).encode()),
        Blob("broken.pdf", b"%PDF-1.4\nnothing"),
        Blob("name\udcff\n.html", PAGE.content, "text/html; charset=utf-8"),
    ],
    ids=lambda blob: ascii(blob.name),
)
def test_a_worker_reads_what_this_process_would(pool, blob):
    assert pool.parse(blob, LIMITS) == parse_blob(blob, LIMITS)


def test_any_reading_comes_through_a_frame_unchanged():
    document = Document(
        "a\ud800b 💯", "t", "a", "s", "2026-01-02", "en", None, (Removal("r", "x"),), (Caution("C", "m"),)
    )
    reading = Reading((document,), (Failure("f", "EMPTY", "is empty"),))
    assert unpack_reading(pack_reading(reading)) == reading
    limits = replace(LIMITS, pdf_pages=3)
    assert unpack_task(pack_task(PAGE, limits), PAGE.content) == (PAGE, limits)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[]",
        b"null",
        b"{}",
        b'{"documents": 3, "failures": []}',
        b'{"documents": [], "failures": [{"source": 1, "code": "A", "message": "m"}]}',
        b'{"documents": [{"text": "x", "surprise": "y"}], "failures": []}',
        b"[" * 100_000,
        b"\xff\xfe",
        b"cos\nsystem\n(S'echo'\ntR.",
    ],
)
def test_an_answer_that_is_no_reading_is_refused(answer):
    with pytest.raises(ValueError, match=r"\w"):
        unpack_reading(answer)


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        ("memory", "PARSER_CRASHED"),
        ("crash", "PARSER_CRASHED"),
        ("exit", "PARSER_CRASHED"),
        ("hang", "TIMEOUT"),
        ("spin", "TIMEOUT"),
        ("fork", "TIMEOUT"),
        ("flood", "PARSER_CRASHED"),
        ("drip", "TIMEOUT"),
    ],
)
def test_a_misbehaving_parser_costs_its_own_file_only(behaviour, code):
    pool = ParserPool(1, (sys.executable, "-I", "-S", str(MISBEHAVING), behaviour))
    before = children()
    for _ in range(2):
        started = time.monotonic()
        reading = pool.parse(PAGE, QUICK)
        assert time.monotonic() - started < 5
        assert [failure.code for failure in reading.failures] == [code]
        assert reading.failures[0].source == "mill.html"
    assert children() <= before


def test_the_group_of_a_worker_ends_with_it():
    groups = set()
    pool = ParserPool(1, (sys.executable, "-I", "-S", str(MISBEHAVING), "fork"))
    before = children()
    with concurrent.futures.ThreadPoolExecutor(1) as threads:
        running = threads.submit(pool.parse, PAGE, replace(LIMITS, parse_seconds=1.5))
        while not running.done():
            groups |= children() - before
            time.sleep(0.01)
    assert groups
    time.sleep(0.1)
    assert not in_groups(groups)


def test_after_a_crash_the_next_file_is_read(pool):
    pool.parse(PAGE, LIMITS)
    victim = next(iter(children() & {worker._process.pid for worker in pool._idle}))
    os.kill(victim, signal.SIGKILL)
    time.sleep(0.1)
    assert pool.parse(PAGE, LIMITS).documents


def test_a_file_that_needs_too_much_memory_is_refused_and_the_next_is_read(pool):
    small = replace(LIMITS, parse_bytes=260_000_000)
    page = Blob("wide.html", b"<html><body>" + b"<p>a <b>b</b></p>" * 600_000)
    reading = pool.parse(page, small)
    assert reading.failures
    assert reading.failures[0].code in {"LIMIT", "PARSER_CRASHED", "BAD_FORMAT"}
    assert pool.parse(PAGE, LIMITS).documents


def test_a_slow_file_is_refused_by_name(pool):
    page = Blob("wide.html", b"<html><body>" + b"<p>a <b>b</b></p>" * 600_000)
    reading = pool.parse(page, replace(LIMITS, parse_seconds=0.2))
    assert [failure.code for failure in reading.failures] == ["TIMEOUT"]
    assert "0.2 seconds" in reading.failures[0].message


def test_many_threads_share_few_workers():
    pool = ParserPool(2)
    before = children()
    try:
        with concurrent.futures.ThreadPoolExecutor(8) as threads:
            blobs = [replace(PAGE, name=f"{n}.html") for n in range(24)]
            readings = list(threads.map(lambda blob: pool.parse(blob, LIMITS), blobs))
        assert [reading.documents[0].source for reading in readings] == [blob.name for blob in blobs]
        assert len(children() - before) <= 2
    finally:
        pool.close()
    assert children() <= before


def test_no_descriptor_and_no_process_is_left(pool):
    pool.parse(PAGE, LIMITS)
    gc.collect()
    before = len(list(Path("/proc/self/fd").iterdir())), children()
    broken = ParserPool(1, (sys.executable, "-I", "-S", str(MISBEHAVING), "exit"))
    for _ in range(20):
        broken.parse(PAGE, QUICK)
        pool.parse(PAGE, LIMITS)
    assert (len(list(Path("/proc/self/fd").iterdir())), children()) == before


def test_a_program_that_cannot_be_started_is_one_clear_line():
    reading = ParserPool(1, ("/nowhere/python",)).parse(PAGE, LIMITS)
    assert [failure.code for failure in reading.failures] == ["LIMIT"]


def _parse_in_daemon(queue):
    queue.put(parse_apart(PAGE))


def test_a_daemonic_process_reads_too():
    context = multiprocessing.get_context("fork")
    queue = context.SimpleQueue()
    parse_apart(PAGE)  # So that there is a pool to be forked.
    process = context.Process(target=_parse_in_daemon, args=(queue,), daemon=True)
    process.start()
    assert queue.get() == parse_apart(PAGE)
    process.join(10)
    assert process.exitcode == 0


SCRIPT = """
import os, sys, time
from summarize.sources.blobs import Blob
from summarize.sources.child.pool import parse_apart
reading = parse_apart(Blob("a.html", sys.stdin.buffer.read()))
print(len(reading.documents), open(f"/proc/self/task/{os.getpid()}/children").read(), flush=True)
"""


@pytest.mark.parametrize("end", ["", "os._exit(0)", "os.kill(os.getpid(), 9)", "raise KeyboardInterrupt"])
def test_workers_end_with_a_program_that_has_no_main_guard(end, tmp_path):
    script = tmp_path / "program.py"
    script.write_text(SCRIPT + end)
    # Nothing of this name may be imported in place of the standard library's.
    (tmp_path / "json.py").write_text("raise SystemExit('hijacked')")
    done = subprocess.run(
        [sys.executable, "-P", script],
        input=PAGE.content,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=tmp_path,
    )
    count, *workers = map(int, done.stdout.split())
    assert count == 1
    assert workers
    deadline = time.monotonic() + 5
    while in_groups(set(workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not in_groups(set(workers))


def test_text_is_read_without_a_process():
    script = (
        "import os; from summarize.sources.blobs import Blob; from summarize.sources.child.pool import parse_apart\n"
        "print(len(parse_apart(Blob('a.md', b'# Rain\\n\\nIt *rained*.')).documents))\n"
        "print(open(f'/proc/self/task/{os.getpid()}/children').read() == '')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "True"]


def test_a_worker_opens_no_connection_and_knows_no_keys(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "canary")
    probe = tmp_path / "probe.py"
    probe.write_text(
        "import os, socket, sys\n"
        "from summarize.sources.child import worker\n"
        "from summarize.sources.child.frames import pack_reading\n"
        "from summarize.types import Failure, Reading\n"
        "def look(blob, limits):\n"
        "    found = os.environ.get('SECRET_KEY', 'none')\n"
        "    try:\n"
        "        socket.create_connection(('127.0.0.1', 9), 0.1)\n"
        "    except PermissionError:\n"
        "        found += ' refused'\n"
        "    return Reading((), (Failure('probe', 'A', found),))\n"
        "worker.parse_blob = look\n"
        "worker.serve()\n"
    )
    pool = ParserPool(1, (sys.executable, "-P", str(probe)))
    assert [failure.message for failure in pool.parse(PAGE, LIMITS).failures] == ["none refused"]
    pool.close()
