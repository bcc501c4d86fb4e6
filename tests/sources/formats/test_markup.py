from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.errors import Code, InputError
from summarize.sources.formats.markup import (
    MOST_ATTRIBUTES,
    MOST_DEPTH,
    charset_of_page,
    paragraphs_of,
    parse_markup,
    visible_paragraphs,
)


@pytest.mark.parametrize(
    ("page", "paragraphs"),
    [
        ("<p>One</p><p>Two <b>bold</b> <a href=x>link</a></p>", ["One", "Two bold link"]),
        ("text<div>block</div>tail", ["text", "block", "tail"]),
        ("one<br>line<br><br>two", ["one line", "two"]),
        ("<ul><li>a<li>b</ul>", ["a", "b"]),
        ("<table><tr><th>Day<th>Waves<tr><td>Mon<td><td>4 m</table>", ["Day | Waves", "Mon | 4 m"]),
        ("<p>a &amp; b &#8212; c&nbsp;d</p>", ["a & b — c d"]),
        ("<pre>a\n  b</pre>", ["a b"]),
        ("<select><option>x</select><button>Send</button><p>text", ["text"]),
        ("plain only", ["plain only"]),
    ],
)
def test_blocks_become_paragraphs(page, paragraphs):
    assert visible_paragraphs(parse_markup(page).tree) == paragraphs


def test_named_elements_can_be_left_out():
    tree = parse_markup("<nav>Home</nav><p>Text</p><footer>Legal</footer>after").tree
    assert visible_paragraphs(tree, without=frozenset({"nav", "footer"})) == ["Text", "after"]


@pytest.mark.parametrize("page", ["<p>a&#0;b&#xD800;c&#x110000;&#7;</p>", "<p>a\ud800b</p>", "<p>a\x00b</p>"])
def test_impossible_characters_do_not_end_the_page(page):
    text = " ".join(visible_paragraphs(parse_markup(page + "<p>rest</p>").tree))
    assert "a" in text
    assert "b" in text
    assert "rest" in text


@pytest.mark.parametrize("depth", [10, 260, 1000, MOST_DEPTH - 2])
def test_size_is_measured_as_the_tree_has_it(depth):
    page = parse_markup("<p>before<br>it</p>" + "<div>" * depth + "x" + "</div>" * depth)
    assert page.depth == depth + 2
    assert page.elements == depth + 4 == sum(1 for _ in page.tree.iter())


@pytest.mark.parametrize("depth", [MOST_DEPTH - 1, 3000, 100_000])
def test_what_the_parser_cannot_hold_is_refused(depth):
    with pytest.raises(InputError) as error:
        parse_markup("<p>text</p>" + "<div>" * depth + "deep")
    assert error.value.code is Code.TOO_DEEP


def test_a_tag_with_very_many_attributes_is_refused_at_once():
    attributes = " ".join(f"a{number}=1" for number in range(300_000))
    with pytest.raises(InputError) as error:
        parse_markup(f"<p {attributes}>text</p>")
    assert error.value.code is Code.LIMIT
    few = " ".join(f"a{number}=1" for number in range(MOST_ATTRIBUTES))
    assert visible_paragraphs(parse_markup(f"<p {few}>text</p>").tree) == ["text"]


@pytest.mark.parametrize("page", ["", " ", "<!-- only this -->", "<!doctype html>"])
def test_a_page_without_elements_has_no_text(page):
    with pytest.raises(InputError) as error:
        parse_markup(page)
    assert error.value.code is Code.NO_TEXT


def test_nothing_is_fetched_while_parsing(prose):
    page = (
        '<base href="file:///"><link rel=stylesheet href="http://10.0.0.1/x.css"><img src="http://10.0.0.1/x">'
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><p>{prose} &x;</p>'
    )
    assert any(prose in paragraph for paragraph in visible_paragraphs(parse_markup(page).tree))


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (b'<meta charset="windows-1256">', "windows-1256"),
        (b"<META http-equiv=Content-Type content='text/html; charset=koi8-r'>", "koi8-r"),
        (b'<?xml version="1.0" encoding="ISO-8859-6"?><html>', "ISO-8859-6"),
        (b'<meta charset="utf-16le">', "utf-8"),
        (b"<html>no word of it", ""),
    ],
)
def test_declared_charsets(head, charset):
    assert charset_of_page(head) == charset


def test_fragments():
    assert paragraphs_of("") == []
    assert paragraphs_of("<p>One</p><p hidden>Two</p>") == ["One"]


@given(st.text(st.characters(), max_size=300))
def test_any_text_can_be_parsed(text):
    try:
        visible_paragraphs(parse_markup(text).tree)
    except InputError as error:
        assert error.code is Code.NO_TEXT  # noqa: PT017


@pytest.mark.parametrize("piece", ["<td></td>", "<br>", "<b></b>", "<p>", "a<br>", "<td> </td>"])
def test_many_elements_take_time_in_proportion(piece):
    tree = parse_markup("<table><tr>" + piece * 100_000 + "<td>end</td>").tree
    assert visible_paragraphs(tree)[-1].endswith("end")


@pytest.mark.parametrize("piece", ["<b></i>", "<p>&bad; </x> <a b=c b=d>", "</x>", "<a><table>", "<b>", "<p><b>"])
def test_broken_markup_takes_time_in_proportion_or_is_refused(piece):
    try:
        parse_markup("text" + piece * 100_000)
    except InputError as error:
        assert error.code is Code.TOO_DEEP  # noqa: PT017
