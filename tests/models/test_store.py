from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from summarize.errors import Code, ModelError, StorageError
from summarize.models.catalogue import find_entry
from summarize.models.store import (
    RECORD,
    check_room,
    commit_of,
    fetch,
    home,
    installed,
    locate,
    read_installation,
    verify,
)

COMMIT = "0123456789" * 4


@pytest.fixture
def environ(tmp_path):
    return {"SUMMARIZE_HOME": str(tmp_path / "home"), "HF_HOME": str(tmp_path / "hub")}


@pytest.fixture
def download(checkpoints):
    """Copies a tiny checkpoint as the hub's client would write it, and counts its calls."""

    def copy(entry, folder):
        copy.calls.append(entry.name)
        kind = "marian-multi" if entry.family == "marian" else entry.family
        shutil.copytree(checkpoints.path(kind), folder, dirs_exist_ok=True)
        (folder / ".cache" / "huggingface").mkdir(parents=True)
        return COMMIT

    copy.calls = []
    return copy


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
    assert download.calls == ["opus-mt-en-ar"]
    assert not (folder / ".cache").exists()
    assert [path.name for path in folder.parent.iterdir()] == ["opus-mt-en-ar"]


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


def test_a_disk_too_small_is_told_before_the_download():
    entry = find_entry("m2m100-1.2b")
    check_room(entry, 4_956_000_000)
    with pytest.raises(StorageError, match=r"takes about 5\.0 GB, there is room for 0\.3") as caught:
        check_room(entry, 300_000_000)
    assert caught.value.code is Code.NO_SPACE


def test_a_home_that_cannot_be_made(environ, download, tmp_path):
    (tmp_path / "home").write_text("a file where the folder should be")
    with pytest.raises(StorageError, match="set SUMMARIZE_HOME") as caught:
        fetch("opus-mt-en-ar", download=download, environ=environ)
    assert caught.value.code is Code.WRITE_ERROR


def test_a_changed_file_is_noticed(environ, download):
    folder = fetch("opus-mt-en-ar", download=download, environ=environ)
    verify("opus-mt-en-ar", environ)
    content = bytearray((folder / "model.safetensors").read_bytes())
    content[-1] ^= 1
    (folder / "model.safetensors").write_bytes(content)
    with pytest.raises(ModelError, match="have changed") as caught:
        verify("opus-mt-en-ar", environ)
    assert caught.value.code is Code.BAD_MODEL
    with pytest.raises(ModelError, match="summarize models get bart-large-cnn"):
        verify("bart-large-cnn", environ)


@pytest.mark.parametrize("harm", ["cut", "flip", "remove"])
def test_a_damaged_installation_is_fetched_anew(environ, download, harm):
    weights = fetch("opus-mt-en-ar", download=download, environ=environ) / "model.safetensors"
    content = weights.read_bytes()
    weights.unlink()
    if harm != "remove":
        weights.write_bytes(content[:-100] if harm == "cut" else content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(ModelError, match="is damaged, and --offline"):
        fetch("opus-mt-en-ar", offline=True, download=download, environ=environ)
    assert fetch("opus-mt-en-ar", download=download, environ=environ) == weights.parent
    verify("opus-mt-en-ar", environ)
    assert download.calls == ["opus-mt-en-ar"] * 2


@pytest.mark.parametrize("content", ["", "[]", '{"name": 1}', "nonsense"])
def test_an_unreadable_record_is_none(tmp_path, content):
    (tmp_path / RECORD).write_text(content)
    assert read_installation(tmp_path) is None
    assert commit_of(tmp_path) == ""


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
