"""What is installed: floors below which there are known holes, and files known by their hashes."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
# The last version with a known hole, or a fault that loses text, of what strangers' files meet.
HOLES = {
    "torch": "2.9.1",  # CVE-2025-32434, CVE-2026-24747: loading weights runs code
    "sentencepiece": "0.2.0",  # CVE-2026-1260: a damaged vocabulary
    "pypdf": "6.16.0",  # files that never end
    "gradio": "6.6.0",  # CVE-2026-28416: requests to inside addresses
    "transformers": "5.22.0",  # broke Marian and PEGASUS weights
    "trafilatura": "2.2.9",
}
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)$", re.MULTILINE)


def requirements(lines):
    return {canonicalize_name(found.name): found for found in map(Requirement, lines)}


@pytest.fixture(scope="module")
def declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return requirements(project["dependencies"])


@pytest.fixture(scope="module")
def locked():
    text = "".join((ROOT / "space" / f"{name}.lock").read_text("utf-8") for name in ("requirements", "torch"))
    pins = {canonicalize_name(name): version for name, version, _ in PIN.findall(text)}
    others = [line for line in PIN.sub("", text).splitlines() if line and not line.startswith("#")]
    assert others == []
    return pins


@pytest.mark.parametrize("name", HOLES)
def test_no_version_with_a_known_hole_may_be_installed(declared, name):
    assert not declared[name].specifier.contains(HOLES[name])


def test_the_space_asks_for_what_the_package_asks_for(declared):
    lines = (ROOT / "space" / "requirements.txt").read_text("utf-8").splitlines()
    space = requirements(line for line in lines if line and not line.startswith("#"))
    assert {name: found.specifier for name, found in space.items()} == {
        name: found.specifier for name, found in declared.items() if name != "gradio"
    }


def test_everything_declared_is_locked_at_a_version_that_will_do(declared, locked):
    for name, found in declared.items():
        assert found.specifier.contains(Version(locked[name]).public), name


def test_the_lock_is_what_the_tests_ran_with(locked):
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    tested = dict(line.split("==") for line in lines if "==" in line and not line.startswith("#"))
    tested = {canonicalize_name(name): version for name, version in tested.items()}
    assert {name: version for name, version in locked.items() if tested.get(name, version) != version} == {}


def test_the_container_runs_without_rights():
    lines = (ROOT / "Containerfile").read_text("utf-8").splitlines()
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users
    assert users[-1] not in {"root", "0"}
    installs = [line for line in lines if "pip install" in line]
    assert installs
    assert all("--require-hashes" in line for line in installs)
    sources = {part.split("/")[0] for line in lines if line.startswith("COPY ") for part in line.split()[1:-1]}
    assert sources <= {"space", "summarize", "prompts"}
