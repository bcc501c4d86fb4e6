from __future__ import annotations

import importlib.util
import json
import pickle
import sys

import pytest

from summarize.errors import Code, ModelError, UsageError
from summarize.models.catalogue import find_entry
from summarize.models.loading import choose_device, load_checkpoint


def refused(folder, **more) -> str:
    with pytest.raises(ModelError) as caught:
        load_checkpoint(folder, name="m", device="cpu", **more)
    assert caught.value.code is Code.BAD_MODEL
    message = caught.value.message
    assert "\n" not in message
    assert str(folder) not in message
    return message


def change_weights(folder, change):
    from safetensors.torch import load_file, save_file

    weights = load_file(folder / "model.safetensors")
    change(weights)
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})


def test_every_family_loads_whole_and_in_float32(load, kind):
    import torch

    checkpoint = load(kind)
    weights = checkpoint.network.state_dict().values()
    assert {tensor.dtype for tensor in weights} == {torch.float32}
    assert (checkpoint.name, checkpoint.device, checkpoint.licence) == (kind, "cpu", "unknown")
    assert not checkpoint.network.training


def test_loaded_weights_are_the_saved_ones(load, checkpoints, kind):
    import torch
    from safetensors.torch import load_file

    loaded = load(kind).network.state_dict()
    for key, tensor in load_file(checkpoints.path(kind) / "model.safetensors").items():
        assert torch.equal(loaded[key], tensor), key


@pytest.mark.parametrize("name", ["marian", "bart", "pegasus", "m2m100"])
@pytest.mark.parametrize("layout", ["every copy", "bare"])
def test_older_layouts_of_the_same_weights_load_alike(checkpoints, load, builders, tmp_path, name, layout):
    """Checkpoints of 2020 repeat the shared table under each of its names, or leave flags and zero biases out."""
    import torch

    folder = checkpoints.copy(name, tmp_path / "m")

    def rearrange(weights):
        if layout == "bare":
            weights.pop("final_logits_bias", None)
            return
        for copy in ("model.encoder.embed_tokens.weight", "model.decoder.embed_tokens.weight", "lm_head.weight"):
            weights[copy] = weights["model.shared.weight"].clone()

    change_weights(folder, rearrange)
    builders.edit_json(folder / "config.json", tie_word_embeddings=None, share_encoder_decoder_embeddings=None)
    loaded = load_checkpoint(folder, name="m", device="cpu").network.state_dict()
    assert all(torch.equal(loaded[key], tensor) for key, tensor in load(name).network.state_dict().items())


def test_half_precision_files_are_widened(checkpoints, tmp_path):
    import torch

    folder = checkpoints.copy("marian", tmp_path / "m")
    change_weights(folder, lambda weights: weights.update({k: v.half() for k, v in weights.items()}))
    network = load_checkpoint(folder, name="m", device="cpu").network
    assert {tensor.dtype for tensor in network.state_dict().values()} == {torch.float32}


def test_shards_load_as_one_file_does(checkpoints, load, tmp_path):
    import torch
    from safetensors.torch import load_file, save_file

    folder = checkpoints.copy("bart", tmp_path / "m")
    weights = load_file(folder / "model.safetensors")
    names = sorted(weights)
    parts = {"model-00001-of-00002.safetensors": names[::2], "model-00002-of-00002.safetensors": names[1::2]}
    for file, keys in parts.items():
        save_file({key: weights[key] for key in keys}, folder / file)
    index = {"weight_map": {key: file for file, keys in parts.items() for key in keys}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))
    (folder / "model.safetensors").unlink()
    sharded = load_checkpoint(folder, name="m", device="cpu").network.state_dict()
    assert all(torch.equal(sharded[key], tensor) for key, tensor in load("bart").network.state_dict().items())


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("bart", "model.encoder.embed_positions.weight"),
        ("bart", "model.shared.weight"),
        ("marian", "model.decoder.layers.1.fc2.weight"),
        ("t5", "encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight"),
        ("led", "led.encoder.layers.0.self_attn.longformer_self_attn.query_global.weight"),
        ("nllb", "model.decoder.layer_norm.bias"),
    ],
)
def test_a_missing_weight_is_never_left_to_chance(checkpoints, tmp_path, name, key):
    folder = checkpoints.copy(name, tmp_path / "m")
    change_weights(folder, lambda weights: weights.pop(key))
    assert "of its weights, first" in refused(folder)


