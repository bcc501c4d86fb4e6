from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from summarize.errors import Code, ModelError, StorageError
from summarize.models.installation import RECORD, changed_file, commit_of, read_installation
from summarize.models.store import fetch, home, installed, locate

COMMIT = "0123456789" * 4


@pytest.mark.parametrize(
    ("environ", "platform", "expected"),
    [
        ({"SUMMARIZE_HOME": "/models"}, "linux", "/models"),
        ({"HOME": "/u"}, "linux", "/u/.local/share/summarize"),
        ({"HOME": "/u", "XDG_DATA_HOME": "/data"}, "linux", "/data/summarize"),
        ({"HOME": "/u", "XDG_DATA_HOME": "relative"}, "linux", "/u/.local/share/summarize"),
        ({"HOME": "/u", "XDG_DATA_HOME": "/data"}, "darwin", "/u/Library/Application Support/summarize"),
        ({"HOME": "/u", "LOCALAPPDATA": "/local"}, "win32", "/local/summarize"),
    ],
)
def test_where_models_live(environ, platform, expected):
    assert home(environ, platform) == Path(expected)


def test_looking_makes_nothing(environ):
    assert locate("opus-mt-en-ar", environ) is None
    assert locate("no-such-model", environ) is None
    assert installed(environ) == ()
    assert not Path(environ["SUMMARIZE_HOME"]).exists()


def test_a_fetched_model_is_found_recorded_and_fetched_once(environ, download):
    folder = fetch("opus-mt-en-ar", download=download, environ=environ)
    assert locate("opus-mt-en-ar", environ) == folder == Path(environ["SUMMARIZE_HOME"]) / "models" / "opus-mt-en-ar"
    record = read_installation(folder)
    assert (record.name, record.commit, record.licence) == ("opus-mt-en-ar", COMMIT, "Apache-2.0")
    assert record.hub == "Helsinki-NLP/opus-mt-en-ar"
    assert [entry.name for entry in installed(environ)] == ["opus-mt-en-ar"]
    assert fetch("opus-mt-en-ar", download=download, environ=environ) == folder
    assert fetch("opus-mt-en-ar", offline=True, download=download, environ=environ) == folder
    assert download.calls == [("opus-mt-en-ar", "")]
    assert not (folder / ".cache").exists()
    assert [path.name for path in folder.parent.iterdir() if path.is_dir()] == ["opus-mt-en-ar"]


def test_offline_opens_nothing_and_makes_nothing(environ, download):
    with pytest.raises(ModelError, match="--offline forbids") as caught:
        fetch("opus-mt-en-ar", offline=True, download=download, environ=environ)
    assert caught.value.code is Code.NO_MODEL
    assert download.calls == []
    assert not Path(environ["SUMMARIZE_HOME"]).exists()


def test_a_non_commercial_licence_needs_a_yes(environ, download):
    with pytest.raises(ModelError, match=r"CC-BY-NC-4\.0.*--accept-non-commercial") as caught:
        fetch("nllb-200-600m", download=download, environ=environ)
    assert caught.value.code is Code.LICENCE
    assert download.calls == []


def test_an_unknown_name(environ, download):
    with pytest.raises(ModelError) as caught:
        fetch("../../etc", download=download, environ=environ)
    assert caught.value.code is Code.NO_MODEL


def test_a_damaged_arrival_is_not_installed_and_the_next_one_is(environ, download):
    def damaged(entry, folder):
        download(entry, folder)
        (folder / "model.safetensors").write_text("version https://git-lfs.github.com/spec/v1\n")
        return COMMIT

    with pytest.raises(ModelError, match="Git LFS pointer"):
        fetch("opus-mt-en-ar", download=damaged, environ=environ)
    assert locate("opus-mt-en-ar", environ) is None
    assert fetch("opus-mt-en-ar", download=download, environ=environ).is_dir()


def test_a_broken_download_goes_on_where_it_stopped(environ, download):
    def broken(entry, folder):
        (folder / "half").touch()
        raise ModelError(Code.NO_MODEL, "cut")

    with pytest.raises(ModelError, match="cut"):
        fetch("opus-mt-en-ar", download=broken, environ=environ)

    def resumed(entry, folder):
        assert (folder / "half").exists()
        (folder / "half").unlink()
        return download(entry, folder)

    fetch("opus-mt-en-ar", download=resumed, environ=environ)
    assert locate("opus-mt-en-ar", environ) is not None


def test_a_home_that_cannot_be_made(environ, download, tmp_path):
    (tmp_path / "home").write_text("a file where the folder should be")
    with pytest.raises(StorageError, match="set SUMMARIZE_HOME") as caught:
        fetch("opus-mt-en-ar", download=download, environ=environ)
    assert caught.value.code is Code.WRITE_ERROR


