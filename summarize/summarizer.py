"""The library's entrance: a `Summarizer` that keeps its models, and `digest` for one call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from os import PathLike
from typing import TYPE_CHECKING, Any

from summarize.errors import Code, UsageError
from summarize.options import Options
from summarize.types import Digest, Document, Failure, Reading

if TYPE_CHECKING:
    from summarize.models.protocols import Generator, Translator
    from summarize.sources.fetcher import Fetcher

Source = str | PathLike[str] | Document
"""A path, glob, folder, zip or http(s) address; or a `Document` that holds its own text."""


class Summarizer:
    """Turns articles into digests; models are opened at first use and kept.

    Args:
        options: The defaults of every digest this makes.
        fetcher: What downloads addresses; None gives one that refuses everything not public.
    """

    def __init__(self, options: Options | None = None, *, fetcher: Fetcher | None = None) -> None:
        self.options = options or Options()
        self._fetcher = fetcher
        self._generators: dict[tuple[object, ...], Generator] = {}
        self._translators: dict[tuple[object, ...], Translator] = {}

    def digest(
        self,
        sources: Source | Iterable[Source],
        *,
        progress: Callable[[str], None] = lambda _: None,
        **changes: Any,
    ) -> Digest:
        """Read sources and give their key points.

        Args:
            sources: One source or several; see `Source`.
            progress: Is told the name of each stage as it begins.
            **changes: Fields of `Options` that differ from this summarizer's own.

        Raises:
            UsageError: When an option is wrong.
            InputError: When no source gave any text; each failure is in the message.
            ModelError: When a model is missing, damaged or unfit.
        """
        options = change_options(self.options, changes)
        progress("read")
        reading = self.read(sources, options)
        if not reading.documents:
            raise _nothing_read(reading.failures)
        from summarize.pipeline import Models, make_digest

        models = Models(
            open_translator=lambda source, target: self._translator(source, target, options),
            generator=self._generator(options) if options.model else None,
        )
        return make_digest(reading, options, models, progress)

    def read(self, sources: Source | Iterable[Source], options: Options | None = None) -> Reading:
        """Read sources without summarizing them; documents given as such stay in their place."""
        from summarize.sources.reading import read_locators

        given = [sources] if isinstance(sources, (str, PathLike, Document)) else list(sources)
        fetcher = self._fetcher or _default_fetcher(options or self.options)
        documents: list[Document] = []
        failures: list[Failure] = []
        for group in _group(given):
            if isinstance(group, Document):
                documents.append(group)
                continue
            reading = read_locators(group, fetcher=fetcher)
            documents.extend(reading.documents)
            failures.extend(reading.failures)
        return Reading(tuple(documents), tuple(failures))

    def _generator(self, options: Options) -> Generator:
        key = (options.model, options.engine, options.device)
        if key not in self._generators:
            from summarize.models.resolution import open_generator

            self._generators[key] = open_generator(options.model, device=options.device)
        return self._generators[key]

    def _translator(self, source: str, target: str, options: Options) -> Translator:
        key = (source, target, options.translator, options.engine, options.device)
        if key not in self._translators:
            from summarize.models.resolution import open_translator

            self._translators[key] = open_translator(options.translator, source, target, device=options.device)
        return self._translators[key]


def digest(sources: Source | Iterable[Source], **options: Any) -> Digest:
    """Key points of sources, each with its evidence; see `Summarizer.digest` and `Options`.

    Example:
        `summarize.digest("articles/*.html", points=5, to=["ar"])`
    """
    return Summarizer().digest(sources, **options)


def change_options(options: Options, changes: dict[str, Any]) -> Options:
    """`options` with some fields changed; lists become tuples, unknown names are refused.

    >>> change_options(Options(), {"to": ["ar"]}).to
    ('ar',)
    """
    known = set(Options.__dataclass_fields__)
    unknown = sorted(set(changes) - known)
    if unknown:
        raise UsageError(Code.BAD_OPTION, f"no option {unknown[0]!r}; there are {', '.join(sorted(known))}")
    if isinstance(changes.get("to"), str):
        raise UsageError(Code.BAD_OPTION, 'to must be a list of language codes, as in to=["ar"]')
    frozen: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in changes.items()}
    return replace(options, **frozen)


def _group(sources: Sequence[Source]) -> list[Document | list[str]]:
    """Documents alone, and runs of locators together."""
    groups: list[Document | list[str]] = []
    for source in sources:
        if isinstance(source, Document):
            groups.append(source)
        elif groups and isinstance(groups[-1], list):
            groups[-1].append(str(source))
        else:
            groups.append([str(source)])
    return groups


def _default_fetcher(options: Options) -> Fetcher:
    from summarize.sources.fetcher import GuardedFetcher, OfflineFetcher

    return OfflineFetcher() if options.offline else GuardedFetcher()


def _nothing_read(failures: Sequence[Failure]) -> Exception:
    from summarize.errors import InputError

    if not failures:
        return UsageError(Code.BAD_OPTION, "no sources were given")
    first = failures[0]
    more = f" (and {len(failures) - 1} more inputs failed)" if len(failures) > 1 else ""
    code = Code(first.code) if first.code in Code.__members__ else Code.READ_ERROR
    return InputError(code, f"{first.source}: {first.message}{more}")
