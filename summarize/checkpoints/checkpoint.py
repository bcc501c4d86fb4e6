"""What a loaded checkpoint is, and the parts of transformers' objects that this package relies on.

Not here: loading one (`loading`), or making it write (`decoding`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from summarize.models.catalogue import Entry

if TYPE_CHECKING:
    import torch


class Configuration(Protocol):
    """A model's sizes; those that only some families have are read with `getattr`."""

    @property
    def model_type(self) -> str:
        """The kind of network, as in "bart"."""
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


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A model in memory, ready to be fed.

    Attributes:
        name: What the user calls it.
        revision: Its commit, or a digest of its files.
        licence: SPDX name, or "unknown".
        network: The weights.
        tokenizer: Its tokenizer.
        config: Its config.json as written.
        device: Where the weights are: "cpu" or "cuda".
        rows: How many tokens its embedding table holds.
        entry: Its catalogue entry, if it has one.
    """

    name: str
    revision: str
    licence: str
    network: Network
    tokenizer: Tokenizer
    config: Mapping[str, Any]
    device: str
    rows: int
    entry: Entry | None = None


class CheckpointModel:
    """What every model over a checkpoint says about itself."""

    _checkpoint: Checkpoint

    @property
    def name(self) -> str:
        """Catalogue name or folder name."""
        return self._checkpoint.name

    @property
    def revision(self) -> str:
        """Commit, or a digest of the files."""
        return self._checkpoint.revision

    @property
    def licence(self) -> str:
        """SPDX name, or "unknown"."""
        return self._checkpoint.licence


@dataclass(frozen=True, slots=True)
class Row:
    """One input of the encoder.

    Attributes:
        ids: Its tokens, special ones included.
        marks: Positions with global attention; empty for families without it.
    """

    ids: Sequence[int]
    marks: tuple[int, ...] = ()
