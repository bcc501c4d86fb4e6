import pytest

from summarize.evidence.checks import (
    check_calendar,
    check_hedges,
    check_names,
    check_negation,
    check_numbers,
    check_time,
)
from summarize.evidence.opposites import check_opposites
from summarize.evidence.quotations import check_quotes, check_speaker
from summarize.evidence.support import PARTIAL, SUPPORTED, find_hard, label_support, score_support
from summarize.evidence.wording import Wording
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


def test_support_falls_with_what_the_sources_lack_and_with_seams():
    assert score_support(1.0, Wording(20)) == 1.0
    assert score_support(0.1, Wording(20, foreign=10)) < PARTIAL
    assert score_support(1.0, Wording(20, seams=1)) > SUPPORTED > score_support(1.0, Wording(20, seams=2))
    assert score_support(1.0, Wording(20, seams=19)) == PARTIAL


def test_a_paraphrase_is_held_to_fewer_checks():
    flags = [Flag("place", "…"), Flag("negation", "…"), Flag("coverage", "…")]
    assert [flag.check for flag in find_hard(flags, Wording(10, foreign=0))] == ["place", "negation"]
    assert [flag.check for flag in find_hard(flags, Wording(10, foreign=5))] == ["negation"]
    assert label_support(0.9, []) == "supported"
    assert label_support(0.9, flags[:1]) == "partial"


@pytest.mark.parametrize(
    ("text", "source", "language", "said"),
    [
        ("Rents fell in Verin.", "Rents rose in Verin.", "en", "rose"),
        ("The vote came before the strike.", "The vote came after the strike.", "en", "after"),
        ("Les prix sont en baisse à Verin.", "Les prix sont en hausse à Verin.", "fr", "hausse"),
        ("انخفض سعر الخبز في المدينة.", "ارتفع سعر الخبز في المدينة.", "ar", "ارتفع"),
    ],
)
def test_the_opposite_word_in_the_same_place_is_flagged(text, source, language, said):
    (flag,) = check_opposites(text, [source], language)
    assert flag.check == "opposite"
    assert f"“{said}”" in flag.detail


@pytest.mark.parametrize(
    "source",
    ["Rents rose, then fell, in Verin.", "Rents fell in Verin.", "Rents are high in Verin."],
)
def test_no_opposite_is_seen_where_the_source_has_the_word_or_neither(source):
    assert check_opposites("Rents fell in Verin.", [source, "Wages rose in Marlow."], "en") == []


@pytest.mark.parametrize(
    ("text", "cited", "flagged"),
    [
        ("Lena Ostrow sold the old mill.", ["Lena Ostrow sold the old mill in May."], False),
        ("Lena Ostrow sold the old mill.", ["Ada Marsh sold the old mill.", "Lena Ostrow watched the river."], True),
        ("Verin closed the bridge.", ["Marlow closed the bridge.", "The mayor of Verin watched."], True),
    ],
)
def test_a_name_must_stand_where_the_source_has_it(text, cited, flagged):
    assert bool(check_names(text, cited, "en", frozenset({"verin", "marlow"}))) == flagged


@pytest.mark.parametrize(
    ("check", "text", "cited", "language", "flagged"),
    [
        (check_hedges, "The mayor took bribes.", "The mayor allegedly took bribes.", "en", True),
        (check_hedges, "The mayor reportedly took bribes.", "The mayor allegedly took bribes.", "en", False),
        (check_hedges, "About forty houses flooded.", "Some forty houses flooded.", "en", False),
        (check_hedges, "Le maire quitte la ville.", "Le maire pourrait quitter la ville.", "fr", True),
        (check_hedges, "يستقيل الوزير.", "قد يستقيل الوزير.", "ar", True),
        (check_time, "The council closed the bridge.", "The council will close the bridge.", "en", True),
        (check_time, "The council will close the bridge.", "The council will close the bridge.", "en", False),
        (check_time, "يعلن المجلس القرار.", "سوف يعلن المجلس القرار.", "ar", True),
        (check_calendar, "Le vote est mardi.", "Le vote est lundi.", "fr", True),
        (check_calendar, "التصويت يوم الاثنين.", "التصويت يوم الاثنين المقبل.", "ar", False),
        (check_quotes, "“We will sell,” she said.", "“We will not sell,” she said.", "en", True),
        (check_quotes, "“We will not sell,” she said.", "She said: “We will not sell, ever.”", "en", False),
        (check_quotes, "The “reform” failed.", "The reform failed.", "en", False),
        (check_speaker, "Ada Lind said the dam was safe.", "The dam was safe, said Ada Lind.", "en", False),
        (check_speaker, "Ada Lind said the dam was safe.", "Oda Marsh said the dam was safe.", "en", True),
        (check_speaker, "The dam was safe.", "Oda Marsh said the dam was safe.", "en", False),
    ],
)
def test_doubt_time_dates_quotes_and_speakers(check, text, cited, language, flagged):
    assert bool(check(text, [cited], language)) == flagged
