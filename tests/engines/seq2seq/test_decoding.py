from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

import pytest

from summarize.checkpoints.checkpoint import Row
from summarize.engines.seq2seq.decoding import TransformersDecoder
from summarize.engines.seq2seq.passages import PassageFeed
from summarize.errors import Code, ModelError


class Cramped:
    """A network on a device with room for so many rows at a time."""

    def __init__(self, network, room):
        self.network, self.room, self.sizes = network, room, []

    def __getattr__(self, name):
        return getattr(self.network, name)

    def generate(self, **inputs):
        self.sizes.append(len(inputs["input_ids"]))
        if self.sizes[-1] > self.room:
            raise RuntimeError("CUDA out of memory. Tried to allocate more than there is")
        return self.network.generate(**inputs)


@pytest.fixture
def rows(load, builders):
    feed = PassageFeed(load("bart"))
    return [feed.row([line]) for line in builders.ENGLISH[:7]]


def test_a_batch_that_does_not_fit_is_halved_until_it_does(load, rows):
    network = Cramped(load("bart").network, room=2)
    written = TransformersDecoder(replace(load("bart"), network=network)).write(rows, [8] * 7)
    assert written == TransformersDecoder(load("bart")).write(rows, [8] * 7)
    assert network.sizes == [7, 3, 1, 2, 4, 2, 2]


def test_an_input_that_does_not_fit_alone_is_an_error(load, rows):
    network = Cramped(load("bart").network, room=0)
    with pytest.raises(ModelError) as caught:
        TransformersDecoder(replace(load("bart"), network=network)).write(rows, [8] * 7)
    assert caught.value.code is Code.NO_MEMORY
    assert network.sizes == [7, 3, 1]


def test_bfloat16_is_named_and_writes(checkpoints, rows):
    import torch

    from summarize.checkpoints.loading import load_checkpoint

    checkpoint = load_checkpoint(checkpoints.path("bart"), name="bart", device="cpu", dtype="bfloat16")
    assert {tensor.dtype for tensor in checkpoint.network.state_dict().values()} == {torch.bfloat16}
    decoder = TransformersDecoder(checkpoint)
    assert decoder.engine == "transformers.bfloat16"
    assert all(len(writing.ids) == 5 for writing in decoder.write(rows, [5] * 7, least=5))


def test_the_attention_of_bfloat16_changes_no_token(load, each_family):
    checkpoint = load(each_family)
    # Weights of float32 in a network that is run as one of bfloat16: only the way of computing differs.
    plainly = TransformersDecoder(replace(checkpoint, network=deepcopy(checkpoint.network), dtype="bfloat16"))
    rows = [Row([5 + (place * seed) % 190 for place in range(9 * seed)]) for seed in (3, 7)]
    for beams in (1, 3):
        fused = TransformersDecoder(checkpoint).write(rows, [12, 12], least=12, beams=beams)
        assert plainly.write(rows, [12, 12], least=12, beams=beams) == fused


@pytest.mark.parametrize("beams", [1, 3])
@pytest.mark.parametrize("damage", [float("nan"), float("inf")])
def test_scores_that_are_no_numbers_are_an_error(load, rows, beams, damage):
    network = load("bart").network
    hook = network.lm_head.register_forward_hook(lambda _, __, output: output + damage)
    try:
        with pytest.raises(ModelError, match="'bart' computes what are not numbers") as caught:
            TransformersDecoder(load("bart")).write(rows, [8] * 7, beams=beams)
    finally:
        hook.remove()
    assert caught.value.code is Code.BAD_MODEL
