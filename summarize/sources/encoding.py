"""Bytes to text: a byte order mark, what was declared, UTF-8, then a guess that is reported as one.

Not here: the declaration inside a web page, which `markup` finds and passes in.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from summarize.errors import Code, InputError
from summarize.types import Caution

# The longer marks first: UTF-32's little-endian mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What browsers read behind these names (WHATWG Encoding): supersets that real pages were written in.
_MEANT = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
# UTF-7 and HZ hide ASCII mark-up in plain letters; the rest are no text encodings at all.
_REFUSED = frozenset({"utf_7", "hz", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
# Tab, line feed, vertical tab, form feed, carriage return, file to record separators and escape occur in text.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b\x1c\x1d\x1e"))
# Mainframe code pages turn any bytes into letters, and UTF-7 any ASCII into mark-up.
_NEVER_GUESSED = ("utf_7", "utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le", "cp037", "cp273",
                  "cp424", "cp500", "cp875", "cp1026", "cp1140")  # fmt: skip
_LATIN = frozenset({"cp1250", "cp1254", "cp1257", "cp775", "iso8859_2", "iso8859_15", "latin_1", "mac_roman"})

SAMPLE = 200_000
"""Bytes that a guess looks at: more text changes no guess and only takes time."""
MOST_CONTROLS = 0.02
"""Share of control bytes above which content is not text; text has none, random bytes have 9 %."""
WESTERN = frozenset("àâäçéèêëîïôöùûüñáíóúßæœøåãõÀÂÄÇÉÈÊÎÔÖÜÑÁÍÓÚØÅ«»‘’“”–—…€£°·§¡¿\u00a0")
"""What Western European text holds beyond ASCII: text of only these is cp1252 rather than cp1250 or cp1254."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was read with, and a caution where that had to be guessed or repaired."""

    text: str
    encoding: str
    cautions: tuple[Caution, ...] = ()


def decode(content: bytes, declared: str = "") -> Decoded:
    """Return the text of the bytes.

    Args:
        content: The bytes of one file or page.
        declared: The encoding named by a server or by the page itself, or "".

    Raises:
        InputError: BINARY when the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _replaced(content[len(mark) :], encoding)
    codec = _codec_of(declared)
    if codec.startswith(("utf-16", "utf-32")):
        return _replaced(content, codec)
    _refuse_binary(content)
    if codec and codec != "utf-8":
        found = _declared(content, codec)
        if found is not None:
            return found
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _repaired_or_guessed(content, error)


def charset_of(media: str) -> str:
    """Return the charset that a media type or a meta element's content names, or "".

    >>> charset_of('text/html; charset="windows-1256"')
    'windows-1256'
    """
    found = _CHARSET.search(media)
    return found.group(1) if found else ""


def _codec_of(declared: str) -> str:
    try:
        codec = codecs.lookup(declared.strip())
    except (LookupError, ValueError):
        return ""
    # Only text encodings decode to str; base64, zlib and their like do not.
    if codec.name.replace("-", "_") in _REFUSED or not getattr(codec, "_is_text_encoding", True):
        return ""
    return _MEANT.get(codec.name, codec.name)


def _refuse_binary(content: bytes) -> None:
    if b"\x00" in content:
        raise InputError(Code.BINARY, "holds NUL bytes and is no text; if it is UTF-16, save it as UTF-8 and try again")
    sample = content[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > MOST_CONTROLS * len(sample):
        share = 100 * controls / len(sample)
        raise InputError(
            Code.BINARY,
            f"{share:.0f} % of its bytes are control codes, so it is no text; give text, HTML, PDF or DOCX",
        )


def _declared(content: bytes, codec: str) -> Decoded | None:
    try:
        text = content.decode(codec)
    except UnicodeDecodeError:
        return None
    if _is_utf8_beyond_ascii(content) and not codec.startswith(("iso2022", "gb", "cp932", "cp949", "big5", "euc")):
        # Text in a single-byte encoding is practically never valid UTF-8: the declaration is stale.
        message = f"{codec} was declared, but the bytes are UTF-8; read as UTF-8"
        return Decoded(content.decode("utf-8"), "utf-8", (Caution(Code.ENCODING, message),))
    return Decoded(text, codec)


def _is_utf8_beyond_ascii(content: bytes) -> bool:
    if content.isascii():
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _replaced(content: bytes, encoding: str) -> Decoded:
    text = content.decode(encoding, "replace")
    if "\x00" in text:
        raise InputError(Code.BINARY, f"holds NUL characters when read as {encoding}, so it is no text")
    bad = text.count("\ufffd")
    if not bad:
        return Decoded(text, encoding)
    message = f"read as {encoding}; {bad} unreadable characters were replaced"
    return Decoded(text, encoding, (Caution(Code.ENCODING, message),))


def _repaired_or_guessed(content: bytes, error: UnicodeDecodeError) -> Decoded:
    text = content.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(_MULTIBYTE.findall(content))
    cut_at_end = error.end >= len(content) and error.reason == "unexpected end of data"
    if good > bad or cut_at_end:
        # Enough valid multi-byte characters: damaged UTF-8, not another encoding.
        message = f"not all of it is valid UTF-8; {bad} unreadable characters were replaced"
        return Decoded(text, "utf-8", (Caution(Code.ENCODING, message),))
    encoding = _guess(content)
    message = f"no fitting encoding was declared; read as {encoding}, which is a guess"
    return Decoded(content.decode(encoding, "replace"), encoding, (Caution(Code.ENCODING, message),))


def _guess(content: bytes) -> str:
    from charset_normalizer import from_bytes

    sample = content[:SAMPLE]
    best = from_bytes(sample, cp_exclusion=list(_NEVER_GUESSED)).best()
    encoding = best.encoding if best is not None else "cp1252"
    if encoding in _LATIN:
        beyond = {character for character in sample.decode("cp1252", "replace") if character > "\x7f"}
        if beyond <= WESTERN:
            return "cp1252"
    return encoding
