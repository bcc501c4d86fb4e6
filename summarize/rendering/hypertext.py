"""Passages as HTML: their words, their language and direction, the links to their quotes, what checks found.

Not here: pages (`webpage`).
"""

from __future__ import annotations

from summarize.rendering.escaping import escape_html
from summarize.rendering.outline import Passage


def speak(passage: Passage) -> str:
    """Language and direction as attributes; where the language is unknown, the browser looks at the text."""
    towards = passage.direction if passage.language else "auto"
    return f' lang="{escape_html(passage.language)}" dir="{towards}"'


def show(passage: Passage) -> str:
    """A passage with links to its quotes."""
    return escape_html(passage.text) + "".join(link(f"quote-{number}", str(number)) for number in passage.citations)


def link(anchor: str, text: str) -> str:
    """A small link to a place on the same page, with a space before it."""
    return f' <a class="chip" href="#{anchor}">{escape_html(text)}</a>'


def list_checks(passage: Passage) -> str:
    """What checks found in a passage, or ""."""
    checks = "".join(f"<li><bdi>{escape_html(check)}</bdi></li>" for check in passage.checks)
    return f'<ul class="checks" dir="{passage.direction}">{checks}</ul>' if checks else ""
