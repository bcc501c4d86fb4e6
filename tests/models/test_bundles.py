from __future__ import annotations

import io
import json
import os
import shutil
import tarfile
import warnings
import zipfile
from pathlib import Path

import pytest

from summarize.errors import Code, ModelError, UsageError
from summarize.models.bundles import MANIFEST, install_bundle, write_bundle
from summarize.models.installation import changed_file, read_installation
from summarize.models.store import installed, locate

NAMES = ("opus-mt-en-ar", "bart-large-cnn")
ENDINGS = ("", ".tar", ".zip")


@pytest.fixture
def bundle(install, environ, tmp_path):
    """`bundle(".tar")`: a bundle of two models."""
    install(*NAMES)

    def write(ending):
        out = tmp_path / f"bundle{ending}"
        write_bundle(out, NAMES, environ)
        return out

    return write


@pytest.fixture
def away(tmp_path):
    """The environment of a machine without the models."""
    return {"SUMMARIZE_HOME": str(tmp_path / "away"), "HF_HOME": str(tmp_path / "hub")}


def refused(path, environ, **more) -> str:
    """The one line with which a bundle is refused, and nothing of it is left."""
    with pytest.raises(ModelError) as caught:
        install_bundle(path, environ=environ, **more)
    message = caught.value.message
    assert "\n" not in message
    assert str(path.parent) not in message
    assert installed(environ) == ()
    models = Path(environ["SUMMARIZE_HOME"]) / "models"
    assert not models.exists() or all(left.suffix == ".lock" for left in models.iterdir())
    return message


def contents(folder) -> dict:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_installed_from_a_bundle_is_what_was_bundled(bundle, environ, away, ending):
    folders = install_bundle(bundle(ending), environ=away)
    assert [folder.name for folder in folders] == sorted(NAMES)
    for folder in folders:
        here = locate(folder.name, environ)
        assert contents(folder) == contents(here)
        assert read_installation(folder) == read_installation(here)
        assert changed_file(folder, read_installation(folder)) == ""


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_models_give_the_same_bytes(bundle, environ, tmp_path, ending):
    first = bundle(ending)
    os.utime(locate("bart-large-cnn", environ) / "config.json", (1, 1))
    second = tmp_path / f"again{ending}"
    write_bundle(second, [*reversed(NAMES), NAMES[0]], environ)
    if ending:
        assert first.read_bytes() == second.read_bytes()
    else:
        assert contents(first) == contents(second)


def test_the_manifest_says_what_is_inside(bundle):
    content = json.loads((bundle("") / MANIFEST).read_text())
    assert content["format"] == "summarize-bundle/1"
    first = content["models"][0]
    assert (first["name"], first["licence"], first["hub"]) == ("bart-large-cnn", "MIT", "facebook/bart-large-cnn")
    assert {"name", "size", "sha256"} == set(first["files"][0])


def test_an_unfinished_or_existing_bundle_is_never_taken_for_one(bundle, environ, tmp_path, flip):
    with pytest.raises(UsageError, match=r"bundle\.tar exists already"):
        write_bundle(bundle(".tar"), NAMES, environ)
    with pytest.raises(ModelError, match="summarize models get flan-t5-base"):
        write_bundle(tmp_path / "x.zip", ["flan-t5-base"], environ)
    flip(locate("bart-large-cnn", environ) / "model.safetensors")
    with pytest.raises(ModelError, match=r"bart-large-cnn: model\.safetensors has changed"):
        write_bundle(tmp_path / "x.zip", NAMES, environ)
    assert not [path for path in tmp_path.iterdir() if "x.zip" in path.name]


def test_consent_does_not_travel(install, environ, away, tmp_path):
    install("nllb-200-600m")
    out = tmp_path / "bundle.tar"
    (record,) = write_bundle(out, ["nllb-200-600m"], environ)
    assert not record.accepted_non_commercial
    assert "CC-BY-NC-4.0, which forbids commercial use" in refused(out, away)
    (folder,) = install_bundle(out, accept_non_commercial=True, environ=away)
    assert read_installation(folder).accepted_non_commercial


