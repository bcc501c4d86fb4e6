from __future__ import annotations

import contextlib
import json
import os
import socket
import struct

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarize.checkpoints.inspection import examine_folder
from summarize.errors import Code, ModelError


def refused(folder, name="m") -> str:
    """The one line with which a folder is refused."""
    with pytest.raises(ModelError) as caught:
        examine_folder(folder, name)
    assert caught.value.code is Code.BAD_MODEL
    message = caught.value.message
    assert "\n" not in message
    assert len(message) < 300
    assert str(folder) not in message
    return message


@pytest.fixture
def marian(checkpoints, tmp_path):
    return checkpoints.copy("marian", tmp_path / "model")


def test_a_sound_folder_is_listed(checkpoints, each_family):
    folder = checkpoints.path(each_family)
    inventory = examine_folder(folder, each_family)
    assert [path.name for path in inventory.weights] == ["model.safetensors"]
    assert {path.name for path in inventory.read} == {path.name for path in folder.iterdir()}
    assert inventory.elements > 40_000


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("config.json", "has no config.json"),
        ("model.safetensors", "has no weights"),
        ("source.spm", "lacks its tokenizer: vocab.json + source.spm + target.spm"),
        ("target.spm", "lacks its tokenizer"),
        ("vocab.json", "lacks its tokenizer"),
    ],
)
def test_each_needed_file_is_missed_by_name(marian, file, words):
    (marian / file).unlink()
    assert words in refused(marian)


@pytest.mark.parametrize("kind_of_nothing", ["absent", "file", "empty"])
def test_what_is_no_model_folder(tmp_path, kind_of_nothing):
    path = tmp_path / "x"
    if kind_of_nothing == "file":
        path.write_bytes(b"PK\x03\x04")
    if kind_of_nothing == "empty":
        path.mkdir()
    assert "model 'm'" in refused(path)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'{"model_type": NaN}', b"\xff\xfe", b"[" * 100_000, b"{" + b" " * 10_000_001 + b"}"],
    ids=["empty", "cut", "list", "null", "nan", "bytes", "deep", "huge"],
)
@pytest.mark.parametrize("file", ["config.json", "generation_config.json", "tokenizer_config.json"])
def test_malformed_settings(marian, file, content):
    (marian / file).write_bytes(content)
    assert file in refused(marian)


@pytest.mark.parametrize("key", ["auto_map", "custom_generate", "quantization_config", "transformers_weights"])
@pytest.mark.parametrize("file", ["config.json", "generation_config.json", "tokenizer_config.json"])
def test_settings_that_ask_for_code_or_other_files(marian, builders, file, key):
    builders.edit_json(marian / file, nested={"deep": [{key: {"AutoModel": "other/repo--evil.Model"}}]})
    assert f"{file} that sets '{key}'" in refused(marian)


def test_a_tokenizer_class_that_is_none(marian, builders):
    builders.edit_json(marian / "tokenizer_config.json", tokenizer_class="AutoModel")
    assert "not a tokenizer" in refused(marian)


@pytest.mark.parametrize(
    "name", ["modeling_evil.py", "deep/er/x.PY", "generate.pyc", "adapter_config.json", "custom_generate/x"]
)
def test_folders_with_code_or_adapters(marian, name):
    (marian / name).parent.mkdir(parents=True, exist_ok=True)
    (marian / name).write_text("raise SystemExit")
    assert "folders with code or adapters are refused" in refused(marian)


def test_too_many_files(marian):
    for number in range(1_001):
        (marian / f"{number}.txt").touch()
    assert "more than 1000 files" in refused(marian)


def test_an_unknown_kind_lists_the_known(marian, builders):
    builders.edit_json(marian / "config.json", model_type="mamba")
    message = refused(marian)
    assert "is of the kind 'mamba'; known kinds: bart, " in message
    assert ", marian, " in message


@pytest.mark.parametrize("value", [10**9, 0, -1, "512", 1.5, True])
def test_unbelievable_sizes(marian, builders, value):
    builders.edit_json(marian / "config.json", d_model=value)
    assert "config.json with d_model" in refused(marian)


def test_pickled_weights_alone_are_refused(marian):
    (marian / "model.safetensors").rename(marian / "pytorch_model.bin")
    message = refused(marian)
    assert "only pytorch_model.bin, a pickle" in message
    assert "model.safetensors is needed" in message


def test_a_pointer_instead_of_weights(marian):
    (marian / "model.safetensors").write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n")
    assert "Git LFS pointer" in refused(marian)


def header(length: int, text: bytes, body: bytes = b"") -> bytes:
    return struct.pack("<Q", length) + text + body


def tensor(**changes) -> bytes:
    return json.dumps({"t": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]} | changes}).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 a zip of some sort",
        header(2**63, b"{}"),
        header(100, b"{}"),
        header(2, b"{}"),
        header(len(tensor()), tensor(), b"1234"),
        header(len(tensor(shape=[3])), tensor(shape=[3]), b"12345678"),
        header(len(tensor(dtype="X9")), tensor(dtype="X9"), b"12345678"),
        header(len(tensor(shape=[2**40, 2**40])), tensor(shape=[2**40, 2**40]), b"12345678"),
        header(len(tensor(data_offsets=[8, 0])), tensor(data_offsets=[8, 0]), b"12345678"),
    ],
    ids=["empty", "zip", "endless", "cut", "none", "short", "shape", "dtype", "overflow", "backwards"],
)
def test_weights_with_an_impossible_header(marian, content):
    (marian / "model.safetensors").write_bytes(content)
    assert "model.safetensors" in refused(marian)


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_flipped_bits_and_cuts_in_the_header_never_escape(marian, checkpoints, data):
    content = bytearray((checkpoints.path("marian") / "model.safetensors").read_bytes())
    end = 8 + struct.unpack("<Q", content[:8])[0]
    if data.draw(st.booleans()):
        content = content[: data.draw(st.integers(0, len(content) - 1))]
    else:
        content[data.draw(st.integers(0, end - 1))] ^= 1 << data.draw(st.integers(0, 7))
    (marian / "model.safetensors").write_bytes(content)
    with contextlib.suppress(ModelError):  # anything else fails the test
        assert examine_folder(marian, "m").elements > 0


