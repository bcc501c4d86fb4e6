"""The way in: one digest, one format, one string or the bytes of one file.

Not here: opening files, finding out what a terminal can show, or choosing a format.
"""

from __future__ import annotations

from typing import Literal

from summarize.errors import Code, UsageError
from summarize.rendering.markdown import write_markdown
from summarize.rendering.outline import View
from summarize.rendering.plain import write_plain
from summarize.rendering.record import write_record
from summarize.rendering.terminal import write_terminal
from summarize.rendering.webpage import write_webpage
from summarize.rendering.word import write_word
from summarize.types import Digest

Format = Literal["text", "terminal", "markdown", "html", "json", "docx"]

FORMATS: tuple[Format, ...] = ("text", "terminal", "markdown", "html", "json", "docx")


def write_digest(
    digest: Digest,
    format: Format,  # noqa: A002 - the word that callers and the terminal's option use
    *,
    layout: View = "points",
    include_text: bool = False,
    color: bool = False,
    width: int = 100,
) -> str:
    """The digest in a format that is text.

    Args:
        digest: What to write.
        format: One of `FORMATS` except "docx", which `encode_digest` writes.
        layout: Points one by one, one paragraph, headlines, or side by side; JSON always lists points.
        include_text: Add the documents' cleaned text (JSON only).
        color: Colour the output (terminal only).
        width: Columns to wrap at (terminal only).

    Raises:
        UsageError: When the format is unknown or is not text.
    """
    match format:
        case "text" if layout != "bilingual":
            return write_plain(digest, layout=layout)
        case "terminal" if layout != "bilingual":
            return write_terminal(digest, layout=layout, color=color, width=width)
        case "markdown":
            return write_markdown(digest, layout=layout)
        case "html":
            return write_webpage(digest, layout=layout)
        case "json":
            return write_record(digest, include_text=include_text)
        case "text" | "terminal":
            raise UsageError(Code.BAD_OPTION, f"the bilingual view is for markdown, html and docx, not {format}")
    known = ", ".join(name for name in FORMATS if name != "docx")
    raise UsageError(Code.BAD_OPTION, f"format {str(format)[:20]!r} cannot be written as text; choose {known}")


def encode_digest(
    digest: Digest,
    format: Format,  # noqa: A002
    *,
    layout: View = "points",
    include_text: bool = False,
    include_timings: bool = False,
    include_changes: bool = False,
) -> bytes:
    """The digest as the bytes of a file in any of `FORMATS`; all but DOCX are UTF-8.

    Args:
        digest: What to write.
        format: One of `FORMATS`.
        layout: As for `write_digest`; JSON always lists points, DOCX does but where they stand side by side.
        include_text: Add the documents' cleaned text (JSON only).
        include_timings: Add seconds by stage, which differ from run to run (JSON only).
        include_changes: Add the list of changes even where it is empty (JSON only).

    Raises:
        UsageError: When the format is unknown.
    """
    if format not in FORMATS:
        raise UsageError(Code.BAD_OPTION, f"format must be one of {', '.join(FORMATS)}, not {str(format)[:20]!r}")
    if format == "docx":
        return write_word(digest, layout=layout)
    if format == "json":
        record = write_record(
            digest, include_text=include_text, include_timings=include_timings, include_changes=include_changes
        )
        return record.encode()
    return write_digest(digest, format, layout=layout).encode()
