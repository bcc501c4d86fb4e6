"""A batch killed with SIGKILL at random moments, begun again each time, and compared with an uninterrupted one.

python -m bench.kills 10000 50
"""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.batch import write_rows

CHUNK = 16


def start(source: Path, out: Path) -> subprocess.Popen[bytes]:
    """Begin or go on with a batch, in a process of its own."""
    command = [
        sys.executable,
        "-m",
        "summarize.cli",
        "batch",
        source,
        out,
        "--model",
        "embedded",
        "--chunk",
        str(CHUNK),
    ]
    return subprocess.Popen([*map(str, command), "--points", "2"], stderr=subprocess.DEVNULL)


def count_commits(out: Path) -> int:
    """Chunks that the journal of an output acknowledges."""
    journal = out.with_name(out.name + ".journal")
    return journal.read_bytes().count(b'{"chunk"') if journal.exists() else 0


def kill_often(source: Path, out: Path, rows: int, kills: int) -> int:
    """Kill a run so many times, at random moments of its work, and let it end; how many kills met it at work."""
    draw = random.Random(50)
    met = 0
    for number in range(1, kills + 1):
        process = start(source, out)
        # Spread over the whole run, at any point of a chunk.
        goal = number * rows // CHUNK // (kills + 1)
        while process.poll() is None and count_commits(out) < goal:
            time.sleep(0.005)
        time.sleep(draw.random() / 5)
        met += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
    start(source, out).wait()
    return met


def main() -> None:
    """Command line."""
    rows, kills = int(sys.argv[1]), int(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        source, whole, out = (Path(folder, name) for name in ("rows.jsonl", "whole.jsonl", "killed.jsonl"))
        write_rows(rows, source)
        met = kill_often(source, out, rows, kills)
        start(source, whole).wait()
        same = whole.read_bytes() == out.read_bytes()
        lines = [json.loads(line)["id"] for line in out.read_bytes().splitlines()]
        print(f"{rows:,} rows, {met} kills at work: {'byte-identical' if same else 'DIFFERENT'}, {len(lines):,} rows,")
        print(f"in order and each once: {lines == list(range(rows))}")


if __name__ == "__main__":
    main()
