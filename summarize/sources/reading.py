"""The sources stage: inputs in, documents out, and one failure for each input that gave none.

Not here: anything about the text of a document; cleaning and language come later.
"""

from __future__ import annotations

from collections.abc import Sequence

from summarize.errors import Code
from summarize.limits import LIMITS, Limits
from summarize.sources.child.pool import parse_apart
from summarize.sources.fetching.fetcher import Fetcher, GuardedFetcher
from summarize.sources.locators import Source, open_source
from summarize.sources.names import printable
from summarize.types import Document, Failure, Reading


def read_sources(inputs: Sequence[Source], *, limits: Limits = LIMITS, fetcher: Fetcher | None = None) -> Reading:
    """Return the documents of all inputs, in input order, and a failure for each that gave none.

    No input stops the others, and none is passed over in silence.

    Args:
        inputs: What to read; files of a directory, members of an archive, entries of a feed and
            records of a JSON file are inputs of their own.
        limits: What is refused; `limits.inputs` bounds the documents of the whole run.
        fetcher: What fetches addresses; without one, a GuardedFetcher under the same limits.
    """
    fetcher = GuardedFetcher(limits=limits) if fetcher is None else fetcher
    documents: list[Document] = []
    failures: list[Failure] = []
    for source in inputs:
        if len(documents) >= limits.inputs:
            failures.append(_too_many(printable(source.name), limits))
            continue
        for opened in open_source(source, limits, fetcher):
            if isinstance(opened, Failure):
                failures.append(opened)
                continue
            found = parse_apart(opened, limits)
            failures += found.failures
            if len(documents) + len(found.documents) > limits.inputs:
                failures.append(_too_many(printable(opened.name), limits))
            else:
                documents += found.documents
    return Reading(tuple(documents), tuple(failures))


def _too_many(name: str, limits: Limits) -> Failure:
    message = f"one run reads at most {limits.inputs:,} documents, and there are more; run again with the rest"
    return Failure(name, Code.TOO_MANY.value, message)