def shard(folder, names):
    """Turns the one weight file into an index of shards with these names."""
    (folder / "model.safetensors").rename(folder / "model-00001-of-00001.safetensors")
    index = {"metadata": {}, "weight_map": {f"t{place}": name for place, name in enumerate(names)}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))


@pytest.mark.parametrize(
    "name",
    ["../secret.safetensors", "/etc/passwd", "sub/x.safetensors", "..\\x.safetensors", "x.bin", "", 7, None, ["x"]],
)
def test_shards_outside_the_folder_or_of_another_format(marian, name):
    (marian.parent / "secret.safetensors").write_bytes((marian / "model.safetensors").read_bytes())
    shard(marian, ["model-00001-of-00001.safetensors", name])
    assert "names a file outside the folder or not safetensors" in refused(marian)


def test_a_missing_shard_and_an_index_without_any(marian):
    shard(marian, ["model-00001-of-00002.safetensors"])
    assert "no readable model-00001-of-00002.safetensors" in refused(marian)
    (marian / "model.safetensors.index.json").write_text('{"weight_map": {}}')
    assert "without a usable weight_map" in refused(marian)


def test_a_shard_is_listed_with_its_index(marian):
    shard(marian, ["model-00001-of-00001.safetensors"])
    inventory = examine_folder(marian, "m")
    assert [path.name for path in inventory.weights] == ["model-00001-of-00001.safetensors"]
    assert "model.safetensors.index.json" in {path.name for path in inventory.read}


def test_links_out_of_the_folder_are_refused_and_links_into_blobs_are_not(marian, checkpoints, tmp_path):
    outside = tmp_path / "elsewhere.safetensors"
    (marian / "model.safetensors").rename(outside)
    (marian / "model.safetensors").symlink_to(outside)
    assert "not an ordinary file inside it" in refused(marian)

    cached = checkpoints.copy("marian", tmp_path / "models--a--b" / "snapshots" / "c0ffee")
    blobs = tmp_path / "models--a--b" / "blobs"
    blobs.mkdir()
    (cached / "config.json").rename(blobs / "1")
    (cached / "config.json").symlink_to("../../blobs/1")
    assert examine_folder(cached, "m").config["model_type"] == "marian"


def test_pipes_and_loops_are_refused_without_waiting(marian):
    (marian / "config.json").unlink()
    os.mkfifo(marian / "config.json")
    assert "not an ordinary file" in refused(marian)
    (marian / "config.json").unlink()
    (marian / "config.json").symlink_to("config.json")
    assert "config.json" in refused(marian)


@pytest.mark.parametrize("file", ["vocab.json", "source.spm", "model.safetensors", "generation_config.json"])
@pytest.mark.parametrize("kind", ["pipe", "socket", "folder", "null device", "outside", "above"])
def test_every_file_that_is_read_must_be_an_ordinary_one_inside(marian, tmp_path, file, kind):
    path = marian / file
    content = path.read_bytes()
    path.unlink()
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        server = socket.socket(socket.AF_UNIX)
        server.bind(os.path.relpath(path))  # a socket's path must be short
        server.close()
    elif kind == "folder":
        path.mkdir()
    elif kind == "null device":
        path.symlink_to("/dev/null")
    else:
        outside = tmp_path / "outside" if kind == "outside" else marian.parent / f"{marian.name}-sibling"
        outside.write_bytes(content)
        path.symlink_to(outside if kind == "outside" else f"../{outside.name}")
    assert f"has a {file} that is not an ordinary file inside it" in refused(marian)


@pytest.mark.parametrize(
    ("file", "size", "words"),
    [
        ("vocab.json", 10**12, "vocab.json of over 200 MB"),
        ("source.spm", 10**12, "source.spm of over 200 MB"),
        ("config.json", 10**12, "config.json of over 10 MB"),
        ("chat_template.jinja", 10**12, "chat_template.jinja of over 10 MB"),
    ],
)
def test_files_too_large_to_be_what_they_are_called_are_not_read(marian, file, size, words):
    with (marian / file).open("ab") as stream:
        stream.truncate(size)  # sparse
    assert words in refused(marian)


def test_a_folder_that_links_to_itself_is_walked_once(marian):
    (marian / "again").symlink_to(marian, target_is_directory=True)
    assert examine_folder(marian, "m").elements > 0


def test_the_formats_of_the_weights_are_listed(marian, builders):
    assert examine_folder(marian, "m").dtypes == ("F32",)

    def halve(weights):
        key = next(iter(weights))
        weights[key] = weights[key].half()

    builders.change_weights(marian, halve)
    assert examine_folder(marian, "m").dtypes == ("F16", "F32")
