"""A translator's desk: all that is known of one language pair while its texts are translated.

The glossary, the spelling of names and the memory are seams: any object with these members fits.
Not here: how they are used (`ladder`), nor what a translation is checked for (`parity`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from summarize.models.protocols import Translator
from summarize.types import Flag

Restore = Callable[[str], str]
"""Puts the wanted words in the place of the placeholders that a model copied."""


class Terms(Protocol):
    """Wanted translations of certain words of the source: a glossary, or the spelling of names."""

    def check(self, source: str, target: str) -> tuple[Flag, ...]:
        """A flag for each wanted translation that a target lacks, its check named "term" or "name"."""
        ...

    def protect(self, text: str) -> tuple[str, Restore]:
        """The source with placeholders (`protection.protect_spans`) for its terms, and what undoes them in a target."""
        ...

    def enforce(self, source: str, target: str) -> str:
        """The target with wanted translations put in wherever that is safe, else as it was."""
        ...


class Names(Terms, Protocol):
    """The one spelling of each name in a run; it is told all translations of a batch before it enforces any."""

    def learn(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Take note of (source, target) pairs, to decide on the spelling of names that they show."""
        ...


class Memory(Protocol):
    """Translations made before, of one language pair, model and glossary."""

    def find(self, units: Sequence[str]) -> list[str | None]:
        """One earlier translation a unit, None where there is none."""
        ...

    def keep(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Store (source, target) pairs that passed every check."""
        ...


class NoTerms:
    """No word is wanted in any particular way."""

    def check(self, source: str, target: str) -> tuple[Flag, ...]:  # noqa: ARG002 - the protocol's
        """No flags."""
        return ()

    def protect(self, text: str) -> tuple[str, Restore]:
        """The text as it is."""
        return text, lambda target: target

    def enforce(self, source: str, target: str) -> str:  # noqa: ARG002 - the protocol's
        """The target as it is."""
        return target

    def learn(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Nothing is learnt."""


class NoMemory:
    """Nothing is remembered."""

    def find(self, units: Sequence[str]) -> list[str | None]:
        """None for each unit."""
        return [None] * len(units)

    def keep(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Nothing is kept."""


NO_TERMS = NoTerms()
NO_MEMORY = NoMemory()


@dataclass(frozen=True, slots=True)
class Desk:
    """One language pair: its translators, the first choice first, and what they should know.

    Attributes:
        translators: At least one; a second is asked where the first fails, and for its agreement.
        source: Language of the texts, two letters.
        target: Language wanted, two letters.
        glossary: Wanted translations of terms.
        names: Wanted spellings of names.
        memory: Translations made before.
        native_digits: Write numbers in the target language's own digits, where it has some.
    """

    translators: tuple[Translator, ...]
    source: str
    target: str
    glossary: Terms = NO_TERMS
    names: Names = NO_TERMS
    memory: Memory = NO_MEMORY
    native_digits: bool = False
