"""The ladder: what each rung repairs, what is counted, and what is left in the original."""

from __future__ import annotations

import pytest

from summarize.errors import Code, ModelError
from summarize.translation.desk import Desk, NoMemory, NoTerms
from summarize.translation.ladder import BEAMS, compare_models, translate_units
from summarize.types import Flag

GOOD = {
    "The council met in the old mill on Monday.": "اجتمع المجلس في الطاحونة القديمة يوم الاثنين.",
    "The repairs cost 40 marks, and nobody was hurt by the flood.": "كلفت الإصلاحات 40 ماركا، ولم يصب أحد من الفيضان.",
    "Engineers closed the bridge for two weeks.": "أغلق المهندسون الجسر لمدة أسبوعين.",
}
COUNCIL, REPAIRS, BRIDGE = GOOD


class Scripted:
    """Translates by a table; `damage` spoils texts as (text, beams) → translation or None for the good one."""

    revision, licence = "0", "Apache-2.0"

    def __init__(self, damage=lambda text, beams: None, name="scripted", table=GOOD):
        self.damage, self.name, self.table, self.calls = damage, name, table, []

    def supports(self, source, target):
        return True

    def translate(self, texts, source, target, *, beams=None):
        self.calls.append((list(texts), beams))
        written = [self.damage(text, beams) for text in texts]
        return [self.table.get(text, "") if w is None else w for text, w in zip(texts, written, strict=True)]


def desk(*translators, **parts):
    return Desk(translators, "en", "ar", **parts)


def test_good_translations_stay_on_the_first_rung_in_one_call():
    model = Scripted()
    result = translate_units([BRIDGE, COUNCIL, BRIDGE, REPAIRS], desk(model))
    assert [(u.text, u.rung, u.flags) for u in result] == [
        (GOOD[s], "plain", ()) for s in (BRIDGE, COUNCIL, BRIDGE, REPAIRS)
    ]
    assert model.calls == [([BRIDGE, COUNCIL, REPAIRS], None)]


@pytest.mark.parametrize(
    "bad", ["", COUNCIL, "اجتمع المجلس في الطاحونة " + "في الطاحونة " * 9, "Le conseil s'est réuni lundi au moulin."]
)
def test_what_more_beams_repair_climbs_one_rung_alone(bad):
    model = Scripted(lambda text, beams: bad if text == COUNCIL and beams is None else None)
    first, second = translate_units([COUNCIL, BRIDGE], desk(model))
    assert (first.text, first.rung, first.flags) == (GOOD[COUNCIL], "beam", ())
    assert second.rung == "plain"
    assert model.calls == [([COUNCIL, BRIDGE], None), ([COUNCIL], BEAMS)]


def test_a_sentence_that_fails_whole_is_translated_at_its_clause_border():
    halves = {
        "The repairs cost 40 marks,": "كلفت الإصلاحات 40 ماركا.",
        "and nobody was hurt by the flood.": "ولم يصب أحد من الفيضان.",
    }
    model = Scripted(lambda text, beams: "كلفت" if text == REPAIRS else None, table=halves)
    (unit,) = translate_units([REPAIRS], desk(model))
    assert (unit.text, unit.rung, unit.flags) == ("كلفت الإصلاحات 40 ماركا ولم يصب أحد من الفيضان.", "split", ())


def test_figures_that_a_model_spoils_are_protected_by_placeholders():
    def spoil(text, beams):
        return GOOD[REPAIRS].replace("40", "QX1" if "QX1" in text else "50") if "repairs" in text else "ولم يصب."

    (unit,) = translate_units([REPAIRS], desk(Scripted(spoil)))
    assert (unit.text, unit.rung, unit.flags) == (GOOD[REPAIRS], "protected", ())


def test_a_second_model_is_asked_for_what_the_first_cannot_do():
    first, second = Scripted(lambda text, beams: "" if text == COUNCIL else None), Scripted(name="second")
    units = translate_units([COUNCIL, BRIDGE], desk(first, second))
    assert [(u.text, u.rung) for u in units] == [(GOOD[COUNCIL], "second"), (GOOD[BRIDGE], "plain")]
    assert second.calls == [([COUNCIL], None)]
    assert compare_models(units, desk(first, second)) == [1.0]


def test_the_source_is_kept_in_plain_sight_when_every_rung_fails():
    (unit,) = translate_units([COUNCIL], desk(Scripted(lambda text, beams: "")))
    assert (unit.text, unit.rung) == (COUNCIL, "source")
    assert [(f.check, f.detail) for f in unit.flags] == [
        ("untranslated", "kept in the original: every translation failed (nothing was translated)")
    ]


def test_a_minor_defect_that_nothing_repairs_keeps_the_translation_and_its_flag():
    wrong = GOOD[REPAIRS].replace("40", "50")
    (unit,) = translate_units([REPAIRS], desk(Scripted(lambda text, beams: wrong)))
    assert unit.text == wrong
    assert [f.check for f in unit.flags] == ["number", "number"]


