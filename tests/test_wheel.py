"""The built wheel works in an empty folder, with nothing of the checkout in reach."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(out.glob("*.whl"))


def test_it_holds_data_and_types_and_nothing_of_the_workshop(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert "summarize/py.typed" in names
    assert "summarize/models/catalogue.toml" in names
    assert any(n.startswith("summarize/prompts/") for n in names)
    assert not [n for n in names if n.split("/")[0] in ("tests", "train", "bench", "space")]


def test_it_makes_a_digest(wheel, tmp_path):
    site, empty = tmp_path / "site", tmp_path / "empty"
    empty.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    (empty / "a.txt").write_text("The dam at Verin held on Tuesday. The river had risen by two metres in six hours.")
    code = "import summarize, sys; assert summarize.__file__.startswith(sys.argv[1]), summarize.__file__; "
    code += "from summarize.cli import main; main(['a.txt', '--points', '1', '--format', 'json'])"
    run = subprocess.run(
        [sys.executable, "-c", code, str(site)],
        cwd=empty,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert '"support": "supported"' in run.stdout
