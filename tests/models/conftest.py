"""Tiny checkpoints under the names of catalogue models, fetched as if from the hub."""

from __future__ import annotations

import shutil

import pytest

from summarize.models.store import fetch

COMMIT = "0123456789" * 4


@pytest.fixture
def environ(tmp_path):
    return {"SUMMARIZE_HOME": str(tmp_path / "home"), "HF_HOME": str(tmp_path / "hub")}


@pytest.fixture
def download(checkpoints):
    """Copies a tiny checkpoint as the hub's client would write it, and remembers what it was asked for."""

    def copy(entry, folder):
        copy.calls.append((entry.name, entry.revision))
        kind = "marian-multi" if entry.family == "marian" else entry.family
        shutil.copytree(checkpoints.path(kind), folder, dirs_exist_ok=True)
        (folder / ".cache" / "huggingface").mkdir(parents=True, exist_ok=True)
        return COMMIT

    copy.calls = []
    return copy


@pytest.fixture
def install(download, environ):
    """`install("opus-mt-en-ar", "bart-large-cnn")`: the folders of these models, installed."""

    def put(*names):
        agreed = {"accept_non_commercial": True}
        return [fetch(name, download=download, environ=environ, **agreed) for name in names]

    return put


def flip(path, place=-1):
    """Flips one bit of a file."""
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


@pytest.fixture(name="flip")
def flip_fixture():
    return flip