@pytest.mark.parametrize("place", [MANIFEST, "bart-large-cnn/model.safetensors", "opus-mt-en-ar/vocab.json"])
@pytest.mark.parametrize("harm", ["flip", "cut", "grow", "remove"])
def test_every_byte_is_compared_and_one_bad_file_installs_nothing(bundle, away, flip, place, harm):
    folder = bundle("")
    path = folder / place
    if harm == "flip":
        flip(path, path.read_bytes().index(b"a"))
    elif harm == "cut":
        path.write_bytes(path.read_bytes()[:-2])
    elif harm == "grow":
        path.write_bytes(path.read_bytes() + b"}")
    else:
        path.unlink()
    assert refused(folder, away)


def test_a_damaged_bundle_leaves_what_was_installed(bundle, environ, flip):
    folder = bundle("")
    flip(folder / "opus-mt-en-ar" / "model.safetensors")
    with pytest.raises(ModelError, match=r"model\.safetensors is damaged in the bundle"):
        install_bundle(folder, environ=environ)
    assert {entry.name for entry in installed(environ)} == set(NAMES)


@pytest.mark.parametrize("name", ["extra.txt", "bart-large-cnn/modeling_evil.py", "other/config.json"])
def test_extra_files_are_refused(bundle, away, name):
    folder = bundle("")
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("print('ran')")
    assert f"holds '{name}', which its {MANIFEST} does not list" in refused(folder, away)


def test_links_and_special_files_are_refused(bundle, away, tmp_path):
    folder = bundle("")
    weights = folder / "bart-large-cnn" / "model.safetensors"
    shutil.move(weights, tmp_path / "elsewhere")
    weights.symlink_to(tmp_path / "elsewhere")
    assert "which is a link, special, compressed or there twice" in refused(folder, away)
    weights.unlink()
    os.mkfifo(weights)
    assert "which is a link, special, compressed or there twice" in refused(folder, away)
    shutil.rmtree(folder / "bart-large-cnn")
    (folder / "bart-large-cnn").symlink_to(tmp_path, target_is_directory=True)
    assert "which is a link, special, compressed or there twice" in refused(folder, away)


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_a_tar_of_anything_but_files_is_refused(bundle, away, kind):
    path = bundle(".tar")
    with tarfile.open(path, "a") as archive:
        info = tarfile.TarInfo("bart-large-cnn/LICENSE")
        info.type, info.linkname = kind, "/etc/passwd"
        archive.addfile(info)
    assert "'bart-large-cnn/LICENSE', which is a link" in refused(path, away)


@pytest.mark.parametrize("name", ["../escaped", "/tmp/escaped", "bart-large-cnn/../../escaped", "bundle.json"])
@pytest.mark.parametrize("ending", [".tar", ".zip"])
def test_paths_outside_and_names_twice_are_refused(bundle, away, ending, name):
    path = bundle(ending)
    if ending == ".tar":
        with tarfile.open(path, "a") as archive:
            archive.addfile(tarfile.TarInfo(name), io.BytesIO())
    else:
        with warnings.catch_warnings(), zipfile.ZipFile(path, "a") as archive:
            warnings.simplefilter("ignore")  # the writer dislikes names that occur twice
            archive.writestr(name, "")
    assert name in refused(path, away)
    assert not (path.parent.parent / "escaped").exists()


def rewritten(folder, change):
    """The manifest of a bundle folder, changed by a function of its first model."""
    path = folder / MANIFEST
    content = json.loads(path.read_text())
    change(content["models"][0])
    path.write_text(json.dumps(content))
    return folder


def test_a_manifest_that_lies(bundle, away):
    folder = bundle("")
    good = (folder / MANIFEST).read_text()

    def lie(change):
        (folder / MANIFEST).write_text(good)
        return refused(rewritten(folder, change), away)

    assert "not of the format" in lie(lambda model: model["files"][0].update(name="../../escaped"))
    assert "lacks '../escaped/config.json'" in lie(lambda model: model.update(name="../escaped"))
    assert "lists a model or a file twice" in lie(lambda model: model.update(name="opus-mt-en-ar"))
    assert "lacks" in lie(lambda model: model["files"][0].update(size=10**15))
    assert "damaged in the bundle" in lie(lambda model: model["files"][0].update(sha256="0" * 64))
    assert "lists a model or a file twice" in lie(lambda model: model["files"].append(model["files"][0]))


