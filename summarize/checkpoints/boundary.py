"""Where other people's exceptions and chatter stop: everything beyond speaks our errors, in one line."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from summarize.errors import Code, ModelError, SummarizeError

# How torch words a refused allocation, on either device.
_OUT_OF_MEMORY = ("out of memory", "not enough memory", "can't allocate memory")


@contextmanager
def foreign_errors(name: str, failed: str = "cannot be loaded", advice: str = "fetch it again") -> Iterator[None]:
    """Maps any exception of the engines to a ModelError about the named model.

    Args:
        name: The model.
        failed: What it could not do.
        advice: What a user may try.

    Raises:
        ModelError: NO_MEMORY for a refused allocation, BAD_MODEL for anything else.
    """
    try:
        yield
    except (SummarizeError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a panic of the Rust tokenizers is no Exception
        text = str(error).lower()
        if isinstance(error, MemoryError) or any(words in text for words in _OUT_OF_MEMORY):
            message = f"model {name!r} does not fit into memory; use a smaller one, or free memory"
            raise ModelError(Code.NO_MEMORY, message) from error
        kind = type(error).__name__
        raise ModelError(Code.BAD_MODEL, f"model {name!r} {failed} ({kind}); {advice}") from error


@contextmanager
def silence() -> Iterator[None]:
    """Keeps transformers' progress bars, reports and advice off the terminal while a model loads."""
    from transformers.utils import logging as console

    talk: Any = console
    level, bars = talk.get_verbosity(), talk.is_progress_bar_enabled()
    talk.set_verbosity(logging.CRITICAL)
    talk.disable_progress_bar()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        talk.set_verbosity(level)
        if bars:
            talk.enable_progress_bar()
