"""Where the errors of parsing libraries become ours: one readable line, whatever was raised.

Not here: errors that a reader foresees; it raises those itself, with a better message.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from summarize.errors import Code, InputError


@contextmanager
def parsing(what: str) -> Iterator[None]:
    """Turn anything a parsing library raises on damaged input into an InputError.

    Args:
        what: The kind of input, as the message names it: "PDF", "web page".

    Raises:
        InputError: TOO_DEEP, LIMIT or BAD_FORMAT; our own errors pass unchanged.
    """
    try:
        yield
    except InputError:
        raise
    except RecursionError as error:
        raise InputError(Code.TOO_DEEP, f"the {what} is nested too deeply to be read; flatten it") from error
    except MemoryError as error:
        raise InputError(Code.LIMIT, f"the {what} needs more memory than there is; split it") from error
    except Exception as error:  # no parsing library lists all that damaged input makes it raise
        kind = type(error).__name__
        raise InputError(Code.BAD_FORMAT, f"the {what} is damaged ({kind}); save or export it again") from error


def quieten(library: str) -> None:
    """Keep a library's complaints about damaged input off the terminal, unless the program logs them itself."""
    logger = logging.getLogger(library)
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