def test_a_model_outside_the_store_is_refused_though_its_files_are_there(bundle, away, tmp_path):
    folder = rewritten(bundle(""), lambda model: model.update(name="../../escaped"))
    with tarfile.open(tmp_path / "evil.tar", "w") as archive:
        for path in sorted(folder.rglob("*.*")):
            name = path.relative_to(folder).as_posix().replace("bart-large-cnn", "../../escaped")
            archive.add(path, name)
    assert "no model '../../escaped'" in refused(tmp_path / "evil.tar", away)


def test_a_file_that_is_no_models_is_refused_though_it_is_listed(bundle, away):
    folder = bundle("")
    code = folder / "bart-large-cnn" / "modeling_evil.py"
    code.write_bytes(b"")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    listed = {"name": code.name, "size": 0, "sha256": empty}
    assert "that are no model's" in refused(rewritten(folder, lambda model: model["files"].append(listed)), away)


def test_a_model_far_larger_than_the_catalogue_says_is_refused_before_it_is_read(bundle, away):
    folder = bundle("")
    weights = folder / "bart-large-cnn" / "model.safetensors"
    with weights.open("r+b") as file:
        file.truncate(10**11)  # sparse

    def declare(model):
        for file in model["files"]:
            if file["name"] == weights.name:
                file["size"] = 10**11

    assert "bart-large-cnn of 100.0 GB, the catalogue expects 1.6" in refused(rewritten(folder, declare), away)


def test_a_sound_bundle_of_an_unsound_model_is_refused(bundle, away):
    folder = bundle("")
    path = folder / "bart-large-cnn" / "config.json"
    content = json.dumps(json.loads(path.read_text()) | {"auto_map": {"AutoModel": "x--y.Z"}}).encode()
    path.write_bytes(content)

    def declare(model):
        from hashlib import sha256

        for file in model["files"]:
            if file["name"] == "config.json":
                file.update(size=len(content), sha256=sha256(content).hexdigest())

    assert "sets 'auto_map'" in refused(rewritten(folder, declare), away)


def test_compressed_and_encrypted_members_are_refused(bundle, away, tmp_path):
    path = tmp_path / "small.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, b" " * 1_000_000)
    assert "compressed" in refused(path, away)
    with tarfile.open(tmp_path / "small.tar.gz", "w:gz") as archive:
        archive.addfile(tarfile.TarInfo(MANIFEST), io.BytesIO())
    assert "is no whole folder, .tar or .zip" in refused(tmp_path / "small.tar.gz", away)


@pytest.mark.parametrize("ending", [".tar", ".zip"])
@pytest.mark.parametrize("share", [0, 0.01, 0.5, 0.9])
def test_an_archive_that_was_cut(bundle, away, ending, share):
    path = bundle(ending)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    assert refused(path, away)


def test_what_is_no_bundle(tmp_path, away):
    assert "there is no bundle nowhere.tar" in refused(tmp_path / "nowhere.tar", away)
    (tmp_path / "x.zip").write_text("hello")
    assert "is no whole folder" in refused(tmp_path / "x.zip", away)
    (tmp_path / "empty").mkdir()
    assert f"has no {MANIFEST}" in refused(tmp_path / "empty", away)
    os.mkfifo(tmp_path / "pipe")
    assert "is no ordinary file or folder" in refused(tmp_path / "pipe", away)
    for content in ("", "[]", "{}", '{"format": "summarize-bundle/2", "models": []}', "[" * 100_000):
        (tmp_path / "empty" / MANIFEST).write_text(content)
        assert "format summarize-bundle/1" in refused(tmp_path / "empty", away)


def test_too_many_members(tmp_path, away):
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(1_001):
            archive.writestr(f"{number}", "")
    assert "more than 1000 files" in refused(path, away)


def test_a_refusal_has_a_code_that_scripts_can_match(tmp_path, away):
    with pytest.raises(ModelError) as caught:
        install_bundle(tmp_path / "nowhere", environ=away)
    assert (caught.value.code, caught.value.exit_status) == (Code.NO_MODEL, 5)
