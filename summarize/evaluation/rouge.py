"""ROUGE F1 by Google's rouge-score, with a tokenizer that sees every script.

The library's own tokenizer drops all letters but a–z: two Arabic texts that share only a year
score 1.0 with it, and identical ones without digits 0.0.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Literal

from summarize.errors import Code, UsageError

_WORD = re.compile(r"\w+")

Reduction = Literal["best", "mean"]


@dataclass(frozen=True, slots=True)
class RougeScore:
    """F1 of unigrams, bigrams and the longest common subsequence, each in 0–1."""

    rouge1: float
    rouge2: float
    rouge_l: float


class WordTokenizer:
    """Lower-cased runs of letters and digits of any script, in rouge-score's protocol."""

    def tokenize(self, text: str) -> list[str]:
        """The words of a text.

        >>> WordTokenizer().tokenize("في عام 2026.")
        ['في', 'عام', '2026']
        """
        return _WORD.findall(text.lower())


def score_rouge(hypothesis: str, references: Sequence[str], language: str, reduction: Reduction = "best") -> RougeScore:
    """Score one summary against one or more references.

    Args:
        hypothesis: The summary.
        references: At least one.
        language: "en" uses Porter stems and the library's tokenizer, as published scores do.
        reduction: The best reference counts ("best", rouge-score's way) or all count alike ("mean").

    Raises:
        UsageError: When the extra is not installed.
    """
    scorer = _scorer(language == "en")
    rows = [scorer.score(reference, hypothesis) for reference in references]

    def reduce(kind: str) -> float:
        values = [float(row[kind].fmeasure) for row in rows]
        return max(values) if reduction == "best" else sum(values) / len(values)

    return RougeScore(reduce("rouge1"), reduce("rouge2"), reduce("rougeL"))


def name_rouge() -> str:
    """What decides a best-reference score, for signatures.

    Raises:
        UsageError: When the extra is not installed.
    """
    _scorer(english=False)
    return f"rouge-score:{version('rouge-score')}|references:best|stems:en"


@functools.cache
def _scorer(english: bool) -> Any:
    try:
        from rouge_score.rouge_scorer import RougeScorer
    except ImportError:
        raise UsageError(Code.BAD_OPTION, "ROUGE needs: pip install 'summarize[evaluation]'") from None
    kinds = ["rouge1", "rouge2", "rougeL"]
    return RougeScorer(kinds, use_stemmer=True) if english else RougeScorer(kinds, tokenizer=WordTokenizer())
