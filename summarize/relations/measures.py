"""What each number of a sentence measures: who or what is counted, in which state, in which words.

A shallow reading by word tables and clause borders, no grammar: it knows the noun beside a number,
not what a pronoun stands for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from summarize.relations import figures
from summarize.relations.clauses import Clause, Word, find_clause, read_words
from summarize.relations.concepts import SIGNS, STANCES, find_concept
from summarize.relations.nouns import Naming, Span, name_amount, name_count
from summarize.text.modality import ATTRIBUTION
from summarize.text.names import find_names, name_words
from summarize.text.quantities import Quantity, find_quantities
from summarize.text.words import fold, stop_words

_REPORTING = frozenset(
    fold(w)
    for words in (
        *ATTRIBUTION.values(),
        " ".join(figures.CALENDAR),
        "number count counts counted total toll figure sum put puts estimate estimates estimated percent morning night",
        "fell fall fallen rose rise risen dropped drop increased increase grew climbed jumped cut hausse baisse زيادة",
        "evening nombre bilan chiffre estime évalue عدد حصيلة قدر قدرت تقدر وقدرت وتقدر بلغ نحو بنحو يوم",
    )
    for w in words.split()
)
_PERCENT = (
    "%",
    "٪",
    "percent",
    "per cent",
    "pour cent",
    "pourcent",
    "pc",
    "في المئة",
    "في المائة",
    "بالمئة",
    "بالمائة",
)
_PERIODS = frozenset({"week", "month", "year"})
_SPACE = " -\u00a0\u202f"


@dataclass(frozen=True, slots=True)
class Term:
    """A content word around a number: its concept (after "=") or stem, its stem, its span in the sentence."""

    token: str
    stem: str
    span: Span


@dataclass(frozen=True, slots=True)
class Measure:
    """A number of a sentence and what it measures.

    Attributes:
        start: Where the figure begins in the sentence.
        end: Where it ends, its currency, percent sign or rate included.
        value: The number.
        kind: "count", "percent", or "money:" and the currency.
        naming: The noun counted, its state, and the words that say so.
        rate: "day", "year" …, or "".
        bound: 1 for "at least", -1 for "at most", 0 for neither.
        rounded: Whether it is said to be approximate.
        older: Whether it is given as the value before a change.
        qualifiers: Years and age limits of its clause.
        places: Folded words of the names that the clause puts it in ("in Verin"), and of parts of a whole.
        stance: "asked", "offered", "approved", "rejected" where its clause says so, else "".
        days: Days of the week that its clause names, Monday 0.
        periods: "week", "month", "year" where its clause has such words.
        context: The content words of its clause, the noun itself, names and words of reporting apart.
    """

    start: int
    end: int
    value: Decimal
    kind: str
    naming: Naming
    rate: str
    bound: int
    rounded: bool
    older: bool
    qualifiers: tuple[str, ...]
    places: frozenset[str]
    stance: str
    days: frozenset[int]
    periods: frozenset[str]
    context: tuple[Term, ...]


def read_measures(text: str, language: str) -> list[Measure]:
    """The measures of a sentence in order; numbers that count nothing on their own are left out.

    >>> [(m.naming.head, m.naming.state) for m in read_measures("14 people died and 9,500 were evacuated.", "en")]
    [('person', 'dead'), ('', 'displaced')]
    """
    quantities = find_quantities(text, language)
    if not quantities or figures.is_set_aside(text):
        return []
    spans = [(q.start, q.end) for q in quantities]
    words = read_words(text, language, spans)
    kinds = [_pair_kind(text, a, b) for a, b in pairwise(quantities)]
    found: list[Measure] = []
    for i, quantity in enumerate(quantities):
        if "range" in (kinds[i : i + 1] or [""]) or (i and kinds[i - 1] == "range"):
            continue
        changes = i < len(kinds) and kinds[i] == "change"
        read = _read(text, language, quantities[i + 1] if changes else quantity, words, spans)
        older = changes or figures.is_older(text[: quantity.start], text[_end_of(text, quantity) :])
        if older:
            read = _as_older(read, found[-1] if found else None, quantity)
        if read is not None:
            found.append(read)
    return found


def _pair_kind(text: str, first: Quantity, second: Quantity) -> str:
    return figures.range_kind(text[: first.start], text[_end_of(text, first) : second.start], text)


def _as_older(read: Measure | None, previous: Measure | None, quantity: Quantity) -> Measure | None:
    """A measure as the older value of what it, or the measure before it in the sentence, says."""
    if previous is not None and (read is None or read.naming.head == previous.naming.head):
        end = quantity.end if read is None else read.end
        read = replace(previous, end=end)
    if read is None:
        return None
    end = read.end if read.start == quantity.start else quantity.end
    return replace(read, start=quantity.start, end=max(end, quantity.end), value=Decimal(quantity.value), older=True)


def _read(text: str, language: str, quantity: Quantity, words: Sequence[Word], spans: Sequence[Span]) -> Measure | None:
    """Read one number, or None where it counts nothing that can be named."""
    before, end = text[: quantity.start], _end_of(text, quantity)
    written = text[quantity.start : quantity.end]
    if not figures.is_counted(before, text[end:], written) or figures.is_age_limit(text, quantity.start):
        return None
    first, last = find_clause(text, (quantity.start, quantity.end), spans)
    inside = [w for w in words if first <= w.start and w.end <= last]
    kind, end = _kind(text, language, quantity, [w for w in inside if w.start >= end])
    clause = Clause(
        text,
        language,
        quantity.start,
        end,
        tuple(w for w in inside if w.end <= quantity.start),
        tuple(w for w in inside if w.start >= end),
    )
    naming = name_count(clause) if kind == "count" else name_amount(clause, _REPORTING)
    if naming is None:
        return None
    rate, length = figures.find_rate(text[end:last])
    names = find_names(text, language)
    return Measure(
        start=quantity.start,
        end=end + (length if kind != "count" else 0),
        value=Decimal(quantity.value),
        kind=kind,
        naming=naming,
        rate=rate,
        bound=figures.find_bound(before),
        rounded=figures.is_rounded(before),
        older=False,
        qualifiers=figures.find_qualifiers(text[first : quantity.start] + text[quantity.end : last]),
        places=_places(text[first:last], names),
        stance=next((w.concept for w in inside if w.concept in STANCES), ""),
        days=figures.find_days(text[first:last]),
        periods=frozenset(w.concept for w in inside) & _PERIODS,
        context=_context(clause, naming, name_words(names)),
    )


def _end_of(text: str, quantity: Quantity) -> int:
    """Where a figure ends, its percent sign or word included."""
    rest = text[quantity.end : quantity.end + 20]
    sign = next((s for s in _PERCENT if rest.lstrip(_SPACE).lower().startswith(s)), "") if quantity.percent else ""
    return quantity.end + (len(rest) - len(rest.lstrip(_SPACE)) + len(sign) if sign else 0)


def _kind(text: str, language: str, quantity: Quantity, later: Sequence[Word]) -> tuple[str, int]:
    """The kind of a figure, and where it ends with its unit."""
    end = _end_of(text, quantity)
    if quantity.percent:
        return "percent", end
    sign = SIGNS.get(text[end:].lstrip(_SPACE)[:1])
    if sign:
        return f"money:{sign}", text.index(text[end:].lstrip(_SPACE)[0], end) + 1
    sign = SIGNS.get(text[: quantity.start].rstrip()[-1:])
    if sign:
        return f"money:{sign}", end
    for word in later[:2]:
        concept, _ = find_concept([word.stem], 0, language, currencies=True)
        if concept and len(text[end : word.start].split()) <= 1:
            return f"money:{concept}", word.end
    return "count", end


def _places(clause: str, names: Sequence[str]) -> frozenset[str]:
    located = [n for n in names if any(f"{p} {n}" in clause for p in ("in", "at", "near", "à", "en", "dans"))]
    return frozenset(name_words(located)) - frozenset(figures.CALENDAR) | frozenset(figures.find_parts(clause))


def _context(clause: Clause, naming: Naming, names: set[str]) -> tuple[Term, ...]:
    stop = stop_words(clause.language)
    found: dict[str, Term] = {}
    for word in (*clause.earlier, *clause.later):
        token = f"={word.concept}" if word.concept else word.stem
        noun = bool(naming.phrase) and token in (naming.head, f"={naming.head}")
        function = word.folded in stop and not word.concept
        if noun or function or word.folded in names or word.folded in _REPORTING or len(word.folded) < 2:
            continue
        found.setdefault(token, Term(token, word.stem, (word.start, word.end)))
    return tuple(found.values())
