"""The block of `key: value` lines that a text may begin with, between two `---` lines.

Not here: YAML. Nested values and lists are passed over; a block with anything else is left as text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarize.sources.characters import one_line
from summarize.sources.formats.metadata import day_of, language_of

MOST_LINES = 100
"""A longer block is an article between two rules, not a front matter."""

_OPENING = re.compile(r"\s*---[ \t]*\n")
_PAIR = re.compile(r"([A-Za-z_][\w -]{0,60}?)[ \t]*:(?:[ \t]+(.*))?")
_PASSED_OVER = re.compile(r"\s*(?:#.*)?|[ \t]+\S.*|-[ \t]+.*")
_FIELDS = {
    "title": "title", "headline": "title",
    "source": "source", "outlet": "source", "publisher": "source", "site": "source",
    "date": "date", "published": "date", "publishdate": "date",
    "language": "language", "lang": "language",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a text says about itself; "" where it says nothing."""

    title: str = ""
    source: str = ""
    date: str = ""
    language: str = ""


def split_front_matter(text: str) -> tuple[FrontMatter, str]:
    r"""Return the front matter and the text after it; without one, nothing and the whole text.

    >>> split_front_matter("---\ntitle: Rain\n---\nIt rained.")
    (FrontMatter(title='Rain', source='', date='', language=''), 'It rained.')
    """
    opening = _OPENING.match(text)
    if not opening:
        return FrontMatter(), text
    values: dict[str, str] = {}
    position = opening.end()
    for _ in range(MOST_LINES):
        end = text.find("\n", position)
        line = text[position:] if end < 0 else text[position:end]
        if line.rstrip() in {"---", "..."}:
            return _front_matter(values), text[position + len(line) + 1 :]
        pair = _PAIR.fullmatch(line.rstrip())
        if pair:
            field = _FIELDS.get(pair[1].lower().replace("_", "").replace("-", "").replace(" ", ""), "")
            if field:
                values.setdefault(field, _unquoted(pair[2] or ""))
        elif not _PASSED_OVER.fullmatch(line):
            break
        if end < 0:
            break
        position += len(line) + 1
    return FrontMatter(), text


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def _front_matter(values: dict[str, str]) -> FrontMatter:
    return FrontMatter(
        title=one_line(values.get("title", "")),
        source=one_line(values.get("source", "")),
        date=day_of(values.get("date", "")),
        language=language_of(values.get("language", "")),
    )
