"""Networks of published sizes with random weights, as the engines take them, and inputs to time them on."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarize.checkpoints.checkpoint import Checkpoint, Dtype, Row, Specification


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of a published model, and the inputs that it is timed on."""

    network: str
    configuration: str
    sizes: dict[str, Any]
    inputs: int
    read: tuple[int, int]
    write: int
    alone: int
    """How many inputs the plain loop of one at a time runs."""
    batch: int
    """Inputs in a batch of the plain batched loop."""
    batched: int
    """How many inputs that loop runs."""


def _layers(count: int, width: int, heads: int, positions: int, **more: Any) -> dict[str, Any]:
    sizes = {"d_model": width, "max_position_embeddings": positions}
    for side in ("encoder", "decoder"):
        sizes |= {f"{side}_layers": count, f"{side}_attention_heads": heads, f"{side}_ffn_dim": 4 * width}
    return sizes | more


SHAPES = {
    "marian-base": Shape(
        "MarianMTModel",
        "MarianConfig",
        _layers(6, 512, 8, 512, vocab_size=62_802, pad_token_id=62_801, bos_token_id=None, eos_token_id=0)
        | {"decoder_start_token_id": 62_801, "scale_embedding": True, "activation_function": "swish"},
        inputs=512, read=(8, 44), write=24, alone=8, batch=64, batched=64,
    ),
    "bart-large": Shape(
        "BartForConditionalGeneration",
        "BartConfig",
        _layers(12, 1_024, 16, 1_024, vocab_size=50_264, normalize_before=False),
        inputs=16, read=(700, 700), write=60, alone=1, batch=4, batched=4,
    ),
}  # fmt: skip


def write_network(shape: Shape, folder: Path) -> None:
    """Saves a network with random weights."""
    import torch
    import transformers

    torch.manual_seed(1)
    config = getattr(transformers, shape.configuration)(**shape.sizes)
    getattr(transformers, shape.network)(config).save_pretrained(folder)


def read_configuration(shape: Shape, folder: Path) -> Any:
    """The configuration of a saved network."""
    import transformers

    return getattr(transformers, shape.configuration).from_pretrained(folder)


def make_specification(shape: Shape, config: Any) -> Specification:
    """What there is to say of a network without a folder; its tokenizer knows whole words."""
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import GenerationConfig, PreTrainedTokenizerFast

    words = {"</s>": 0, "<unk>": 1, "<pad>": 2} | {f"w{n}": n for n in range(3, 50_000)}
    special = {"eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>"}
    vocabulary = Tokenizer(models.WordLevel(words, unk_token=special["unk_token"]))
    vocabulary.pre_tokenizer = pre_tokenizers.Whitespace()
    build: Any = PreTrainedTokenizerFast
    tokenizer = build(tokenizer_object=vocabulary, model_max_length=1_024, **special)
    tokenizer.source_lang, tokenizer.target_lang = "en", "fr"
    make: Any = GenerationConfig
    tokens = {key: getattr(config, key) for key in ("pad_token_id", "eos_token_id", "decoder_start_token_id")}
    known = {"tokenizer": tokenizer, "config": {}, "configuration": config, "rows": config.vocab_size}
    search = make(do_sample=False, num_beams=1, **tokens)
    return Specification(name=shape.network, revision="", licence="", search=search, elements=0, files=(), **known)


def load_network(shape: Shape, folder: Path, dtype: Dtype, device: str = "cpu") -> Checkpoint:
    """The network that `write_network` has written, as the engines take it."""
    import torch
    import transformers

    kind = getattr(transformers, shape.network)
    network = kind.from_pretrained(folder, dtype=getattr(torch, dtype)).eval().to(device)
    specification = make_specification(shape, network.config)
    network.generation_config = specification.search
    fields = {key: getattr(specification, key) for key in Specification.__dataclass_fields__}
    return Checkpoint(**fields, network=network, device=device, dtype=dtype)


def make_rows(shape: Shape) -> list[Row]:
    """Inputs of random tokens and lengths, the same in every run."""
    draw = random.Random(1)
    lengths = [draw.randint(*shape.read) for _ in range(shape.inputs)]
    return [Row([draw.randrange(100, 50_000) for _ in range(length - 1)] + [0]) for length in lengths]
