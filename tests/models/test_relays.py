from __future__ import annotations

import pytest

from summarize.engines.seq2seq.translators import TransformersTranslator
from summarize.errors import Code, ModelError
from summarize.models.relays import IdentityTranslator, PivotTranslator


class Bracketing:
    """Writes the pair around each text."""

    revision = "r"

    def __init__(self, name, licence, source, target):
        self.name, self.licence, self._pair = name, licence, (source, target)

    def supports(self, source, target):
        return (source, target) == self._pair

    def translate(self, texts, source, target, *, beams=None):
        assert self.supports(source, target)
        return [f"{source}>{target}({text})" for text in texts]


@pytest.fixture
def pivot():
    return PivotTranslator(Bracketing("a", "MIT", "fr", "en"), Bracketing("b", "Apache-2.0", "en", "ar"), "en")


def test_a_pivot_goes_through_the_language_between(pivot):
    assert pivot.translate(["x", "y"], "fr", "ar") == ["en>ar(fr>en(x))", "en>ar(fr>en(y))"]
    assert pivot.supports("fr", "ar")
    assert not pivot.supports("en", "ar")
    assert not pivot.supports("fr", "en")


def test_a_pivot_answers_for_both(pivot):
    assert (pivot.name, pivot.revision, pivot.licence) == ("a+b", "r+r", "MIT+Apache-2.0")
    one = Bracketing("a", "MIT", "fr", "en")
    assert PivotTranslator(one, one, "en").licence == "MIT"


def test_a_pivot_of_real_models(load):
    model = PivotTranslator(TransformersTranslator(load("nllb")), TransformersTranslator(load("marian-multi")), "en")
    lines = ["La rivière est montée.", "Le vieux pont a été fermé."]
    assert len(model.translate(lines, "fr", "ar")) == len(lines)
    with pytest.raises(ModelError) as caught:
        model.translate(lines, "fr", "de")
    assert caught.value.code is Code.UNSUPPORTED_LANG


def test_the_identity_changes_nothing_and_refuses_all_else():
    identity = IdentityTranslator()
    texts = ("a", "", "ب")
    assert identity.supports("ar", "ar")
    assert identity.translate(texts, "ar", "ar") == list(texts)
    assert not identity.supports("ar", "en")
    with pytest.raises(ModelError, match="'ar' into 'en'"):
        identity.translate(texts, "ar", "en")