@pytest.mark.parametrize("harm", ["cut", "flip", "remove"])
def test_a_damaged_installation_is_fetched_anew_at_the_commit_it_had(environ, download, flip, harm):
    weights = fetch("opus-mt-en-ar", download=download, environ=environ) / "model.safetensors"
    if harm == "flip":
        flip(weights)
    elif harm == "cut":
        weights.write_bytes(weights.read_bytes()[:-100])
    else:
        weights.unlink()
    assert changed_file(weights.parent, read_installation(weights.parent)) == "model.safetensors"
    with pytest.raises(ModelError, match="is damaged, and --offline"):
        fetch("opus-mt-en-ar", offline=True, download=download, environ=environ)
    assert fetch("opus-mt-en-ar", download=download, environ=environ) == weights.parent
    assert changed_file(weights.parent, read_installation(weights.parent)) == ""
    assert download.calls == [("opus-mt-en-ar", ""), ("opus-mt-en-ar", COMMIT)]


def test_consent_is_recorded_where_it_was_needed(environ, download):
    agreed = {"accept_non_commercial": True, "download": download, "environ": environ}
    assert read_installation(fetch("nllb-200-600m", **agreed)).accepted_non_commercial
    assert not read_installation(fetch("opus-mt-en-ar", **agreed)).accepted_non_commercial


def test_the_record_lists_every_file_of_the_model(environ, download):
    def with_more(entry, folder):
        commit = download(entry, folder)
        (folder / "notes.txt").write_text("none of the model's")
        return commit

    folder = fetch("opus-mt-en-ar", download=with_more, environ=environ)
    names = [file.name for file in read_installation(folder).files]
    assert names == sorted({path.name for path in folder.iterdir()} - {RECORD, "notes.txt"})


@pytest.mark.parametrize(
    "damage",
    [
        lambda record: record.pop("commit"),
        lambda record: record.update(files=[]),
        lambda record: record.update(accepted_non_commercial="yes"),
        lambda record: record["files"][0].update(name="../config.json"),
        lambda record: record["files"][0].update(name="/etc/passwd"),
        lambda record: record["files"][0].update(size=-1),
        lambda record: record["files"][0].update(sha256="0"),
        lambda record: record["files"].append(7),
    ],
)
def test_a_record_that_is_none(environ, download, damage):
    path = fetch("opus-mt-en-ar", download=download, environ=environ) / RECORD
    record = json.loads(path.read_text())
    damage(record)
    path.write_text(json.dumps(record))
    assert read_installation(path.parent) is None
    assert commit_of(path.parent) == ""


@pytest.mark.parametrize("content", ["", "[]", '{"name": 1}', "nonsense", "[" * 100_000])
def test_an_unreadable_record_is_none(tmp_path, content):
    (tmp_path / RECORD).write_text(content)
    assert read_installation(tmp_path) is None
    assert commit_of(tmp_path) == ""


# A process that fetches the model slowly: it says that it began, and counts the downloads in a file.
SLOW = """
import shutil, sys, time
from pathlib import Path
from summarize.models.store import fetch

source, log = map(Path, sys.argv[1:])

def download(entry, folder):
    with log.open("a") as file:
        file.write("x")
    assert not any(folder.iterdir())
    for path in sorted(source.iterdir()):
        shutil.copy(path, folder)
        time.sleep(0.05)
    return "c0ffee"

print(fetch("opus-mt-en-ar", download=download).name)
"""


def test_processes_that_fetch_the_same_model_at_once_fetch_it_once(checkpoints, environ, tmp_path, monkeypatch):
    for key, value in environ.items():
        monkeypatch.setenv(key, value)
    command = [sys.executable, "-c", SLOW, str(checkpoints.path("marian-multi")), str(tmp_path / "log")]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    names = [process.communicate(timeout=60)[0] for process in running]
    assert names == ["opus-mt-en-ar\n"] * 3
    assert (tmp_path / "log").read_text() == "x"
    folder = locate("opus-mt-en-ar", environ)
    assert changed_file(folder, read_installation(folder)) == ""


def test_an_interruption_leaves_the_old_model_or_none_and_what_had_come(environ, download):
    def interrupted(entry, folder):
        (folder / "config.json").write_text("{}")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch("opus-mt-en-ar", download=interrupted, environ=environ)
    assert locate("opus-mt-en-ar", environ) is None
    assert (Path(environ["SUMMARIZE_HOME"]) / "models" / ".opus-mt-en-ar.partial" / "config.json").is_file()
    fetch("opus-mt-en-ar", download=download, environ=environ)
    assert locate("opus-mt-en-ar", environ) is not None


def test_the_hubs_own_cache_is_used_when_it_has_safetensors(environ, checkpoints, tmp_path):
    repository = tmp_path / "hub" / "hub" / "models--facebook--bart-large-cnn"
    snapshot = checkpoints.copy("bart", repository / "snapshots" / COMMIT)
    (repository / "refs").mkdir()
    assert locate("bart-large-cnn", environ) is None
    (repository / "refs" / "main").write_text(COMMIT)
    assert locate("bart-large-cnn", environ) == snapshot
    assert commit_of(snapshot) == COMMIT
    (snapshot / "model.safetensors").rename(snapshot / "pytorch_model.bin")
    assert locate("bart-large-cnn", environ) is None
    (repository / "refs" / "main").write_text("../../elsewhere")
    assert locate("bart-large-cnn", environ) is None
