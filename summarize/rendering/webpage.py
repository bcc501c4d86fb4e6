"""HTML: a digest as one page that stands alone: no script, no image, no request to anywhere.

Every block says its language and direction; each citation is a link to its quote on the same page.
All text arrives as inert lines and is escaped on its way into the page; a content security policy
in the page says the same to the browser. Not here: the interface of the demo.
"""

from __future__ import annotations

from collections.abc import Iterable

from summarize.options import Style
from summarize.rendering.arrangement import arrange_digest
from summarize.rendering.escaping import escape_html
from summarize.rendering.matrix import write_matrix
from summarize.rendering.outline import Article, Dispute, Entry, Outline, Passage, Point, Quote, Update
from summarize.rendering.stylesheet import STYLE
from summarize.types import Digest

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def write_webpage(digest: Digest, *, layout: Style = "points") -> str:
    """The digest as a complete HTML page."""
    outline = arrange_digest(digest)
    title = outline.columns[0].title
    language = escape_html(title.language or outline.labels.language)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}" dir="{title.direction}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape_html(title.text)}</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{_write_main(outline, layout)}\n</main>\n</body>\n</html>\n"
    )


def _write_main(outline: Outline, layout: Style) -> str:
    labels = outline.labels
    matrix = write_matrix(outline.matrix, labels) if outline.matrix and layout == "points" else ""
    sections = (
        (labels.matrix, matrix),
        (labels.changes, _wrap("ul", (_write_update(outline, item) for item in outline.updates))),
        (labels.disagreements, _wrap("table", map(_write_dispute, outline.disputes))),
        (labels.developments, _wrap("table", map(_write_dispute, outline.developments))),
        (labels.timeline, _wrap("ul", map(_write_entry, outline.timeline))),
        (labels.quotes, _wrap("ol", (_write_quote(quote, labels.comma) for quote in outline.quotes))),
        (labels.sources, _wrap("ul", (_write_article(outline, item) for item in outline.articles))),
        (labels.notices, _wrap("ul", map(_write_notice, outline.notices))),
    )
    blocks = [_write_head(outline, layout), _write_points(outline, layout)]
    for heading, body in sections:
        if body:
            blocks.append(f"<section>\n<h2{_speak_frame(outline)}>{heading}</h2>\n{body}\n</section>")
    if outline.signature:
        signature = f"{labels.signature}: <bdi>{escape_html(outline.signature)}</bdi>"
        blocks.append(f'<p class="signature"{_speak_frame(outline)}>{signature}</p>')
    return "\n".join(block for block in blocks if block)


def _write_head(outline: Outline, layout: Style) -> str:
    """The title in every language; a headline takes its place in that layout."""
    cells = []
    for place, column in enumerate(outline.columns):
        name = outline.name_column(column) if len(outline.columns) > 1 else ""
        spoken = _speak(column.title)
        tag = "p" if place else "h1"
        title = f'<{tag} class="title"{spoken}>{escape_html(column.title.text)}</{tag}>'
        named = f'<p class="language"{spoken}>{escape_html(name)}</p>' if name else ""
        cells.append(named + ("" if layout == "headline" else title))
    return _pair(cells) if any(cells) else ""


def _write_points(outline: Outline, layout: Style) -> str:
    if not outline.points:
        return f"<p{_speak_frame(outline)}>{outline.labels.no_points}</p>"
    if layout == "points":
        return _wrap("ol", (_write_point(outline, point) for point in outline.points))
    if layout == "headline":
        return "\n".join(_write_headline(outline, point) for point in outline.points)
    columns = range(len(outline.columns))
    return _pair(
        f"<p{_speak(outline.columns[place].title)}>"
        f"{' '.join(_run_on(outline, point, place) for point in outline.points)}</p>"
        for place in columns
    )


def _write_point(outline: Outline, point: Point) -> str:
    standing = f'<p class="standing {point.support}"{_speak_frame(outline)}>{point.standing.text}</p>'
    cells = (
        _write_passage(version) + ("" if place else standing) + _write_checks(version)
        for place, version in enumerate(point.versions)
    )
    return f"<li>{_pair(cells)}</li>"


def _write_headline(outline: Outline, point: Point) -> str:
    return _pair(
        f'<{tag} class="title"{_speak(point.versions[place])}>{_run_on(outline, point, place)}</{tag}>'
        for place, tag in enumerate(["h1"] + ["p"] * (len(point.versions) - 1))
    )


