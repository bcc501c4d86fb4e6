import pytest

from summarize.text.cleaning import clean_document, join_wrapped_lines
from summarize.text.sentences import split_sentences
from summarize.types import Document

BODY = (
    "Torrents of water swept through the lower town of Verin on Tuesday night.\n\n"
    "Nobody was hurt, the mayor said, but forty houses were left without power.\n\n"
    "The river had risen by two metres in six hours."
)


def clean(text, **fields):
    return clean_document(Document(text, **fields))


def test_a_title_given_three_times_is_taken_out_and_kept_as_title():
    title = "Flood in Verin leaves forty houses dark"
    document = clean(f"{title}\n\n{title}\n\n{title}\n\n{BODY}")
    assert document.title == title
    assert title not in document.text
    assert [r.reason for r in document.removed] == ["title"] * 3


def test_a_title_known_from_the_page_is_taken_out_of_the_body():
    document = clean(f"Flood in Verin\n\n{BODY}", title="Flood in Verin")
    assert document.text.startswith("Torrents")


def test_a_lead_that_ends_a_sentence_is_no_title():
    document = clean(BODY)
    assert document.title == ""
    assert document.text.startswith("Torrents")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[an error occurred while processing the directive]", "server error"),
        ("502 Bad Gateway", "server error"),
        ("Scroll down for video.", "navigation"),
        ("Read more: Ten rivers to watch", "navigation"),
        ("لقراءة المزيد", None),
        ("اقرأ أيضا: الفيضانات في المدينة", "navigation"),
        ("Abonnez-vous à notre lettre", "subscription"),
        ("Sign up for our daily newsletter today", "subscription"),
        ("We use cookies to improve your visit.", "consent"),
        ("© 2026 The Verin Courier. All rights reserved.", "rights"),
        ("Photo: Ida Marsh / The Courier", "credit"),
        ("By Ida Marsh", "byline"),
        ("Tous droits réservés.", "rights"),
    ],
)
def test_lines_around_the_article_are_removed_with_their_reason(line, reason):
    paragraphs = BODY.split("\n\n")
    document = clean("\n\n".join([paragraphs[0], line, *paragraphs[1:]]))
    assert [r.reason for r in document.removed] == ([reason] if reason else [])
    assert (line in document.text) == (reason is None)


def test_related_news_takes_the_short_lines_after_it_along():
    document = clean(f"{BODY}\n\nRelated news\n\nTen rivers to watch\n\nThe mayor's diary\n\n502 Bad Gateway")
    assert document.text == BODY
    assert {r.reason for r in document.removed} == {"related links", "server error"}


def test_article_text_after_a_related_links_box_stays():
    document = clean(f"{BODY}\n\nRelated news\n\nTen rivers to watch\n\nThe council meets again on Friday to decide.")
    assert document.text.endswith("The council meets again on Friday to decide.")


def test_a_repeated_sentence_stays_once():
    sentence = "The river had risen by two metres in six hours."
    document = clean(f"{BODY} {sentence}")
    assert document.text.count(sentence) == 1
    assert [r.reason for r in document.removed] == ["repeated"]


@pytest.mark.parametrize("opening", ["VERIN (Reuters) - ", "VERIN, Nov 3 (AFP) — ", "(CNN) "])
def test_datelines_are_cut_from_the_front(opening):
    document = clean(opening + BODY)
    assert document.text == BODY


def test_hard_wrapped_lines_are_joined_into_paragraphs():
    wrapped = "The river rose over its\nbanks on Tuesday night and\nflooded the market.\n\nNobody was\nhurt in it."
    assert join_wrapped_lines(wrapped) == (
        "The river rose over its banks on Tuesday night and flooded the market.\nNobody was hurt in it."
    )


def test_one_sentence_a_line_stays_as_it_is():
    text = "The river rose.\nIt fell.\nNobody was hurt."
    assert join_wrapped_lines(text) == text


def test_cleaning_only_ever_removes():
    text = f"By Ida Marsh\n\n{BODY}\n\nRelated news\n\nTen rivers"
    document = clean(text)
    rest = iter(text)
    assert all(c in rest for c in document.text.replace("\n\n", " ").replace(" ", "") if not c.isspace())


def test_cleaning_twice_changes_nothing_more():
    once = clean(f"Flood in Verin\n\n{BODY}\n\nRelated news\n\nTen rivers")
    twice = clean_document(once)
    assert (twice.text, twice.title, twice.removed) == (once.text, once.title, once.removed)


def test_spans_are_exact_after_cleaning():
    document = clean(f"  • {BODY}\n\n“What now?” she asked. د. سالم قال نعم.")
    for sentence in split_sentences(document):
        assert document.text[sentence.start : sentence.end] == sentence.text
