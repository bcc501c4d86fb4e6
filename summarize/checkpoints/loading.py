"""A model folder becomes a checkpoint in memory, or one readable line that says why not.

The folder is examined first (`inspection`); then exactly the examined files are read. No code from
a model is ever run, no socket is opened, no weight is left at a random value.
Not here: finding the folder (`store`, `resolution`), feeding the model (`passages`, `tags`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from summarize.checkpoints.boundary import foreign_errors, silence
from summarize.checkpoints.checkpoint import Checkpoint, Dtype, Network, Specification, Tokenizer
from summarize.checkpoints.digests import digest_files
from summarize.checkpoints.families import CHAT_KINDS, CLASSIFIER_KINDS
from summarize.checkpoints.inspection import Inventory, examine_folder
from summarize.checkpoints.search import search_settings
from summarize.errors import Code, ModelError, UsageError
from summarize.models.catalogue import Entry
from summarize.options import Device

if TYPE_CHECKING:
    from torch import Tensor

# What a configuration describes may exceed what the weights hold by tables that the family computes
# itself (positions), never by much: a tiny model's tables fit into the slack, a real one's into the factor.
_SIZE_FACTOR = 1.5
_SIZE_SLACK = 2_000_000
# Weights may hold more than a network does: every table that it shares, once for each use of it.
_SURPLUS_FACTOR = 3

# Tables that these kinds compute when a checkpoint leaves them out.
_COMPUTED: Mapping[str, tuple[str, ...]] = {
    "pegasus": ("model.encoder.embed_positions.weight", "model.decoder.embed_positions.weight"),
}


def read_specification(folder: Path, *, name: str, entry: Entry | None = None, commit: str = "") -> Specification:
    """Reads a model folder except for its weights.

    Args:
        folder: The folder.
        name: What the user calls it; error messages and the result carry it.
        entry: Its catalogue entry, if it has one.
        commit: Its revision; a digest of its files stands in where this is "".

    Raises:
        ModelError: BAD_MODEL when the folder is damaged, unsafe or incomplete.
    """
    return _read(examine_folder(folder, name), folder, name=name, entry=entry, commit=commit)


def _read(inventory: Inventory, folder: Path, *, name: str, entry: Entry | None, commit: str) -> Specification:
    with foreign_errors(name), silence():
        config = _configuration(inventory, name)
        tokenizer = _load_tokenizer(folder, config, name)
        rows = int(config.vocab_size)
        _check_vocabulary(tokenizer, rows, name)
        return Specification(
            name=name,
            revision=commit or digest_files(inventory.read),
            licence=entry.licence if entry else "unknown",
            tokenizer=tokenizer,
            config=inventory.config,
            configuration=config,
            search=None if _classifies(config) else search_settings(inventory, tokenizer, rows, entry, name),
            rows=rows,
            elements=inventory.elements,
            files=inventory.read,
            entry=entry,
        )


def load_checkpoint(
    folder: Path,
    *,
    name: str,
    device: Device = "auto",
    dtype: Dtype = "float32",
    entry: Entry | None = None,
    commit: str = "",
) -> Checkpoint:
    """Loads a model folder with its weights.

    Args:
        folder: The folder.
        name: What the user calls it; error messages and the checkpoint carry it.
        device: Where to put it; "auto" takes a CUDA device if there is one.
        dtype: What its numbers are kept and computed in, whatever the files hold.
        entry: Its catalogue entry, if it has one.
        commit: Its revision; a digest of its files stands in where this is "".

    Raises:
        ModelError: BAD_MODEL when the folder is damaged, unsafe or incomplete, NO_MEMORY when it does
            not fit.
        UsageError: When `device` is "cuda" and there is none.
    """
    inventory = examine_folder(folder, name)
    place = choose_device(device)
    specification = _read(inventory, folder, name=name, entry=entry, commit=commit)
    with foreign_errors(name), silence():
        network = _load_network(inventory, specification.configuration, dtype, name)
        if specification.search is not None:
            network.generation_config = specification.search
        network.to(place)
    known = {field.name: getattr(specification, field.name) for field in fields(Specification)}
    return Checkpoint(**known, network=cast("Network", network), device=place, dtype=dtype)


def choose_device(device: Device) -> str:
    """The device that a choice means on this machine: "cpu" or "cuda".

    Raises:
        UsageError: When "cuda" is asked for and there is none.
    """
    if device == "cpu":
        return "cpu"
    import torch

    if torch.cuda.is_available():
        return "cuda"
    if device == "cuda":
        raise UsageError(Code.BAD_OPTION, "no CUDA device was found; use --device cpu")
    return "cpu"


def _configuration(inventory: Inventory, name: str) -> Any:
    from transformers import AutoConfig

    config = AutoConfig.for_model(**inventory.config)
    kind = _network_kind(config).__name__
    written = inventory.config.get("architectures") or [kind]
    if kind not in written:
        found = str(written)[:60]
        use = "labels pairs of texts" if _classifies(config) else "writes text"
        raise ModelError(Code.BAD_MODEL, f"model {name!r} is a {found}, not a model that {use} ({kind})")
    return config


def _network_kind(config: Any) -> Any:
    import transformers

    name = "CAUSAL_LM" if config.model_type in CHAT_KINDS else "SEQ_TO_SEQ_CAUSAL_LM"
    if _classifies(config):
        name = "SEQUENCE_CLASSIFICATION"
    kinds: Any = getattr(transformers, f"MODEL_FOR_{name}_MAPPING")
    return kinds[type(config)]


def _classifies(config: Any) -> bool:
    return config.model_type in CLASSIFIER_KINDS


def _check_declared_size(inventory: Inventory, config: Any, name: str) -> None:
    import torch

    with torch.device("meta"):  # shapes without memory
        shell = _network_kind(config)(config)
    declared = sum(parameter.numel() for parameter in shell.parameters())
    if declared > _SIZE_FACTOR * inventory.elements + _SIZE_SLACK:
        raise ModelError(
            Code.BAD_MODEL,
            f"model {name!r} has a config.json for {declared / 1e6:,.0f} million parameters, "
            f"its weights hold {inventory.elements / 1e6:,.0f} million",
        )
    if inventory.elements > _SURPLUS_FACTOR * declared + _SIZE_SLACK:
        raise ModelError(
            Code.BAD_MODEL,
            f"model {name!r} has weights of {inventory.elements / 1e6:,.0f} million numbers, "
            f"its config.json has room for {declared / 1e6:,.0f} million",
        )


def _load_tokenizer(folder: Path, config: Any, name: str) -> Tokenizer:
    from transformers import AutoTokenizer

    pieces_only = any((folder / file).exists() for file in ("spiece.model", "sentencepiece.bpe.model"))
    rust = config.model_type != "m2m_100" and not (folder / "tokenizer.json").exists()
    if pieces_only and rust and not (find_spec("google") and find_spec("google.protobuf")):
        raise ModelError(
            Code.BAD_MODEL,
            f"model {name!r} has its vocabulary as a SentencePiece file, "
            "which takes the package protobuf to read: pip install protobuf",
        )
    tokenizer = AutoTokenizer.from_pretrained(
        str(folder), config=config, local_files_only=True, trust_remote_code=False
    )
    return cast("Tokenizer", tokenizer)


def _load_network(inventory: Inventory, config: Any, dtype: Dtype, name: str) -> Any:
    import torch
    from safetensors.torch import load_file

    _check_declared_size(inventory, config, name)
    weights: dict[str, Tensor] = {}
    for path in inventory.weights:
        weights.update(load_file(path))
    network, report = _network_kind(config).from_pretrained(
        None,
        config=config,
        state_dict=weights,
        dtype=getattr(torch, dtype),
        output_loading_info=True,
        local_files_only=True,
        trust_remote_code=False,
    )
    missing = sorted(set(report["missing_keys"]) - set(_COMPUTED.get(config.model_type, ())))
    if missing:
        raise ModelError(
            Code.BAD_MODEL,
            f"model {name!r} lacks {len(missing)} of its weights, first {missing[0][:80]!r}; fetch it again",
        )
    for key, tensor in network.state_dict().items():
        if not bool(torch.isfinite(tensor).all()):
            raise ModelError(Code.BAD_MODEL, f"model {name!r} has weights that are not numbers in {key!r}")
    return network.eval()


def _check_vocabulary(tokenizer: Tokenizer, rows: int, name: str) -> None:
    # Special tokens are left out: BART's <mask> has no row in its fine-tuned weights, and no text needs it.
    numbers = set(tokenizer.get_vocab().values()) - set(tokenizer.all_special_ids)
    if not numbers:
        raise ModelError(Code.BAD_MODEL, f"model {name!r} has an empty vocabulary; fetch it again")
    most = max(numbers)
    if most >= rows:
        raise ModelError(
            Code.BAD_MODEL,
            f"model {name!r} has a tokenizer with numbers up to {most} and weights for {rows}; "
            "they are not of the same model",
        )