def _run_on(outline: Outline, point: Point, place: int) -> str:
    shown = _show(point.versions[place])
    remarks = outline.labels.semicolon.join(outline.list_doubts(point, place))
    return f'{shown} <small class="{point.support}">({escape_html(remarks)})</small>' if remarks else shown


def _write_passage(passage: Passage) -> str:
    return f"<p{_speak(passage)}>{_show(passage)}</p>"


def _write_checks(passage: Passage) -> str:
    checks = "".join(f"<li><bdi>{escape_html(check)}</bdi></li>" for check in passage.checks)
    return f'<ul class="checks" dir="{passage.direction}">{checks}</ul>' if checks else ""


def _write_notice(notice: str) -> str:
    return f'<li dir="auto">{escape_html(notice)}</li>'


def _write_update(outline: Outline, update: Update) -> str:
    kind = f"<b{_speak_frame(outline)}>{update.kind}:</b>"
    before = outline.labels.before.format(f"<bdi>{escape_html(update.before)}</bdi>")
    earlier = f' <small class="before">({before})</small>' if update.before else ""
    return f"<li{_speak(update.passage)}>{kind} {_show(update.passage)}{earlier}</li>"


def _write_dispute(dispute: Dispute) -> str:
    about = f'<th scope="rowgroup" rowspan="{len(dispute.claims)}"{_speak(dispute.about)}>'
    about += f"{escape_html(dispute.about.text)}</th>"
    rows = (
        f"<tr>{'' if place else about}<td{_speak(claim.value)}>{_show(claim.value)}</td>"
        f'<td dir="auto">{escape_html(claim.sources)}</td></tr>'
        for place, claim in enumerate(dispute.claims)
    )
    return f"<tbody>{''.join(rows)}</tbody>"


def _write_entry(entry: Entry) -> str:
    return f'<li{_speak(entry.event)}><time dir="ltr">{escape_html(entry.date)}</time> {_show(entry.event)}</li>'


def _write_quote(quote: Quote, comma: str) -> str:
    spoken = _speak(quote.passage)
    words = f"<blockquote{spoken}>{escape_html(quote.passage.text)}</blockquote>"
    origin = _write_origin(quote.title, quote.details, comma)
    return f'<li id="quote-{quote.number}"{spoken}>{words}\n{origin}</li>'


def _write_article(outline: Outline, article: Article) -> str:
    spoken = _speak(article.title)
    written = _write_origin(article.title, article.details, outline.labels.comma)
    if not article.removed:
        return f"<li{spoken}>{written}</li>"
    items = (
        f"<li{spoken}>{escape_html(item.text)} <small>(<bdi>{escape_html(item.reason)}</bdi>)</small></li>"
        for item in article.removed
    )
    summary = f"<summary{_speak_frame(outline)}>{outline.labels.removed} ({len(article.removed)})</summary>"
    return f"<li{spoken}>{written}\n<details>{summary}\n{_wrap('ul', items)}\n</details></li>"


def _write_origin(title: Passage, details: tuple[str, ...], comma: str) -> str:
    named = f"<cite>{escape_html(title.text)}</cite>"
    # Each detail is isolated: a date would turn around after an Arabic name.
    isolated = comma.join(f"<bdi>{escape_html(detail)}</bdi>" for detail in details)
    return f'<p class="origin"{_speak(title)}>{named}{f" ({isolated})" if isolated else ""}</p>'


def _show(passage: Passage) -> str:
    chips = (f' <a class="chip" href="#quote-{number}">{number}</a>' for number in passage.citations)
    return escape_html(passage.text) + "".join(chips)


def _speak(passage: Passage) -> str:
    """Language and direction as attributes; where the language is unknown, the browser looks at the text."""
    towards = passage.direction if passage.language else "auto"
    return f' lang="{escape_html(passage.language)}" dir="{towards}"'


def _speak_frame(outline: Outline) -> str:
    """The same for our own words, which keep to the side of the page."""
    return f' lang="{outline.labels.language}" dir="{outline.columns[0].title.direction}"'


def _pair(cells: Iterable[str]) -> str:
    return f'<div class="pair">{"".join(f"<div>{cell}</div>" for cell in cells)}</div>'


def _wrap(tag: str, items: Iterable[str]) -> str:
    """A list or table of the items, or "" when there are none."""
    body = "\n".join(items)
    return f"<{tag}>\n{body}\n</{tag}>" if body else ""
