"""What a loaded checkpoint is, and the parts of transformers' objects that this package relies on.

Not here: loading one (`loading`), or making it write (`decoding`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from summarize.models.catalogue import Entry

if TYPE_CHECKING:
    import torch

Dtype = Literal["float32", "bfloat16"]


class Configuration(Protocol):
    """A model's sizes; those that only some families have are read with `getattr`."""

    @property
    def model_type(self) -> str:
        """The kind of network, as in "bart"."""
        ...

    @property
    def pad_token_id(self) -> int:
        """Number of the token that fills a batch up."""
        ...


class Tokenizer(Protocol):
    """Text to token numbers and back."""

    model_max_length: int
    unk_token_id: int | None
    bos_token_id: int | None
    eos_token_id: int | None
    pad_token_id: int | None

    @property
    def all_special_ids(self) -> list[int]:
        """Numbers of the tokens that never stand for text."""
        ...

    def get_vocab(self) -> dict[str, int]:
        """Every token and its number."""
        ...

    def convert_tokens_to_ids(self, tokens: str) -> int | None:
        """Number of one token."""
        ...

    def convert_ids_to_tokens(self, ids: int) -> str | None:
        """Token of one number."""
        ...

    def encode(self, text: str, *, add_special_tokens: bool, split_special_tokens: bool) -> list[int]:
        """Token numbers of a text."""
        ...

    def decode(self, token_ids: list[int], *, skip_special_tokens: bool, clean_up_tokenization_spaces: bool) -> str:
        """Text of token numbers."""
        ...


class Network(Protocol):
    """The encoder and decoder with their weights."""

    config: Configuration
    generation_config: Any

    def generate(self, **inputs: object) -> torch.Tensor:
        """Token numbers that the decoder wrote, one row an input, start token first."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Specification:
    """A model folder without its weights: all that it takes to feed the model and to read what it wrote.

    Attributes:
        name: What the user calls it.
        revision: Its commit, or a digest of its files.
        licence: SPDX name, or "unknown".
        tokenizer: Its tokenizer.
        config: Its config.json as written.
        configuration: The same as transformers reads it.
        search: How it searches for its output, a `GenerationConfig`; None for a classifier.
        rows: How many tokens its embedding table holds.
        elements: How many numbers its weights hold.
        files: Every file that loading reads, in name order.
        entry: Its catalogue entry, if it has one.
    """

    name: str
    revision: str
    licence: str
    tokenizer: Tokenizer
    config: Mapping[str, Any]
    configuration: Configuration
    search: Any
    rows: int
    elements: int
    files: tuple[Path, ...]
    entry: Entry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint(Specification):
    """A model in memory, ready to be fed.

    Attributes:
        network: The weights.
        device: Where they are: "cpu" or "cuda".
        dtype: What they are kept and computed in.
    """

    network: Network
    device: str
    dtype: Dtype


@dataclass(frozen=True, slots=True)
class Row:
    """One input of the encoder.

    Attributes:
        ids: Its tokens, special ones included.
        marks: Positions with global attention; empty for families without it.
    """

    ids: Sequence[int]
    marks: tuple[int, ...] = ()
