from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import summarize.models

HEAVY = ("torch", "transformers", "tokenizers", "safetensors", "sentencepiece", "huggingface_hub", "numpy", "httpx")


def test_importing_the_room_costs_nothing():
    folder = Path(summarize.models.__file__).parent
    modules = sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
    code = "import sys, importlib\n"
    code += f"for name in {modules!r}: importlib.import_module('summarize.models.' + name)\n"
    code += f"print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_remote_code_is_never_trusted():
    folder = Path(summarize.models.__file__).parent
    for path in folder.glob("*.py"):
        assert "trust_remote_code=True" not in path.read_text(encoding="utf-8")
