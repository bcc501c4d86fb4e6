from __future__ import annotations

import dataclasses
import html

import pytest

from summarize.errors import Code, InputError
from summarize.limits import LIMITS
from summarize.sources.blobs import Blob
from summarize.sources.formats.feeds import parse_feed

SECOND = "The port office will decide on Wednesday whether the small boats may leave, its spokesman said."


def rss(*items, title="The Teska Courier"):
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{title}</title><language>en-gb</language>{''.join(items)}</channel></rss>"
    ).encode()


def item(description, title="Harbour closed", extra=""):
    return f"<item><title>{title}</title><description>{description}</description>{extra}</item>"


def parse(content, limits=LIMITS, media=""):
    return parse_feed(Blob("news.xml", content, media), limits)


def test_each_entry_is_a_document(prose):
    date = "<pubDate>Tue, 05 Mar 2024 23:30:00 -0500</pubDate>"
    first, second = parse(rss(item(prose, extra=date), item(SECOND, title="Boats &amp; ferries")))
    assert (first.text, first.title, first.date) == (prose, "Harbour closed", "2024-03-05")
    assert (first.source, first.language) == ("The Teska Courier", "en")
    assert (second.text, second.title, second.date) == (SECOND, "Boats & ferries", "")


def test_html_in_an_entry_becomes_plain_and_hidden_text_goes(prose):
    body = f"<p>{prose}</p><p style='display:none'>SECRET</p><p>{SECOND} <b>Now</b></p>"
    (document,) = parse(rss(item(html.escape(body))))
    assert document.text == f"{prose}\n\n{SECOND} Now"


def test_the_longer_of_content_and_summary_is_taken(prose):
    full = f"<content:encoded><![CDATA[<p>{prose}</p>]]></content:encoded>"
    (document,) = parse(rss(item("Read more", extra=full)))
    assert document.text == prose


def test_atom(prose):
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><entry><title>Port</title>'
        f"<updated>2024-03-05T01:00:00Z</updated><content type='html'>&lt;p&gt;{prose}&lt;/p&gt;</content>"
        "</entry></feed>"
    )
    (document,) = parse(feed.encode())
    assert (document.text, document.title, document.date, document.source) == (prose, "Port", "2024-03-05", "Courier")


def test_entries_without_text_are_counted(prose):
    documents = parse(rss(item("Read more"), item(prose), item(""), item(SECOND)))
    assert [document.text for document in documents] == [prose, SECOND]
    assert documents[0].cautions[0].message.startswith("2 of 4 entries")
    assert documents[1].cautions == ()


def test_a_feed_of_links_has_no_text():
    with pytest.raises(InputError) as error:
        parse(rss(item("Read more"), item("")))
    assert error.value.code is Code.NO_TEXT
    assert "2 entries" in error.value.message


def test_a_feed_without_entries_has_no_text():
    with pytest.raises(InputError) as error:
        parse(rss())
    assert error.value.code is Code.NO_TEXT


@pytest.mark.parametrize("content", [b"<rss><channel><item>", b"<feed xmlns=x><<<"])
def test_a_damaged_feed_is_refused(content):
    with pytest.raises(InputError) as error:
        parse(content)
    assert error.value.code in {Code.BAD_FORMAT, Code.NO_TEXT}


def test_entities_of_its_own_are_refused(prose):
    bomb = b'<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + rss(item(f"&b;{prose}"))
    with pytest.raises(InputError) as error:
        parse(bomb)
    assert error.value.code is Code.BAD_FORMAT


@pytest.mark.parametrize(("most", "refused"), [(1, True), (2, False)])
def test_entries_are_limited(prose, most, refused):
    content, limits = rss(item(prose), item(SECOND)), dataclasses.replace(LIMITS, inputs=most)
    if refused:
        with pytest.raises(InputError) as error:
            parse(content, limits)
        assert error.value.code is Code.TOO_MANY
    else:
        assert len(parse(content, limits)) == 2


def test_a_feed_is_never_taken_for_a_path_or_an_address(tmp_path, monkeypatch, prose):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "<rss>").write_bytes(rss(item(prose)))
    with pytest.raises(InputError):
        parse(b"<rss>")


def test_the_servers_charset_is_used(prose):
    content = rss(item(f"Übermut: {prose}")).replace(b' encoding="utf-8"', b"").decode().encode("cp1252")
    (document,) = parse(content, media="application/rss+xml; charset=windows-1252")
    assert document.text.startswith("Übermut")
