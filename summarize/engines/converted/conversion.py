"""A loaded checkpoint becomes a CTranslate2 model folder.

Only the weights are taken over. The vocabulary of the converted model is the token numbers
themselves, as text ("0", "1", …): reading and writing text is the same code as for every other
engine, and no tokenizer has to be rebuilt in another library.
Not here: where conversions are kept (`storage`), running them (`decoding`).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from summarize.checkpoints.boundary import foreign_errors
from summarize.checkpoints.checkpoint import Checkpoint, Specification

Quantization = Literal["int8", "float32"]

# The converter reads these two from config.json; transformers ignores them there, since they are
# properties of the network's code, so a checkpoint may leave them out or even state them wrongly.
_LAYERS: Mapping[str, Mapping[str, bool]] = {
    "bart": {"normalize_before": False, "normalize_embedding": True},
    "marian": {"normalize_before": False, "normalize_embedding": False},
    "m2m_100": {"normalize_before": True, "normalize_embedding": False},
    "mbart": {"normalize_before": True, "normalize_embedding": True},
    "pegasus": {"normalize_before": True, "normalize_embedding": False},
    "mt5": {},
    "t5": {},
    "umt5": {},
}

# Rules of search that CTranslate2 does not have.
_UNKNOWN_RULES = ("encoder_no_repeat_ngram_size", "begin_suppress_tokens")


def find_obstacle(specification: Specification) -> str:
    """Why a model cannot run in CTranslate2; "" where it can."""
    kind = specification.configuration.model_type
    if kind not in _LAYERS:
        return f"has no converter for models of the kind {kind!r}"
    if kind == "marian" and specification.search.pad_token_id != specification.rows - 1:
        return "wants a Marian model's padding token to be the last"
    rules = [rule for rule in _UNKNOWN_RULES if getattr(specification.search, rule, None)]
    return f"does not know the setting {rules[0]}" if rules else ""


def convert_checkpoint(checkpoint: Checkpoint, folder: Path, quantization: Quantization) -> None:
    """Writes a model that `find_obstacle` has nothing against into an empty folder.

    The checkpoint is used up: the converter scales its weights in place, and a copy might not fit.

    Raises:
        ModelError: BAD_MODEL when the converter fails, NO_MEMORY when there is too little.
        OSError: When the folder cannot be written.
    """
    import torch
    from ctranslate2.converters import transformers as converters

    network: Any = checkpoint.network
    for setting, value in _LAYERS[network.config.model_type].items():
        setattr(network.config, setting, value)
    advice = "use --engine transformers"
    with foreign_errors(checkpoint.name, "cannot be converted", advice), torch.inference_mode():
        # The public converter would load the folder again, with its own idea of what is safe.
        converter = converters._MODEL_LOADERS[type(network.config).__name__]
        model = converter.get_model_spec(network)
        # One row less than the checkpoint in Marian models, which lose their padding token.
        names = [str(number) for number in range(model.encoder.embeddings[0].weight.shape[0])]
        model.register_source_vocabulary(names)
        model.register_target_vocabulary(names)
        _name_special_tokens(model.config, checkpoint)
        model.validate()
        model.optimize(quantization=quantization)
    model.save(str(folder))


def _name_special_tokens(config: Any, checkpoint: Checkpoint) -> None:
    search, tokenizer = checkpoint.search, checkpoint.tokenizer
    end = search.eos_token_id[0] if isinstance(search.eos_token_id, list) else search.eos_token_id
    start = search.decoder_start_token_id
    config.eos_token = str(end)
    config.bos_token = config.eos_token if tokenizer.bos_token_id is None else str(tokenizer.bos_token_id)
    config.unk_token = config.eos_token if tokenizer.unk_token_id is None else str(tokenizer.unk_token_id)
    # Marian starts from no token at all: any name that exists will do.
    config.decoder_start_token = config.eos_token if checkpoint.configuration.model_type == "marian" else str(start)
