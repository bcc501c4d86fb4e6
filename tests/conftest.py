"""What every test may rely on: no hub, no chatter, tiny checkpoints on demand, and a way to record a network."""

from __future__ import annotations

import importlib.util
import os
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from summarize.checkpoints.loading import load_checkpoint

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


SUMMARIZERS = ("bart", "pegasus", "t5", "mt5", "longt5", "led", "primera")
TRANSLATORS = ("marian", "marian-multi", "nllb", "m2m100", "mbart50", "madlad")


def pytest_generate_tests(metafunc):
    """Runs a test over every family that its argument names."""
    kinds = {"summarizer": SUMMARIZERS, "translator": TRANSLATORS, "each_family": SUMMARIZERS + TRANSLATORS}
    for argument, values in kinds.items():
        if argument in metafunc.fixturenames:
            metafunc.parametrize(argument, values)


@pytest.fixture(scope="session")
def load(checkpoints):
    """`load("bart")`: that checkpoint in memory, loaded once."""
    import torch

    torch.set_num_threads(1)  # sharing a network this small costs more than running it
    cache = {}

    def get(kind: str):
        if kind not in cache:
            cache[kind] = load_checkpoint(checkpoints.path(kind), name=kind, device="cpu")
        return cache[kind]

    return get


class Recorder:
    """Stands before a network: passes everything on, keeps the inputs and outputs of `generate`."""

    def __init__(self, network):
        self.network = network
        self.calls = []
        self.written = []

    def __getattr__(self, name):
        return getattr(self.network, name)

    def generate(self, **inputs):
        self.calls.append(inputs)
        output = self.network.generate(**inputs)
        self.written.append(output.tolist())
        return output


@pytest.fixture
def record(load):
    """`record("nllb")`: a checkpoint whose network is a Recorder."""

    def get(kind: str):
        checkpoint = load(kind)
        return replace(checkpoint, network=Recorder(checkpoint.network))

    return get


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    """An empty folder for models, and no hub cache."""
    monkeypatch.setenv("SUMMARIZE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hub"))
    monkeypatch.delenv("HF_HUB_CACHE", raising=False)
    return tmp_path / "home"
