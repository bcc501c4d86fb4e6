"""The article out of the page: what a site, a wire or a copy-paste added is taken out, and recorded.

Nothing is rewritten: cleaning only removes characters, whole lines and whole sentences, so
every sentence that stays is the source's own.
"""

from __future__ import annotations

import re
from dataclasses import replace

from summarize.text.boilerplate import LINES, OPENINGS, TAIL
from summarize.text.characters import normalize_characters
from summarize.text.dates import find_dates
from summarize.text.language import detect_language
from summarize.text.sentences import sentence_spans
from summarize.text.words import fold, has_letter, split_words
from summarize.types import Document, Removal

LONGEST_TITLE = 16
"""Words; a longer first line without a full stop is more often a lead than a headline."""

LEAST_REPEAT = 4
"""Words a sentence needs before its second occurrence is taken for an accident."""

LONGEST_TAIL_LINE = 18
"""Words; lines after "Related news" that are longer are article again."""

WRAPPED_SHARE = 0.6
"""Share of lines that run to the margin without ending a sentence, in hard-wrapped text."""

_TERMINAL = re.compile(r"[.!?…؟。:;][\"'”’»)\]]*$")


def clean_document(document: Document, language: str = "") -> Document:
    """The document with clean characters, its language, its title apart and its boilerplate removed.

    A document without a date takes that of its dateline.

    Args:
        document: As a reader gave it.
        language: A code that overrides detection, or "".
    """
    text = join_wrapped_lines(normalize_characters(document.text))
    language = language or document.language or detect_language(text)
    title = " ".join(normalize_characters(document.title).split())
    paragraphs = [line.strip() for line in text.split("\n") if line.strip()]
    title, paragraphs, removed = _take_title(title, paragraphs)
    paragraphs, cut = _cut_tail(paragraphs)
    removed += cut
    seen: set[str] = {_key(title)} if title else set()
    kept = []
    for paragraph in paragraphs:
        cleaned, cut = _clean_paragraph(paragraph, language, seen)
        removed += cut
        if cleaned:
            kept.append(cleaned)
    return replace(
        document,
        text="\n\n".join(kept),
        title=title,
        date=document.date or _date_of_dateline(removed, language),
        language=language,
        removed=(*document.removed, *removed),
    )


def join_wrapped_lines(text: str) -> str:
    r"""Join lines that were broken at a margin; paragraphs then stand on one line each.

    >>> join_wrapped_lines("The river rose\nover its banks on\nTuesday night.\n\nNobody\nwas hurt.")
    'The river rose over its banks on Tuesday night.\nNobody was hurt.'
    """
    blocks = re.split(r"\n\s*\n", text)
    lines = [line for block in blocks for line in block.split("\n")[:-1]]
    if not lines:
        return "\n".join(blocks)
    longest = max(len(line) for line in text.split("\n"))
    open_ended = sum(not _TERMINAL.search(line.rstrip()) for line in lines)
    if longest > 140 or open_ended < WRAPPED_SHARE * len(lines):
        return text
    return "\n".join(_join_block(block) for block in blocks)


def _join_block(block: str) -> str:
    joined = ""
    for line in block.split("\n"):
        starts_item = re.match(r"\s*[•*\-–ـ] ", line)
        joined += ("\n" if starts_item and joined else " " if joined else "") + line.strip()
    return joined


def _take_title(title: str, paragraphs: list[str]) -> tuple[str, list[str], list[Removal]]:
    """Find the title in the first lines if none is known, and remove it from them wherever it repeats."""
    if not title and len(paragraphs) > 1 and _looks_like_title(paragraphs[0]):
        title = paragraphs[0]
    key = _key(title)
    removed = [Removal("title", p) for p in paragraphs if key and _key(p) == key]
    return title, [p for p in paragraphs if not key or _key(p) != key], removed


def _looks_like_title(line: str) -> bool:
    words = split_words(line)
    return 2 <= len(words) <= LONGEST_TITLE and not re.search(r"[.…؟。:;,،][\"'”’»)]*$", line) and len(line) < 200


def _cut_tail(paragraphs: list[str]) -> tuple[list[str], list[Removal]]:
    """Remove "Related news" lines and the short unfinished lines that follow each."""
    kept: list[str] = []
    removed: list[Removal] = []
    in_tail = False
    for paragraph in paragraphs:
        if TAIL.fullmatch(paragraph):
            in_tail = True
        elif in_tail:
            short = len(split_words(paragraph)) <= LONGEST_TAIL_LINE
            in_tail = short and not re.search(r"[.!?…؟][\"'”’»)]*$", paragraph)
        if in_tail:
            removed.append(Removal(_boilerplate_reason(paragraph) or "related links", paragraph))
        else:
            kept.append(paragraph)
    return kept, removed


def _clean_paragraph(paragraph: str, language: str, seen: set[str]) -> tuple[str, list[Removal]]:
    """Remove boilerplate openings, lines and sentences, and sentences seen before (`seen` grows)."""
    removed: list[Removal] = []
    for reason, pattern in OPENINGS:
        if (match := pattern.match(paragraph)) and match.end() < len(paragraph):
            removed.append(Removal(reason, match[0].strip()))
            paragraph = paragraph[match.end() :]
    if reason := _boilerplate_reason(paragraph):
        return "", [*removed, Removal(reason, paragraph)]
    pieces = []
    for start, end in sentence_spans(paragraph, language):
        sentence = paragraph[start:end]
        key = _key(sentence)
        if reason := _boilerplate_reason(sentence):
            removed.append(Removal(reason, sentence))
        elif key in seen and len(key.split()) >= LEAST_REPEAT:
            removed.append(Removal("repeated", sentence))
        elif has_letter(sentence) or any(c.isdigit() for c in sentence):
            pieces.append(sentence)
            seen.add(key)
    return " ".join(pieces), removed


def _date_of_dateline(removed: list[Removal], language: str) -> str:
    """The first full day that a removed dateline names, or ""."""
    days = (d.value for r in removed if r.reason == "dateline" for d in find_dates(r.text, language))
    return next((day for day in days if len(day) == len("2026-11-17")), "")


def _boilerplate_reason(text: str) -> str:
    if len(text) > 300:
        return ""
    return next((reason for reason, pattern in LINES if pattern.fullmatch(text)), "")


def _key(text: str) -> str:
    return " ".join(fold(w) for w in split_words(text))
