"""The library's entrance: a `Summarizer` that keeps its models, and `digest` for one call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarize.errors import Code, UsageError
from summarize.options import Options
from summarize.types import Caution, Digest, Document, Failure, Reading, TranslatedDocument

if TYPE_CHECKING:
    from summarize.aids import Aids
    from summarize.engines.resolution import Terms
    from summarize.evidence.changes import Earlier
    from summarize.models.protocols import EntailmentModel, Generator, Translator
    from summarize.pipeline import Models
    from summarize.sources.fetching.fetcher import Fetcher
    from summarize.translation.documents.renditions import Progress
    from summarize.translation.terms.names import NameBook

Input = str | PathLike[str] | Document
"""What a terminal takes (path, glob, folder, zip, address, "-"), a `Path`, or a `Document` with its own text."""


MOST_AIDS = 8
"""Glossaries kept with their names and memory; a page that takes uploads would otherwise keep every one."""


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
        self._verifiers: dict[tuple[object, ...], EntailmentModel] = {}
        self._translators: dict[tuple[object, ...], tuple[Translator, ...]] = {}
        self._aids: dict[tuple[str, str, str], Aids] = {}

    def digest(
        self,
        sources: Input | Iterable[Input],
        *,
        progress: Callable[[str], None] = lambda _: None,
        **changes: Any,
    ) -> Digest:
        """Read sources and give their key points.

        Args:
            sources: One source or several; see `Input`.
            progress: Is told the name of each stage as it begins.
            **changes: Fields of `Options` that differ from this summarizer's own.

        Raises:
            UsageError: When an option is wrong.
            InputError: When no source gave any text; each failure is in the message.
            ModelError: When a model is missing, damaged or unfit.
            StorageError: When the translation memory or the names cannot be read or written.
        """
        from summarize.models.profiles import chosen_summarizer

        options = change_options(self.options, changes)
        options = replace(options, model=chosen_summarizer(options.model))
        progress("read")
        reading = self.read(sources, options)
        if not reading.documents:
            raise _nothing_read(reading.failures)
        from summarize.pipeline import make_digest

        names = self.read_names(options)
        result = make_digest(reading, options, self.open_models(options, names), progress)
        self._aids_of(options).write_names(names)
        return result

    def translate(
        self, source: str, target: str, *, progress: Progress | None = None, **changes: Any
    ) -> TranslatedDocument:
        """Translate a whole text, Markdown or DOCX file (path or "-"), its layout kept; errors as in `digest`."""
        from summarize.translation.documents.layouts import open_document, translate_document

        options = change_options(self.options, {**changes, "to": (target,), "model": "", "verifier": ""})
        names = self.read_names(options)
        open_desk = self.open_models(options, names).open_desk
        language, blob = options.source_language, open_document(source)
        document = translate_document(blob, target, open_desk, source_language=language, progress=progress)
        self._aids_of(options).write_names(names)
        return document

    def read_names(self, options: Options) -> NameBook:
        """The spellings of names that the options' file has now."""
        return self._aids_of(options).read_names()

    def open_models(self, options: Options, names: NameBook) -> Models:
        """The models of a digest: those that were opened before, and the others now; translators when asked for.

        Raises:
            ModelError: When a model is missing, damaged or unfit.
        """
        from summarize.pipeline import Models

        aids = self._aids_of(options)
        return Models(
            open_desk=lambda source, target: replace(
                aids.lay_desk(self._translators_of(source, target, options), source, target, names),
                native_digits=options.native_digits,
            ),
            generator=self._generator(options) if options.model else None,
            verifier=self._verifier(options) if options.verifier else None,
            aids=aids.recipe(names),
        )

    def read(self, sources: Input | Iterable[Input], options: Options | None = None) -> Reading:
        """Read sources without summarizing them; documents given as such stay in their place."""
        from summarize.sources.locators import Source
        from summarize.sources.reading import read_sources

        given = [sources] if isinstance(sources, (str, PathLike, Document)) else list(sources)
        fetcher = self._fetcher or _default_fetcher(options or self.options)
        readings = []
        for is_document, group in groupby(given, key=lambda item: isinstance(item, Document)):
            if is_document:
                readings.append(Reading(tuple(d for d in group if isinstance(d, Document))))
            else:
                located = [
                    Source.from_locator(item) if isinstance(item, str) else Source.from_path(Path(str(item)))
                    for item in group
                ]
                readings.append(read_sources(located, fetcher=fetcher))
        return Reading(tuple(d for r in readings for d in r.documents), tuple(f for r in readings for f in r.failures))

    def _aids_of(self, options: Options) -> Aids:
        key = (options.glossary, options.names, options.memory)
        if key not in self._aids:
            from summarize.aids import Aids

            self._aids[key] = Aids(options)
            while len(self._aids) > MOST_AIDS:
                del self._aids[next(iter(self._aids))]
        return self._aids[key]

    def _generator(self, options: Options) -> Generator:
        key = (options.model, _terms(options))
        if key not in self._generators:
            from summarize.engines.resolution import open_generator

            self._generators[key] = open_generator(options.model, _terms(options))
        return self._generators[key]

    def _verifier(self, options: Options) -> EntailmentModel:
        key = (options.verifier, _terms(options))
        if key not in self._verifiers:
            from summarize.engines.resolution import open_verifier

            self._verifiers[key] = open_verifier(options.verifier, _terms(options))
        return self._verifiers[key]

    def _translators_of(self, source: str, target: str, options: Options) -> tuple[Translator, ...]:
        """The first choice for a pair, and another installed model that has it, if there is one."""
        key = (source, target, options.translator, _terms(options))
        if key not in self._translators:
            from summarize.engines.resolution import open_second_translator, open_translator

            first = open_translator(options.translator, source, target, _terms(options))
            second = open_second_translator(first, source, target, _terms(options))
            self._translators[key] = (first, second) if second else (first,)
        return self._translators[key]


