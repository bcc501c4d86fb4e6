"""What readers are given: the bytes of one input, and what is known about them from outside."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Blob:
    """One input's bytes.

    Attributes:
        name: What the user calls it: a file's given name, an address, a member of an archive.
        content: All of its bytes.
        media: The media type that a server declared, with its charset, or "".
    """

    name: str
    content: bytes
    media: str = ""
