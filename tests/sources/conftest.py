"""Builders of small real inputs: PDFs written by hand, Word files, zips, feeds, and a fake network."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import httpx
import pytest

PROSE = (
    "The harbour of Teska stayed closed for a third day on Monday because of high waves, the port office said. "
    "A ferry with forty people on board waited outside the breakwater and turned back to the mainland at noon. "
    "Fishermen in the smaller bays were told to stay ashore until the wind turns, perhaps on Thursday."
)


@pytest.fixture
def prose() -> str:
    return PROSE


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content)


def _assemble(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    out += b"trailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


def _literal(text: str) -> bytes:
    escaped = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"(" + escaped + b")"


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    """Build a PDF from pages of lines; `info` holds entries of its document information."""

    def make(pages: Iterable[Sequence[str]], info: Mapping[str, str] | None = None) -> bytes:
        contents = [
            b"BT /F1 11 Tf 14 TL 60 780 Td " + b" ".join(_literal(line) + b" Tj T*" for line in lines) + b" ET"
            for lines in pages
        ]
        kids = b" ".join(b"%d 0 R" % (4 + 2 * index) for index in range(len(contents)))
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, len(contents)),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ]
        for index, content in enumerate(contents):
            page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R" % (5 + 2 * index)
            objects += [page + b" /Resources << /Font << /F1 3 0 R >> >> >>", _stream(content)]
        if not info:
            return _assemble(objects)
        entries = b" ".join(b"/%b %b" % (key.encode(), _literal(value)) for key, value in info.items())
        objects.append(b"<< %b >>" % entries)
        return _assemble(objects, b"/Info %d 0 R" % len(objects))

    return make


@pytest.fixture
def make_glyph_pdf() -> Callable[[Sequence[str]], bytes]:
    """Build a one-page PDF whose font has numbered glyphs only, named by a ToUnicode table.

    Lines are given in the order in which a page shows them, from left to right.
    """

    def make(lines: Sequence[str]) -> bytes:
        letters = sorted(set("".join(lines)))
        code = {letter: number for number, letter in enumerate(letters, 1)}
        mapping = b"\n".join(
            b"<%04x> <%b>" % (code[letter], letter.encode("utf-16-be").hex().encode()) for letter in letters
        )
        table = (
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
            b"1 begincodespacerange <0000> <ffff> endcodespacerange\n%d beginbfchar\n%b\nendbfchar\n"
            b"endcmap end end" % (len(letters), mapping)
        )
        shown = b" ".join(b"<%b> Tj T*" % b"".join(b"%04x" % code[letter] for letter in line) for line in lines)
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        page += b" /Resources << /Font << /F1 5 0 R >> >> >>"
        font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H"
        glyphs = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 500"
        return _assemble(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                page,
                _stream(b"BT /F1 12 Tf 16 TL 60 780 Td " + shown + b" ET"),
                font + b" /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
                glyphs + b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
                _stream(table),
            ]
        )

    return make


@pytest.fixture
def make_zip() -> Callable[..., bytes]:
    """Build a zip from names and contents."""

    def make(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", method) as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        return out.getvalue()

    return make


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


@pytest.fixture
def make_word(make_zip: Callable[..., bytes]) -> Callable[..., bytes]:
    """Build a Word file from the XML of its body and further parts."""

    def make(body: str, parts: Mapping[str, str] | None = None, root: str = "document") -> bytes:
        document = f'<w:{root} xmlns:w="{_WORD}"><w:body>{body}</w:body></w:{root}>'
        members = {"[Content_Types].xml": _TYPES, "word/document.xml": document}
        for name, content in (parts or {}).items():
            members[name] = content.replace("xmlns:w=''", f'xmlns:w="{_WORD}"')
        return make_zip({name: content.encode() for name, content in members.items()})

    return make


@dataclass
class FakeNetwork:
    """A resolver and a transport that answer from tables and remember what was asked of them."""

    names: dict[str, list[str]] = field(default_factory=dict)
    pages: dict[str, httpx.Response] = field(default_factory=dict)
    resolved: list[str] = field(default_factory=list)
    requests: list[httpx.Request] = field(default_factory=list)

    def resolve(self, host: str) -> list[str]:
        self.resolved.append(host)
        return self.names.get(host, ["93.184.216.34"])

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        asked = f"{request.url.scheme}://{request.headers['host']}{request.url.raw_path.decode()}"
        return self.pages.get(asked, httpx.Response(404))


@pytest.fixture
def network() -> FakeNetwork:
    return FakeNetwork()
