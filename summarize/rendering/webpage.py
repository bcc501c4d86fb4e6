"""HTML: a digest as one page that stands alone: no script, no image, no request to anywhere.

Every block says its language and direction; each citation is a link to its quote on the same page.
All text arrives as inert lines and is escaped on its way into the page; a content security policy
in the page says the same to the browser. The interface takes its inside. Not here: the interface itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from summarize.rendering.arrangement import arrange_digest
from summarize.rendering.escaping import escape_html
from summarize.rendering.hypertext import link, list_checks, show, speak
from summarize.rendering.matrix import write_matrix
from summarize.rendering.outline import Article, Dispute, Entry, Outline, Passage, Point, Quote, Update, View
from summarize.rendering.parallel import name_anchor, tabulate_html
from summarize.rendering.stylesheet import STYLE
from summarize.types import Digest

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def write_webpage(digest: Digest, *, layout: View = "points") -> str:
    """The digest as a complete HTML page."""
    outline = arrange_digest(digest)
    return write_page(outline.columns[0].title, outline.labels.language, write_outline(outline, layout))


def write_page(title: Passage, frame: str, main: str) -> str:
    """A complete page around its main part; `frame` is the language of our own words."""
    language = escape_html(title.language or frame)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}" dir="{title.direction}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape_html(title.text)}</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{main}\n</main>\n</body>\n</html>\n"
    )


def write_outline(outline: Outline, layout: View = "points", *, without: Collection[str] = ()) -> str:
    """What stands in the page: titles, points, then a section a heading, but for the headings in `without`."""
    labels = outline.labels
    is_bilingual = layout == "bilingual"
    matrix = write_matrix(outline.matrix, labels) if outline.matrix and layout in ("points", "bilingual") else ""
    sections = (
        (labels.matrix, matrix),
        (labels.changes, _wrap("ul", (_write_update(outline, item) for item in outline.updates))),
        (labels.disagreements, _wrap("table", map(_write_dispute, outline.disputes))),
        (labels.developments, _wrap("table", map(_write_dispute, outline.developments))),
        (labels.timeline, _wrap("ul", map(_write_entry, outline.timeline))),
        (labels.quotes, _wrap("ol", (_write_quote(outline, quote, is_bilingual) for quote in outline.quotes))),
        (labels.sources, _wrap("ul", (_write_article(outline, item) for item in outline.articles))),
        (labels.notices, _wrap("ul", map(_write_notice, outline.notices))),
    )
    head = _write_title(outline.columns[0].title) if is_bilingual else _write_head(outline, layout)
    has_table = is_bilingual and outline.points
    blocks = [head, tabulate_html(outline.parallel) if has_table else _write_points(outline, layout)]
    for heading, body in sections:
        if body and heading not in without:
            blocks.append(f"<section>\n<h2{_speak_frame(outline)}>{heading}</h2>\n{body}\n</section>")
    if outline.signature:
        signature = f"{labels.signature}: <bdi>{escape_html(outline.signature)}</bdi>"
        blocks.append(f'<p class="signature"{_speak_frame(outline)}>{signature}</p>')
    return "\n".join(block for block in blocks if block)


def _write_head(outline: Outline, layout: View) -> str:
    """The title in every language; a headline takes its place in that layout."""
    cells = []
    for place, column in enumerate(outline.columns):
        name = outline.name_column(column) if len(outline.columns) > 1 else ""
        spoken = speak(column.title)
        tag = "p" if place else "h1"
        title = f'<{tag} class="title"{spoken}>{escape_html(column.title.text)}</{tag}>'
        named = f'<p class="language"{spoken}>{escape_html(name)}</p>' if name else ""
        cells.append(named + ("" if layout == "headline" else title))
    return _pair(cells) if any(cells) else ""


def _write_title(title: Passage) -> str:
    return f'<h1 class="title"{speak(title)}>{escape_html(title.text)}</h1>'


def _write_points(outline: Outline, layout: View) -> str:
    if not outline.points:
        return f"<p{_speak_frame(outline)}>{outline.labels.no_points}</p>"
    if layout == "points":
        return _wrap("ol", (_write_point(outline, point) for point in outline.points))
    if layout == "headline":
        return "\n".join(_write_headline(outline, point) for point in outline.points)
    columns = range(len(outline.columns))
    return _pair(
        f"<p{speak(outline.columns[place].title)}>"
        f"{' '.join(_run_on(outline, point, place) for point in outline.points)}</p>"
        for place in columns
    )


def _write_point(outline: Outline, point: Point) -> str:
    standing = f'<p class="standing {point.support}"{_speak_frame(outline)}>{point.standing.text}</p>'
    cells = (
        _write_passage(version) + ("" if place else standing) + list_checks(version)
        for place, version in enumerate(point.versions)
    )
    return f"<li>{_pair(cells)}</li>"


def _write_headline(outline: Outline, point: Point) -> str:
    return _pair(
        f'<{tag} class="title"{speak(point.versions[place])}>{_run_on(outline, point, place)}</{tag}>'
        for place, tag in enumerate(["h1"] + ["p"] * (len(point.versions) - 1))
    )


def _run_on(outline: Outline, point: Point, place: int) -> str:
    shown = show(point.versions[place])
    remarks = outline.labels.semicolon.join(outline.list_doubts(point, place))
    return f'{shown} <small class="{point.support}">({escape_html(remarks)})</small>' if remarks else shown


def _write_passage(passage: Passage) -> str:
    return f"<p{speak(passage)}>{show(passage)}</p>"


def _write_notice(notice: str) -> str:
    return f'<li dir="auto">{escape_html(notice)}</li>'


def _write_update(outline: Outline, update: Update) -> str:
    kind = f"<b{_speak_frame(outline)}>{update.kind}:</b>"
    before = outline.labels.before.format(f"<bdi>{escape_html(update.before)}</bdi>")
    earlier = f' <small class="before">({before})</small>' if update.before else ""
    return f"<li{speak(update.passage)}>{kind} {show(update.passage)}{earlier}</li>"


def _write_dispute(dispute: Dispute) -> str:
    about = f'<th scope="rowgroup" rowspan="{len(dispute.claims)}"{speak(dispute.about)}>'
    about += f"{escape_html(dispute.about.text)}</th>"
    rows = (
        f"<tr>{'' if place else about}<td{speak(claim.value)}>{show(claim.value)}</td>"
        f'<td dir="auto">{escape_html(claim.sources)}</td></tr>'
        for place, claim in enumerate(dispute.claims)
    )
    return f"<tbody>{''.join(rows)}</tbody>"


def _write_entry(entry: Entry) -> str:
    return f'<li{speak(entry.event)}><time dir="ltr">{escape_html(entry.date)}</time> {show(entry.event)}</li>'


def _write_quote(outline: Outline, quote: Quote, is_bilingual: bool) -> str:
    """A quote; where points stand side by side, with links back to those that rest on it, in every language."""
    spoken = speak(quote.passage)
    words = f"<blockquote{spoken}>{escape_html(quote.passage.text)}</blockquote>"
    origin = _write_origin(quote.title, quote.details, outline.labels.comma)
    marks = [str(n) for n, point in enumerate(outline.points, 1) if quote.number in point.versions[0].citations]
    heads = enumerate(outline.parallel.heads) if is_bilingual else ()
    back = "".join(link(name_anchor(m, h if place else None), f"{m} {h.language}") for place, h in heads for m in marks)
    cited = f'<p class="origin" dir="ltr">↑{back}</p>' if back else ""
    return f'<li id="quote-{quote.number}"{spoken}>{words}\n{origin}{cited}</li>'


def _write_article(outline: Outline, article: Article) -> str:
    spoken = speak(article.title)
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
    return f'<p class="origin"{speak(title)}>{named}{f" ({isolated})" if isolated else ""}</p>'


def _speak_frame(outline: Outline) -> str:
    """The same for our own words, which keep to the side of the page."""
    return f' lang="{outline.labels.language}" dir="{outline.columns[0].title.direction}"'


def _pair(cells: Iterable[str]) -> str:
    return f'<div class="pair">{"".join(f"<div>{cell}</div>" for cell in cells)}</div>'


def _wrap(tag: str, items: Iterable[str]) -> str:
    """A list or table of the items, or "" when there are none."""
    body = "\n".join(items)
    return f"<{tag}>\n{body}\n</{tag}>" if body else ""
