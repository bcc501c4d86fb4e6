"""What happens when a visitor presses something: components' values in, components' values out.

Not here: how components are laid out (`page`), and the work itself (`desk`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast
from urllib.parse import urlencode

import gradio as gr

from summarize.errors import Code, InputError, SummarizeError, UsageError
from summarize.options import Style
from summarize.rendering.record import write_record
from summarize.rendering.writers import Format, encode_digest, write_digest
from summarize.summarizer import change_options
from summarize.types import Digest
from summarize.web.desk import Desk, Order
from summarize.web.views import (
    show_articles,
    show_digest,
    show_done,
    show_error,
    show_failures,
    show_stage,
    show_stopped,
)
from summarize.web.words import Words, choose_words

EXPORTS: dict[str, str] = {"markdown": "md", "html": "html", "docx": "docx", "json": "json"}
"""Formats a result is saved in, with the ending of the file."""

EMBEDDED = "embedded"
"""The profile that needs no model, which every server offers."""

SETTINGS = ("points", "to", "style", "query", "source_language", "model", "translator")
"""The fields of `Options` that a visitor may choose."""


@dataclass(frozen=True, slots=True)
class Result:
    """A visitor's last digest and the form that it was asked for in."""

    digest: Digest
    style: Style


@dataclass(frozen=True, slots=True)
class Handlers:
    """The answers of one page to its visitors.

    Attributes:
        desk: Where digests are made, with its limits and defaults.
        make: Its `run`, or what lends that an accelerator.
        summarizers: Those that visitors may choose, as label and name; no other is opened.
        translators: The same for translators.
        examples: The folder of each example story, by its name.
    """

    desk: Desk
    make: Callable[[Order], Iterator[str | Digest]]
    summarizers: tuple[tuple[str, str], ...]
    translators: tuple[tuple[str, str], ...]
    examples: dict[str, Path]

    def run(self, request: gr.Request, *values: Any) -> Iterator[tuple[Any, ...]]:
        """Fill the page while a digest is made; what was there before stays until there is something better.

        Args:
            request: The visitor's.
            *values: Files, addresses, glossary, the settings in the order of `SETTINGS`, and the pasted texts.

        Yields:
            Status, errors beside the sources, errors beside the settings, digest, articles, result, Markdown, link,
            and whether it can be saved.
        """
        files, addresses, glossary, *others = values
        settings, texts = dict(zip(SETTINGS, others, strict=False)), others[len(SETTINGS) :]
        words = words_of(request)
        keep = gr.skip()
        kept = [keep] * 6
        yield show_stage("read", words), "", "", *kept
        try:
            changes = self.settings(settings, glossary)
            order = Order(
                tuple(text for text in texts if text and text.strip()),
                tuple((Path(file).name, Path(file).read_bytes()) for file in files or ()),
                tuple(line.strip() for line in (addresses or "").splitlines() if line.strip()),
                changes,
            )
            for news in self.make(order):
                if isinstance(news, Digest):
                    yield self._fill(Result(news, changes["style"]), changes, words)
                else:
                    yield show_stage(news, words), keep, keep, *kept
        except InputError as error:
            yield "", show_error(error, words), "", *kept
        except (SummarizeError, RuntimeError) as error:
            yield "", "", show_error(error, words), *kept

    def settings(self, values: dict[str, Any], glossary: str | None) -> dict[str, Any]:
        """Options out of what a visitor chose.

        Raises:
            UsageError: When a model is named that is not offered.
        """
        for kind, offered in (("model", self.summarizers), ("translator", self.translators)):
            name = values.get(kind)
            if name and name != EMBEDDED and name not in (known for _, known in offered):
                raise UsageError(Code.BAD_OPTION, f"the {kind} {str(name)[:40]!r} is not offered here")
        changes = {name: value for name, value in values.items() if value not in (None, "")}
        # A slider may give 5.0, a link "5"; what is no number at all is for the options to refuse.
        with suppress(ValueError, OverflowError):
            changes["points"] = int(changes.get("points", self.desk.summarizer.options.points))
        return changes | ({"glossary": glossary} if glossary else {})

    def _fill(self, result: Result, changes: dict[str, Any], words: Words) -> tuple[Any, ...]:
        digest, style = result.digest, result.style
        chosen = {name: changes[name] for name in SETTINGS if changes.get(name)}
        link = f"?{urlencode(chosen, doseq=True)}"
        return (
            show_done(digest, words),
            show_failures(digest.failures),
            "",
            show_digest(digest, style, words),
            show_articles(digest, words),
            result,
            write_digest(digest, "markdown", layout=style),
            f'<a href="{link}">{words["link"]}</a>',
            gr.update(visible=True),
        )

    def restore(self, request: gr.Request) -> list[Any]:
        """The settings that the page's address carries, as a result's link wrote them; what is not offered is left."""
        given = {name: request.query_params.getlist(name) for name in SETTINGS}
        values: list[Any] = [given["to"] if name == "to" else "".join(given[name][:1]) for name in SETTINGS]
        try:
            changes = self.settings({name: value for name, value in zip(SETTINGS, values, strict=True) if value}, None)
            change_options(self.desk.summarizer.options, changes)
        except SummarizeError:
            return [gr.skip()] * len(SETTINGS)
        return [changes.get(name, gr.skip()) for name in SETTINGS]

    def stop(self, request: gr.Request) -> str:
        """Say that the run was stopped; Gradio closes its iterator, and so it is."""
        return show_stopped(words_of(request))

    def save(self, result: Result | None, format_: str, is_bilingual: bool) -> Iterator[Any]:
        """Write the last result as a file; Gradio copies it, and then it is deleted."""
        if result is None or format_ not in EXPORTS:
            return
        digest = result.digest if is_bilingual else replace(result.digest, translations=())
        layout = "bilingual" if digest.translations and result.style == "points" else result.style
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"digest.{EXPORTS[format_]}"
            path.write_bytes(encode_digest(digest, cast("Format", format_), layout=layout, include_text=True))
            yield gr.update(value=str(path), visible=True)

    def take_example(self, name: str) -> Iterator[list[str]]:
        """Put the files of an example story into the visitor's own."""
        with TemporaryDirectory() as folder:
            paths = []
            for path in sorted(self.examples[name].iterdir()):
                copy = Path(folder) / path.name
                copy.write_bytes(path.read_bytes())
                paths.append(str(copy))
            yield paths

    def answer(
        self,
        texts: list[str],
        addresses: list[str] | None = None,
        points: int = 5,
        style: str = "points",
        query: str = "",
        to: list[str] | None = None,
        source_language: str = "",
        model: str = "",
        translator: str = "",
        include_text: bool = False,
    ) -> Iterator[dict[str, Any]]:
        """Key points of articles, as JSON ("schema": "summarize/1").

        Args:
            texts: Articles: plain text, Markdown, HTML or JSON, each a string.
            addresses: Addresses of pages or feeds.
            points: How many key points, 1 to 100.
            style: points, paragraph or headline.
            query: What you want to know; points that answer it come first.
            to: Languages to translate into, as in ["ar"].
            source_language: Language of the articles, "" to detect it.
            model: A summarizer that this server offers, "" for its default.
            translator: A translator that this server offers, "" for its default.
            include_text: Add the cleaned articles, in which all offsets count.

        Yields:
            {"stage": name} while it lasts; at last the record of the digest.
        """
        try:
            _check_strings(texts, addresses, to, [query, style, source_language, model, translator])
            values = {"points": points, "style": style, "query": query, "to": to or [], "model": model}
            values |= {"source_language": source_language, "translator": translator}
            order = Order(tuple(texts), (), tuple(addresses or ()), self.settings(values, None))
            for news in self.make(order):
                if isinstance(news, str):
                    yield {"stage": news}
                else:
                    yield json.loads(write_record(news, include_text=include_text))
        except (SummarizeError, RuntimeError) as error:
            raise gr.Error(str(error), print_exception=False) from None


def _check_strings(*lists: object) -> None:
    for given in lists:
        if given is not None and not (isinstance(given, list) and all(isinstance(item, str) for item in given)):
            raise UsageError(
                Code.BAD_OPTION, "texts, addresses and to are lists of strings; the rest but points is text"
            )


def words_of(request: gr.Request) -> Words:
    """The words for a visitor."""
    return choose_words(request.headers.get("accept-language", ""))
