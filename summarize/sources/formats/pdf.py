"""PDF to text: pages to lines, lines to paragraphs, Arabic letters to themselves.

Not here: text in pictures. A page without a text layer is reported, never guessed at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from summarize.errors import Code, InputError
from summarize.limits import Limits
from summarize.sources.blobs import Blob
from summarize.sources.boundary import parsing, quieten
from summarize.sources.characters import clean_characters, one_line
from summarize.sources.formats.metadata import day_of
from summarize.sources.formats.paragraphs import join_lines, known_words
from summarize.sources.formats.poppler import convert_pdf
from summarize.sources.formats.visibility import Eye
from summarize.sources.names import printable
from summarize.types import Caution, Document

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

Converter = Callable[[bytes, Limits], list[str] | None]

ARABIC_SHARE = 0.05
"""Share of Arabic letters from which the order of an extractor matters; a quoted word has less."""
GARBLED_SHARE = 0.05
"""Share of private and replacement characters above which fonts have not said what their glyphs mean."""
FULL_LINE = 0.8
"""Of the usual line length: in proportional type, a line of fewer characters may still be a full one."""
FULL_LAST_LINE = 0.95
"""The same for a line that ends a sentence: it is the last of its paragraph unless it is nearly full."""
USUAL_LINE = 0.9
"""The quantile of line lengths taken as the usual one, so that a few wide tables do not decide."""

_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
# Shapes that fonts use for letters. The rest of NFKC would harm text: m² would become m2.
_SHAPES = re.compile("[\ufb00-\ufb06\ufb50-\ufdfb\ufe70-\ufefc]+")
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_GARBLED = re.compile("[\ufffd\ue000-\uf8ff]|\\(cid:\\d+\\)")
_FILE_TITLE = re.compile(r"(?i)(?:microsoft word - .*|untitled.*|.*\.(?:docx?|pdf|indd|rtf|tex|odt|qxd)|\W*)")
_OPEN_END = re.compile(r"[\w,،;؛-]$")


def parse_pdf(blob: Blob, limits: Limits, convert: Converter = convert_pdf) -> list[Document]:
    """Return the text of a PDF.

    Args:
        blob: The file.
        limits: At most `pdf_pages` are read; a caution names them where there are more.
        convert: A second extractor, asked when the text is Arabic; it may return None.

    Raises:
        InputError: ENCRYPTED, NO_TEXT, or BAD_FORMAT.
    """
    from pypdf import PdfReader

    quieten("pypdf")
    with parsing("PDF"):
        reader = PdfReader(BytesIO(blob.content), strict=False)
        # An empty password opens files that only forbid printing or copying.
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(Code.ENCRYPTED, "needs a password; save it without one")
        count = len(reader.pages)
        if not count:
            raise InputError(Code.BAD_FORMAT, "is a PDF without pages; export it again")
        pages, failed, blanked = _read_pages(reader, min(count, limits.pdf_pages))
        title, date = _metadata(reader)
    if failed and failed == len(pages):
        raise InputError(Code.BAD_FORMAT, f"is damaged: none of its {failed} pages can be read; export it again")
    cautions = _page_cautions(pages, failed, count)
    if _share(_ARABIC, pages) >= ARABIC_SHARE:
        # The other extractor knows nothing of hidden text.
        converted = None if blanked else convert(blob.content, limits)
        if converted is not None and any(page.strip() for page in converted):
            pages = converted
        else:
            cautions.append(_ARABIC_CAUTION)
    if _share(_GARBLED, pages) >= GARBLED_SHARE:
        cautions.append(Caution(Code.LOW_QUALITY, "many letters could not be read: the fonts do not name them"))
    paragraphs = _paragraphs(map(_plain, pages))
    if not paragraphs:
        raise InputError(
            Code.NO_TEXT, f"holds no text layer on any page ({count:,} in all): probably a scan; run OCR on it first"
        )
    text = "\n\n".join(paragraphs)
    return [Document(text=text, title=title, source=printable(blob.name), date=date, cautions=tuple(cautions))]


_ARABIC_CAUTION = Caution(
    Code.LOW_QUALITY,
    "Arabic from a PDF: numbers and Latin words may be out of order; install poppler's pdftotext or give the page",
)


def _read_pages(reader: PdfReader, count: int) -> tuple[list[str], int, bool]:
    pages: list[str] = []
    failed = 0
    blanked = False
    for index in range(count):
        try:
            with parsing("PDF"):
                text, hidden = _read_page(reader.pages[index])
                pages.append(text)
                blanked |= hidden
        except InputError:
            pages.append("")
            failed += 1
    return pages, failed, blanked


def _read_page(page: PageObject) -> tuple[str, bool]:
    """Return the visible text of a page, and whether there is hidden text besides."""
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    eye = Eye((min(left, right), min(bottom, top), max(left, right), max(bottom, top)))
    text = page.extract_text(visitor_operand_before=eye.before, visitor_operand_after=eye.after)
    if not text.strip() and eye.has_invisible_layer and eye.has_picture:
        return page.extract_text(), False  # A scanned page: what OCR read in the picture lies under it.
    return text, eye.blanked > 0


def _page_cautions(pages: list[str], failed: int, count: int) -> list[Caution]:
    cautions: list[Caution] = []
    if count > len(pages):
        message = f"pages 1–{len(pages):,} of {count:,} were read; the limit is {len(pages):,} pages"
        cautions.append(Caution(Code.TRUNCATED, message))
    if failed:
        cautions.append(Caution(Code.LOW_QUALITY, f"{failed:,} of {len(pages):,} pages are damaged and were left out"))
    empty = sum(not page.strip() for page in pages) - failed
    if 0 < empty < len(pages):
        cautions.append(Caution(Code.NO_TEXT, f"{empty:,} of {len(pages):,} pages hold no text layer"))
    return cautions


def _metadata(reader: PdfReader) -> tuple[str, str]:
    try:
        with parsing("PDF"):
            found = reader.metadata
            title = one_line(str(found.title or "")) if found else ""
            date = day_of(str(found.get("/CreationDate") or "")) if found else ""
    except InputError:  # A file may be fine but for what it says about itself.
        return "", ""
    return ("" if _FILE_TITLE.fullmatch(title) else title), date


def _share(wanted: re.Pattern[str], pages: Iterable[str]) -> float:
    found = letters = 0
    for page in pages:
        found += len(wanted.findall(page))
        letters += sum(map(str.isalpha, page))
    return found / max(letters, found, 1)


def _plain(page: str) -> str:
    page = _SHAPES.sub(lambda shape: unicodedata.normalize("NFKC", shape[0]), page)
    return clean_characters(_MARKS.sub("", page))


def _paragraphs(pages: Iterable[str]) -> list[str]:
    lines_of_pages = [[line.strip() for line in page.split("\n")] for page in pages]
    lengths = sorted(len(line) for lines in lines_of_pages for line in lines if line)
    if not lengths:
        return []
    usual = lengths[int(USUAL_LINE * (len(lengths) - 1))]
    words = known_words("\n".join(line for lines in lines_of_pages for line in lines))
    paragraphs: list[str] = []
    for lines in lines_of_pages:
        found: list[str] = []
        for block in _blocks(lines):
            found += join_lines(block, FULL_LINE * usual, words, FULL_LAST_LINE * usual)
        if paragraphs and found and _OPEN_END.search(paragraphs[-1]) and found[0][0].islower():
            # A sentence that runs over the page's end.
            found[0] = join_lines([paragraphs.pop(), found[0]], 0, words)[0]
        paragraphs.extend(" ".join(paragraph.split()) for paragraph in found)
    return paragraphs


def _blocks(lines: Iterable[str]) -> Iterable[list[str]]:
    block: list[str] = []
    for line in lines:
        if line:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block
