"""XML files that translation tools exchange (TMX, TBX), read without ever trusting them.

No entity is expanded, nothing outside the file is opened, and depth and lengths are those of the parser.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarize.errors import Code, UsageError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ENTITY = "<!ENTITY"
_FORBIDDEN = tuple(_ENTITY.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_LANGUAGE = ("{http://www.w3.org/XML/1998/namespace}lang", "lang")


def read_elements(content: bytes, *names: str) -> Iterator[Element]:
    """Each element of these names, whole, in order; what was read before is forgotten.

    Raises:
        UsageError: BAD_FORMAT when it is no such XML, or declares entities.
    """
    from lxml import etree

    if any(mark in content for mark in _FORBIDDEN):
        raise UsageError(Code.BAD_FORMAT, "declares XML entities, which are never expanded; export it again")
    events = etree.iterparse(
        io.BytesIO(content), tag=[f"{{*}}{name}" for name in names], resolve_entities=False, no_network=True,
        load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        for _, element in events:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise UsageError(
            Code.BAD_FORMAT, f"is not whole XML within limits (line {error.lineno}); export it again"
        ) from None


def local_name(element: Element) -> str:
    """An element's name without its namespace; "" for what is no element."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def language_of(element: Element) -> str:
    """The two- or three-letter code of an element's language, or "".

    >>> from lxml import etree
    >>> language_of(etree.fromstring('<tuv xml:lang="AR-EG"/>'))
    'ar'
    """
    tag = next((str(value) for name in _LANGUAGE if (value := element.get(name))), "")
    return tag.replace("_", "-").partition("-")[0].lower()
