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
    """One file, in a parser process: time by the clock, and of the processor."""
    parse_bytes: int = 700_000_000
    """Address space of a parser process: 170 MB are its libraries, the rest is for one file."""
    fetch_seconds: float = 30.0
    fetch_bytes: int = 20_000_000
    """Decoded body of one download."""
    redirects: int = 5
    url_characters: int = 8_000
    web_articles: int = 10
    """Articles that a visitor of the web interface may paste, and addresses that may be named."""
    web_bytes: int = 20_000_000
    """One upload."""
    web_documents: int = 100
    """Documents of one request, whatever it names."""
    web_characters: int = 1_000_000
    """Text of all documents of one request; a page that holds more is slow to show."""
    web_seconds: float = 300.0
    """From the beginning of a request to its answer; translating on a processor takes minutes."""
    web_queue: int = 50
    """Requests that wait; the next is told at once that the server is busy."""
    web_runs: int = 2
    """Requests that run at a time; more would only share the same processor cores."""
    web_sessions: int = 200
    """Visitors whose last result is kept for export; the one who was away longest is forgotten first."""
    web_keep_seconds: int = 3_600
    """How long uploaded and exported files are kept."""


LIMITS = Limits()
