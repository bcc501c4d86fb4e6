"""The four things a model can do; any object with these members fits, no registration.

All are batch first: a list in, a list of the same length and order out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from summarize.types import Sentence


@dataclass(frozen=True, slots=True)
class Generation:
    """What a generator wrote, and whether it came to its own end or hit the length limit.

    `cited` holds the sentences of its input that it names as its sources; () where it names none.
    """

    text: str
    finish: Literal["stop", "length"] = "stop"
    cited: tuple[str, ...] = ()


class Model(Protocol):
    """What every model says about itself; all three enter a digest's signature or page."""

    @property
    def name(self) -> str:
        """Catalogue name or folder name."""
        ...

    @property
    def revision(self) -> str:
        """Commit, or a digest of the files."""
        ...

    @property
    def licence(self) -> str:
        """SPDX name, or "unknown"."""
        ...


class SalienceModel(Model, Protocol):
    """Says how much each sentence of a story matters."""

    def score(self, sentences: Sequence[Sentence]) -> list[float]:
        """One salience a sentence, higher is better, comparable within the call only."""
        ...


class Generator(Model, Protocol):
    """Writes a summary of passages; each input is a list of passages, one a source document."""

    @property
    def window(self) -> int:
        """The most input tokens it reads, special tokens included."""
        ...

    def count_tokens(self, passages: Sequence[str]) -> int:
        """Tokens that these passages take together in the window, prefix and separators included."""
        ...

    def generate(self, inputs: Sequence[Sequence[str]], *, max_tokens: int, min_tokens: int = 0) -> list[Generation]:
        """One text an input.

        Raises:
            ModelError: When an input exceeds the window; nothing is ever cut silently.
        """
        ...


class Translator(Model, Protocol):
    """Translates sentences between the languages it knows (two-letter codes)."""

    def supports(self, source: str, target: str) -> bool:
        """Whether it translates from `source` into `target`."""
        ...

    def translate(self, texts: Sequence[str], source: str, target: str, *, beams: int | None = None) -> list[str]:
        """One translation a text; `beams` hypotheses are searched, None is the model's own setting.

        Raises:
            ModelError: When the language pair is not supported.
        """
        ...


class EntailmentModel(Model, Protocol):
    """Says how far a premise supports a hypothesis."""

    def entail(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Probability in 0–1 that the first text of each pair supports the second."""
        ...
