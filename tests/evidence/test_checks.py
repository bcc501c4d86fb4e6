import pytest

from summarize.evidence.checks import check_names, check_negation, check_numbers
from summarize.evidence.support import label_support, score_support
from summarize.types import Flag


@pytest.mark.parametrize(
    ("text", "cited", "language", "flags"),
    [
        ("320 000 ont fui.", ["Plus de 320.000 personnes ont fui."], "fr", 0),
        ("3.5 million fled.", ["Some 3,500,000 people fled."], "en", 0),
        ("فر 320 ألف شخص.", ["فر أكثر من ٣٢٠٬٠٠٠ شخص."], "ar", 0),
        ("900 fled, 12 died.", ["Some 1,200 people fled; 12 died."], "en", 1),
        ("Prices rose 3%.", ["Prices rose by 3 marks."], "en", 1),
    ],
)
def test_numbers(text, cited, language, flags):
    assert len(check_numbers(text, cited, language)) == flags


@pytest.mark.parametrize(
    ("text", "cited", "details"),
    [
        ("The mayor met Lena Ostrow.", ["Ostrow, the engineer, met the mayor; Lena left."], []),
        ("The mayor met Lena Marsh.", ["The mayor met Lena Ostrow."], ["Marsh is not in the cited sentences"]),
        ("Verin's mayor spoke.", ["The mayor of Verin spoke."], []),
    ],
)
def test_names(text, cited, details):
    assert [f.detail for f in check_names(text, cited, "en")] == details


@pytest.mark.parametrize(
    ("text", "cited", "flagged"),
    [
        ("The dam held.", ["The dam held."], False),
        ("The dam held.", ["The dam did not hold."], True),
        ("The dam did not hold.", ["The dam held."], True),
        ("Le barrage a tenu.", ["Le barrage n'a pas tenu."], True),
        ("صمد السد.", ["لم يصمد السد."], True),
    ],
)
def test_negation(text, cited, flagged):
    language = "fr" if "barrage" in text else "ar" if "السد" in text else "en"
    assert bool(check_negation(text, cited, language)) == flagged


def test_support_falls_with_what_the_sources_lack():
    cited = ["The river flooded the lower town and left forty houses dark."]
    full = score_support(cited[0], cited, 1.0, "en")
    half = score_support("The river flooded the palace and the opera.", cited, 0.4, "en")
    assert full == 1.0
    assert half < 0.5


def test_a_soft_flag_does_not_change_the_label():
    assert label_support(0.9, [Flag("coverage", "…")]) == "supported"
    assert label_support(0.9, [Flag("negation", "…")]) == "partial"
