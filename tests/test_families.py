"""The whole path, articles to translated points, through a tiny checkpoint of every family."""

import pytest

import summarize

FIRST = (
    "The river Sell flooded the lower town of Verin on Tuesday night and left forty houses without power. "
    "Engineers expect to restore power to the forty houses by Friday. The bakery gave bread to 120 volunteers."
)
SECOND = (
    "Forty houses in the lower town of Verin lost power when the river Sell flooded on Tuesday. "
    "Schools in Verin stay closed until Monday, the council said."
)
SUMMARIZERS = ("bart", "pegasus", "t5", "mt5", "longt5", "led", "primera")
TARGETS = {"marian": "fr"}  # the tiny single-pair model is English to French
TRANSLATORS = ("marian", "marian-multi", "nllb", "m2m100", "mbart50", "madlad")


def documents():
    return [summarize.Document(text) for text in (FIRST, SECOND)]


@pytest.mark.parametrize("kind", SUMMARIZERS)
def test_points_are_generated_checked_and_cited(checkpoints, kind):
    folder = str(checkpoints.path(kind))
    result = summarize.digest(documents(), points=2, model=folder)
    texts = {d.id: d.text for d in result.documents}
    assert result.points
    for point in result.points:
        assert all(texts[e.document][e.start : e.end] == e.quote for e in point.evidence)
        # Random weights write nonsense: what is shown must be repaired, flagged or a source sentence.
        assert point.support != "unsupported"
    assert "|model:" in result.signature
    assert "|model:extractive" not in result.signature


@pytest.mark.parametrize("kind", TRANSLATORS)
def test_points_are_translated_in_order_and_losses_are_flagged(checkpoints, kind):
    folder, target = str(checkpoints.path(kind)), TARGETS.get(kind, "ar")
    result = summarize.digest(documents(), points=3, to=[target], translator=folder)
    (translation,) = result.translations
    assert (translation.language, translation.direction) == (target, "rtl" if target == "ar" else "ltr")
    assert len(translation.points) == len(result.points) == 3
    assert translation.model in result.signature
    # Random weights lose the numbers; every such loss is in sight.
    numbered = [i for i, p in enumerate(result.points) if any(c.isdigit() for c in p.text)]
    for i in numbered:
        digits = any(c.isdigit() for c in translation.points[i].text)
        assert digits or [f for f in translation.points[i].flags if f.check in ("number", "empty")]


def test_two_runs_through_models_give_the_same_result(checkpoints):
    options = {"points": 2, "model": str(checkpoints.path("bart")), "translator": str(checkpoints.path("marian"))}
    first = summarize.digest(documents(), to=["fr"], **options)
    second = summarize.digest(documents(), to=["fr"], **options)
    assert (first.points, first.translations, first.signature) == (second.points, second.translations, second.signature)
