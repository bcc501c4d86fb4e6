from __future__ import annotations

import shutil

import pytest

from summarize.errors import Code, ModelError
from summarize.models.checkup import check_model


def refused(name, environ) -> str:
    with pytest.raises(ModelError) as caught:
        check_model(str(name), environ)
    assert caught.value.code is Code.BAD_MODEL
    assert "\n" not in caught.value.message
    return caught.value.message


def test_an_installed_translator_says_what_it_is(install, environ):
    install("nllb-200-600m")
    checkup = check_model("nllb-200-600m", environ)
    assert (checkup.name, checkup.family, checkup.licence) == ("nllb-200-600m", "nllb", "CC-BY-NC-4.0")
    assert (checkup.window, checkup.dtypes) == (128, ("F32",))
    assert {"ar", "en", "fr"} <= set(checkup.sources) == set(checkup.targets)
    assert checkup.agreed
    assert checkup.recorded
    assert checkup.revision == "0123456789" * 4
    assert checkup.size > 100_000


def test_an_installed_summarizer_says_what_it_is(install, environ):
    install("bart-large-cnn")
    checkup = check_model("facebook/bart-large-cnn", environ)
    assert (checkup.family, checkup.sources, checkup.targets, checkup.agreed) == ("bart", ("en",), (), False)


@pytest.mark.parametrize("kind", ["t5", "primera", "marian", "madlad", "deberta-v2"])
def test_any_folder_can_be_checked(checkpoints, environ, kind):
    checkup = check_model(str(checkpoints.path(kind)), environ)
    assert (checkup.name, checkup.family, checkup.licence, checkup.recorded) == (kind, kind, "unknown", False)
    assert bool(checkup.targets) == (kind in ("marian", "madlad"))


@pytest.mark.parametrize("file", ["model.safetensors", "config.json", "vocab.json"])
def test_one_flipped_bit_is_told_by_name(install, environ, flip, file):
    (folder,) = install("opus-mt-en-ar")
    check_model("opus-mt-en-ar", environ)
    flip(folder / file, (folder / file).read_bytes().rindex(b"1") if file != "model.safetensors" else -1)
    assert f"{file} has changed since it was fetched" in refused("opus-mt-en-ar", environ)


def test_a_copied_model_is_compared_with_the_record_it_brings(install, environ, flip, tmp_path):
    (folder,) = install("opus-mt-en-ar")
    copied = shutil.copytree(folder, tmp_path / "copied")
    assert check_model(str(copied), environ).recorded
    flip(copied / "source.spm")
    assert "source.spm has changed" in refused(copied, environ)


def test_a_folder_that_is_unsafe_is_not_loaded(checkpoints, environ, tmp_path):
    folder = checkpoints.copy("bart", tmp_path / "m")
    (folder / "modeling_evil.py").write_text("raise SystemExit")
    assert "folders with code or adapters are refused" in refused(folder, environ)
    assert "is not a folder" in refused(folder / "config.json", environ)


@pytest.mark.parametrize("name", ["bart-large-cnn", "no-such-model", "./nowhere"])
def test_what_is_not_here(environ, name):
    with pytest.raises(ModelError) as caught:
        check_model(name, environ)
    assert caught.value.code is Code.NO_MODEL
