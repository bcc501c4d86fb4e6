import pytest

from summarize.errors import Code, ModelError
from summarize.translation.parity import check_parity
from summarize.translation.points import translate_points


class Marking:
    """A translator that marks each sentence with the language pair."""

    revision, licence = "0", "Apache-2.0"

    def __init__(self, source, target):
        self.name = f"{source}-{target}"

    def supports(self, source, target):
        return f"{source}-{target}" == self.name

    def translate(self, texts, source, target, *, beams=None):
        return [f"<{source}>{t}" for t in texts]


def test_order_number_and_sentences_are_kept():
    points = [("One. Two.", "en"), ("Trois.", "fr"), ("أربعة.", "ar")]
    result = translate_points(("Title", "en"), points, "ar", Marking)
    assert result.title == "<en>Title"
    assert [p.text for p in result.points] == ["<en>One. <en>Two.", "<fr>Trois.", "أربعة."]
    assert result.model == "en-ar@0+fr-ar@0"
    assert result.direction == "rtl"


def test_a_language_without_a_model_is_an_error_not_a_pretence():
    def nothing(source, target):
        raise ModelError(Code.NO_MODEL, f"no model translates {source} into {target}")

    with pytest.raises(ModelError, match="NO_MODEL"):
        translate_points(("", "en"), [("One.", "en")], "ar", nothing)


class Narrow(Marking):
    """Refuses a batch with a text of more than 60 characters, as a model with a small window does."""

    def translate(self, texts, source, target, *, beams=None):
        if max(map(len, texts)) > 60:
            raise ModelError(Code.TOO_LARGE, "text 1 has too many tokens")
        return [t.upper() for t in texts]


def test_a_sentence_too_long_for_the_window_is_translated_in_parts_and_nothing_is_lost():
    long = "the river rose by two metres, " * 12 + "and then it fell."
    result = translate_points(("short", "en"), [(long, "en"), ("brief.", "en")], "ar", Narrow)
    assert [p.text for p in result.points] == [long.upper(), "BRIEF."]


def test_what_halving_cannot_help_stays_an_error():
    class Refusing(Marking):
        def translate(self, texts, source, target, *, beams=None):
            raise ModelError(Code.TOO_LARGE, "no")

    with pytest.raises(ModelError, match="TOO_LARGE"):
        translate_points(("a title of some length", "en"), [], "ar", Refusing)


def test_an_empty_title_needs_no_model():
    def nothing(source, target):
        raise AssertionError

    assert translate_points(("", "en"), [("واحد.", "ar")], "ar", nothing).title == ""


@pytest.mark.parametrize(
    ("source", "target", "pair", "checks"),
    [
        ("It cost 40 marks in all.", "تكلف 40 ماركا إجمالا.", ("en", "ar"), []),
        ("It cost 1,200 marks.", "تكلف ١٢٠٠ مارك.", ("en", "ar"), []),
        ("It cost 40 marks in all.", "تكلف 50 ماركا إجمالا.", ("en", "ar"), ["number"]),
        ("It cost forty marks.", "تكلف أربعين ماركا.", ("en", "ar"), []),
        ("The council met on Monday.", "The council met on Monday.", ("en", "ar"), ["untranslated"]),
        ("The council met on Monday.", "اجتمع council met on Monday", ("en", "ar"), ["untranslated"]),
        ("The council met on Monday.", "", ("en", "ar"), ["empty"]),
        ("The council met on Monday in the old customs house.", "نعم اجتمع.", ("en", "ar"), ["length"]),
        ("The council met on Monday.", "اجتمع المجلس " * 6, ("en", "ar"), ["length"]),
        ("The council met on Monday.", "Le conseil s'est réuni lundi.", ("en", "fr"), []),
    ],
)
def test_each_loss_is_flagged_by_name(source, target, pair, checks):
    assert [f.check for f in check_parity(source, target, *pair)] == checks
