from __future__ import annotations

import pytest

from summarize.checkpoints.loading import load_checkpoint, read_specification
from summarize.engines.converted.storage import conversion_folder, keep_conversion
from summarize.errors import Code, ModelError, StorageError


@pytest.fixture
def source(checkpoints, home):
    """A folder to load from, and how often that was done."""

    class Source:
        folder = checkpoints.path("t5")
        loads = 0

        def load(self):
            self.loads += 1
            return load_checkpoint(self.folder, name="t5", device="cpu")

    return Source()


def kept(home):
    return sorted(path.name for path in (home / "converted").iterdir())


def test_a_conversion_is_made_once(source, home):
    folder = conversion_folder(read_specification(source.folder, name="t5"), "int8")
    for _ in range(3):
        keep_conversion(folder, source.load, "int8")
    assert source.loads == 1
    assert kept(home) == [folder.name]
    assert (folder / "model.bin").is_file()


def test_content_decides_and_neither_place_nor_claim(checkpoints, builders, tmp_path, home):
    first = checkpoints.copy("t5", tmp_path / "a")
    second = checkpoints.copy("t5", tmp_path / "b")

    def place(folder, commit=""):
        return conversion_folder(read_specification(folder, name=folder.name, commit=commit), "int8")

    assert place(first) == place(second, commit="c0ffee")
    builders.change_weights(second, lambda weights: weights["shared.weight"].mul_(2))
    assert place(first, commit="c0ffee") != place(second, commit="c0ffee")
    assert not home.exists()


def test_a_failure_leaves_nothing(source, home):
    folder = conversion_folder(read_specification(source.folder, name="t5"), "int8")

    def fail():
        raise ModelError(Code.NO_MEMORY, "too large")

    with pytest.raises(ModelError, match="too large"):
        keep_conversion(folder, fail, "int8")
    with pytest.raises(ModelError, match="cannot be converted"):
        keep_conversion(folder, source.load, "int3")
    assert kept(home) == []


def test_another_run_may_be_faster(source, home):
    folder = conversion_folder(read_specification(source.folder, name="t5"), "int8")

    def lose():
        keep_conversion(folder, source.load, "int8")
        return source.load()

    keep_conversion(folder, lose, "int8")
    assert source.loads == 2
    assert kept(home) == [folder.name]


def test_a_place_that_cannot_be_written_is_one_line(source, home):
    folder = conversion_folder(read_specification(source.folder, name="t5"), "int8")
    home.write_text("a file where the folder should be")
    with pytest.raises(StorageError, match=r"the conversion of 't5' cannot be kept: .*; set SUMMARIZE_HOME") as caught:
        keep_conversion(folder, source.load, "int8")
    assert caught.value.code is Code.WRITE_ERROR
    assert str(home) not in caught.value.message
