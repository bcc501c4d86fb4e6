"""The model families: how each is recognised, which files it needs, and how much it reads and writes.

A family is read from the checkpoint's own `model_type` and vocabulary, never from a folder's name.
Not here: what is fed to a family (`passages` for summarizers, `tags` for translators).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from summarize.checkpoints.checkpoint import Configuration, Tokenizer
from summarize.errors import Code, ModelError

SummarizerFamily = Literal["bart", "pegasus", "t5", "led", "primera"]
TranslatorFamily = Literal["marian", "nllb", "m2m100", "mbart50", "madlad"]

DOCUMENT_SEPARATOR = "<doc-sep>"
_T5_KINDS = ("t5", "mt5", "umt5", "longt5")

CHAT_KINDS = (
    "cohere",
    "cohere2",
    "gemma",
    "gemma2",
    "gemma3_text",
    "granite",
    "llama",
    "mistral",
    "olmo2",
    "phi",
    "phi3",
    "qwen2",
    "qwen3",
    "smollm3",
    "stablelm",
)
"""Decoder-only networks whose instruct checkpoints are chat models; the chat template decides which are."""

CLASSIFIER_KINDS = ("bert", "deberta-v2", "roberta", "xlm-roberta")
"""Encoders that label a pair of texts; they verify points."""

_BYTE_PAIRS = (("tokenizer.json",), ("vocab.json", "merges.txt"))
_SENTENCE_PIECE = (("tokenizer.json",), ("spiece.model",))

TOKENIZER_FILES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "bart": _BYTE_PAIRS,
    "bert": (("tokenizer.json",), ("vocab.txt",)),
    "deberta-v2": (("tokenizer.json",), ("spm.model",)),
    "led": _BYTE_PAIRS,
    "longt5": _SENTENCE_PIECE,
    "m2m_100": (("tokenizer.json",), ("vocab.json", "sentencepiece.bpe.model")),
    "marian": (("vocab.json", "source.spm", "target.spm"),),
    "mbart": (("tokenizer.json",), ("sentencepiece.bpe.model",)),
    "mt5": _SENTENCE_PIECE,
    "pegasus": _SENTENCE_PIECE,
    "roberta": _BYTE_PAIRS,
    "t5": _SENTENCE_PIECE,
    "umt5": _SENTENCE_PIECE,
    "xlm-roberta": (("tokenizer.json",), ("sentencepiece.bpe.model",)),
    **dict.fromkeys(CHAT_KINDS, _BYTE_PAIRS),
}
"""For each `model_type`: the sets of files, any one of which holds its vocabulary."""

CONFIGURED_SIZES: Mapping[str, int] = {
    "d_ff": 262_144,
    "d_kv": 4_096,
    "d_model": 32_768,
    "decoder_attention_heads": 512,
    "decoder_ffn_dim": 262_144,
    "decoder_layers": 200,
    "encoder_attention_heads": 512,
    "encoder_ffn_dim": 262_144,
    "encoder_layers": 200,
    "head_dim": 4_096,
    "hidden_size": 32_768,
    "intermediate_size": 262_144,
    "max_decoder_position_embeddings": 1_000_000,
    "max_encoder_position_embeddings": 1_000_000,
    "max_position_embeddings": 20_000_000,
    "num_attention_heads": 512,
    "num_decoder_layers": 200,
    "num_heads": 512,
    "num_hidden_layers": 400,
    "num_key_value_heads": 512,
    "num_layers": 200,
    "relative_attention_max_distance": 1_000_000,
    "relative_attention_num_buckets": 100_000,
    "vocab_size": 2_000_000,
}
"""Sizes that a config.json may name, each with a bound about ten times beyond any published model."""

# T5 has no table of positions to overrun; this is what it was trained on, and what is used where
# neither the catalogue nor the tokenizer says otherwise. LongT5 was trained on eight times that.
_T5_WINDOW = 512
_LONG_T5_WINDOW = 4_096
# Longest text that is ever asked of a model without a table of decoder positions.
_UNBOUNDED_OUTPUT = 1_024
# Tokenizers without a limit of their own report a number beyond any real window.
_NO_LIMIT = 10_000_000


def summarizer_family(config: Configuration, tokenizer: Tokenizer, name: str) -> SummarizerFamily:
    """The family of a loaded summarizer.

    Raises:
        ModelError: BAD_MODEL when it is none.
    """
    kind = config.model_type
    if kind == "bart":
        return "bart"
    if kind == "pegasus":
        return "pegasus"
    if kind in _T5_KINDS and not knows_token(tokenizer, "<2en>"):
        return "t5"
    if kind == "led":
        return "primera" if knows_token(tokenizer, DOCUMENT_SEPARATOR) else "led"
    raise ModelError(Code.BAD_MODEL, f"model {name!r} ({kind}) is no summarizer; it may be a translator")


def translator_family(config: Configuration, tokenizer: Tokenizer, name: str) -> TranslatorFamily:
    """The family of a loaded translator.

    Raises:
        ModelError: BAD_MODEL when it is none.
    """
    kind = config.model_type
    if kind == "marian":
        return "marian"
    if kind == "m2m_100":
        return "nllb" if knows_token(tokenizer, "eng_Latn") else "m2m100"
    # Polish came with mBART-50; its predecessor of 25 languages places its language codes elsewhere.
    if kind == "mbart" and knows_token(tokenizer, "pl_PL"):
        return "mbart50"
    if kind in _T5_KINDS and knows_token(tokenizer, "<2en>"):
        return "madlad"
    raise ModelError(Code.BAD_MODEL, f"model {name!r} ({kind}) is no translator that this program can feed")


def knows_token(tokenizer: Tokenizer, token: str) -> bool:
    """Whether a tokenizer has the token as one unit."""
    number = tokenizer.convert_tokens_to_ids(token)
    return number is not None and number != tokenizer.unk_token_id


def read_window(config: Configuration, tokenizer: Tokenizer, advised: int | None) -> int:
    """The most tokens a model reads: the least of its positions, its tokenizer's limit and the advice."""
    limits = [advised, _positions(config, "encoder")]
    if tokenizer.model_max_length < _NO_LIMIT:
        limits.append(tokenizer.model_max_length)
    known = [limit for limit in limits if limit]
    if not known:
        return _LONG_T5_WINDOW if config.model_type == "longt5" else _T5_WINDOW
    return min(known)


def write_window(config: Configuration) -> int:
    """The most tokens a model can write."""
    return _positions(config, "decoder") or _UNBOUNDED_OUTPUT


def _positions(config: Configuration, side: Literal["encoder", "decoder"]) -> int | None:
    if config.model_type in _T5_KINDS:
        return None
    own = getattr(config, f"max_{side}_position_embeddings", None)
    value = own or getattr(config, "max_position_embeddings", None)
    # RoBERTa's positions start after that of its padding token.
    unused = config.pad_token_id + 1 if config.model_type in ("roberta", "xlm-roberta") else 0
    return int(value) - unused if value else None
