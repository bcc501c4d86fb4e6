"""The translation stage: the title and points of a digest into one other language.

Order and number of the points never change, so that point n of a translation is point n of
the digest, and rests on the same evidence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import get_args

from summarize.models.languages import direction
from summarize.translation.desk import Desk
from summarize.translation.ladder import compare_models, translate_units
from summarize.translation.units import join_units, split_units
from summarize.types import Rung, TranslatedPoint, TranslatedUnit, Translation

Opener = Callable[[str, str], Desk]
"""Gives the desk of a source and a target language; raises ModelError where no model has the pair."""


def translate_points(
    title: tuple[str, str], points: Sequence[tuple[str, str]], target: str, open_desk: Opener
) -> Translation:
    """Translate a title and points, each given as (text, language).

    Texts already in the target language stay as they are.

    Raises:
        ModelError: When no model has a language pair, or one fails.
    """
    texts = [title, *points]
    translated = [TranslatedPoint(text) for text, _ in texts]
    models: list[str] = []
    agreement: list[float] = []
    for language in dict.fromkeys(own for text, own in texts if own != target and text):
        places = [i for i, (text, own) in enumerate(texts) if own == language and text]
        desk = open_desk(language, target)
        results, scores = _translate([texts[i][0] for i in places], desk)
        for i, result in zip(places, results, strict=True):
            translated[i] = result
        models += [f"{model.name}@{model.revision}" for model in desk.translators]
        agreement += scores
    rungs = Counter(unit.rung for point in translated for unit in point.units)
    return Translation(
        language=target,
        direction=direction(target),
        title=translated[0].text,
        model="+".join(models),
        points=tuple(translated[1:]),
        rungs=tuple((rung, rungs[rung]) for rung in get_args(Rung) if rungs[rung]),
        agreement=sum(agreement) / len(agreement) if agreement else None,
    )


def _translate(texts: Sequence[str], desk: Desk) -> tuple[list[TranslatedPoint], list[float]]:
    """The texts with their units, and how far two models agree on each unit."""
    units = split_units(texts, desk.source)
    translated = translate_units(units.texts, desk)
    joined = join_units([u.text for u in translated], units.gaps)
    left = iter(translated)
    points = [_gather(text, [next(left) for _ in gaps]) for text, gaps in zip(joined, units.gaps, strict=True)]
    return points, compare_models(translated, desk)


def _gather(text: str, units: Sequence[TranslatedUnit]) -> TranslatedPoint:
    flags = dict.fromkeys(flag for unit in units for flag in unit.flags)
    return TranslatedPoint(text, tuple(flags), tuple(units))
