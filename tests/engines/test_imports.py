from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import summarize

HEAVY = (
    "torch",
    "ctranslate2",
    "transformers",
    "tokenizers",
    "safetensors",
    "sentencepiece",
    "huggingface_hub",
    "numpy",
    "httpx",
)


# The bridge between languages works on the selection stage's vectors.
ROOMS = {"models": set(), "checkpoints": set(), "engines": set(), "translation": {"numpy"}}


def modules_of(room: str) -> list[str]:
    package = Path(summarize.__file__).parent
    paths = sorted((package / room).rglob("*.py"))
    return [".".join(path.relative_to(package.parent).with_suffix("").parts) for path in paths]


@pytest.mark.parametrize("room", ROOMS)
def test_importing_a_room_costs_nothing(room):
    code = "import sys, importlib\n"
    code += f"for name in {modules_of(room)!r}: importlib.import_module(name)\n"
    heavy = [name for name in HEAVY if name not in ROOMS[room]]
    code += f"print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_remote_code_is_never_trusted():
    for path in Path(summarize.__file__).parent.rglob("*.py"):
        assert "trust_remote_code=True" not in path.read_text(encoding="utf-8")
