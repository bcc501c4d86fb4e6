"""The reference engine: transformers runs the network over batches of rows.

Not here: what a batch is made of (`batching`), what the tokens mean (`encoding`), the greedy search (`speculation`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from functools import partial
from typing import TYPE_CHECKING, Any

from summarize.checkpoints.boundary import foreign_errors
from summarize.checkpoints.checkpoint import Checkpoint, Dtype, Row
from summarize.engines.seq2seq.batching import plan_batches
from summarize.engines.seq2seq.speculation import SpeculativeSearch
from summarize.engines.seq2seq.writing import Writing, cut_writing, end_tokens
from summarize.engines.watching import tell_watcher
from summarize.errors import Code, ModelError

if TYPE_CHECKING:
    import torch


class TransformersDecoder:
    """A `Decoder` over a loaded checkpoint of any family; drafts from the input where one hypothesis is searched."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self.specification = checkpoint
        self._checkpoint = checkpoint
        if checkpoint.device == "cpu" and checkpoint.dtype == "bfloat16":
            _attend_plainly(checkpoint.network)

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
        search: dict[str, object] = {"num_beams": (checkpoint.search.num_beams or 1) if beams is None else beams}
        if forced is not None:
            search["forced_bos_token_id"] = forced
        results: dict[int, Writing] = {}
        pending = plan_batches([len(row.ids) for row in rows])[::-1]
        while pending:
            batch = pending.pop()
            longest = max(most[place] for place in batch)
            lengths = {"max_new_tokens": longest, **({"min_new_tokens": min(least, longest)} if least else {})}
            tell = partial(tell_watcher, len(results), len(rows))
            try:
                written = _write_batch(checkpoint, [rows[place] for place in batch], {**search, **lengths}, tell)
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


def _attend_plainly(network: Any) -> None:
    """Takes the fused attention out of a decoder: in bfloat16 on a processor it repacks the whole input at every step.

    Attending with one token to 5 x 700 takes a layer of BART-large 4.9 ms fused and 0.6 ms plainly. The
    encoder, which shares the decoder's configuration, keeps the fused one; there it is the faster.
    """
    decoder = network.get_decoder()
    own = copy(decoder.config)
    for module in decoder.modules():
        if hasattr(module, "config"):
            module.config = own
    decoder.set_attn_implementation("eager")


def _write_batch(
    checkpoint: Checkpoint, rows: Sequence[Row], search: Mapping[str, object], tell: Callable[[], None]
) -> list[list[int]]:
    import torch

    steps = _Steps(checkpoint.name, tell)
    more: dict[str, object] = {"logits_processor": [steps.check], "stopping_criteria": [steps.stop]}
    if search["num_beams"] == 1:
        more["custom_generate"] = SpeculativeSearch([row.ids for row in rows])
    with foreign_errors(checkpoint.name, "failed on an input", "use another model"), torch.inference_mode():
        written: list[list[int]] = checkpoint.network.generate(**_tensors(checkpoint, rows), **search, **more).tolist()
    if steps.stopped is not None:
        raise steps.stopped
    # The first token is the decoder's start token; it is not written but given.
    return [row[1:] for row in written]


class _Steps:
    """Looks on at every token of a batch: for numbers that are none, and for a watcher who wants no more."""

    def __init__(self, name: str, tell: Callable[[], None]) -> None:
        self._name = name
        self._tell = tell
        self.stopped: BaseException | None = None

    def check(self, _: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        """Refuses scores without a greatest: a network that overflows would write its first token for ever."""
        if not scores.amax(-1).isfinite().all():
            raise ModelError(Code.BAD_MODEL, f"model {self._name!r} computes what are not numbers; use another model")
        return scores

    def stop(self, ids: torch.Tensor, _: object) -> torch.Tensor:
        """Ends all rows if the watcher raises; what it raises is no fault of the model and kept until after."""
        try:
            self._tell()
        except BaseException as error:  # noqa: BLE001
            self.stopped = error
        return ids.new_full((len(ids),), self.stopped is not None).bool()


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
