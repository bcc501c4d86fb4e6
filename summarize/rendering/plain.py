"""Plain text: a digest for files, mails and pipes, one line a point however long it is.

Not here: colour and wrapping (`terminal`).
"""

from __future__ import annotations

from summarize.options import Style
from summarize.rendering.arrangement import arrange_digest
from summarize.rendering.bidi import isolate_runs
from summarize.rendering.lines import Line, list_blocks
from summarize.types import Digest

_UNDERLINES = {"title": "=", "heading": "-"}


def write_plain(digest: Digest, *, layout: Style = "points") -> str:
    """The digest as plain text that ends in a newline, foreign runs in bidirectional isolates."""
    blocks = list_blocks(arrange_digest(digest), layout)
    return "\n\n".join("\n".join(_write_line(line) for line in block) for block in blocks) + "\n"


def _write_line(line: Line) -> str:
    written = line.mark + isolate_runs(line.text, line.direction)
    underline = _UNDERLINES.get(line.parts[0].tone)
    return f"{written}\n{underline * len(line.text)}" if underline else written
