"""A story of several languages in one table: by anchors without a model, by words with one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from summarize.errors import Code, ModelError
from summarize.relations.clauses import name_concepts
from summarize.text.sentences import split_sentences
from summarize.text.terms import TOLD, tabulate_terms
from summarize.translation.bridge.anchors import find_anchors, find_figures
from summarize.translation.bridge.building import MOST_READ, build_bridge
from summarize.translation.desk import Desk
from summarize.types import Document

ENGLISH = Document(
    "The roof of the Ostrelle swimming hall is cracked, so the town closed it. "
    "The repair will cost 640,000 euros. The harbour festival starts on Saturday.",
    id="a",
    language="en",
)
FRENCH = Document(
    "La ville a fermé la piscine d'Ostrelle, dont le toit est fissuré. La réparation coûtera 640 000 euros.",
    id="b",
    language="fr",
)
ARABIC = Document(
    "أغلقت البلدية مسبح أوستريل لأن سقفه متصدع. وتبلغ تكلفة الإصلاح 640 ألف يورو.",
    id="c",
    language="ar",
)
DICTIONARY = {
    "La ville a fermé la piscine d'Ostrelle, dont le toit est fissuré.": (
        "The town closed the Ostrelle swimming hall, the roof of which is cracked."
    ),
    "La réparation coûtera 640 000 euros.": "The repair will cost 640,000 euros.",
    "أغلقت البلدية مسبح أوستريل لأن سقفه متصدع.": "The town closed the Ostrelle swimming hall, as its roof is cracked.",
    "وتبلغ تكلفة الإصلاح 640 ألف يورو.": "The repair cost comes to 640,000 euros.",
}


class Dictionary:
    """Translates the sentences above into English, keeps others as they are, and remembers what it was asked."""

    name, revision, licence = "dictionary", "1", "Apache-2.0"

    def __init__(self, sources=("fr", "ar"), target="en"):
        self.sources, self.target, self.asked = sources, target, []

    def supports(self, source, target):
        return source in self.sources and target == self.target

    def translate(self, texts, source, target, *, beams=None):
        self.asked += texts
        return [DICTIONARY.get(text, text) for text in texts]


def no_desk(source, target):
    raise ModelError(Code.NO_MODEL, f"no model is installed that translates {source!r} into {target!r}")


def open_with(model):
    def open_desk(source, target):
        return Desk((model,), source, target) if model.supports(source, target) else no_desk(source, target)

    return open_desk


@pytest.fixture
def bridge():
    def go(documents, open_desk=no_desk, language="en"):
        table = tabulate_terms([s for d in documents for s in split_sentences(d)], documents)
        return build_bridge(table, documents, language, open_desk, name_concepts)

    return go


def linked(table):
    """Document and place of each linked pair, smaller first."""
    names = [(s.document, s.index) for s in table.sentences]
    return {tuple(sorted((names[i], names[j]))) for i, others in table.links.items() for j in others}


def test_a_story_of_one_language_is_left_as_it_is(bridge):
    documents = [ENGLISH, replace(ENGLISH, id="b")]
    built = bridge(documents, open_with(Dictionary()))
    assert (built.models, built.table.links) == ((), {})
    assert built.table.vocabulary == tabulate_terms(built.table.sentences, documents).vocabulary


def test_without_a_model_figures_and_concepts_link_and_nothing_else_does(bridge):
    built = bridge([ENGLISH, FRENCH, ARABIC])
    assert linked(built.table) == {(("a", 1), ("b", 1)), (("a", 1), ("c", 1)), (("b", 1), ("c", 1))}
    assert built.models == ()


def test_with_a_model_sentences_without_a_figure_link_too(bridge):
    model = Dictionary()
    built = bridge([ENGLISH, FRENCH, ARABIC], open_with(model))
    roof = {(("a", 0), ("b", 0)), (("a", 0), ("c", 0)), (("b", 0), ("c", 0))}
    assert roof < linked(built.table)
    assert not any(("a", 2) in pair for pair in linked(built.table))
    assert sorted(model.asked) == sorted(DICTIONARY)
    assert built.models == ("dictionary@1",)
    assert [s.text for s in built.table.sentences][3:] == list(DICTIONARY)


def test_a_translated_sentence_shares_its_words_and_keeps_its_own(bridge):
    table = bridge([ENGLISH, FRENCH], open_with(Dictionary())).table
    assert {"piscin", "swim", "hall"} <= set(table.stems[3])
    assert table.document_frequency[table.vocabulary["swim"]] == 2


def test_what_the_model_leaves_untranslated_counts_for_nothing(bridge):
    class Echo(Dictionary):
        def translate(self, texts, source, target, *, beams=None):
            return list(texts)

    assert linked(bridge([ENGLISH, FRENCH, ARABIC], open_with(Echo())).table) == linked(
        bridge([ENGLISH, FRENCH, ARABIC]).table
    )


def test_only_the_languages_with_a_model_are_translated(bridge):
    model = Dictionary(sources=("ar",))
    pairs = linked(bridge([ENGLISH, FRENCH, ARABIC], open_with(model)).table)
    assert (("a", 0), ("c", 0)) in pairs
    assert not any({"b"} == {name for name, place in pair if place == 0} for pair in pairs)
    assert (("a", 0), ("b", 0)) not in pairs
    assert all(text in ARABIC.text for text in model.asked)


def test_english_is_the_pivot_where_no_model_speaks_the_main_language(bridge):
    pairs = linked(bridge([replace(FRENCH, id="a"), replace(ARABIC, id="b")], open_with(Dictionary()), "fr").table)
    assert (("a", 0), ("b", 0)) in pairs


def test_what_the_memory_holds_is_not_translated_again(bridge):
    class Remembering:
        def __init__(self):
            self.kept = []

        def find(self, units):
            return [dict(self.kept).get(unit) for unit in units]

        def keep(self, pairs):
            self.kept += pairs

    model, memory = Dictionary(), Remembering()

    def open_desk(source, target):
        return Desk((model,), source, target, memory=memory)

    first = linked(bridge([ENGLISH, ARABIC], open_desk).table)
    asked = len(model.asked)
    assert linked(bridge([ENGLISH, ARABIC], open_desk).table) == first
    assert len(model.asked) == asked > 0


def test_a_failing_translator_is_an_error_and_not_a_quiet_fall(bridge):
    def damaged(source, target):
        raise ModelError(Code.BAD_MODEL, "the weights are damaged")

    with pytest.raises(ModelError, match="damaged"):
        bridge([ENGLISH, FRENCH], damaged)


def test_a_long_document_is_represented_by_its_most_central_sentences(bridge):
    filler = [f"Le numéro {i} du journal parle d'autre chose." for i in range(100, 100 + MOST_READ)]
    long = replace(FRENCH, text=" ".join([*filler, "Zut."]))
    model = Dictionary()
    bridge([ENGLISH, long], open_with(model))
    assert len(set(model.asked) & set(filler)) == MOST_READ
    assert "Zut." not in model.asked


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("The company will hire 48 welders in Ostrelle.", "La ville d'Ostrelle a planté 48 arbres."),
        ("Some 1,200 people marched in Ostrelle.", "Quelque 1 300 personnes ont manifesté à Ostrelle."),
        ("Mayor Lena Ostrow praised the crew.", "La maire Lena Ostrow a critiqué les retards."),
        (
            "The tank holds 180 tonnes of oil in Ostrelle.",
            "La cuve d'Ostrelle ne contient pas 180 tonnes d'huile.",
        ),
        ("Divers found 180 tonnes of oil in Ostrelle.", "Il y aurait 180 tonnes d'huile à Ostrelle."),
        ("Three boats left on Friday.", "Trois enfants sont nés vendredi."),
        ("A dozen former workers asked for help.", "Le syndicat exige douze ouvriers par équipe."),
    ],
)
def test_other_facts_are_not_linked(bridge, english, french):
    documents = [Document(english, id="a", date="2026-11-05", language="en")]
    documents += [Document(french, id="b", date="2026-11-05", language="fr")]
    assert linked(bridge(documents).table) == set()


def test_a_poorer_telling_is_held_by_the_fuller_one_and_not_the_other_way_round(bridge):
    fuller = Document("The ferry Halcyra had 312 passengers, 28 crew, 16 cars and 9 lorries.", id="a", language="en")
    poorer = Document("Le ferry Halcyra transportait 312 passagers et 28 marins.", id="b", language="fr")
    links = bridge([fuller, poorer]).table.links
    assert links[1][0] == 1.0
    assert links[0][1] < TOLD


def test_anchors_are_spelled_alike_in_every_language():
    documents = [
        Document("On Wednesday, Tomas Elgrin, the captain, said 1,200 people left Sefra.", id="a", language="en"),
        Document(
            "Mercredi, le capitaine Tomas Elgrin a dit que 1 200 personnes ont fui Sefra.",
            id="b",
            language="fr",
        ),
        Document("وقال توماس إلغرين الأربعاء إن 1200 شخص غادروا سفرة.", id="c", language="ar"),
    ]
    documents = [replace(d, date="2026-11-05") for d in documents]
    sentences = [s for d in documents for s in split_sentences(d)]
    english, french, arabic = (set(row) for row in find_anchors(sentences, documents, name_concepts))
    assert {"#1200", "@2026-11-04", "^tomas", "^elgrin", "^sefra", "~captain", "=person"} <= english & french
    assert {"#1200", "@2026-11-04", "^tomas", "^sefra", "=person"} <= arabic
    assert not any(a.startswith("~") for a in arabic)


def test_names_meet_whichever_language_comes_first():
    documents = [
        Document("وصل توماس إلغرين إلى سفرة.", id="a", language="ar"),
        Document("The captain, Tomas Elgrin, came to Sefra.", id="b", language="en"),
    ]
    sentences = [s for d in documents for s in split_sentences(d)]
    arabic, english = (set(row) for row in find_anchors(sentences, documents, name_concepts))
    assert {"^tomas", "^sefra"} <= arabic & english


def test_percentages_are_other_figures_than_counts():
    assert find_figures("7 % des 7 navires", "fr") == {"#7%", "#7"}
