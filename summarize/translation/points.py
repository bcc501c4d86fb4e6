"""The translation stage: the title and points of a digest into one other language.

Order and number of the points never change, so that point n of a translation is point n of
the digest, and rests on the same evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from summarize.models.protocols import Translator
from summarize.text.language import direction
from summarize.translation.parity import check_parity
from summarize.translation.units import join_units, split_units
from summarize.types import Flag, TranslatedPoint, Translation

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
        direction="rtl" if direction(target) == "rtl" else "ltr",
        title=translated[0],
        model="+".join(models),
        points=tuple(_point(t, f) for t, f in zip(translated[1:], flags[1:], strict=True)),
    )


def _translate(texts: Sequence[str], source: str, target: str, model: Translator) -> list[str]:
    units = split_units(texts, source)
    return join_units(model.translate(units.texts, source, target), units.counts)


def _point(text: str, flags: tuple[Flag, ...]) -> TranslatedPoint:
    return TranslatedPoint(text, flags)
