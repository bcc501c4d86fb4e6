"""What a check looks at: a unit of text beside its translation."""

from __future__ import annotations

import re
from dataclasses import dataclass

ADDRESS = re.compile(r"https?://[^\s<>\"“”«»()،؛]+|www\.[^\s<>\"“”«»()،؛]+|[\w.+-]+@[\w-]+\.[\w.]+|(?<!\w)@\w{2,}")
"""What both sides write letter for letter: web and mail addresses, and handles."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A source and its translation, with their languages as two-letter codes."""

    source: str
    target: str
    source_language: str
    target_language: str
