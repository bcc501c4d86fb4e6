"""Runs a checkpoint over rows of tokens, batch by batch, and gives every row its own output back.

Knows nothing about text: what the tokens mean is `encoding`'s business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarize.checkpoints.boundary import foreign_errors
from summarize.checkpoints.checkpoint import Checkpoint, Row
from summarize.engines.seq2seq.batching import plan_batches

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True, slots=True)
class Writing:
    """What the decoder wrote for one row, without start and end tokens."""

    ids: tuple[int, ...]
    finished: bool


def write_rows(
    checkpoint: Checkpoint,
    rows: Sequence[Row],
    most: Sequence[int],
    *,
    least: int = 0,
    forced: int | None = None,
    beams: int | None = None,
) -> list[Writing]:
    """Lets the decoder write for each row; same length, same order.

    Args:
        checkpoint: The model.
        rows: Its inputs, none beyond its window.
        most: For each row the most tokens to write, end token included.
        least: The fewest tokens before the end token.
        forced: A token that every output must open with.
        beams: How many hypotheses to search; None is the checkpoint's setting.

    Raises:
        ModelError: When the engine fails; NO_MEMORY when a batch does not fit.
    """
    results: dict[int, Writing] = {}
    search = {} if forced is None else {"forced_bos_token_id": forced}
    if beams is not None:
        search["num_beams"] = beams
    for batch in plan_batches([len(row.ids) for row in rows]):
        longest = max(most[place] for place in batch)
        written = _write_batch(checkpoint, [rows[place] for place in batch], longest, least, search)
        ends = _end_tokens(checkpoint)
        for place, ids in zip(batch, written, strict=True):
            results[place] = _cut(ids, most[place], ends)
    return [results[place] for place in range(len(rows))]


def _write_batch(
    checkpoint: Checkpoint, rows: Sequence[Row], most: int, least: int, search: Mapping[str, int]
) -> list[list[int]]:
    import torch

    inputs: dict[str, object] = {**_tensors(checkpoint, rows), **search}
    if least:
        inputs["min_new_tokens"] = min(least, most)
    with foreign_errors(checkpoint.name, "failed on an input", "use another model"), torch.inference_mode():
        written: list[list[int]] = checkpoint.network.generate(**inputs, max_new_tokens=most).tolist()
    # The first token is the decoder's start token; it is not written but given.
    return [row[1:] for row in written]


def _tensors(checkpoint: Checkpoint, rows: Sequence[Row]) -> dict[str, torch.Tensor]:
    import torch

    width = max(len(row.ids) for row in rows)
    padding = checkpoint.network.generation_config.pad_token_id
    ids = torch.full((len(rows), width), padding, dtype=torch.long)
    mask = torch.zeros((len(rows), width), dtype=torch.long)
    marks = torch.zeros((len(rows), width), dtype=torch.long)
    for place, row in enumerate(rows):
        ids[place, : len(row.ids)] = torch.tensor(list(row.ids))
        mask[place, : len(row.ids)] = 1
        marks[place, list(row.marks)] = 1
    tensors = {"input_ids": ids, "attention_mask": mask}
    if any(row.marks for row in rows):
        tensors["global_attention_mask"] = marks
    return {key: tensor.to(checkpoint.device) for key, tensor in tensors.items()}


def _end_tokens(checkpoint: Checkpoint) -> frozenset[int]:
    ends = checkpoint.network.generation_config.eos_token_id
    return frozenset(ends if isinstance(ends, list) else [ends])


def _cut(ids: Sequence[int], most: int, ends: frozenset[int]) -> Writing:
    """A row up to its own end token, or to its own limit: its batch may have run on for others."""
    end = next((place for place, number in enumerate(ids[:most]) if number in ends), None)
    return Writing(tuple(ids[: most if end is None else end]), end is not None)
