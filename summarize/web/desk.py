"""The desk where visitors' requests become digests: one set of models, limits on everything, a way to stop.

Not here: anything of Gradio, and how a digest is shown.
"""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from queue import Empty, SimpleQueue
from typing import Any

from summarize.engines.watching import watch_engines
from summarize.errors import Code, InputError, SummarizeError
from summarize.limits import LIMITS, Limits
from summarize.models.profiles import chosen_summarizer
from summarize.sources.fetching.fetcher import Fetcher, GuardedFetcher, OfflineFetcher
from summarize.sources.locators import Source
from summarize.sources.reading import read_sources
from summarize.summarizer import Summarizer, change_options
from summarize.types import Digest, Failure, Reading

TICK_SECONDS = 0.25
"""How often a request that waits looks whether its visitor gave up; people notice from about twice that."""

_log = logging.getLogger(__name__)


class Stopped(Exception):  # noqa: N818 - nothing is wrong
    """The visitor gave up; nobody waits for the digest any more."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a visitor hands over: pasted articles, files as name and content, addresses, and options that differ."""

    texts: tuple[str, ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()
    addresses: tuple[str, ...] = ()
    changes: dict[str, Any] = field(default_factory=dict)


class Desk:
    """Makes digests for many visitors at a time with the models of one summarizer.

    Args:
        summarizer: What makes them; its options are the defaults.
        limits: What is refused.
        fetcher: What downloads addresses; None gives one that refuses everything not public.
    """

    def __init__(self, summarizer: Summarizer, limits: Limits = LIMITS, fetcher: Fetcher | None = None) -> None:
        self.summarizer = summarizer
        self.limits = replace(
            limits, input_bytes=limits.web_bytes, characters=limits.web_characters, inputs=limits.web_documents
        )
        self._fetcher = fetcher or (OfflineFetcher() if summarizer.options.offline else GuardedFetcher(self.limits))
        self._models = threading.Lock()

    def run(self, order: Order) -> Iterator[str | Digest]:
        """Yield each stage by name as it begins, how far models are, the same again while it lasts; at last the digest.

        The work stops at its next stage, or its model at the next step, when the iterator is closed.

        Raises:
            SummarizeError: What is wrong with the order, or that it took too long.
        """
        news: SimpleQueue[str | Digest | Exception] = SimpleQueue()
        stop = threading.Event()
        threading.Thread(target=lambda: news.put(self._try(order, news.put, stop)), daemon=True).start()
        deadline = time.monotonic() + self.limits.web_seconds
        stage: str | Digest = "read"
        try:
            while not isinstance(stage, Digest):
                try:
                    item = news.get(timeout=TICK_SECONDS)
                except Empty:
                    item = stage
                if isinstance(item, Exception):
                    raise item
                if time.monotonic() > deadline:
                    raise InputError(
                        Code.TIMEOUT,
                        f"took more than {self.limits.web_seconds:g} seconds; give fewer articles, or a smaller model",
                    )
                stage = item
                yield stage
        finally:
            stop.set()

    def _try(self, order: Order, tell: Callable[[str], None], stop: threading.Event) -> Digest | Exception:
        """The digest, or what went wrong; what nobody foresaw is logged under a number, and only that is told."""
        try:
            return self._make(order, tell, stop)
        except (SummarizeError, Stopped) as error:
            return error
        except Exception:  # noqa: BLE001 - a visitor is owed an answer whatever happened, and never a traceback
            number = uuid.uuid4().hex[:8]
            _log.exception("request %s failed", number)
            return RuntimeError(number)

    def _make(self, order: Order, tell: Callable[[str], None], stop: threading.Event) -> Digest:
        stage, reached = "", (0, 0)

        def progress(begun: str) -> None:
            nonlocal stage
            if stop.is_set():
                raise Stopped
            stage = begun
            tell(stage)

        def watch(done: int, total: int) -> None:
            nonlocal reached
            if stop.is_set():
                raise Stopped
            if reached != (done, total):
                reached = done, total
                tell(f"{stage} {done}/{total}")

        options = change_options(self.summarizer.options, order.changes)
        reading = self._read(order)
        needs_models = bool(options.to or options.verifier or chosen_summarizer(options.model))
        while needs_models and not self._models.acquire(timeout=TICK_SECONDS):
            progress("wait")
        try:
            with watch_engines(watch):
                digest = self.summarizer.digest(reading.documents, progress=progress, **order.changes)
        finally:
            if needs_models:
                self._models.release()
        return replace(digest, failures=reading.failures)

    def _read(self, order: Order) -> Reading:
        """Read everything, or say what is wrong with all of it.

        Raises:
            InputError: When nothing was given, nothing could be read, or it is too much for one request.
        """
        sources = [
            Source.from_bytes(f"article {n}", text.encode(errors="replace")) for n, text in enumerate(order.texts, 1)
        ]
        sources += [Source.from_bytes(name, content) for name, content in order.files]
        located = [Source.from_locator(address) for address in order.addresses]
        if not sources and not located:
            raise InputError(Code.EMPTY, "there is no article yet: paste one, choose files, or write an address")
        most = self.limits.web_articles
        if max(len(order.texts), len(order.addresses)) > most:
            raise InputError(Code.TOO_MANY, f"at most {most} pasted articles and {most} addresses are read at a time")
        # A path typed where an address belongs must never open a file of this machine.
        strays = [source for source in located if not source.is_address]
        addresses = [source for source in located if source.is_address]
        reading = read_sources([*sources, *addresses], limits=self.limits, fetcher=self._fetcher)
        failures = (*reading.failures, *(Failure(s.name, Code.BAD_URL, "is not a web address") for s in strays))
        size = sum(len(document.text) for document in reading.documents)
        if size > self.limits.web_characters:
            most = self.limits.web_characters
            raise InputError(Code.TOO_LARGE, f"all articles together have {size:,} characters; the limit is {most:,}")
        if not reading.documents:
            raise InputError(Code.EMPTY, "; ".join(f"{f.source}: {f.message}" for f in failures))
        return Reading(reading.documents, failures)
