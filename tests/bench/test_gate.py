"""The gate passes as things stand, fails on planted regressions, and lowers no floor without a reason."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bench.gate import find_falls, raise_floors, write_record

ROOT = Path(__file__).parent.parent.parent

PLANTED = {
    "the position weight halved": ("summarize/selection/salience.py", "position: float = 2.8", "position: float = 1.4"),
    "the check of numbers dropped": ("summarize/evidence/checks.py", "    check_numbers,\n", ""),
    "the check of negations dropped": ("summarize/evidence/checks.py", "    check_negation,\n", ""),
    "the check of quotations dropped": ("summarize/evidence/checks.py", "    check_quotes,\n", ""),
    "everything called supported": ("summarize/evidence/support.py", "SUPPORTED = 0.75", "SUPPORTED = 0.0"),
}


@pytest.fixture
def house(tmp_path):
    """A copy of the package and its bench, to be damaged."""
    for room in ("summarize", "bench", "prompts"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def run_gate(house, *options):
    return subprocess.run(
        [sys.executable, "-m", "bench.gate", *options], cwd=house, capture_output=True, text=True, timeout=120
    )


def test_every_figure_is_at_its_floor_or_above():
    ran = run_gate(ROOT)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_regression_fails(house, planted):
    file, right, wrong = PLANTED[planted]
    path = house / file
    before = path.read_text(encoding="utf-8")
    assert before.count(right) == 1
    path.write_text(before.replace(right, wrong), encoding="utf-8")
    ran = run_gate(house)
    assert ran.returncode == 1
    falls = [line for line in ran.stderr.splitlines() if "is below its floor" in line]
    assert any(not line.startswith("speed ") for line in falls)


def test_update_lowers_a_floor_only_with_a_reason_and_keeps_it(house):
    file = house / "bench" / "floors.toml"
    floors = tomllib.loads(file.read_text(encoding="utf-8"))["floors"]
    right = floors["quality ROUGE-2"]
    file.write_text(write_record(floors | {"quality ROUGE-2": 0.99}, {}), encoding="utf-8")
    ran = run_gate(house, "--update")
    assert ran.returncode == 1
    assert ran.stderr.count("\n") == 1
    assert "quality ROUGE-2: 0.9900 may not fall" in ran.stderr
    entry = {"figure": "quality ROUGE-2", "from": 0.99, "to": 0.1, "reason": "The set was written anew."}
    file.write_text(write_record(floors | {"quality ROUGE-2": 0.99}, {"lowered": [entry]}), encoding="utf-8")
    assert run_gate(house, "--update").returncode == 0
    written = tomllib.loads(file.read_text(encoding="utf-8"))
    assert written["floors"]["quality ROUGE-2"] == right
    assert written["lowered"] == [entry]


@pytest.mark.parametrize(
    "changes", [{"from": 0.6}, {"to": 0.5}, {"reason": " "}, {"figure": "quality ROUGE-2"}]
)  # fmt: skip
def test_a_reason_is_for_one_figure_one_floor_and_how_far(changes):
    entry = {"figure": "quality ROUGE-1", "from": 0.5, "to": 0.4, "reason": "The set was written anew."}
    record = {"floors": {"quality ROUGE-1": 0.5}}
    assert raise_floors({"quality ROUGE-1": 0.45}, record | {"lowered": [entry]})[1] == []
    assert len(raise_floors({"quality ROUGE-1": 0.45}, record | {"lowered": [entry | changes]})[1]) == 1


def test_a_figure_that_is_gone_or_new_or_undefined_is_a_fall():
    assert len(find_falls({"new": 1.0}, {"old": 0.5})) == 2
    assert find_falls({"old": float("nan")}, {"old": 0.5}) == ["old: nan is below its floor of 0.5000"]
    assert raise_floors({}, {"floors": {"old": 0.5}})[1] == ["old: is no longer measured; take its floor out by hand"]


def test_floors_of_speed_leave_room_and_stay_when_the_machine_is_slower():
    assert raise_floors({"speed a": 1.0}, {"floors": {}})[0] == {"speed a": 0.4}
    assert raise_floors({"speed a": 1.0}, {"floors": {"speed a": 0.5}})[0] == {"speed a": 0.5}
    assert len(raise_floors({"speed a": 0.4}, {"floors": {"speed a": 0.5}})[1]) == 1