def test_positions_that_pegasus_computes_may_be_missing(checkpoints, load, tmp_path):
    import torch

    folder = checkpoints.copy("pegasus", tmp_path / "m")
    tables = [f"model.{side}.embed_positions.weight" for side in ("encoder", "decoder")]
    change_weights(folder, lambda weights: [weights.pop(key) for key in tables])
    loaded = load_checkpoint(folder, name="m", device="cpu").network.state_dict()
    assert all(torch.equal(loaded[key], load("pegasus").network.state_dict()[key]) for key in tables)


def test_the_output_layer_of_an_untied_t5_is_its_own(checkpoints, tmp_path):
    import torch

    folder = checkpoints.copy("mt5", tmp_path / "m")
    head = {}

    def add(weights):
        head["weight"] = weights["lm_head.weight"] = torch.ones_like(weights["shared.weight"])

    change_weights(folder, add)
    network = load_checkpoint(folder, name="m", device="cpu").network
    assert torch.equal(network.lm_head.weight, head["weight"])
    assert not torch.equal(network.shared.weight, head["weight"])


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_weights_that_are_not_numbers(checkpoints, tmp_path, bad):
    folder = checkpoints.copy("bart", tmp_path / "m")
    change_weights(folder, lambda weights: weights["model.encoder.layers.0.fc1.weight"][3].fill_(bad))
    assert "weights that are not numbers in 'model.encoder.layers.0.fc1.weight'" in refused(folder)


def test_weights_of_another_shape(checkpoints, tmp_path):
    folder = checkpoints.copy("bart", tmp_path / "m")
    key = "model.encoder.layers.0.fc1.bias"
    change_weights(folder, lambda weights: weights.update({key: weights[key][:-1].clone()}))
    assert "cannot be loaded" in refused(folder)


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


def test_each_file_removed_in_turn_gives_one_line_or_a_working_model(checkpoints, kind, tmp_path):
    for path in checkpoints.path(kind).iterdir():
        folder = checkpoints.copy(kind, tmp_path / path.name)
        (folder / path.name).unlink()
        # What may be absent: settings with defaults, and the second of two forms of one vocabulary.
        try:
            loaded = load_checkpoint(folder, name=kind, device="cpu")
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
@pytest.mark.parametrize("content", [b"", b"{}", b"\x00\xff garbage", b"[1, 2]"])
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


@pytest.mark.parametrize("file", ["config.json", "generation_config.json", "vocab.json", "model.safetensors"])
def test_the_revision_changes_with_any_file(checkpoints, load, tmp_path, file):
    folder = checkpoints.copy("marian", tmp_path / "m")
    assert load_checkpoint(folder, name="m", device="cpu").revision == load("marian").revision
    if file == "model.safetensors":
        change_weights(folder, lambda weights: weights["model.decoder.layers.0.fc1.bias"].add_(1.0))
    else:
        (folder / file).write_bytes((folder / file).read_bytes() + b"\n")
    assert load_checkpoint(folder, name="m", device="cpu").revision != load("marian").revision


def test_a_commit_stands_for_the_files_and_the_entry_for_the_licence(checkpoints):
    entry = find_entry("bart-large-cnn")
    checkpoint = load_checkpoint(checkpoints.path("bart"), name="b", device="cpu", entry=entry, commit="c0ffee")
    assert (checkpoint.revision, checkpoint.licence) == ("c0ffee", "MIT")


def test_a_device_that_is_not_there(checkpoints):
    import torch

    if torch.cuda.is_available():
        assert choose_device("auto") == choose_device("cuda") == "cuda"
    else:
        assert choose_device("auto") == "cpu"
        with pytest.raises(UsageError, match="no CUDA device"):
            choose_device("cuda")


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


def test_nothing_is_executed_no_pickle_opened_no_socket_made(checkpoints, watch, kind, tmp_path):
    folder = checkpoints.copy(kind, tmp_path / "m")
    canary = tmp_path / "canary"
    for name in ("pytorch_model.bin", "training_args.bin", "optimizer.pt", "scheduler.pt"):
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
    assert not [path for path in opened if path.endswith((".bin", ".pt"))]
    assert not canary.exists()


def test_loading_says_nothing(checkpoints, capfd):
    load_checkpoint(checkpoints.path("marian"), name="m", device="cpu")
    assert capfd.readouterr() == ("", "")
