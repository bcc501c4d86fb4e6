"""A translated document beside its source, unit by unit, in one of four formats.

Not here: the translated document itself, which its layout wrote.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from summarize.errors import Code, UsageError
from summarize.rendering.arrangement import name_language, write_passage
from summarize.rendering.escaping import clean_line
from summarize.rendering.outline import Group, Parallel
from summarize.rendering.parallel import tabulate_html, tabulate_markdown
from summarize.rendering.record import write_pairs_record
from summarize.rendering.webpage import write_page
from summarize.rendering.word import write_word_table
from summarize.types import TranslatedDocument

PairFormat = Literal["markdown", "html", "docx", "json"]

PAIR_FORMATS: tuple[PairFormat, ...] = ("markdown", "html", "docx", "json")


def encode_pairs(document: TranslatedDocument, format: PairFormat) -> bytes:  # noqa: A002 - as in `writers`
    """The units of a document and their translations side by side, as the bytes of a file.

    Raises:
        UsageError: When the format is none of `PAIR_FORMATS`.
    """
    parallel = _line_up(document)
    title = clean_line(document.name)
    match format:
        case "markdown":
            return (tabulate_markdown(parallel) + "\n").encode()
        case "html":
            page = write_page(replace(parallel.heads[0], text=title), document.source_language, tabulate_html(parallel))
            return page.encode()
        case "docx":
            return write_word_table(title, parallel)
        case "json":
            return write_pairs_record(document).encode()
    raise UsageError(Code.BAD_OPTION, f"format must be one of {', '.join(PAIR_FORMATS)}, not {str(format)[:20]!r}")


def _line_up(document: TranslatedDocument) -> Parallel:
    """The units beside their translations, a group a paragraph."""
    source, target = document.source_language, document.language
    heads = tuple(write_passage(name_language(code), code) for code in (source, target))
    groups = (
        Group("", tuple((write_passage(u.source, source), write_passage(u.text, target, flags=u.flags)) for u in units))
        for units in document.paragraphs
    )
    return Parallel(heads, tuple(groups))
