"""The reference engine: transformers runs the network over batches of rows.

Not here: what a batch is made of (`batching`), what the tokens mean (`encoding`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from summarize.checkpoints.boundary import foreign_errors
from summarize.checkpoints.checkpoint import Checkpoint, Dtype, Row
from summarize.engines.seq2seq.batching import plan_batches
from summarize.engines.seq2seq.writing import Writing, cut_writing, end_tokens
from summarize.errors import Code, ModelError

if TYPE_CHECKING:
    import torch


class TransformersDecoder:
    """A `Decoder` over a loaded checkpoint of any family."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self.specification = checkpoint
        self._checkpoint = checkpoint

    @property
    def engine(self) -> str:
        """Its name, the checkpoint's dtype, and the device unless it is the processor."""
        place = "" if self._checkpoint.device == "cpu" else f".{self._checkpoint.device}"
        return f"transformers.{self._checkpoint.dtype}{place}"

    def write(
        self,
        rows: Sequence[Row],
        most: Sequence[int],
        *,
        least: int = 0,
        forced: int | None = None,
        beams: int | None = None,
    ) -> list[Writing]:
        """As `Decoder.write` says; a batch that does not fit into memory is halved until it does."""
        checkpoint, ends = self._checkpoint, end_tokens(self._checkpoint)
        search = {} if forced is None else {"forced_bos_token_id": forced}
        if beams is not None:
            search["num_beams"] = beams
        results: dict[int, Writing] = {}
        pending = plan_batches([len(row.ids) for row in rows])[::-1]
        while pending:
            batch = pending.pop()
            longest = max(most[place] for place in batch)
            try:
                written = _write_batch(checkpoint, [rows[place] for place in batch], longest, least, search)
            except ModelError as error:
                if error.code is not Code.NO_MEMORY or len(batch) == 1:
                    raise
                middle = len(batch) // 2
                pending += [batch[middle:], batch[:middle]]
            else:
                for place, ids in zip(batch, written, strict=True):
                    results[place] = cut_writing(ids, most[place], ends)
        return [results[place] for place in range(len(rows))]


def choose_dtype(device: str) -> Dtype:
    """What a network is fastest in on a device ("cpu" or "cuda") without harm to its output.

    A processor is asked for instructions that multiply bfloat16: without them it is slower than float32.
    """
    import torch

    if device == "cuda":
        return "bfloat16" if torch.cuda.is_bf16_supported(including_emulation=False) else "float32"
    has = torch.cpu.get_capabilities()
    return "bfloat16" if has.get("amx_bf16") or has.get("avx512_bf16") else "float32"


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
    ids = torch.full((len(rows), width), checkpoint.search.pad_token_id, dtype=torch.long)
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
