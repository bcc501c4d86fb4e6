"""The retry ladder: every unit is tried the plain way, and only what has defects climbs on.

    memory → plain → more beams → split → protected tokens → second model → the source, in plain sight

Batch first: one call a rung. The best attempt is kept, not the last; a severe defect that no rung removes
leaves the source in its place, with a flag. Not here: what a defect is (`parity`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from summarize.errors import Code, ModelError
from summarize.models.protocols import Translator
from summarize.translation.agreement import score_agreement
from summarize.translation.desk import Desk
from summarize.translation.orthography import write_digits, write_marks
from summarize.translation.parity.checks import check_parity, count_severe
from summarize.translation.parity.figures import find_spans
from summarize.translation.protection import protect_spans
from summarize.translation.units import halve
from summarize.types import Flag, Rung, TranslatedUnit

BEAMS = 6
"""Hypotheses of the second rung; models are mostly published with 1 to 5."""

SHORTEST_HALVED = 20
"""Characters; a unit as short as this has no halves that could be translated better."""

Attempt = Callable[[Sequence[str], Desk], list[str | None]]
"""One translation a unit, None where the rung has nothing to offer for it."""


def translate_units(units: Sequence[str], desk: Desk) -> list[TranslatedUnit]:
    """One translated unit for each unit, in order; equal ones are translated once.

    Raises:
        ModelError: When the first translator fails, or refuses a unit too short to be split.
    """
    distinct = list(dict.fromkeys(units))
    best = {
        unit: _recall(unit, text, desk)
        for unit, text in zip(distinct, desk.memory.find(distinct), strict=True)
        if text is not None
    }
    for rung, attempt in LADDER:
        left = [unit for unit in distinct if unit not in best or best[unit].flags]
        for unit, text in zip(left, attempt(left, desk) if left else [], strict=True):
            if text is not None:
                tried = _judge(unit, text, rung, desk)
                best[unit] = min(best.get(unit, tried), tried, key=_weigh)
    settled = _settle([best[unit] for unit in distinct], desk)
    desk.memory.keep([(u.source, u.text) for u in settled if not u.flags and u.rung != "memory"])
    finished = {u.source: _finish(u, desk) for u in settled}
    return [finished[unit] for unit in units]


def compare_models(units: Sequence[TranslatedUnit], desk: Desk) -> list[float]:
    """How far a second translator agrees with the first on each unit that the first translated, chrF in 0–1."""
    own = [u for u in units if u.rung in ("plain", "beam", "split", "protected")]
    if len(desk.translators) == 1 or not own:
        return []
    others = _translate([u.source for u in own], desk, desk.translators[1])
    return [score_agreement(u.text, write_marks(other, desk.target)) for u, other in zip(own, others, strict=True)]


def _judge(source: str, text: str, rung: Rung, desk: Desk) -> TranslatedUnit:
    """An attempt as it would be kept: written as its language is, terms put in, and all its flags."""
    text = desk.glossary.enforce(source, write_marks(text.strip(), desk.target))
    flags = (*check_parity(source, text, desk.source, desk.target), *desk.glossary.check(source, text))
    return TranslatedUnit(source, text, rung, flags)


def _recall(source: str, text: str, desk: Desk) -> TranslatedUnit:
    """A remembered translation, which passed its checks once or is a person's: only the glossary may be newer."""
    text = desk.glossary.enforce(source, text)
    return TranslatedUnit(source, text, "memory", desk.glossary.check(source, text))


def _weigh(unit: TranslatedUnit) -> tuple[int, int]:
    """What is wrong with an attempt: severe flags count first."""
    return count_severe(unit.flags), len(unit.flags)


def _settle(units: Sequence[TranslatedUnit], desk: Desk) -> list[TranslatedUnit]:
    """The units with one spelling a name, decided by all of them together."""
    desk.names.learn([(u.source, u.text) for u in units if not count_severe(u.flags)])
    settled = []
    for unit in units:
        text = desk.names.enforce(unit.source, unit.text)
        kept = unit if text == unit.text else _judge(unit.source, text, unit.rung, desk)
        settled.append(replace(kept, flags=(*kept.flags, *desk.names.check(unit.source, kept.text))))
    return settled


def _finish(unit: TranslatedUnit, desk: Desk) -> TranslatedUnit:
    """The unit as the reader gets it: the source where nothing better was found, digits as asked for."""
    if count_severe(unit.flags):
        severe = next(flag for flag in unit.flags if count_severe([flag]))
        kept = Flag("untranslated", f"kept in the original: every translation failed ({severe.detail})")
        return TranslatedUnit(unit.source, unit.source, "source", (kept,))
    return replace(unit, text=write_digits(unit.text, desk.target)) if desk.native_digits else unit


def _try_plain(units: Sequence[str], desk: Desk) -> list[str | None]:
    return [*_translate(units, desk, desk.translators[0])]


def _try_beams(units: Sequence[str], desk: Desk) -> list[str | None]:
    return [*_translate(units, desk, desk.translators[0], BEAMS)]


def _try_halves(units: Sequence[str], desk: Desk) -> list[str | None]:
    halves = [halve(unit) if len(unit) >= 2 * SHORTEST_HALVED else () for unit in units]
    written = iter(_translate([half for pair in halves for half in pair], desk, desk.translators[0]))
    return [_join([next(written) for _ in pair]) if pair else None for pair in halves]


def _try_protected(units: Sequence[str], desk: Desk) -> list[str | None]:
    protected = [_protect(unit, desk) for unit in units]
    changed = [text for text, _ in protected if text not in units]
    written = dict(zip(changed, _translate(changed, desk, desk.translators[0]), strict=True))
    return [restore(written[text]) if text in written else None for text, restore in protected]


def _try_second(units: Sequence[str], desk: Desk) -> list[str | None]:
    return [*_translate(units, desk, desk.translators[1])] if len(desk.translators) > 1 else [None] * len(units)


LADDER: tuple[tuple[Rung, Attempt], ...] = (
    ("plain", _try_plain),
    ("beam", _try_beams),
    ("split", _try_halves),
    ("protected", _try_protected),
    ("second", _try_second),
)


def _protect(unit: str, desk: Desk) -> tuple[str, Callable[[str], str]]:
    """A unit with placeholders for terms, names, addresses and figures, and what brings them back."""
    text, restore_terms = desk.glossary.protect(unit)
    text, restore_names = desk.names.protect(text)
    text, restore_figures = protect_spans(text, [(a, b, text[a:b]) for a, b in find_spans(text)])
    return text, lambda target: restore_terms(restore_names(restore_figures(target)))


def _translate(units: Sequence[str], desk: Desk, model: Translator, beams: int | None = None) -> list[str]:
    """One translation a unit; what is too long for the model's window is translated in halves."""
    if not units:
        return []
    try:
        return model.translate(units, desk.source, desk.target, beams=beams)
    except ModelError as error:
        if error.code != Code.TOO_LARGE or max(map(len, units)) < SHORTEST_HALVED:
            raise
    longest = max(map(len, units))
    parts = [halve(u) if len(u) > longest // 2 and len(u) >= SHORTEST_HALVED else (u,) for u in units]
    written = iter(_translate([p for pair in parts for p in pair], desk, model, beams))
    return [_join([next(written) for _ in pair]) for pair in parts]


def _join(parts: Sequence[str]) -> str:
    """Parts of one sentence: models end each with a full stop, which belongs to the last alone."""
    texts = [part.strip() for part in parts]
    return " ".join([*(text.rstrip(".۔") for text in texts[:-1]), *texts[-1:]])
