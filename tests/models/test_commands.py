"""`summarize models …` as a user meets it: exit status, standard output and standard error apart."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from summarize.cli import main
from summarize.models.store import fetch

ARTICLE = "The river rose by two metres in six hours. Forty houses in the lower town lost power on Tuesday night."


@pytest.fixture
def run(capsys, home):
    """Runs the terminal with an empty home; (exit status, standard output, standard error)."""
    import torch

    torch.set_num_threads(1)  # sharing a network this small costs more than running it

    def go(*arguments):
        try:
            main([str(argument) for argument in arguments])
            status = 0
        except SystemExit as end:
            status = end.code or 0
        out, err = capsys.readouterr()
        return status, out, err

    return go


@pytest.fixture
def put(download, home):
    """`put("opus-mt-en-ar")`: that model, installed where the terminal looks."""

    def install(*names):
        return [fetch(name, accept_non_commercial=True, download=download) for name in names]

    return install


def row(table: str, name: str) -> str:
    return next(line for line in table.splitlines() if line.split(" ")[0] == name)


def test_the_list_says_what_is_here_and_in_use(run, put):
    status, out, err = run("models", "list")
    assert (status, err) == (0, "")
    assert "CC-BY-NC-4.0" in row(out, "nllb-200-600m")
    assert "yes" not in row(out, "distilbart-cnn")
    assert "nothing is fetched" in row(out, "embedded")
    put("distilbart-cnn", "opus-mt-en-ar")
    assert run("models", "get", "standard", "--to", "ar", "--offline")[0] == 0
    _, out, _ = run("models", "list")
    assert row(out, "distilbart-cnn").endswith("yes   default")
    assert row(out, "opus-mt-en-ar").endswith("yes   en-ar")


def test_a_profile_is_used_when_no_model_is_named_until_another_is(run, put, tmp_path):
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE)

    def signature(*options):
        status, out, err = run(article, "--format", "json", "--points", 1, *options)
        assert status == 0, err
        return out[out.index('"signature"') :].splitlines()[0]

    assert "model:extractive" in signature()
    put("distilbart-cnn", "opus-mt-en-ar")
    assert "model:extractive" in signature()
    status, out, err = run("models", "get", "standard", "--to", "ar", "--offline")
    assert (status, out) == (0, "")
    assert "distilbart-cnn is installed" in err
    assert "standard is in use" in err
    assert "model:distilbart-cnn@" in signature()
    assert "model:extractive" in signature("--model", "embedded")
    assert run("models", "get", "embedded")[0] == 0
    assert "model:extractive" in signature()


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["get", "standard", "--offline"], 5, "distilbart-cnn is not installed, and --offline forbids fetching it"),
        (["get", "nllb-200-600m"], 5, "add --accept-non-commercial"),
        (["get", "embedded", "--to", "ar"], 5, "has no translator from 'en' into 'ar'"),
        (["get", "standard", "--to", "xx"], 2, "'xx' is not a known language code"),
        (["get", "no-such-model"], 5, "the catalogue has no model 'no-such-model'"),
        (["bundle", "out.tar", "bart-large-cnn"], 5, "run: summarize models get bart-large-cnn"),
        (["bundle", "out.tar", "embedded"], 2, "there is nothing to bundle"),
        (["install", "nowhere.tar"], 5, "there is no bundle nowhere.tar"),
        (["check", "bart-large-cnn"], 5, "run: summarize models get bart-large-cnn"),
        (["check", "no-such-model"], 5, "the catalogue has no model"),
    ],
)
def test_what_cannot_be_done_is_one_line(run, home, tmp_path, monkeypatch, arguments, status, words):
    monkeypatch.chdir(tmp_path)
    ended, out, err = run("models", *arguments)
    assert (ended, out) == (status, "")
    assert words in err
    assert err.count("\n") == 1
    assert not home.exists()
    assert list(tmp_path.iterdir()) == []


def test_models_are_carried_to_a_machine_without_a_network(run, put, home, tmp_path):
    put("distilbart-cnn", "opus-mt-en-ar")
    bundle = tmp_path / "carried.zip"
    status, out, err = run("models", "bundle", bundle, "standard", "--to", "ar")
    assert (status, out) == (0, "")
    assert "distilbart-cnn (Apache-2.0, " in err
    shutil.rmtree(home)
    assert run("models", "install", bundle)[0] == 0
    assert run("models", "get", "standard", "--to", "ar", "--offline")[0] == 0
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE)
    status, out, _ = run(article, "--to", "ar", "--model", "embedded", "--translator", "standard", "--offline")
    assert status == 0
    assert out


def test_all_that_is_installed_is_checked_and_one_damaged_model_is_named(run, put, flip):
    summarizer, _ = put("distilbart-cnn", "opus-mt-en-ar")
    status, out, err = run("models", "check")
    assert (status, err) == (0, "")
    assert [line for line in out.splitlines() if line.endswith("sound")] == [
        "distilbart-cnn  sound",
        "opus-mt-en-ar  sound",
    ]
    assert "from en into ar" in out
    assert "as recorded" in out
    flip(summarizer / "model.safetensors")
    status, out, err = run("models", "check")
    assert status == 5
    assert "distilbart-cnn: model.safetensors has changed" in err
    assert err.count("\n") == 1
    assert "opus-mt-en-ar" in out


# Everything that could reach the network goes through one of these.
WITHOUT_SOCKETS = """
import socket, sys

def refuse(*_, **__):
    raise AssertionError("a socket was opened")

class Refused(socket.socket):
    __init__ = refuse

socket.socket = Refused
socket.create_connection = socket.getaddrinfo = refuse
from summarize.cli import main
main(sys.argv[1:])
"""


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["article.txt", "--model", "distilbart-cnn", "--to", "ar", "--offline"], 0),
        (["article.txt", "--model", "flan-t5-base", "--offline"], 5),
        (["https://example.org/news", "--offline"], 3),
        (["models", "get", "standard", "--to", "ar", "--offline"], 0),
        (["models", "get", "m2m100-418m", "--offline"], 5),
    ],
)
def test_offline_opens_no_socket(put, home, tmp_path, arguments, status):
    put("distilbart-cnn", "opus-mt-en-ar")
    (tmp_path / "article.txt").write_text(ARTICLE)
    command = [sys.executable, "-c", WITHOUT_SOCKETS, *arguments]
    settings = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=tmp_path, env=settings, capture_output=True, text=True, timeout=120)
    assert done.returncode == status, done.stderr
    assert "socket" not in done.stderr
    assert "Traceback" not in done.stderr
