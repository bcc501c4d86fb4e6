"""What every test may rely on: no hub, no chatter, and tiny checkpoints on demand."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest

# Before anything imports the hub's client: one offline look-up would otherwise retry for most of a minute.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TRANSFORMERS_VERBOSITY"] = "error"


def load_builders() -> ModuleType:
    """The module `checkpoints.py` beside this file; tests/ is no package to import it from."""
    spec = importlib.util.spec_from_file_location("checkpoints", Path(__file__).with_name("checkpoints.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def builders() -> ModuleType:
    """The module of checkpoint builders: sentences, kinds, `edit_json`."""
    return load_builders()


@pytest.fixture(scope="session")
def checkpoints(builders, tmp_path_factory):
    """Tiny checkpoints: `checkpoints.path("marian")`, or `checkpoints.copy(kind, folder)` to damage one."""
    return builders.Checkpoints(tmp_path_factory.mktemp("checkpoints"))
