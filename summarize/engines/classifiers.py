"""Classifiers of pairs of texts: how probable it is that a premise supports a hypothesis.

Checkpoints for natural language inference, and those with two labels, one of which means supported.
Not here: which sentences make a premise (`evidence.verifier`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from summarize.checkpoints.boundary import foreign_errors
from summarize.checkpoints.checkpoint import Checkpoint
from summarize.checkpoints.families import CLASSIFIER_KINDS, read_window
from summarize.engines.seq2seq.batching import plan_batches
from summarize.errors import Code, ModelError

_SUPPORTING = re.compile(r"entail|support|consistent|correct|factual|faithful", re.IGNORECASE)
_DENYING = re.compile(r"\b(?:no|not|non)\b|in(?:consistent|correct)|un(?:support|faithful)|nonfactual", re.IGNORECASE)


class EntailmentClassifier:
    """An `EntailmentModel` of the BERT, RoBERTa, XLM-RoBERTa or DeBERTa-v2 family.

    Raises:
        ModelError: BAD_MODEL when the checkpoint is none, or its labels do not say which one means supported.
    """

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._checkpoint = checkpoint
        kind = checkpoint.configuration.model_type
        if kind not in CLASSIFIER_KINDS:
            raise ModelError(Code.BAD_MODEL, f"model {checkpoint.name!r} ({kind}) is no classifier of pairs of texts")
        advised = checkpoint.entry.window if checkpoint.entry else None
        self._window = read_window(checkpoint.configuration, checkpoint.tokenizer, advised)
        self._label = find_label(getattr(checkpoint.configuration, "id2label", {}), checkpoint.name)

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

    @property
    def window(self) -> int:
        """The most tokens of a premise and a hypothesis together, special tokens included."""
        return self._window

    def entail(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Probability in 0–1 that the first text of each pair supports the second.

        A premise beyond the window is read in parts, of which the most supporting one counts.

        Raises:
            ModelError: TOO_LARGE when a hypothesis alone exceeds the window.
        """
        inputs, owners = [], []
        for number, (premise, hypothesis) in enumerate(pairs):
            fitting = self._fit(premise, hypothesis)
            inputs += fitting
            owners += [number] * len(fitting)
        best = [0.0] * len(pairs)
        for batch in plan_batches([len(each["input_ids"]) for each in inputs]):
            for place, probability in zip(batch, self._classify([inputs[i] for i in batch]), strict=True):
                best[owners[place]] = max(best[owners[place]], probability)
        return best

    def _fit(self, premise: str, hypothesis: str) -> list[Mapping[str, list[int]]]:
        """The token rows of a pair: one, or those of the premise's halves, halved until each fits."""
        tokenizer: Any = self._checkpoint.tokenizer
        row: Mapping[str, list[int]] = tokenizer(premise, hypothesis, split_special_tokens=True)
        if len(row["input_ids"]) <= self._window:
            return [row]
        words = premise.split()
        if len(words) < 2:
            found = f"a point has more tokens than the {self._window} that {self.name!r} reads with its sources"
            raise ModelError(Code.TOO_LARGE, f"{found}; use another verifier")
        middle = len(words) // 2
        halves = (" ".join(words[:middle]), " ".join(words[middle:]))
        return [row for half in halves for row in self._fit(half, hypothesis)]

    def _classify(self, rows: Sequence[Mapping[str, list[int]]]) -> list[float]:
        import torch

        checkpoint, network = self._checkpoint, self._checkpoint.network
        padding = {"input_ids": checkpoint.configuration.pad_token_id}
        width = max(len(row["input_ids"]) for row in rows)
        tensors = {
            key: torch.tensor([[*row[key], *[padding.get(key, 0)] * (width - len(row[key]))] for row in rows])
            for key in rows[0]
        }
        run: Any = network
        with foreign_errors(checkpoint.name, "failed on an input", "use another verifier"), torch.inference_mode():
            logits = run(**{key: tensor.to(checkpoint.device) for key, tensor in tensors.items()}).logits
            probabilities: list[float] = logits.float().softmax(dim=-1)[:, self._label].tolist()
        return probabilities


def find_label(labels: Mapping[int, str], name: str) -> int:
    """The number of the label that means supported.

    >>> find_label({0: "CONTRADICTION", 1: "Neutral", 2: "entailment"}, "nli")
    2
    >>> find_label({0: "not_entailment", 1: "entailment"}, "nli"), find_label({0: "CORRECT", 1: "INCORRECT"}, "factcc")
    (1, 0)

    Raises:
        ModelError: BAD_MODEL when none does, or several do.
    """
    names = {number: str(label).replace("_", " ") for number, label in labels.items()}
    found = [n for n, label in names.items() if _SUPPORTING.search(label) and not _DENYING.search(label)]
    if len(found) != 1 or len(labels) < 2:
        listed = ", ".join(str(label)[:20] for label in list(labels.values())[:5])
        raise ModelError(
            Code.BAD_MODEL,
            f"model {name!r} has the labels {listed}; one of them must say entailment or supported",
        )
    return int(found[0])
