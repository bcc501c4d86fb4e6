"""A sentence becomes one input of a translator, framed by the language tokens of its family.

Not here: which tokens those are (`tags`), splitting text into sentences, nor translation.
"""

from __future__ import annotations

from collections.abc import Sequence

from summarize.checkpoints.checkpoint import Row, Specification
from summarize.checkpoints.families import translator_family
from summarize.engines.seq2seq.encoding import PlainText
from summarize.engines.seq2seq.tags import read_tags

# Marian reads everything from a leading ">>" up to "<<" as one tag, in its vocabulary or not.
_LEADING_TAG = r"^\s*>>"


class SentenceFeed:
    """Builds a translator's inputs."""

    def __init__(self, specification: Specification) -> None:
        tokenizer = specification.tokenizer
        self.family = translator_family(specification.configuration, tokenizer, specification.name)
        self.tags = read_tags(specification, self.family)
        self.text = PlainText(tokenizer, self.tags.control, _LEADING_TAG if self.family == "marian" else "")
        self._end = [] if tokenizer.eos_token_id is None else [tokenizer.eos_token_id]

    def row(self, sentence: str, source: str, target: str) -> Row | None:
        """One input, or None for a sentence without letters or of which the model knows no piece.

        Raises:
            KeyError: When a language is not in `tags`.
        """
        body = self.text.encode(sentence) if any(map(str.isalpha, sentence)) else []
        return self._framed(body, source, target) if self.text.knows_any(body) else None

    def count(self, sentence: str, source: str, target: str) -> int:
        """Tokens that a sentence takes, frame included."""
        return len(self._framed(self.text.encode(sentence), source, target).ids)

    def _framed(self, body: Sequence[int], source: str, target: str) -> Row:
        return Row([*self.tags.prefix(source, target), *body, *self._end])
