"""The stage as a whole: order, provenance, languages, models and what is counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from summarize.errors import Code, ModelError
from summarize.rendering.record import write_record
from summarize.rendering.writers import write_digest
from summarize.translation.desk import Desk
from summarize.translation.points import translate_points
from summarize.types import Digest, KeyPoint, TranslatedPoint, TranslatedUnit, Translation


class Marking:
    """A translator that marks each sentence with the language pair."""

    revision, licence = "0", "Apache-2.0"

    def __init__(self, source, target):
        self.name = f"{source}-{target}"

    def supports(self, source, target):
        return f"{source}-{target}" == self.name

    def translate(self, texts, source, target, *, beams=None):
        return [f"<{source}>{t}" for t in texts]


def mark(source, target):
    return Desk((Marking(source, target),), source, target)


def nothing(source, target):
    raise ModelError(Code.NO_MODEL, f"no model translates {source} into {target}")


def test_order_number_and_sentences_are_kept():
    points = [("One. Two.", "fr"), ("Trois.", "it"), ("Vier.", "de")]
    result = translate_points(("Title", "fr"), points, "de", mark)
    assert result.title == "<fr>Title"
    assert [p.text for p in result.points] == ["<fr>One. <fr>Two.", "<it>Trois.", "Vier."]
    assert [u.source for p in result.points for u in p.units] == ["One.", "Two.", "Trois."]
    assert result.model == "fr-de@0+it-de@0"
    assert (result.direction, result.agreement) == ("ltr", None)
    assert result.rungs == (("plain", 4),)


def test_paragraphs_and_bullets_stay_where_they_were():
    result = translate_points(("", "fr"), [("Un.\n\n- Deux. Trois.", "fr")], "de", mark)
    assert result.points[0].text == "<fr>Un.\n\n- <fr>Deux. <fr>Trois."


def test_a_language_without_a_model_is_an_error_not_a_pretence():
    with pytest.raises(ModelError, match="NO_MODEL"):
        translate_points(("", "en"), [("One.", "en")], "ar", nothing)


def test_what_is_in_the_target_language_or_empty_needs_no_model():
    assert translate_points(("", "en"), [("واحد.", "ar")], "ar", nothing).points[0].text == "واحد."


def test_flags_of_sentences_are_those_of_their_point():
    class Copying(Marking):
        def translate(self, texts, source, target, *, beams=None):
            return list(texts)

    sentence = "The council of Verin met late on Monday evening."
    result = translate_points(("", "en"), [(sentence, "en")], "ar", lambda s, t: Desk((Copying(s, t),), s, t))
    assert result.points[0].text == sentence
    assert [f.check for f in result.points[0].flags] == ["untranslated"]
    assert "kept in the original" in result.points[0].flags[0].detail
    assert result.rungs == (("source", 1),)


def test_a_second_model_gives_an_agreement_and_is_named():
    class Second(Marking):
        name = "second"

        def __init__(self):
            pass

        def translate(self, texts, source, target, *, beams=None):
            return [f"<{source}>{t}" for t in texts]

    def both(source, target):
        return Desk((Marking(source, target), Second()), source, target)

    result = translate_points(("Titre", "fr"), [("Trois.", "fr")], "de", both)
    assert result.agreement == pytest.approx(1.0)
    assert result.model == "fr-de@0+second@0"
    assert result.rungs == (("plain", 2),)


def test_a_reader_is_told_what_a_second_model_did():
    helped = TranslatedUnit("One.", "واحد.", "second")
    translation = Translation(
        "ar", "rtl", "", "a@1+b@2", (TranslatedPoint("واحد.", (), (helped,)),), (("second", 1),), 0.625
    )
    digest = Digest("", "en", (KeyPoint("One.", "supported", 1.0, 1, ()),), (), (), "", (translation,))
    text = write_digest(digest, "text")
    assert "partly by the second model" in text
    assert "agreement of two models 0.62 of 1" in text
    assert '"rungs": {\n        "second": 1\n      },\n      "agreement": 0.625' in write_record(digest)
    alone = replace(translation, agreement=None, points=(TranslatedPoint("واحد."),), rungs=())
    assert "second model" not in write_digest(replace(digest, translations=(alone,)), "text")
