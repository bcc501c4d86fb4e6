"""Translators made without a model of their own: the one that changes nothing, and the two-step one."""

from __future__ import annotations

from collections.abc import Sequence

from summarize.errors import Code, ModelError
from summarize.models.protocols import Translator


class IdentityTranslator:
    """Gives texts back as they are, for a target language that is the source language."""

    name = "identity"
    revision = "1"
    licence = "Apache-2.0"

    def supports(self, source: str, target: str) -> bool:
        """Whether both languages are the same."""
        return source == target

    def translate(
        self,
        texts: Sequence[str],
        source: str,
        target: str,
        *,
        beams: int | None = None,  # noqa: ARG002 -- the protocol's; nothing is searched
    ) -> list[str]:
        """The texts themselves.

        Raises:
            ModelError: UNSUPPORTED_LANG when the languages differ.
        """
        if source != target:
            raise ModelError(
                Code.UNSUPPORTED_LANG, f"no model was given to translate {source[:20]!r} into {target[:20]!r}"
            )
        return list(texts)


class PivotTranslator:
    """Translates through a third language, with two translators."""

    def __init__(self, first: Translator, second: Translator, via: str) -> None:
        """Takes the translator into the language `via`, and the one out of it."""
        self._first = first
        self._second = second
        self._via = via

    @property
    def name(self) -> str:
        """Both names, in order."""
        return f"{self._first.name}+{self._second.name}"

    @property
    def revision(self) -> str:
        """Both revisions, in order."""
        return f"{self._first.revision}+{self._second.revision}"

    @property
    def licence(self) -> str:
        """Both licences, for a user is bound by both; one name where they are the same."""
        licences = (self._first.licence, self._second.licence)
        return "+".join(dict.fromkeys(licences))

    def supports(self, source: str, target: str) -> bool:
        """Whether the first reads `source` and the second writes `target`."""
        return self._first.supports(source, self._via) and self._second.supports(self._via, target)

    def translate(self, texts: Sequence[str], source: str, target: str, *, beams: int | None = None) -> list[str]:
        """One translation a text.

        Raises:
            ModelError: When either step cannot be made.
        """
        between = self._first.translate(texts, source, self._via, beams=beams)
        return self._second.translate(between, self._via, target, beams=beams)
