"""Fragments of HTML: the state of a run, what went wrong, a digest, and its articles with every quote marked.

Everything of a digest itself is written by `rendering`. Not here: components, style.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from summarize.errors import SummarizeError
from summarize.options import Style
from summarize.rendering.arrangement import arrange_digest
from summarize.rendering.citations import number_evidence
from summarize.rendering.escaping import clean_line, escape_html
from summarize.rendering.labels import choose_labels
from summarize.rendering.outline import View
from summarize.rendering.webpage import write_outline
from summarize.types import Digest, Failure
from summarize.web.words import STAGES, Words

MOST_DROPPED = 200
"""Sentences shown of those that were left out; nobody reads more, and a page of thousands is slow."""

_LINE = re.compile(r"[^\n]+")

Span = tuple[int, int, int]
"""Start, end and number of a quote."""


def show_stage(stage: str, words: Words) -> str:
    """How far a run is: a bar, and the stage in words."""
    name, _, language = stage.partition(" ")
    reached = STAGES.index(name) if name in STAGES else 0
    text = f"{words[name] if name in STAGES else name} {escape_html(language)}".strip()
    return (
        f'<div class="run"><progress max="{len(STAGES)}" value="{reached}" aria-label="{words["progress"]}"></progress>'
        f'<p role="status">{text} …</p></div>'
    )


def show_done(digest: Digest, words: Words) -> str:
    """One line when a run is over: how many points, out of what."""
    articles = len(digest.documents)
    return f'<p role="status" class="done">{words["done"].format(len(digest.points), articles)}</p>'


def show_stopped(words: Words) -> str:
    """One line when the visitor stopped the run."""
    return f'<p role="status">{words["stopped"]}</p>'


def show_error(error: Exception, words: Words) -> str:
    """What is wrong, for the field that it stands beside; only our own messages are shown."""
    message = error.message if isinstance(error, SummarizeError) else words["fault"].format(str(error))
    return f'<p role="alert" class="error" dir="auto">{_inert(message)}</p>'


def show_failures(failures: Iterable[Failure]) -> str:
    """The inputs that gave no article, each with its reason; "" where all did."""
    lines = (f"<bdi>{_inert(item.source)}</bdi>: {_inert(item.message)}" for item in failures)
    items = "".join(f'<li dir="auto">{line}</li>' for line in lines)
    return f'<ul role="alert" class="error">{items}</ul>' if items else ""


def show_digest(digest: Digest, style: Style, words: Words) -> str:
    """The digest without the list of its quotes, which stand in the articles, and what was left out."""
    outline = arrange_digest(digest)
    layout: View = "bilingual" if digest.translations and style == "points" else style
    labels = outline.labels
    body = write_outline(outline, layout, without=(labels.quotes, labels.sources))
    spoken = f'lang="{escape_html(digest.language)}" dir="{labels.direction}"'
    return f'<article class="digest" {spoken}>{body}\n{_list_dropped(digest, words)}</article>'


def show_articles(digest: Digest, words: Words) -> str:
    """Every article, the quoted sentences marked with their numbers; the first that is quoted stands open."""
    numbers = number_evidence(digest)
    labels = choose_labels(digest.language)
    titles = {document.id: document.title or document.source or document.id for document in digest.documents}
    opened = next((evidence.document for evidence in numbers), "")
    papers = []
    for document in digest.documents:
        spans = [(e.start, e.end, number) for e, number in numbers.items() if e.document == document.id]
        copied = labels.copy_of.format(titles[document.duplicate_of]) if document.duplicate_of else ""
        named = labels.name_language(document.language)
        known = (document.source if document.title else "", document.date, named, copied)
        details = labels.comma.join(f"<bdi>{_inert(part)}</bdi>" for part in known if part)
        title = f'<b dir="auto">{_inert(titles[document.id])}</b> <small>{details}</small>'
        papers.append(
            f'<details class="paper"{" open" if document.id == opened else ""}><summary>{title}</summary>'
            f'<div lang="{escape_html(document.language)}">{mark_quotes(document.text, spans)}</div></details>'
        )
    return (
        f'<section class="papers" dir="{labels.direction}" aria-label="{words["articles"]}">{"".join(papers)}</section>'
    )


def mark_quotes(text: str, spans: Iterable[Span]) -> str:
    """Lines of a text as paragraphs in which every quoted span is marked with the numbers that cite it.

    >>> mark_quotes("Rain fell. It stopped.", [(0, 10, 1)])
    '<p dir="auto"><mark tabindex="-1" data-quotes="1">Rain fell.</mark> It stopped.</p>'
    """
    spans = list(spans)
    lines = (line.span() for line in _LINE.finditer(text))
    return "".join(f'<p dir="auto">{"".join(_mark_line(text, start, end, spans))}</p>' for start, end in lines)


def _mark_line(text: str, start: int, end: int, spans: Iterable[Span]) -> Iterable[str]:
    """The pieces of a line between the borders of its quotes."""
    inside = [span for span in spans if span[0] < end and span[1] > start]
    edges = {start, end, *(max(start, a) for a, _, _ in inside), *(min(end, b) for _, b, _ in inside)}
    for left, right in pairwise(sorted(edges)):
        piece = escape_html(text[left:right])
        cited = " ".join(str(number) for a, b, number in inside if a <= left and right <= b)
        yield f'<mark tabindex="-1" data-quotes="{cited}">{piece}</mark>' if cited else piece


def _list_dropped(digest: Digest, words: Words) -> str:
    """What was left out and why: sentences that were not chosen, best first, and what cleaning removed."""
    dropped = sorted(digest.dropped, key=lambda item: -item.score)[:MOST_DROPPED]
    removed = [item for document in digest.documents for item in document.removed]
    entries = [(item.sentence.text, words[item.reason]) for item in dropped]
    entries += [(item.text, f"{words['removed']}: {item.reason}") for item in removed[:MOST_DROPPED]]
    if not entries:
        return ""
    lines = (f"{_inert(text)} <small>(<bdi>{_inert(why)}</bdi>)</small>" for text, why in entries)
    items = "".join(f'<li dir="auto">{line}</li>' for line in lines)
    count = len(digest.dropped) + len(removed)
    return f'<details class="dropped"><summary>{words["left_out"]} ({count})</summary><ul>{items}</ul></details>'


def _inert(text: str) -> str:
    """Foreign text as one line of HTML that does nothing."""
    return escape_html(clean_line(text))
