"""What generators and translators have in common: the engine they run on, and what they say about themselves."""

from __future__ import annotations

from summarize.checkpoints.families import read_window
from summarize.engines.seq2seq.writing import Decoder


class Seq2SeqModel:
    """An encoder-decoder in some engine."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self._specification = specification = decoder.specification
        advised = specification.entry.window if specification.entry else None
        self._window = read_window(specification.configuration, specification.tokenizer, advised)

    @property
    def name(self) -> str:
        """Catalogue name or folder name."""
        return self._specification.name

    @property
    def revision(self) -> str:
        """Commit or a digest of the files, and the engine: both decide the output."""
        return f"{self._specification.revision}+{self._decoder.engine}"

    @property
    def licence(self) -> str:
        """SPDX name, or "unknown"."""
        return self._specification.licence

    @property
    def window(self) -> int:
        """The most tokens of one input, language and special tokens included."""
        return self._window
