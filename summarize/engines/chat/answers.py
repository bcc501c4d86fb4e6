"""What a chat model answered, checked and made plain: only ids that exist, only text.

Whatever a model was talked into, this is all that leaves it: no link, no image, no markup, no control
character, no citation of something that was not shown to it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from summarize.engines.chat.grammar import Form
from summarize.engines.chat.questions import Question
from summarize.rendering.escaping import clean_line
from summarize.sources.formats.markdown import strip_marks
from summarize.text.characters import normalize_characters

# Thinking aloud before the answer; an unclosed beginning means that the answer never came.
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_ADDRESS = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]{1,20}://|\bwww\.|\b(?:data|javascript|mailto):)[^\s<>()\[\]\"”»]+", re.IGNORECASE
)
_BEGINNING = re.compile(r'\{\s*"answers"')
_MOST_TRIED = 8
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]|<\s*>")
# Markup inside markup shows when the outer one is gone; deeper than this, nobody writes by accident.
_LAYERS = 4


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: the ids that it names, each once and existing, and plain text."""

    ids: tuple[str, ...]
    text: str


def read_answers(written: str, question: Question) -> tuple[Answer, ...]:
    """The usable answers in what a model wrote; () where it holds none of the form.

    An answer without a letter or digit, without an existing id or beyond the form's number is left out.
    """
    entries = _parse(_THOUGHT.sub("", written)).get("answers")
    if not isinstance(entries, list):
        return ()
    answers = [_read(entry, question) for entry in entries]
    kept = [answer for answer in answers if answer is not None]
    return tuple(kept if question.form.many else kept[:1])


def clean_text(text: str, data: str) -> str:
    r"""A model's text as one plain line; an address stays only if the data has it literally.

    >>> clean_text("**Two** [weeks](http://a.example) ![](http://b.example/?d=1) <b>left</b>\x1b[31m", "")
    'Two weeks left'
    """
    text = clean_line(text)
    for _ in range(_LAYERS):
        text = strip_marks(text)
    text = _ADDRESS.sub(lambda found: found[0] if found[0].rstrip(".,;:!?") in data else "", text)
    return " ".join(_EMPTY_BRACKETS.sub("", normalize_characters(text)).split())


def _parse(text: str) -> dict[str, Any]:
    """The last object of the form in a text, whatever words, code fences or repeated questions surround it."""
    starts = [found.start() for found in _BEGINNING.finditer(text)]
    for start in reversed(starts[-_MOST_TRIED:]):
        try:
            table: dict[str, Any] = json.JSONDecoder().raw_decode(text, start)[0]
        except (ValueError, RecursionError):
            continue
        return table
    return {}


def _read(entry: object, question: Question) -> Answer | None:
    if not isinstance(entry, dict):
        return None
    ids, text = entry.get("ids"), entry.get("text")
    if not isinstance(ids, list) or not isinstance(text, str):
        return None
    named = _existing(ids, question.form)
    plain = clean_text(_without_ids(text, question.form), question.data)
    return Answer(named, plain) if named and any(map(str.isalnum, plain)) else None


def _existing(ids: list[object], form: Form) -> tuple[str, ...]:
    known = [name for name in dict.fromkeys(map(str, ids)) if name in form.ids]
    return tuple(known[: form.most_ids])


def _without_ids(text: str, form: Form) -> str:
    """A text without citations written into it, such as "[1.2]" or "[1.1, 2.1]"."""
    name = "|".join(map(re.escape, form.ids))
    return re.sub(rf"\s*\[(?:{name})(?:,\s*(?:{name}))*\]", "", text) if name else text