def test_the_best_attempt_is_kept_not_the_last():
    worse = GOOD[REPAIRS].replace("40", "50").replace("ولم يصب", "وأصيب")
    model = Scripted(lambda text, beams: GOOD[REPAIRS].replace("ولم يصب", "وأصيب") if beams else worse)
    (unit,) = translate_units([REPAIRS], desk(model))
    assert (unit.rung, [f.check for f in unit.flags]) == ("beam", ["negation"])


class Notebook(NoMemory):
    """A memory that records."""

    def __init__(self, known):
        self.known, self.kept = known, []

    def find(self, units):
        return [self.known.get(unit) for unit in units]

    def keep(self, pairs):
        self.kept += pairs


def test_memory_answers_first_and_keeps_only_what_passed():
    memory = Notebook({BRIDGE: "من الذاكرة."})
    model = Scripted(lambda text, beams: GOOD[REPAIRS].replace("40", "50") if text == REPAIRS else None)
    units = translate_units([BRIDGE, COUNCIL, REPAIRS], desk(model, memory=memory))
    assert [(u.text, u.rung) for u in units[:2]] == [("من الذاكرة.", "memory"), (GOOD[COUNCIL], "plain")]
    assert memory.kept == [(COUNCIL, GOOD[COUNCIL])]
    assert BRIDGE not in model.calls[0][0]


class Newer(NoTerms):
    """A glossary that came after the memory was filled."""

    def enforce(self, source, target):
        return target.replace("الذاكرة", "الخزانة")


def test_what_is_remembered_is_put_under_the_glossary_of_today():
    memory = Notebook({BRIDGE: "من الذاكرة."})
    (unit,) = translate_units([BRIDGE], desk(Scripted(), memory=memory, glossary=Newer()))
    assert (unit.text, unit.rung) == ("من الخزانة.", "memory")


class OneSpelling(NoTerms):
    """Wants one word in the place of another, and says so where it is missing."""

    def __init__(self, wrong, right):
        self.wrong, self.right, self.learnt = wrong, right, []

    def learn(self, pairs):
        self.learnt += pairs

    def enforce(self, source, target):
        return target.replace(self.wrong, self.right)

    def check(self, source, target):
        return () if self.right in target else (Flag("name", "missing"),)


def test_names_are_learnt_from_the_whole_batch_and_then_enforced():
    names = OneSpelling("المهندسون", "المهندسين")
    units = translate_units([BRIDGE, COUNCIL], desk(Scripted(), names=names))
    assert units[0].text == GOOD[BRIDGE].replace("المهندسون", "المهندسين")
    assert names.learnt == [(BRIDGE, GOOD[BRIDGE]), (COUNCIL, GOOD[COUNCIL])]
    assert [[f.check for f in u.flags] for u in units] == [[], ["name"]]


def test_terms_are_enforced_on_every_attempt_and_checked():
    glossary = OneSpelling("الجسر", "القنطرة")
    (unit,) = translate_units([BRIDGE], desk(Scripted(), glossary=glossary))
    assert (unit.text, unit.rung, unit.flags) == (GOOD[BRIDGE].replace("الجسر", "القنطرة"), "plain", ())


def test_own_digits_are_written_last():
    (unit,) = translate_units([REPAIRS], desk(Scripted(), native_digits=True))
    assert unit.text == GOOD[REPAIRS].replace("40", "٤٠")


class Narrow(Scripted):
    """Refuses a batch with a text of more than 60 characters, as a model with a small window does."""

    def translate(self, texts, source, target, *, beams=None):
        if max(map(len, texts)) > 60:
            raise ModelError(Code.TOO_LARGE, "text 1 has too many tokens")
        return [t.translate(LETTERS) for t in texts]


LETTERS = str.maketrans(dict(zip("abdefhilmnorstvwy", "ابدثفهيلمنورستظكغ", strict=True)))


def test_a_sentence_too_long_for_the_window_is_translated_in_parts_and_nothing_is_lost():
    long = "the river rose by two metres, " * 12 + "and then it fell."
    units = translate_units([long, "brief."], desk(Narrow()))
    assert [u.source for u in units] == [long, "brief."]
    assert units[0].text == long.translate(LETTERS).replace(",", "،")


def test_what_halving_cannot_help_stays_an_error():
    class Refusing(Scripted):
        def translate(self, texts, source, target, *, beams=None):
            raise ModelError(Code.TOO_LARGE, "no")

    with pytest.raises(ModelError, match="TOO_LARGE"):
        translate_units(["a title of some length"], desk(Refusing()))


def test_a_text_of_figures_and_addresses_is_left_alone():
    text = "https://verin.example/floods/2026-11-20/report"
    (unit,) = translate_units([text], desk(Scripted(lambda text, beams: text)))
    assert (unit.text, unit.rung, unit.flags) == (text, "plain", ())
