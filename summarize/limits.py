"""The one table of limits on what strangers may hand over; all are on by default.

Code, documentation and tests read them from here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes unless the name says otherwise; times in seconds."""

    input_bytes: int = 50_000_000
    """One file, download or standard input."""
    inflated_bytes: int = 200_000_000
    """Everything in one zip, DOCX or compressed body, after inflating."""
    inflation_ratio: int = 200
    """Inflated size over packed size of one zip member."""
    zip_members: int = 1_000
    inputs: int = 1_000
    """Files, feed entries or records in one run."""
    pdf_pages: int = 2_000
    html_depth: int = 250
    """Deeper nesting is where HTML parsers start to drop text silently."""
    characters: int = 5_000_000
    """Cleaned text of one document."""
    parse_seconds: float = 30.0
    fetch_seconds: float = 30.0
    fetch_bytes: int = 20_000_000
    """Decoded body of one download."""
    redirects: int = 5
    url_characters: int = 8_000


LIMITS = Limits()
