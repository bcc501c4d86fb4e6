"""How a model searches for its output: the checkpoint's own settings, the catalogue's, within our limits.

Only settings listed here are taken over; a checkpoint can neither turn sampling on, nor set lengths
(callers do), nor ask for more beams than a machine can carry.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn

from summarize.checkpoints.checkpoint import Tokenizer
from summarize.checkpoints.families import CHAT_KINDS
from summarize.checkpoints.inspection import Inventory
from summarize.errors import Code, ModelError
from summarize.models.catalogue import Entry

if TYPE_CHECKING:
    from transformers import GenerationConfig

# Wider beams cost memory and time and, past about five, quality (Koehn and Knowles 2017, "Six
# challenges"); the widest on a published card is eight.
MOST_BEAMS = 8
MOST_LISTED_TOKENS = 1_000

# Each number a checkpoint may set, with the least and the most that is taken over.
_RANGES: Mapping[str, tuple[float, float]] = {
    "num_beams": (1, MOST_BEAMS),
    "length_penalty": (-5.0, 5.0),
    "no_repeat_ngram_size": (0, 20),
    "encoder_no_repeat_ngram_size": (0, 20),
    "repetition_penalty": (1.0, 3.0),
}
_WHOLE = ("num_beams", "no_repeat_ngram_size", "encoder_no_repeat_ngram_size")
_TOKEN_LISTS = ("bad_words_ids", "suppress_tokens", "begin_suppress_tokens")
_BEAM_ONLY = ("length_penalty", "early_stopping")
_FROM_PADDING = ("t5", "mt5", "umt5", "longt5")


def search_settings(
    inventory: Inventory, tokenizer: Tokenizer, rows: int, entry: Entry | None, name: str
) -> GenerationConfig:
    """The settings under which a checkpoint writes.

    Args:
        inventory: The examined folder.
        tokenizer: Its tokenizer.
        rows: How many tokens its embedding table holds.
        entry: Its catalogue entry; its advice goes before the checkpoint's.
        name: What error messages call the model.

    Raises:
        ModelError: BAD_MODEL when a setting is of the wrong kind or names a token that does not exist.
    """
    import transformers

    # Checkpoints from before generation_config.json existed keep these settings in config.json.
    written = inventory.generation or inventory.config
    numbers = [key for key in _RANGES if written.get(key) is not None]
    settings: dict[str, Any] = {key: _number(key, written, name) for key in numbers}
    settings |= {key: _token_list(key, written, rows, name) for key in _TOKEN_LISTS if written.get(key)}
    if isinstance(written.get("early_stopping"), bool):
        settings["early_stopping"] = written["early_stopping"]
    settings |= _advised(entry)
    settings |= _special_tokens(inventory, tokenizer, rows, name)
    if settings.get("num_beams", 1) == 1:
        for key in _BEAM_ONLY:
            settings.pop(key, None)
    make: Any = transformers.GenerationConfig
    config: GenerationConfig = make(do_sample=False, use_cache=True, **settings)
    return config


def _advised(entry: Entry | None) -> dict[str, float]:
    if entry is None:
        return {}
    advice = {
        "num_beams": entry.beams,
        "length_penalty": entry.length_penalty,
        "no_repeat_ngram_size": entry.no_repeat_ngram,
    }
    return {key: value for key, value in advice.items() if value is not None}


def _number(key: str, written: Mapping[str, Any], name: str) -> float:
    value = written[key]
    if isinstance(value, bool) or not isinstance(value, int if key in _WHOLE else (int, float)):
        _refuse(name, f"sets {key} to {str(value)[:20]!r}, which is not a number")
    least, most = _RANGES[key]
    return type(value)(min(max(value, least), most))


def _token_list(key: str, written: Mapping[str, Any], rows: int, name: str) -> list[Any]:
    value = written[key]
    flat = [token for item in value for token in item] if key == "bad_words_ids" and _nested(value) else value
    if not isinstance(flat, list) or len(flat) > MOST_LISTED_TOKENS:
        _refuse(name, f"sets {key} to something other than a list of at most {MOST_LISTED_TOKENS} tokens")
    for token in flat:
        _check_token(key, token, rows, name)
    return list(value)


def _nested(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, list) and item for item in value)


def _special_tokens(inventory: Inventory, tokenizer: Tokenizer, rows: int, name: str) -> dict[str, Any]:
    def read(key: str) -> object:
        own = inventory.generation.get(key)
        return inventory.config.get(key) if own is None else own

    pad = tokenizer.pad_token_id if read("pad_token_id") is None else read("pad_token_id")
    eos = tokenizer.eos_token_id if read("eos_token_id") is None else read("eos_token_id")
    start = read("decoder_start_token_id")
    if start is None and inventory.config.get("model_type") in _FROM_PADDING:
        start = pad
    if inventory.config.get("model_type") in CHAT_KINDS:
        if pad is None:  # nothing is ever padded, but transformers wants a number
            pad = eos[0] if isinstance(eos, list) and eos else eos
        tokens = {"pad_token_id": pad, "eos_token_id": eos}
    else:
        tokens = {"pad_token_id": pad, "eos_token_id": eos, "decoder_start_token_id": start}
    bos = read("forced_bos_token_id")
    if bos is not None:
        tokens["forced_bos_token_id"] = bos
    for key, token in tokens.items():
        if isinstance(token, list) and key == "eos_token_id" and token:
            for each in token:
                _check_token(key, each, rows, name)
        else:
            _check_token(key, token, rows, name)
    return tokens


def _check_token(key: str, token: object, rows: int, name: str) -> None:
    if type(token) is not int or not 0 <= token < rows:
        _refuse(name, f"sets {key} to {str(token)[:20]!r}; its tokens are 0 to {rows - 1}")


def _refuse(name: str, what: str) -> NoReturn:
    raise ModelError(Code.BAD_MODEL, f"model {name!r} {what}")
