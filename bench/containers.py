"""Small files of the zip, Word and PDF kinds, sound ones and damaged ones, written byte by byte.

Not here: what each must lead to; `vectors` says that.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def make_zip(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of the members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def make_word(body: str, parts: Mapping[str, bytes] | None = None, before: str = "") -> bytes:
    """Return a Word file with the XML of its body, further parts, and what stands before the root element."""
    document = f'{before}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'.encode()
    return make_zip({"[Content_Types].xml": _TYPES, "word/document.xml": document, **(parts or {})})


def make_part(root: str, body: str) -> bytes:
    """Return the XML of a header, footnote or comment part."""
    return f'<w:{root} xmlns:w="{_WORD}">{body}</w:{root}>'.encode()


def paragraph(text: str, properties: str = "") -> str:
    """Return the XML of a paragraph of one run."""
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def make_stream(content: bytes, entries: bytes = b"", length: int | None = None) -> bytes:
    """Return a PDF stream object; a `length` other than None is a lie."""
    declared = len(content) if length is None else length
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (declared, entries, content)


def make_pdf(objects: Iterable[bytes], trailer: bytes = b"") -> bytes:
    """Return a PDF of the objects; the first is the catalogue."""
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start, size = len(out), len(offsets) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size + b"".join(b"%010d 00000 n \n" % o for o in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


def make_page(
    content: bytes, page: bytes = b"", kids: bytes = b"3 0 R", count: int = 1, catalogue: bytes = b""
) -> bytes:
    """Return a PDF whose page 3 shows the stream object `content`."""
    return make_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R %b >>" % catalogue,
            b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> %b >>" % page,
            content,
            _FONT,
        ]
    )


def show(text: str, before: bytes = b"") -> bytes:
    """Return the operators that show a text, a few words a line."""
    words = text.split()
    lines = [" ".join(words[i : i + 10]).encode() for i in range(0, len(words), 10)]
    return b"BT %b /F1 11 Tf 14 TL 60 780 Td " % before + b" ".join(b"(%b) Tj T*" % line for line in lines) + b" ET"


def deflate_bomb(size: int) -> bytes:
    """Return that many zeros, deflated twice."""
    packer = zlib.compressobj(9)
    chunk = bytes(1_000_000)
    once = b"".join(packer.compress(chunk) for _ in range(size // len(chunk))) + packer.flush()
    return zlib.compress(once, 9)
