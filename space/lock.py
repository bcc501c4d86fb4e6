"""Writes requirements.lock: every package of the Space and the container, its version and its hashes.

    python space/lock.py > space/requirements.lock

Asks pip what requirements.txt and gradio resolve to under constraints.txt, on Python 3.11 and 3.12 for
64-bit Linux. Not here: torch, which a ZeroGPU Space brings and a container takes from torch.lock.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
PYTHONS = ("3.11", "3.12")
PLATFORMS = (*(f"manylinux_2_{n}_x86_64" for n in (28, 27, 26, 24, 17, 12, 5)), "manylinux2014_x86_64")
TORCH_NEEDS = ("filelock", "typing-extensions", "sympy", "networkx", "jinja2", "fsspec", "setuptools")
"""What torch.lock leaves to this list, for it names the processor build of torch alone."""
HEAD = """# Made by space/lock.py; for 64-bit Linux with Python 3.11 or 3.12.
#     pip install --require-hashes --no-deps -r space/torch.lock
#     pip install --require-hashes --only-binary :all: -r space/requirements.lock
"""


def main() -> None:
    """Write the lock file to standard output."""
    lines = (HERE / "requirements.txt").read_text("utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith(("#", "torch"))]
    wanted += [*TORCH_NEEDS, "gradio==" + _find(r"^sdk_version: (\S+)$", HERE / "README.md")]
    found = resolve(wanted, PYTHONS[0], dependencies=True)
    # The same versions everywhere: only the files differ.
    for python in PYTHONS[1:]:
        pins = [f"{name}=={version}" for name, version in found]
        for package, hashes in resolve(pins, python, dependencies=False).items():
            found[package] |= hashes
    sys.stdout.write(HEAD)
    for (name, version), hashes in sorted(found.items()):
        lines = [f"{name}=={version}", *(f"    --hash=sha256:{each}" for each in sorted(hashes))]
        sys.stdout.write(" \\\n".join(lines) + "\n")


def resolve(wanted: list[str], python: str, *, dependencies: bool) -> dict[tuple[str, str], set[str]]:
    """Return the hashes of the files that pip would install, by name and version."""
    tags = [f"cp{python.replace('.', '')}", "abi3", "none"]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
        command += ["--only-binary", ":all:", "--target", folder, "--report", str(report), "--implementation", "cp"]
        command += ["--python-version", python, *(part for tag in tags for part in ("--abi", tag))]
        command += [part for platform in PLATFORMS for part in ("--platform", platform)]
        command += ["--constraint", str(HERE.parent / "constraints.txt")] if dependencies else ["--no-deps"]
        subprocess.run([*command, *wanted], check=True)  # noqa: S603  pip, on our own lists
        installs = json.loads(report.read_text("utf-8"))["install"]
    return {
        (_canonical(install["metadata"]["name"]), install["metadata"]["version"]): {
            install["download_info"]["archive_info"]["hashes"]["sha256"]
        }
        for install in installs
    }


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _find(pattern: str, path: Path) -> str:
    found = re.search(pattern, path.read_text("utf-8"), re.MULTILINE)
    assert found is not None
    return found[1]


if __name__ == "__main__":
    main()
