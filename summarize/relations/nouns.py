"""The words that name what a number counts: its noun, what happened to it, the amount before it.

By word tables, word order and, in English, the plural ending; no parser.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarize.relations.clauses import Clause, Word
from summarize.relations.concepts import HEADS, STATES, UNITS
from summarize.text.words import fold, stop_words

STATE_REACH = 8
"""Words after a number (half as many before it) among which its state is sought: "people alive who had been …"."""

PHRASE_REACH = 4
"""Words after a number that may be its noun and what qualifies it: "nine serious adverse events"."""

LONGEST_LABEL = 3
"""Words of an amount's label."""

_COUNTERS = frozenset(fold(w) for w in "number count total toll figure nombre bilan chiffre عدد حصيلة".split())
_LINKS = frozenset(fold(w) for w in "of in en de des من".split())
_NO_PLURAL = frozenset("police troops sheep fish cattle aircraft crew personnel".split())

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Naming:
    """What a number counts.

    Attributes:
        head: Concept or stem of the noun counted, or token of the noun after a sum ("of voters"); "" where
            only the state is said ("9,500 evacuated").
        phrase: Stems of the noun and of what stands before it.
        state: Concept of what happened to them, or "".
        label: Spans of the naming words, in order.
    """

    head: str
    phrase: tuple[str, ...]
    state: str
    label: tuple[Span, ...]


def name_count(clause: Clause) -> Naming | None:
    """Read "14 people died", "9,500 evacuated", "the number of dead at 11"; None where nothing is named."""
    phrase = _phrase_after(clause)
    head = _head(phrase, clause.language)
    if head is None:
        return _name_by_counter(clause) or _name_by_state(clause)
    noun = phrase[: phrase.index(head) + 1]
    stems = tuple(w.stem for w in noun)
    span = (noun[0].start, head.end)
    if head.concept in STATES:
        return Naming("", stems, head.concept, (span,))
    state = None if head.concept in UNITS else _nearest_state(clause)
    if state is None:
        return Naming(head.concept or head.stem, stems, "", (span,))
    counted = _name_by_counter(clause)
    spans = counted.label if counted and counted.state == state.concept else tuple(sorted([span, _span(state, clause)]))
    return Naming(head.concept or head.stem, stems, state.concept, spans)


def name_amount(clause: Clause, reporting: frozenset[str]) -> Naming:
    """Read "concealed loans of (340 million)", "(64 percent) of voters": the noun that follows is the head."""
    stop = stop_words(clause.language)
    run: list[Word] = []
    at = clause.start
    for word in reversed(clause.earlier):
        content = word.folded not in stop and word.folded not in reporting and word.concept not in UNITS
        if run and (clause.text[word.end : at].strip() or not content):
            break
        if content:
            run.insert(0, word)
        at = word.start
        if len(run) == LONGEST_LABEL:
            break
    linked = bool(clause.later) and clause.later[0].folded in _LINKS
    after = next((w for w in clause.later[1:3] if w.folded not in stop), None) if linked else None
    label = tuple((w.start, w.end) for w in (*run, *([after] if after else [])))
    return Naming(_token(after) if after else "", (), "", label)


def _token(word: Word) -> str:
    return f"={word.concept}" if word.concept else word.stem


def _name_by_counter(clause: Clause) -> Naming | None:
    """Read "the number of residents evacuated at 9,500", "the death toll stood at 14"."""
    counters = [i for i, w in enumerate(clause.earlier) if w.folded in _COUNTERS]
    if not counters:
        return None
    named = clause.earlier[max(0, counters[-1] - 1) :]
    head = next((w for w in named if w.concept in HEADS), None)
    state = next((w for w in named if w.concept in STATES), None)
    words = [w for w in (head, state) if w is not None]
    if not words:
        return None
    return Naming(
        head.concept if head else "",
        (words[0].stem,),
        state.concept if state else "",
        tuple((w.start, w.end) for w in sorted(words, key=lambda w: w.start)),
    )


def _name_by_state(clause: Clause) -> Naming | None:
    """Read "9,500 evacuated", "12,000 were moved out of their homes"."""
    stop = stop_words(clause.language)
    at = clause.end
    for word in clause.later[:PHRASE_REACH]:
        if clause.text[at : word.start].strip():
            return None
        if word.concept in STATES:
            return Naming("", (word.stem,), word.concept, (_span(word, clause),))
        if word.folded not in stop:
            return None
        at = word.end
    return None


def _phrase_after(clause: Clause) -> list[Word]:
    """The words right after a number up to a function word, sign or number."""
    stop = stop_words(clause.language)
    phrase: list[Word] = []
    at = clause.end
    for word in clause.later[:PHRASE_REACH]:
        joined = phrase or clause.language != "fr" or word.folded != "de"
        if clause.text[at : word.start].strip(" d'’") or (
            word.folded in stop and joined and word.concept not in STATES
        ):
            break
        phrase.append(word)
        at = word.end
    return phrase


def _head(phrase: Sequence[Word], language: str) -> Word | None:
    """The noun of a phrase: one that the tables know, else by its form or place."""
    for table in (HEADS, UNITS, STATES):
        known = next((w for w in phrase if w.concept in table), None)
        if known is not None:
            return known
    if language == "en":
        return next((w for w in phrase if _is_plural(w.folded)), None)
    return phrase[0] if phrase else None


def _is_plural(word: str) -> bool:
    return word in _NO_PLURAL or (word.endswith("s") and not word.endswith(("ss", "ous", "'s")))


def _nearest_state(clause: Clause) -> Word | None:
    later = clause.later[:STATE_REACH]
    earlier = clause.earlier[::-1][: STATE_REACH // 2]
    after = next((i for i, w in enumerate(later) if w.concept in STATES), None)
    before = next((i for i, w in enumerate(earlier) if w.concept in STATES), None)
    if after is not None and (before is None or after <= before + 1):
        return later[after]
    if before is None:
        return None
    # The first word of the state's phrase: reading backwards meets its last.
    while before + 1 < len(earlier) and earlier[before + 1].concept == earlier[before].concept:
        before += 1
    return earlier[before]


def _span(state: Word, clause: Clause) -> Span:
    """The span of the phrase that begins with a state's word."""
    words = [w for w in (*clause.earlier, *clause.later) if w.start >= state.start]
    return state.start, words[min(state.length, len(words)) - 1].end
