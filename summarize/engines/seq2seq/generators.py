"""Summarizers over any engine: passages in, a summary out.

Not here: choosing what fits the window, retrying, checking what was written against its sources.
"""

from __future__ import annotations

from collections.abc import Sequence

from summarize.checkpoints.checkpoint import Checkpoint
from summarize.checkpoints.families import write_window
from summarize.engines.seq2seq.decoding import TransformersDecoder
from summarize.engines.seq2seq.model import Seq2SeqModel
from summarize.engines.seq2seq.passages import PassageFeed
from summarize.engines.seq2seq.writing import Decoder
from summarize.errors import Code, ModelError, UsageError
from summarize.models.protocols import Generation


class Seq2SeqGenerator(Seq2SeqModel):
    """A `Generator` of the BART, PEGASUS, T5, LED or PRIMERA family."""

    def __init__(self, decoder: Decoder) -> None:
        super().__init__(decoder)
        self._feed = PassageFeed(decoder.specification)
        self._most = write_window(decoder.specification.configuration)

    @property
    def family(self) -> str:
        """How it is fed: "bart", "pegasus", "t5", "led" or "primera"."""
        return self._feed.family

    def count_tokens(self, passages: Sequence[str]) -> int:
        """Tokens that these passages take together in the window, prefix and separators included."""
        return len(self._feed.row(passages).ids)

    def generate(self, inputs: Sequence[Sequence[str]], *, max_tokens: int, min_tokens: int = 0) -> list[Generation]:
        """One text an input, "" for an input without a letter or digit.

        Args:
            inputs: For each summary its passages, one a source document.
            max_tokens: The most tokens to write; what a model cannot reach is lowered to what it can.
            min_tokens: The fewest.

        Raises:
            ModelError: TOO_LARGE when an input exceeds the window; nothing is cut and nothing was run.
            UsageError: When the token limits make no sense.
        """
        _check_limits(max_tokens, min_tokens)
        written = [place for place, passages in enumerate(inputs) if any(map(str.isalnum, "".join(passages)))]
        rows = [self._feed.row(inputs[place]) for place in written]
        for place, row in zip(written, rows, strict=True):
            self._check_window(len(row.ids), place, len(inputs))
        most = min(max_tokens, self._most)
        writings = self._decoder.write(rows, [most] * len(rows), least=min(min_tokens, most))
        results = [Generation("")] * len(inputs)
        for place, writing in zip(written, writings, strict=True):
            text = self._feed.text.decode(writing.ids)
            results[place] = Generation(text, "stop" if writing.finished else "length")
        return results

    def _check_window(self, tokens: int, place: int, total: int) -> None:
        if tokens > self._window:
            which = f"input {place + 1} of {total}" if total > 1 else "the input"
            raise ModelError(
                Code.TOO_LARGE,
                f"{which} has {tokens} tokens, {self.name!r} reads at most {self._window}; select less text",
            )


class TransformersGenerator(Seq2SeqGenerator):
    """The same over a loaded checkpoint, run by transformers."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        super().__init__(TransformersDecoder(checkpoint))


def _check_limits(most: int, least: int) -> None:
    if type(most) is not int or type(least) is not int or not 0 <= least <= most or most < 1:
        raise UsageError(
            Code.BAD_OPTION,
            f"token limits must be whole numbers with 0 <= min_tokens <= max_tokens, not {least} and {most}",
        )
