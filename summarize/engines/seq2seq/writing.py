"""What every engine does, whatever its weights are kept in: rows of tokens in, rows of tokens out.

Knows nothing about text: what the tokens mean is `encoding`'s business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from summarize.checkpoints.checkpoint import Row, Specification


@dataclass(frozen=True, slots=True)
class Writing:
    """What the decoder wrote for one row, without start and end tokens."""

    ids: tuple[int, ...]
    finished: bool


class Decoder(Protocol):
    """A model's weights in an engine that runs them."""

    @property
    def specification(self) -> Specification:
        """The model that the weights are of."""
        ...

    @property
    def engine(self) -> str:
        """What runs it and in which numbers, as in "transformers.float32"; decides the output."""
        ...

    def write(
        self,
        rows: Sequence[Row],
        most: Sequence[int],
        *,
        least: int = 0,
        forced: int | None = None,
        beams: int | None = None,
    ) -> list[Writing]:
        """Lets the decoder write for each row; same length, same order.

        Args:
            rows: Its inputs, none beyond its window.
            most: For each row the most tokens to write, end token included.
            least: The fewest tokens before the end token.
            forced: A token that every output must open with.
            beams: How many hypotheses to search; None is the checkpoint's setting.

        Raises:
            ModelError: When the engine fails; NO_MEMORY when an input does not fit.
        """
        ...


def cut_writing(ids: Sequence[int], most: int, ends: Sequence[int]) -> Writing:
    """A row up to its own end token, or to its own limit: its batch may have run on for others.

    >>> cut_writing([7, 8, 2, 9], 4, ends=[2])
    Writing(ids=(7, 8), finished=True)
    """
    end = next((place for place, number in enumerate(ids[:most]) if number in ends), None)
    return Writing(tuple(ids[: most if end is None else end]), end is not None)


def end_tokens(specification: Specification) -> list[int]:
    """The tokens that end an output."""
    ends = specification.search.eos_token_id
    return ends if isinstance(ends, list) else [ends]
