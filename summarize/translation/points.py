"""The translation stage: the title and points of a digest into one other language.

Order and number of the points never change, so that point n of a translation is point n of
the digest, and rests on the same evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from summarize.errors import Code, ModelError
from summarize.models.languages import direction
from summarize.models.protocols import Translator
from summarize.translation.parity import check_parity
from summarize.translation.units import halve, join_units, split_units
from summarize.types import Flag, TranslatedPoint, Translation

SHORTEST_HALVED = 20
"""Characters; a unit as short as this that still exceeds a window is no text that halving could help."""

Opener = Callable[[str, str], Translator]
"""Gives a translator for a source and a target language; raises ModelError where there is none."""


def translate_points(
    title: tuple[str, str], points: Sequence[tuple[str, str]], target: str, open_translator: Opener
) -> Translation:
    """Translate a title and points, each given as (text, language).

    Texts already in the target language stay as they are.
    """
    texts = [title, *points]
    translated = [text for text, _ in texts]
    models: list[str] = []
    for language in dict.fromkeys(language for _, language in texts if language != target):
        places = [i for i, (text, own) in enumerate(texts) if own == language and text]
        if not places:
            continue
        model = open_translator(language, target)
        models.append(f"{model.name}@{model.revision}")
        for i, text in zip(places, _translate([texts[i][0] for i in places], language, target, model), strict=True):
            translated[i] = text
    flags = [
        () if own == target else check_parity(text, new, own, target)
        for (text, own), new in zip(texts, translated, strict=True)
    ]
    return Translation(
        language=target,
        direction=direction(target),
        title=translated[0],
        model="+".join(models),
        points=tuple(_point(t, f) for t, f in zip(translated[1:], flags[1:], strict=True)),
    )


def _translate(texts: Sequence[str], source: str, target: str, model: Translator) -> list[str]:
    units = split_units(texts, source)
    return join_units(_translate_units(units.texts, source, target, model), units.counts)


def _translate_units(units: Sequence[str], source: str, target: str, model: Translator) -> list[str]:
    """One translation a unit; what is too long for the model's window is translated in halves."""
    try:
        return model.translate(units, source, target)
    except ModelError as error:
        if error.code != Code.TOO_LARGE or max(map(len, units)) < SHORTEST_HALVED:
            raise
    longest = max(map(len, units))
    parts = [halve(u) if len(u) > longest // 2 and len(u) >= SHORTEST_HALVED else (u,) for u in units]
    translated = _translate_units([p for pair in parts for p in pair], source, target, model)
    return join_units(translated, [len(pair) for pair in parts])


def _point(text: str, flags: tuple[Flag, ...]) -> TranslatedPoint:
    return TranslatedPoint(text, flags)
