"""The form of an answer, as JSON and as an automaton over bytes: ids that exist, and free text.

    {"answers": [{"ids": ["1.1", "2.3"], "text": "…"}]}

A point has up to three ids and one answer; a translation has one id an answer and many answers.
Text is any valid UTF-8 without control characters.
Not here: tokens (`constraint`), nor what the text says (`answers`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

MOST_CITATIONS = 3

OPENING, AND, TEXT = '{"answers": [{"ids": ["', ', "', '], "text": "'
LINKING, CLOSING = '"}, {"ids": ["', '"}]}'
FRAME = "".join(sorted({*OPENING, *TEXT, *LINKING, *CLOSING, *"0123456789."}))
"""Every character of the form and its ids; a vocabulary that has each alone can always write an answer."""

_QUOTE, _BACKSLASH = ord('"'), ord("\\")
# What may follow each first byte of a UTF-8 character; overlong forms and surrogates have no place in it (RFC 3629).
_LEADS = (
    (range(0xC3, 0xE0), (range(0x80, 0xC0),)),
    (range(0xC2, 0xC3), (range(0xA0, 0xC0),)),  # below are the control characters U+0080 to U+009F
    (range(0xE0, 0xE1), (range(0xA0, 0xC0), range(0x80, 0xC0))),
    (range(0xE1, 0xED), (range(0x80, 0xC0), range(0x80, 0xC0))),
    (range(0xED, 0xEE), (range(0x80, 0xA0), range(0x80, 0xC0))),
    (range(0xEE, 0xF0), (range(0x80, 0xC0), range(0x80, 0xC0))),
    (range(0xF0, 0xF1), (range(0x90, 0xC0), range(0x80, 0xC0), range(0x80, 0xC0))),
    (range(0xF1, 0xF4), (range(0x80, 0xC0), range(0x80, 0xC0), range(0x80, 0xC0))),
    (range(0xF4, 0xF5), (range(0x80, 0x90), range(0x80, 0xC0), range(0x80, 0xC0))),
)


@dataclass(frozen=True, slots=True)
class Form:
    """What an answer may look like: the ids it may name, how many in one answer, and one answer or many."""

    ids: tuple[str, ...]
    most_ids: int = MOST_CITATIONS
    many: bool = False


@dataclass(slots=True)
class Automaton:
    """States with the bytes that lead on from each; state 0 is the start.

    Attributes:
        steps: For each state the next state of each byte that is allowed.
        text: The state inside a text.
        end: The state of a whole answer.
        distances: For each state the fewest bytes to the end.
    """

    steps: list[dict[int, int]] = field(default_factory=lambda: [{}])
    text: int = 0
    end: int = 0
    distances: list[int] = field(default_factory=list)

    def follow(self, state: int, data: Iterable[int]) -> int | None:
        """The state after some bytes, or None where they do not fit."""
        for byte in data:
            following = self.steps[state].get(byte)
            if following is None:
                return None
            state = following
        return state

    def add(self) -> int:
        """A new state."""
        self.steps.append({})
        return len(self.steps) - 1

    def spell(self, start: int, words: str, end: int | None = None) -> int:
        """Add the way from a state through a literal; ways that begin alike are shared."""
        data = words.encode()
        for byte in data[:-1]:
            start = self.steps[start].setdefault(byte, len(self.steps))
            if start == len(self.steps):
                self.add()
        last = self.steps[start].setdefault(data[-1], len(self.steps) if end is None else end)
        if last == len(self.steps):
            self.add()
        return last


def build_automaton(form: Form) -> Automaton:
    """The automaton that accepts exactly the answers of a form.

    >>> automaton = build_automaton(Form(("1", "2"), most_ids=1))
    >>> automaton.follow(0, b'{"answers": [{"ids": ["2"], "text": "Yes."}]}') == automaton.end
    True
    >>> automaton.follow(0, b'{"answers": [{"ids": ["3') is None
    True
    """
    automaton = Automaton()
    first = place = automaton.spell(0, OPENING)
    automaton.text, automaton.end = automaton.add(), automaton.add()
    for count in range(form.most_ids):
        after = automaton.add()
        for name in form.ids:
            automaton.spell(place, f'{name}"', after)
        automaton.spell(after, TEXT, automaton.text)
        if count + 1 < form.most_ids:
            place = automaton.spell(after, AND)
    _allow_text(automaton)
    automaton.spell(automaton.text, CLOSING, automaton.end)
    if form.many:
        automaton.spell(automaton.text, LINKING, first)
    automaton.distances = _measure(automaton)
    return automaton


def form_schema(form: Form) -> dict[str, Any]:
    """The JSON schema of a form, for servers that hold their models to one."""
    ids = {"type": "array", "items": {"enum": list(form.ids)}, "minItems": 1, "maxItems": form.most_ids}
    answer = _closed({"ids": ids, "text": {"type": "string"}})
    most = len(form.ids) if form.many else 1
    return _closed({"answers": {"type": "array", "items": answer, "minItems": 1, "maxItems": most}})


def frame_tokens(form: Form) -> int:
    """The most tokens that a whole answer takes beside its text, at one byte a token."""
    longest = max(map(len, form.ids), default=0)
    one = len(OPENING + TEXT + LINKING) + form.most_ids * (longest + len('"' + AND))
    return one * (len(form.ids) if form.many else 1)


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _allow_text(automaton: Automaton) -> None:
    text = automaton.text
    steps = automaton.steps[text]
    steps.update(dict.fromkeys((byte for byte in range(0x20, 0x7F) if byte not in (_QUOTE, _BACKSLASH)), text))
    escape = steps[_BACKSLASH] = automaton.add()
    automaton.steps[escape].update({_QUOTE: text, _BACKSLASH: text})
    for leads, tails in _LEADS:
        state = automaton.add()
        steps.update(dict.fromkeys(leads, state))
        for tail in tails[:-1]:
            following = automaton.add()
            automaton.steps[state].update(dict.fromkeys(tail, following))
            state = following
        automaton.steps[state].update(dict.fromkeys(tails[-1], text))


def _measure(automaton: Automaton) -> list[int]:
    """For each state the fewest bytes to the end."""
    far = len(automaton.steps)
    distances = [far] * far
    distances[automaton.end] = 0
    changed = True
    while changed:
        changed = False
        for state in reversed(range(far)):
            nearest = min((distances[following] + 1 for following in automaton.steps[state].values()), default=far)
            if nearest < distances[state]:
                distances[state], changed = nearest, True
    return distances
