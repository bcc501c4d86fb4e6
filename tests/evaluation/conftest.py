"""Files of rows, and the terminal run in this process."""

import json
import lzma

import pytest


@pytest.fixture
def write_rows(tmp_path):
    """Writes rows, or lines as they are, to a file and gives its path."""

    def go(rows, name="set.jsonl"):
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        data = ("\n".join(lines) + "\n").encode()
        path = tmp_path / name
        path.write_bytes(lzma.compress(data) if name.endswith(".xz") else data)
        return path

    return go


@pytest.fixture
def run_terminal(capsys):
    """Runs the terminal and gives exit status, standard output and standard error."""
    from summarize.cli import main

    def go(*arguments):
        with pytest.raises(SystemExit) as end:
            main([str(a) for a in arguments])
        return (end.value.code or 0, *capsys.readouterr())

    return go
