from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import summarize
from summarize.errors import Code, InputError, ModelError, UsageError
from summarize.options import Options
from summarize.pipeline import Models, make_digest, name_documents
from summarize.text.cleaning import clean_document
from summarize.types import Document, Reading

ARTICLE = (
    "Flood leaves lower Verin in the dark\n\nFlood leaves lower Verin in the dark\n\n"
    "The river Sell flooded the lower town of Verin on Tuesday night and left forty houses without power.\n\n"
    "However, the old bridge (built by the guild) held, the town council said on Wednesday.\n\n"
    "Engineers expect to restore power to the forty houses by Friday.\n\n"
    "Volunteers carried sandbags to the school, where 120 people spent the night.\n\n"
    "Related news\n\nTen rivers to watch\n\n[an error occurred while processing the directive]"
)


def no_translator(source, target):
    raise ModelError(Code.NO_MODEL, f"no model translates {source} into {target}")


def digest(*texts, **options):
    documents = tuple(t if isinstance(t, Document) else Document(t) for t in texts)
    return make_digest(Reading(documents), Options(**options), Models(no_translator))


def test_points_are_supported_and_quotes_are_exact():
    result = digest(ARTICLE, points=4)
    texts = {d.id: d.text for d in result.documents}
    assert len(result.points) == 4
    for point in result.points:
        assert point.support == "supported"
        assert all(texts[e.document][e.start : e.end] == e.quote for e in point.evidence)


def test_what_is_not_the_article_reaches_no_point_and_is_recorded():
    result = digest(ARTICLE, points=20)
    told = " ".join(p.text for p in result.points)
    assert result.title == "Flood leaves lower Verin in the dark"
    for junk in ("Related news", "Ten rivers", "an error occurred", "in the dark"):
        assert junk not in told
    assert [r.reason for r in result.documents[0].removed] == ["title", "title", *["related links"] * 2, "server error"]


def test_a_compressed_point_cites_the_whole_sentence():
    held = next(p for p in digest(ARTICLE, points=4).points if "held" in p.text)
    assert held.text == "The old bridge held, the town council said on Wednesday."
    assert held.evidence[0].quote.startswith("However, the old bridge (built by the guild) held")


def test_a_copy_is_not_a_second_source():
    result = digest(ARTICLE, ARTICLE, points=3)
    assert [d.duplicate_of for d in result.documents] == [None, "a"]
    assert {p.sources for p in result.points} == {1}


def test_the_same_input_gives_the_same_result():
    first, second = (
        digest(ARTICLE, ARTICLE.replace("forty", "thirty")),
        digest(ARTICLE, ARTICLE.replace("forty", "thirty")),
    )
    assert replace(first, timings=()) == replace(second, timings=())


def test_the_signature_tells_the_recipe():
    recipe = digest(ARTICLE, points=2, query="power|bridge").signature
    assert (
        recipe
        == f"summarize:{summarize.__version__}|format:1|model:extractive|points:2|style:points|query:power%7cbridge"
    )


def test_nothing_to_read_is_an_error():
    with pytest.raises(InputError, match="EMPTY"):
        digest("", "\n\n")


def test_a_missing_translator_is_said_and_not_pretended():
    with pytest.raises(ModelError, match="no model translates en into ar"):
        digest(ARTICLE, to=("ar",))


def test_documents_keep_their_ids_and_new_ones_do_not_collide():
    named = name_documents([Document("x", id="b"), *[Document("x")] * 30])
    assert [d.id for d in named[:4]] == ["b", "a", "c", "d"]
    assert len({d.id for d in named}) == 31
    assert named[-1].id == "ae"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"points": 0}, "points must be a whole number from 1 to 100, not '0'"),
        ({"points": True}, "points must be a whole number"),
        ({"points": 2.5}, "points must be a whole number"),
        ({"words": -3}, "words must be a whole number from 1 to 20000"),
        ({"style": "poem"}, "style must be one of points, paragraph, headline, not 'poem'"),
        ({"to": ("english",)}, "'english' is not a language code"),
        ({"to": ("../en",)}, "is not a language code"),
        ({"query": "x" * 501}, "query has 501 characters; at most 500 are used"),
        ({"device": "tpu"}, "device must be one of auto, cpu, cuda"),
    ],
)
def test_options_out_of_range_are_refused_with_the_range(options, message):
    with pytest.raises(UsageError) as caught:
        Options(**options)
    assert message in str(caught.value)


def test_library_options_by_name():
    document = Document(ARTICLE)
    assert len(summarize.digest(document, points=2).points) == 2
    with pytest.raises(UsageError, match="no option 'pionts'"):
        summarize.digest(document, pionts=2)
    with pytest.raises(UsageError, match="list of language codes"):
        summarize.digest(document, to="ar")


def test_library_reads_paths_and_documents_in_their_order(tmp_path):
    (tmp_path / "b.txt").write_text(ARTICLE.replace("Verin", "Marlow"))
    result = summarize.digest([Document(ARTICLE, source="memory"), tmp_path / "b.txt"])
    assert result.documents[0].source == "memory"
    assert "Marlow" in result.documents[1].text


def test_library_says_what_could_not_be_read(tmp_path):
    with pytest.raises(InputError, match="NOT_FOUND"):
        summarize.digest(str(tmp_path / "nothing.txt"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=300), max_size=4))
def test_any_texts_end_in_exact_quotes_or_one_error(texts):
    try:
        result = digest(*texts, ARTICLE if not texts else "")
    except InputError:
        assert all(clean_document(Document(text)).text == "" for text in texts)
        return
    cleaned = {d.id: d.text for d in result.documents}
    for point in result.points:
        assert point.evidence
        assert all(cleaned[e.document][e.start : e.end] == e.quote for e in point.evidence)
