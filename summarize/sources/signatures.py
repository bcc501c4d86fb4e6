"""The first bytes of files that hold no article, and what such a file is called.

Not here: the kinds that are read; `kinds` tells those apart.
"""

from __future__ import annotations

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"8BPS", "a Photoshop image"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript document"),
    (b"AT&TFORM", "a DjVu document"),
    (b"\x7fELF", "an executable program"),
    (b"\xcf\xfa\xed\xfe", "an executable program"),
    (b"\xca\xfe\xba\xbe", "an executable program"),
    (b"\x00asm", "a WebAssembly program"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"PAR1", "a Parquet table"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"OggS\x00", "an Ogg recording"),
    (b"fLaC\x00", "a FLAC recording"),
    (b"\x1a\x45\xdf\xa3", "a Matroska video"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"OTTO\x00", "a font"),
    (b"\x00\x01\x00\x00\x00", "a font"),
)
# Letters that an article might begin with too: these name a file only where its bytes are no text.
_STARTS_OF_BINARY: tuple[tuple[bytes, str], ...] = (
    (b"BM", "a BMP image"),
    (b"MZ", "a Windows program"),
    (b"ID3", "an MP3 recording"),
    (b"\xff\xfb", "an MP3 recording"),
)
_INSIDE: tuple[tuple[int, bytes, str], ...] = (
    (257, b"ustar", "a tar archive"),
    (60, b"BOOKMOBI", "a Mobipocket book"),
    (4, b"ftypheic", "a HEIC image"),
    (4, b"ftypavif", "an AVIF image"),
    (4, b"ftyp", "an MP4 recording"),
)
_RIFF = {b"WEBP": "a WebP image", b"WAVE": "a WAV recording", b"AVI ": "an AVI video"}
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")


def foreign_name(content: bytes) -> str:
    """Return what a file that is not read here is called, or "" when its first bytes tell nothing.

    >>> foreign_name(b"GIF89a...")
    'a GIF image'
    """
    for start, name in _STARTS:
        if content.startswith(start):
            return name
    for offset, inside, name in _INSIDE:
        if content.startswith(inside, offset):
            return name
    if content.startswith(b"RIFF"):
        return _RIFF.get(content[8:12], "")
    if content.startswith(_COMPOUND_FILE):
        return "an old Office document (.doc, .xls, .ppt)"
    if b"\x00" in content[:1024]:
        for start, name in _STARTS_OF_BINARY:
            if content.startswith(start):
                return name
    return ""


def is_encrypted_office(content: bytes) -> bool:
    """Tell whether this is the container that Office puts around a document with a password."""
    return content.startswith(_COMPOUND_FILE) and _ENCRYPTED_OFFICE in content
