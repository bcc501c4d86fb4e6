"""Terminal output: wrapped to the width of the window, coloured if it can be.

Not here: finding out what the terminal is like, which the caller does, and printing.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import TYPE_CHECKING

from summarize.options import Style
from summarize.rendering.arrangement import arrange_digest
from summarize.rendering.bidi import POP_ISOLATE, choose_isolate, find_runs
from summarize.rendering.lines import Line, Tone, list_blocks
from summarize.types import Digest, Direction

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

LEAST_WIDTH = 20
"""Columns; narrower windows would leave a word a line beside the marks."""

_STYLES: dict[Tone, str] = {
    "title": "bold",
    "heading": "bold cyan",
    "body": "",
    "quiet": "dim",
    "supported": "green",
    "partial": "yellow",
    "unsupported": "red",
}


def write_terminal(digest: Digest, *, layout: Style = "points", color: bool = False, width: int = 100) -> str:
    """The digest in lines of at most `width` columns; without `color` it holds no escape sequence."""
    from rich.console import Console

    # Everything is said here, so that the environment (NO_COLOR, COLUMNS, TERM …) changes nothing.
    console = Console(
        file=StringIO(),
        width=max(width, LEAST_WIDTH),
        color_system="standard" if color else None,
        force_terminal=color,
        no_color=not color,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    with console.capture() as capture:
        for place, block in enumerate(list_blocks(arrange_digest(digest), layout)):
            if place:
                console.print()
            for line in block:
                for row in _wrap_line(line, console):
                    console.print(row, soft_wrap=True)
    return capture.get()


def _wrap_line(line: Line, console: Console) -> Iterator[Text]:
    """Rows of the window: the mark in front of the first, its width in spaces in front of the others."""
    from rich.text import Text

    text = Text.assemble(*((part.text, _STYLES[part.tone]) for part in line.parts))
    rows = text.wrap(console, console.width - len(line.mark), overflow="fold")
    for place, row in enumerate(rows):
        mark = " " * len(line.mark) if place else line.mark
        row.rstrip()
        yield Text().append(mark, style="dim").append_text(_isolate_row(row, line.direction))


def _isolate_row(row: Text, direction: Direction) -> Text:
    """`bidi.isolate_runs` for styled text, after wrapping, so that no isolate spans two rows."""
    from rich.text import Text

    cuts = [cut for run in find_runs(row.plain, direction) for cut in run]
    isolated = Text()
    for place, piece in enumerate(row.divide(cuts)):
        foreign = place % 2 == 1
        isolated.append(choose_isolate(direction) if foreign else "")
        isolated.append_text(piece).append(POP_ISOLATE if foreign else "")
    return isolated
