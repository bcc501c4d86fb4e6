"""Translators over any engine: sentences in, the same number of sentences out, in order.

Not here: splitting text into sentences, glossaries, checks (the translation stage), nor translators
made of other translators (`relays`).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from summarize.checkpoints.checkpoint import Checkpoint, Row
from summarize.checkpoints.families import write_window
from summarize.engines.seq2seq.decoding import TransformersDecoder
from summarize.engines.seq2seq.model import Seq2SeqModel
from summarize.engines.seq2seq.sentences import SentenceFeed
from summarize.engines.seq2seq.writing import Decoder
from summarize.errors import Code, ModelError

# Far beyond the length of an honest translation, so that only a loop is stopped; the constant leaves
# room for one-word sentences.
TOKENS_PER_TOKEN = 2.5
SPARE_TOKENS = 16


class Seq2SeqTranslator(Seq2SeqModel):
    """A `Translator` of the Marian, NLLB, M2M100, mBART-50 or MADLAD family."""

    def __init__(self, decoder: Decoder) -> None:
        super().__init__(decoder)
        self._feed = SentenceFeed(decoder.specification)
        self._tags = self._feed.tags
        self._most = min(write_window(decoder.specification.configuration), self.window)

    @property
    def family(self) -> str:
        """How it is told the languages: "marian", "nllb", "m2m100", "mbart50" or "madlad"."""
        return self._feed.family

    def supports(self, source: str, target: str) -> bool:
        """Whether it translates from `source` into `target` (two-letter codes)."""
        return source != target and source in self._tags.sources and target in self._tags.targets

    def translate(self, texts: Sequence[str], source: str, target: str, *, beams: int | None = None) -> list[str]:
        """One translation a text.

        A text without letters, and one of which the model knows not a single piece, comes back as it
        is: models invent sentences for such input.

        Args:
            texts: Sentences.
            source: Their language, two letters.
            target: The language wanted.
            beams: How many hypotheses to search; None is the checkpoint's setting.

        Raises:
            ModelError: UNSUPPORTED_LANG when it does not have the pair; TOO_LARGE when a text exceeds
                the window, before any is translated.
        """
        self._check_pair(source, target)
        results = list(texts)
        rows: dict[int, Row] = {}
        for place, text in enumerate(texts):
            row = self._feed.row(text, source, target)
            if row is not None:
                self._check_window(len(row.ids), place, len(texts))
                rows[place] = row
        limits = [self._limit(row) for row in rows.values()]
        writings = self._decoder.write(list(rows.values()), limits, forced=self._tags.forced(target), beams=beams)
        for place, writing in zip(rows, writings, strict=True):
            results[place] = self._feed.text.decode(writing.ids)
        return results

    def count_tokens(self, text: str, source: str, target: str) -> int:
        """Tokens that a text takes in the window.

        Raises:
            ModelError: UNSUPPORTED_LANG when it does not have the pair.
        """
        self._check_pair(source, target)
        return self._feed.count(text, source, target)

    def _limit(self, row: Row) -> int:
        return min(self._most, ceil(TOKENS_PER_TOKEN * len(row.ids)) + SPARE_TOKENS)

    def _check_pair(self, source: str, target: str) -> None:
        if self.supports(source, target):
            return
        sources, targets = (", ".join(codes) for codes in (self._tags.sources, self._tags.targets))
        raise ModelError(
            Code.UNSUPPORTED_LANG,
            f"{self.name!r} does not translate {source[:20]!r} into {target[:20]!r}; "
            f"it reads {sources or 'nothing known'} and writes {targets or 'nothing known'}",
        )

    def _check_window(self, tokens: int, place: int, total: int) -> None:
        if tokens > self._window:
            which = f"text {place + 1} of {total}" if total > 1 else "the text"
            raise ModelError(
                Code.TOO_LARGE,
                f"{which} has {tokens} tokens, {self.name!r} reads at most {self._window}; split it",
            )


class TransformersTranslator(Seq2SeqTranslator):
    """The same over a loaded checkpoint, run by transformers."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        super().__init__(TransformersDecoder(checkpoint))
