"""Each loss is flagged by its name, and what human translators do is not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.translation.parity.checks import CHECKS, EMPTY, check_parity, count_severe
from summarize.types import Flag

# Invented news, with a translation of each as a person would write it.
NEWS = [
    ("The river Sell rose by 3.5 metres on Tuesday, and forty houses lost power.",
     "ارتفع نهر سيل 3.5 أمتار يوم الثلاثاء، وانقطعت الكهرباء عن أربعين منزلا."),
    ("Mayor Lena Ostrow said the council had not raised taxes since 1998.",
     "قالت رئيسة البلدية لينا أوسترو إن المجلس لم يرفع الضرائب منذ عام 1998."),
    ("Repairs will cost $2.4 million and begin on 12 March at 8.30.",
     "ستكلف الإصلاحات 2.4 مليون دولار وستبدأ في 12 مارس عند الساعة 8:30."),
    ("The 3rd bridge, built in the 1960s, is no longer safe for lorries.",
     "الجسر الثالث، الذي بني في ستينيات القرن الماضي، لم يعد آمنا للشاحنات."),
    ("Two engineers, Ivor Hamlin and Marta Delgado, refused to sign the report.",
     "رفض مهندسان هما إيفور هاملين ومارتا ديلغادو توقيع التقرير."),
    ("“We shall open the gates on Friday,” said Nabil Darwish, who runs the mill.",
     "وقال نبيل درويش الذي يدير الطاحونة: \"سنفتح البوابات يوم الجمعة\"."),
    ("Write to desk@verin.example or see https://verin.example/flood for help.",
     "اكتبوا إلى desk@verin.example أو زوروا https://verin.example/flood للمساعدة."),
    ("Only 12 of the 1,200 residents have been told when they can return.",
     "لم يبلغ سوى 12 من السكان البالغ عددهم 1200 بموعد عودتهم."),
]  # fmt: skip


def checks(source, target, pair=("en", "ar")):
    return sorted({flag.check for flag in check_parity(source, target, *pair)})


@pytest.mark.parametrize(("source", "target"), NEWS)
def test_what_a_person_would_write_is_not_flagged(source, target):
    assert check_parity(source, target, "en", "ar") == ()


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (lambda source, good: "…", "empty"),
        (lambda source, good: source, "untranslated"),
        (lambda source, good: good[: len(good) // 3] + source[len(source) // 3 :], "untranslated"),
        (lambda source, good: " ".join(good.split()[: len(good.split()) // 2]), "cut off"),
        (lambda source, good: good.rstrip(".") + " على الجسر على الجسر على الجسر على الجسر.", "loop"),
        (lambda source, good: "La mairie a annoncé hier soir la fermeture de tous les ponts de la ville.", "language"),
        (
            lambda source, good: "شورای شهر دیشب تصمیم گرفت که پل را تا پایان کار ببندد و مردم از راه دیگری بروند.",
            "language",
        ),
    ],
)
@pytest.mark.parametrize(("source", "good"), NEWS[:5])
def test_each_defect_of_any_sentence_is_flagged(source, good, damage, expected):
    assert expected in checks(source, damage(source, good))


@pytest.mark.parametrize(
    ("place", "old", "new", "expected"),
    [
        (0, "3.5", "3.6", "number"),
        (0, "الثلاثاء", "الخميس", "date"),
        (1, "لم يرفع", "يرفع", "negation"),
        (1, "1998", "1989", "number"),
        (1, "لينا أوسترو", "سامي الدباغ", "name"),
        (2, "مارس", "مايو", "date"),
        (2, "8:30", "8:40", "number"),
        (4, "مارتا ديلغادو", "مارتا خوري", "name"),
        (5, '"', "", "quote"),
        (6, "desk@verin.example", "مكتبنا", "address"),
        (7, "1200", "1300", "number"),
    ],
)
def test_one_thing_changed_is_flagged_by_name(place, old, new, expected):
    source, good = NEWS[place]
    assert old in good
    assert checks(source, good.replace(old, new)) == [expected]


def test_a_negation_that_was_not_there_is_flagged():
    source, good = "Engineers said the dam was safe.", "قال المهندسون إن السد آمن."
    assert checks(source, good) == []
    assert checks(source, "قال المهندسون إن السد ليس آمنا.") == ["negation"]


@pytest.mark.parametrize(
    ("source", "target", "pair", "expected"),
    [
        ("Le pont a coûté 1 200 couronnes en 2019.", "The bridge cost 1,200 crowns in 2019.", ("fr", "en"), []),
        ("Le pont n'a pas tenu cette nuit-là.", "The bridge held that night.", ("fr", "en"), ["negation"]),
        ("Le conseil s'est réuni lundi soir.", "The council met on Thursday night.", ("fr", "en"), ["date"]),
        (
            "The council met late on Monday night.",
            "The council met late on Monday night.",
            ("en", "fr"),
            ["language", "untranslated"],
        ),
        (
            "The council met late on Monday night.",
            "El consejo se reunió el lunes por la noche.",
            ("en", "fr"),
            ["language"],
        ),
        ("It cost 40 marks, the mayor told reporters.", "市长告诉记者，费用为40马克。", ("en", "zh"), []),
        ("It cost 40 marks, the mayor told reporters.", "Es kostete 40 Mark, sagte sie Reportern.", ("en", "de"), []),
        (
            "It cost 1,745 marks, the mayor told reporters.",
            "Es kostete viel, sagte die Bürgermeisterin.",
            ("en", "de"),
            ["number"],
        ),
        ("The council of the town met on Monday.", "شورای شهر روز دوشنبه تشکیل جلسه داد.", ("en", "fa"), []),
        (
            "The council of the town met on Monday.",
            "اجتمع مجلس المدينة يوم الاثنين الماضي وكان ذلك في.",
            ("en", "fa"),
            ["language"],
        ),
        ("The mayor thanked Lena Ostrow for the help.", "市长感谢莱娜·奥斯特罗的帮助。", ("en", "zh"), []),
        ("The mayor thanked Lena Ostrow for the help.", "Мэр поблагодарил Лену Острову за помощь.", ("en", "ru"), []),
        (
            "The mayor thanked Lena Ostrow for the help.",
            "Le maire a remercié Paul Duval de son aide.",
            ("en", "fr"),
            ["name"],
        ),
        (
            "Angela Voss, Emil Brandt, Verin 2019",
            "Angela Voss, Emil Brandt, Verin 2019,",
            ("en", "fr"),
            ["untranslated"],
        ),
        ("Angela Voss met Emil Brandt in Verin", "Angela Voss a rencontré Emil Brandt à Verin", ("en", "fr"), []),
        ("The dam held that night, he said.", "صمد السد تلك الليلة، كما he said.", ("en", "ar"), ["left over"]),
        ("SARS-CoV-2 and R0", "SARS-CoV-2 وR0", ("en", "ar"), []),
        ("1998–2004", "1998–2004", ("en", "ar"), []),
    ],
)
def test_other_pairs_are_measured_by_their_own_rules(source, target, pair, expected):
    assert checks(source, target, pair) == expected


def test_severity_is_data_and_unknown_checks_are_minor():
    severe = {check.name for check in (EMPTY, *CHECKS) if check.severity == "severe"}
    assert severe == {"empty", "untranslated", "language", "loop"}
    assert count_severe([Flag("loop", ""), Flag("number", ""), Flag("term", "")]) == 1


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120), st.text(max_size=120), st.sampled_from(["en", "fr", "ar", "fa", "zh", "xx", ""]))
def test_any_two_texts_are_compared_and_details_stay_readable(source, target, language):
    for flag in check_parity(source, target, "en", language):
        assert flag.check
        assert flag.detail
