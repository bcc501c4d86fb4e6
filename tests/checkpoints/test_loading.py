from __future__ import annotations

import json

import pytest

from summarize.checkpoints.loading import choose_device, load_checkpoint
from summarize.errors import Code, ModelError, UsageError
from summarize.models.catalogue import find_entry


def test_every_family_loads_whole_and_in_float32(load, each_family):
    import torch

    checkpoint = load(each_family)
    weights = checkpoint.network.state_dict().values()
    assert {tensor.dtype for tensor in weights} == {torch.float32}
    assert (checkpoint.name, checkpoint.device, checkpoint.licence) == (each_family, "cpu", "unknown")
    assert not checkpoint.network.training


def test_loaded_weights_are_the_saved_ones(load, checkpoints, each_family):
    import torch
    from safetensors.torch import load_file

    loaded = load(each_family).network.state_dict()
    for key, tensor in load_file(checkpoints.path(each_family) / "model.safetensors").items():
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

    builders.change_weights(folder, rearrange)
    builders.edit_json(folder / "config.json", tie_word_embeddings=None, share_encoder_decoder_embeddings=None)
    loaded = load_checkpoint(folder, name="m", device="cpu").network.state_dict()
    assert all(torch.equal(loaded[key], tensor) for key, tensor in load(name).network.state_dict().items())


def test_half_precision_files_are_widened(builders, checkpoints, tmp_path):
    import torch

    folder = checkpoints.copy("marian", tmp_path / "m")
    builders.change_weights(folder, lambda weights: weights.update({k: v.half() for k, v in weights.items()}))
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
def test_a_missing_weight_is_never_left_to_chance(builders, checkpoints, tmp_path, name, key):
    folder = checkpoints.copy(name, tmp_path / "m")
    builders.change_weights(folder, lambda weights: weights.pop(key))
    with pytest.raises(ModelError, match="of its weights, first") as caught:
        load_checkpoint(folder, name="m", device="cpu")
    assert caught.value.code is Code.BAD_MODEL


def test_positions_that_pegasus_computes_may_be_missing(builders, checkpoints, load, tmp_path):
    import torch

    folder = checkpoints.copy("pegasus", tmp_path / "m")
    tables = [f"model.{side}.embed_positions.weight" for side in ("encoder", "decoder")]
    builders.change_weights(folder, lambda weights: [weights.pop(key) for key in tables])
    loaded = load_checkpoint(folder, name="m", device="cpu").network.state_dict()
    assert all(torch.equal(loaded[key], load("pegasus").network.state_dict()[key]) for key in tables)


def test_the_output_layer_of_an_untied_t5_is_its_own(builders, checkpoints, tmp_path):
    import torch

    folder = checkpoints.copy("mt5", tmp_path / "m")
    head = {}

    def add(weights):
        head["weight"] = weights["lm_head.weight"] = torch.ones_like(weights["shared.weight"])

    builders.change_weights(folder, add)
    network = load_checkpoint(folder, name="m", device="cpu").network
    assert torch.equal(network.lm_head.weight, head["weight"])
    assert not torch.equal(network.shared.weight, head["weight"])


@pytest.mark.parametrize("file", ["config.json", "generation_config.json", "vocab.json", "model.safetensors"])
def test_the_revision_changes_with_any_file(builders, checkpoints, load, tmp_path, file):
    folder = checkpoints.copy("marian", tmp_path / "m")
    assert load_checkpoint(folder, name="m", device="cpu").revision == load("marian").revision
    if file == "model.safetensors":
        builders.change_weights(folder, lambda weights: weights["model.decoder.layers.0.fc1.bias"].add_(1.0))
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


def test_loading_says_nothing(checkpoints, capfd):
    load_checkpoint(checkpoints.path("marian"), name="m", device="cpu")
    assert capfd.readouterr() == ("", "")
