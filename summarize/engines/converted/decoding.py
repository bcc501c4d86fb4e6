"""The CTranslate2 engine: runs a converted model over batches of rows, one worker a processor core.

Not here: conversion, nor what the tokens mean (`seq2seq.encoding`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from summarize.checkpoints.boundary import foreign_errors
from summarize.checkpoints.checkpoint import Row, Specification
from summarize.engines.converted.conversion import Quantization
from summarize.engines.seq2seq.batching import plan_batches, share_budget
from summarize.engines.seq2seq.writing import Writing, cut_writing, end_tokens
from summarize.engines.watching import tell_watcher


class ConvertedDecoder:
    """A `Decoder` over a converted model, on the processor."""

    def __init__(
        self, specification: Specification, folder: Path, *, quantization: Quantization = "int8", workers: int = 0
    ) -> None:
        """Loads a conversion.

        Args:
            specification: The model that was converted.
            folder: The conversion.
            quantization: What it computes in.
            workers: How many batches run at a time, each on one core; 0 is one a core. No output depends on it.

        Raises:
            ModelError: When it cannot be loaded.
        """
        import ctranslate2
        import torch

        self.specification = specification
        self.engine = f"ctranslate2.{quantization}"
        threads = torch.get_num_threads()
        self._workers = workers or threads
        self._rules = _rules(specification)
        with foreign_errors(specification.name, "cannot be loaded by CTranslate2", "use --engine transformers"):
            self._model = ctranslate2.Translator(
                str(folder), compute_type=quantization, inter_threads=self._workers, intra_threads=1
            )
        torch.set_num_threads(threads)  # both libraries share one setting, and CTranslate2 has taken it for itself

    def write(
        self,
        rows: Sequence[Row],
        most: Sequence[int],
        *,
        least: int = 0,
        forced: int | None = None,
        beams: int | None = None,
    ) -> list[Writing]:
        """As `Decoder.write` says."""
        opening = self.specification.search.forced_bos_token_id if forced is None else forced
        search = {**self._rules, **({} if beams is None else {"beam_size": beams}), "min_decoding_length": least}
        lengths = [len(row.ids) for row in rows]
        plan = plan_batches(lengths, share_budget(lengths, self._workers))
        results: dict[int, Writing] = {}
        boundary = partial(foreign_errors, self.specification.name, "failed on an input", "use --engine transformers")
        with boundary():
            pending = [
                self._model.translate_batch(
                    [[str(number) for number in rows[place].ids] for place in batch],
                    None if opening is None else [[str(opening)]] * len(batch),
                    max_decoding_length=max(most[place] for place in batch),
                    asynchronous=True,
                    **search,
                )
                for batch in plan
            ]
        for batch, outputs in zip(plan, pending, strict=True):
            tell_watcher(len(results), len(rows))
            with boundary():
                written = [[int(name) for name in output.result().hypotheses[0]] for output in outputs]
            for place, ids in zip(batch, written, strict=True):
                results[place] = cut_writing(ids, most[place], end_tokens(self.specification))
        return [results[place] for place in range(len(rows))]


def _rules(specification: Specification) -> dict[str, Any]:
    """The checkpoint's settings in CTranslate2's words."""
    search = specification.search
    banned = [*(search.bad_words_ids or []), *([token] for token in search.suppress_tokens or [])]
    # Padding is out of a converted Marian model's reach already, and unknown to it.
    banned = [tokens for tokens in banned if search.pad_token_id not in tokens]
    return {
        "beam_size": search.num_beams or 1,
        "length_penalty": 1.0 if search.length_penalty is None else search.length_penalty,
        "no_repeat_ngram_size": search.no_repeat_ngram_size or 0,
        "repetition_penalty": search.repetition_penalty or 1.0,
        "suppress_sequences": [[str(token) for token in tokens] for tokens in banned] or None,
        "end_token": end_tokens(specification),
        "return_end_token": True,
        "max_input_length": 0,
    }
