"""A web page to its article: body, headline, date, site, language.

Not here: fetching pages, and cleaning the article's text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarize.errors import Code, InputError
from summarize.limits import Limits
from summarize.sources.blobs import Blob
from summarize.sources.boundary import parsing, quieten
from summarize.sources.characters import one_line
from summarize.sources.encoding import charset_of, decode
from summarize.sources.formats.hidden import remove_hidden
from summarize.sources.formats.markup import Markup, charset_of_page, parse_markup, visible_paragraphs
from summarize.sources.formats.metadata import day_of, language_of
from summarize.sources.names import printable
from summarize.types import Caution, Document

if TYPE_CHECKING:
    from lxml.html import HtmlElement

TOO_LITTLE = 250
"""Characters: a shorter extraction from a page that shows twice as much has probably missed the article.

Two sentences have about 250 characters; no article that is worth a summary is shorter.
"""
MOST_EXTRACTED = 100_000
"""Elements: the extractor takes about a tenth of a millisecond for each."""

_AROUND = frozenset({"nav", "footer", "aside", "form", "menu"})
_PUBLISHED = re.compile(r'"datePublished"\s{0,20}:\s{0,20}"([^"<>]{4,40})"')
_TABLE_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+\s*")
_BULLET = re.compile(r"^[-•] ")


@dataclass(frozen=True, slots=True)
class _Article:
    """What the extractor found; "" where it found nothing."""

    paragraphs: tuple[str, ...] = ()
    title: str = ""
    site: str = ""
    date: str = ""


def parse_webpage(blob: Blob, limits: Limits) -> list[Document]:
    """Return the article of a web page, hidden text left out.

    Raises:
        InputError: NO_TEXT, TOO_DEEP, LIMIT, BINARY, or BAD_FORMAT when the page cannot be parsed.
    """
    decoded = decode(blob.content, charset_of(blob.media) or charset_of_page(blob.content))
    published = _PUBLISHED.search(decoded.text)
    with parsing("web page"):
        page = parse_markup(decoded.text)
        tree = page.tree
        language = _declared_language(tree)
        remove_hidden(tree)
        visible = visible_paragraphs(tree, without=_AROUND) or visible_paragraphs(tree)
        unfit = _unfit_for_extraction(page, limits)
        article = _Article() if unfit else _extract(tree)
    paragraphs, cautions = list(article.paragraphs), decoded.cautions
    found, shown = sum(map(len, paragraphs)), sum(map(len, visible))
    if found < TOO_LITTLE and shown >= 2 * found and visible != paragraphs:
        paragraphs = visible
        reason = unfit or "no article was recognised"
        cautions = (*cautions, Caution(Code.LOW_CONTENT, f"{reason}; all visible text but menus was taken"))
    if not paragraphs:
        raise InputError(Code.NO_TEXT, "shows no text; if a script fills the page, save it from a browser")
    return [
        Document(
            text="\n\n".join(paragraphs),
            title=article.title or _page_title(tree),
            source=article.site or printable(blob.name),
            date=(day_of(published[1]) if published else "") or article.date,
            language=language,
            cautions=cautions,
        )
    ]


def _unfit_for_extraction(page: Markup, limits: Limits) -> str:
    if page.depth > limits.html_depth:
        # Whatever is parsed anew on the way would lose what is nested deeper, without a word.
        return f"elements are nested over {limits.html_depth} deep"
    if page.elements > MOST_EXTRACTED:
        return f"it has more than {MOST_EXTRACTED:,} elements"
    return ""


def _extract(tree: HtmlElement) -> _Article:
    from trafilatura import bare_extraction

    quieten("trafilatura")
    quieten("htmldate")
    found = bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        # Dates from running text and copyright lines would be guesses.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if found is None:
        return _Article()
    assert not isinstance(found, dict)
    return _Article(
        paragraphs=tuple(_paragraphs(found.text or "")),
        title=one_line(found.title or ""),
        site=one_line(found.sitename or ""),
        date=day_of(found.date or ""),
    )


def _paragraphs(text: str) -> list[str]:
    paragraphs: list[str] = []
    for line in map(one_line, text.split("\n")):
        if line.startswith("|"):
            if not _TABLE_RULE.fullmatch(line):
                cells = [cell.strip() for cell in line.strip("|").split("|")]
                paragraphs.append(" | ".join(cell for cell in cells if cell))
        else:
            paragraphs.append(_BULLET.sub("", line))
    return [paragraph for paragraph in paragraphs if paragraph]


def _declared_language(tree: HtmlElement) -> str:
    declared = tree.get("lang") or tree.get("xml:lang") or ""
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("http-equiv") or meta.get("name") or "").lower()
        if not declared and name in {"og:locale", "content-language", "language", "dc.language"}:
            declared = meta.get("content") or ""
    return language_of(declared)


def _page_title(tree: HtmlElement) -> str:
    found = next(tree.iter("h1"), None)
    if found is None:
        found = next(tree.iter("title"), None)
    return "" if found is None else one_line(str(found.text_content()))