def digest(sources: Input | Iterable[Input], **options: Any) -> Digest:
    """Key points of sources, each with its evidence; see `Summarizer.digest` and `Options`.

    Example:
        `summarize.digest("articles/*.html", points=5, to=["ar"])`
    """
    return Summarizer().digest(sources, **options)


def compare(earlier: bytes | Earlier, digest: Digest) -> Digest:
    """The digest with what changed since an earlier one, which its signature names.

    Args:
        earlier: An earlier digest as this package wrote it in JSON, or read already.
        digest: The new one.

    Raises:
        UsageError: When `earlier` is not such a digest.
    """
    from summarize.evidence.changes import compare_digests, read_earlier

    if isinstance(earlier, bytes):
        earlier = read_earlier(earlier)
    changes = compare_digests(earlier, digest.points, digest.language)
    cautions = []
    if earlier.language != digest.language:
        languages = f"{earlier.language or 'no known language'}, this one in {digest.language or 'none'}"
        cautions.append(Caution("LANGUAGE", f"the earlier digest is in {languages}; few points can be matched"))
    if not changes:
        cautions.append(Caution("UNCHANGED", "nothing changed since the earlier digest"))
    return replace(
        digest,
        changes=changes,
        warnings=(*digest.warnings, *cautions),
        signature=f"{digest.signature}|since:{earlier.fingerprint}",
    )


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


def _terms(options: Options) -> Terms:
    from summarize.engines.resolution import Terms

    return Terms(options.engine, options.device, options.offline, options.accept_non_commercial, options.prompts)


def _default_fetcher(options: Options) -> Fetcher:
    from summarize.sources.fetching.fetcher import GuardedFetcher, OfflineFetcher

    return OfflineFetcher() if options.offline else GuardedFetcher()


def _nothing_read(failures: Sequence[Failure]) -> Exception:
    from summarize.errors import InputError

    if not failures:
        return UsageError(Code.BAD_OPTION, "no sources were given")
    first = failures[0]
    more = f" (and {len(failures) - 1} more inputs failed)" if len(failures) > 1 else ""
    code = Code(first.code) if first.code in Code.__members__ else Code.READ_ERROR
    return InputError(code, f"{first.source}: {first.message}{more}")
