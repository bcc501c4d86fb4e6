"""Passages become one input of a summarizer, the way its family was trained to read them.

Not here: choosing passages that fit the window, nor generation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from summarize.checkpoints.checkpoint import Row, Specification
from summarize.checkpoints.families import DOCUMENT_SEPARATOR, summarizer_family
from summarize.engines.seq2seq.encoding import PlainText
from summarize.errors import Code, ModelError

# Families whose inputs open with a start token.
_OPENED = ("bart", "led", "primera")
# Longest prefix that a published checkpoint asks for is 12 characters.
_LONGEST_PREFIX = 100


class PassageFeed:
    """Builds a summarizer's inputs.

    BART reads `<s> text </s>`, PEGASUS and T5 `text </s>`, T5 after its task prefix. LED reads as
    BART does, with global attention on the first token (Beltagy et al. 2020). PRIMERA closes every
    document with `<doc-sep>` and puts global attention on each of them too (Xiao et al. 2022).
    """

    def __init__(self, specification: Specification) -> None:
        tokenizer = specification.tokenizer
        self.family = summarizer_family(specification.configuration, tokenizer, specification.name)
        separator = tokenizer.convert_tokens_to_ids(DOCUMENT_SEPARATOR) if self.family == "primera" else None
        self._document_end = separator
        self.text = PlainText(tokenizer, () if separator is None else (separator,))
        self._prefix = _prefix(specification)
        own = specification.entry.separator if specification.entry else ""
        self._between = f" {own} " if own else " "
        self._start = [_needed(tokenizer.bos_token_id, specification)] if self.family in _OPENED else []
        self._end = [_needed(tokenizer.eos_token_id, specification)]

    def row(self, passages: Sequence[str]) -> Row:
        """One input out of passages, one a source document; blank ones are left out."""
        texts = [" ".join(passage.split()) for passage in passages]
        texts = [text for text in texts if text]
        if self._document_end is None:
            body = self.text.encode(self._between.join(texts), self._prefix) if texts else []
        else:
            body = [n for text in texts for n in (*self.text.encode(text), self._document_end)]
        ids = [*self._start, *body, *self._end]
        return Row(ids, self._marks(ids))

    def _marks(self, ids: Sequence[int]) -> tuple[int, ...]:
        if self.family == "led":
            return (0,)
        if self.family == "primera":
            return (0, *(place for place, number in enumerate(ids) if number == self._document_end))
        return ()


def _prefix(specification: Specification) -> str:
    if specification.entry is not None and specification.entry.prefix is not None:
        return specification.entry.prefix
    tasks = specification.config.get("task_specific_params")
    summarization: Any = tasks.get("summarization") if isinstance(tasks, Mapping) else None
    own = summarization.get("prefix") if isinstance(summarization, Mapping) else None
    prefix = specification.config.get("prefix") if own is None else own
    return prefix if isinstance(prefix, str) and len(prefix) <= _LONGEST_PREFIX else ""


def _needed(token: int | None, specification: Specification) -> int:
    if token is None or not 0 <= token < specification.rows:
        raise ModelError(Code.BAD_MODEL, f"model {specification.name!r} has a tokenizer without start and end tokens")
    return token
