"""Folders that are damaged, mismatched or hostile beyond what an inspection sees: one line each, nothing run."""

from __future__ import annotations

import importlib.util
import json
import pickle
import struct
import subprocess
import sys

import pytest

from summarize.checkpoints.loading import load_checkpoint
from summarize.errors import Code, ModelError


def refused(folder, **more) -> str:
    with pytest.raises(ModelError) as caught:
        load_checkpoint(folder, name="m", device="cpu", **more)
    assert caught.value.code is Code.BAD_MODEL
    message = caught.value.message
    assert "\n" not in message
    assert str(folder) not in message
    return message


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_weights_that_are_not_numbers(builders, checkpoints, tmp_path, bad):
    folder = checkpoints.copy("bart", tmp_path / "m")
    builders.change_weights(folder, lambda weights: weights["model.encoder.layers.0.fc1.weight"][3].fill_(bad))
    assert "weights that are not numbers in 'model.encoder.layers.0.fc1.weight'" in refused(folder)


def test_weights_of_another_shape(builders, checkpoints, tmp_path):
    folder = checkpoints.copy("bart", tmp_path / "m")
    key = "model.encoder.layers.0.fc1.bias"
    builders.change_weights(folder, lambda weights: weights.update({key: weights[key][:-1].clone()}))
    assert "cannot be loaded" in refused(folder)


def test_weights_much_larger_than_their_configuration_are_never_read(checkpoints, tmp_path):
    folder = checkpoints.copy("bart", tmp_path / "m")
    numbers = 25 * 10**9
    header = json.dumps({"t": {"dtype": "F32", "shape": [numbers], "data_offsets": [0, 4 * numbers]}}).encode()
    with (folder / "model.safetensors").open("wb") as file:
        file.write(struct.pack("<Q", len(header)) + header)
        file.truncate(file.tell() + 4 * numbers)  # 100 GB, none of them on the disk
    assert "has weights of 25,000 million numbers, its config.json has room for 0 million" in refused(
        folder, commit="c0ffee"
    )


def test_a_configuration_much_larger_than_its_weights(checkpoints, builders, tmp_path):
    folder = checkpoints.copy("bart", tmp_path / "m")
    builders.edit_json(folder / "config.json", d_model=16_384, encoder_ffn_dim=65_536, vocab_size=1_000_000)
    assert "million parameters, its weights hold" in refused(folder)


def test_the_tokenizer_of_another_model(checkpoints, builders, tmp_path):
    folder = checkpoints.copy("marian", tmp_path / "m")
    vocabulary = json.loads((folder / "vocab.json").read_text())
    (folder / "vocab.json").write_text(json.dumps(vocabulary | {"extra": 99_999}))
    assert "numbers up to 99999" in refused(folder)


@pytest.mark.parametrize("architecture", ["BartForSequenceClassification", "BartModel"])
def test_a_network_for_another_task(checkpoints, builders, tmp_path, architecture):
    folder = checkpoints.copy("bart", tmp_path / "m")
    builders.edit_json(folder / "config.json", architectures=[architecture])
    assert architecture in refused(folder)


def test_each_file_removed_in_turn_gives_one_line_or_a_working_model(checkpoints, each_family, tmp_path):
    for path in checkpoints.path(each_family).iterdir():
        folder = checkpoints.copy(each_family, tmp_path / path.name)
        (folder / path.name).unlink()
        # What may be absent: settings with defaults, and the second of two forms of one vocabulary.
        try:
            loaded = load_checkpoint(folder, name=each_family, device="cpu")
        except ModelError as error:
            assert error.code is Code.BAD_MODEL  # noqa: PT017
            assert "\n" not in error.message  # noqa: PT017
        else:
            assert path.name not in {"config.json", "model.safetensors"}
            assert loaded.rows > 0


@pytest.mark.parametrize(
    ("name", "file"),
    [("bart", "tokenizer.json"), ("t5", "tokenizer.json"), ("marian", "vocab.json"), ("marian", "source.spm"),
     ("m2m100", "sentencepiece.bpe.model"), ("m2m100", "vocab.json")],
)  # fmt: skip
@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"\x00\xff garbage", b"[1, 2]", b"[" * 1_000_000, b'{"a":' * 1_000_000, pickle.dumps({"a": 1})],
    ids=["empty", "object", "garbage", "list", "deep list", "deep object", "pickle"],
)
def test_a_damaged_vocabulary(checkpoints, tmp_path, name, file, content):
    folder = checkpoints.copy(name, tmp_path / "m")
    (folder / file).write_bytes(content)
    message = refused(folder)
    assert "cannot be loaded" in message or "empty vocabulary" in message


def test_a_vocabulary_in_pieces_alone_needs_protobuf(checkpoints, load, tmp_path):
    folder = checkpoints.copy("t5", tmp_path / "m")
    (folder / "tokenizer.json").unlink()
    if not (importlib.util.find_spec("google") and importlib.util.find_spec("google.protobuf")):
        assert "pip install protobuf" in refused(folder)
    else:
        same = {"add_special_tokens": False, "split_special_tokens": True}
        tokenizer = load_checkpoint(folder, name="m", device="cpu").tokenizer
        assert tokenizer.encode("the old bridge", **same) == load("t5").tokenizer.encode("the old bridge", **same)


PICKLES = (
    "pytorch_model.bin",
    "training_args.bin",
    "optimizer.pt",
    "scheduler.pt",
    "tokenizer.pkl",
    "vocab.pkl",
    "spiece.pickle",
    "model.ckpt",
    "tf_model.h5",
)


class Bomb:
    """A pickle that writes a file when it is opened."""

    def __init__(self, canary):
        self.canary = canary

    def __reduce__(self):
        return exec, (f"open({str(self.canary)!r}, 'w')",)


@pytest.fixture(scope="module")
def watch():
    """A list of audit events while its first element is True; a hook can never be taken off again."""
    events = [False]
    sys.addaudithook(lambda event, args: events.append((event, args)) if events[0] else None)
    return events


def test_nothing_is_executed_no_pickle_opened_no_socket_made(checkpoints, watch, each_family, tmp_path):
    folder = checkpoints.copy(each_family, tmp_path / "m")
    canary = tmp_path / "canary"
    for name in PICKLES:
        (folder / name).write_bytes(pickle.dumps(Bomb(canary)))
    watch[:] = [True]
    try:
        load_checkpoint(folder, name="m", device="cpu")
    finally:
        watch[0] = False
    seen = watch[1:]
    events = {event for event, _ in seen}
    opened = {str(args[0]) for event, args in seen if event == "open"}
    assert "open" in events
    assert not events & {"socket.connect", "socket.getaddrinfo", "pickle.find_class", "os.system", "subprocess.Popen"}
    assert not [path for path in opened if path.endswith(PICKLES)]
    assert not canary.exists()


# A process that reads a vocabulary with flipped bits and cuts, again and again, and is alive at the end.
FLIPS = """
import random, sys
from pathlib import Path
from sentencepiece import SentencePieceProcessor

sound, chance = Path(sys.argv[1]).read_bytes(), random.Random(5)
for _ in range(500):
    content = bytearray(sound)
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    if chance.random() < 0.2:
        del content[chance.randrange(len(content)):]
    try:
        SentencePieceProcessor(model_proto=bytes(content)).encode("The old bridge was closed to traffic.")
    except Exception:
        pass
print("alive")
"""


def test_a_damaged_sentencepiece_file_never_takes_the_process_down(checkpoints):
    command = [sys.executable, "-c", FLIPS, str(checkpoints.path("marian") / "source.spm")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout.strip()) == (0, "alive")
