from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.errors import Code, InputError
from summarize.limits import LIMITS
from summarize.sources.fetching.urls import parse_url, resolve_redirect


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("http://news.example", "http://news.example/"),
        ("HTTPS://News.Example:443/A?b=c#d", "https://news.example/A?b=c"),
        ("http://news.example.:8080/", "http://news.example:8080/"),
        ("https://news.example/a%20b/ü?q=é", "https://news.example/a%20b/%C3%BC?q=%C3%A9"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://أخبار.example/", "https://xn--igbicxr.example/"),
        ("http://93.184.216.34/", "http://93.184.216.34/"),
        ("http://[2606:4700:0::1]:8443/", "http://[2606:4700::1]:8443/"),
        ("http://a_b.example/x;y=1/@home", "http://a_b.example/x;y=1/@home"),
        ("http://news.example?x=http://other.example/", "http://news.example/?x=http://other.example/"),
    ],
)
def test_good_addresses_are_brought_into_one_form(text, whole):
    url = parse_url(text, LIMITS)
    assert str(url) == whole
    assert parse_url(str(url), LIMITS) == url


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("file:///etc/hostname", Code.BLOCKED),
        ("gopher://news.example", Code.BLOCKED),
        ("javascript:alert(1)", Code.BLOCKED),
        ("http://user:secret@news.example/", Code.BLOCKED),
        ("http://news.example@127.0.0.1/", Code.BLOCKED),
        ("http://news.example:22/", Code.BLOCKED),
        ("http://news.example:0/", Code.BLOCKED),
        ("http://localhost/", Code.BLOCKED),
        ("http://printer/", Code.BLOCKED),
        ("http://127.1/", Code.BLOCKED),
        ("http://news.example:65536/", Code.BLOCKED),
        ("http://news.example:80a/", Code.BAD_URL),
        ("http:///path", Code.BAD_URL),
        ("http:news.example", Code.BAD_URL),
        ("//news.example", Code.BAD_URL),
        ("http:\\\\news.example", Code.BAD_URL),
        ("http://news.example/a b", Code.BAD_URL),
        ("http://news.example/\r\nX: y", Code.BAD_URL),
        ("http://news%2eexample/", Code.BAD_URL),
        ("http://-news.example/", Code.BAD_URL),
        ("http://news..example/", Code.BAD_URL),
        (f"http://{'a' * 64}.example/", Code.BAD_URL),
        (f"http://{'a.' * 130}example/", Code.BAD_URL),
        ("http://[::1%25lo]/", Code.BAD_URL),
        ("http://[::1/", Code.BAD_URL),
        ("http://[1.2.3.4]/", Code.BAD_URL),
        ("http://xn--\u0430.example/", Code.BAD_URL),
    ],
)
def test_bad_addresses(text, code):
    with pytest.raises(InputError) as error:
        parse_url(text, LIMITS)
    assert error.value.code is code
    assert "secret" not in error.value.message
    assert "\n" not in error.value.message


def test_the_length_is_limited():
    limits = dataclasses.replace(LIMITS, url_characters=30)
    assert parse_url("http://news.example/".ljust(30, "a"), limits).host == "news.example"
    with pytest.raises(InputError) as error:
        parse_url("http://news.example/".ljust(31, "a"), limits)
    assert error.value.code is Code.BAD_URL
    assert "31" in error.value.message


@pytest.mark.parametrize(
    ("location", "whole"),
    [
        ("/b", "https://news.example/b"),
        ("c?d", "https://news.example/a/c?d"),
        ("//other.example/x", "https://other.example/x"),
        ("https://other.example", "https://other.example/"),
        ("#top", "https://news.example/a/page"),
    ],
)
def test_redirects_lead_somewhere(location, whole):
    assert str(resolve_redirect(parse_url("https://news.example/a/page", LIMITS), location, LIMITS)) == whole


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("", Code.BAD_URL),
        ("http://news.example/", Code.BLOCKED),
        ("file:///etc/hostname", Code.BLOCKED),
        ("data:text/html,x", Code.BLOCKED),
        ("\\\\127.0.0.1\\x", Code.BAD_URL),
        ("/a\r\nSet-Cookie: x", Code.BAD_URL),
        ("//127.1/", Code.BLOCKED),
        ("//user@other.example/", Code.BLOCKED),
        ("https://[::1", Code.BAD_URL),
    ],
)
def test_redirects_that_are_not_followed(location, code):
    with pytest.raises(InputError) as error:
        resolve_redirect(parse_url("https://news.example/a", LIMITS), location, LIMITS)
    assert error.value.code is code


@given(st.text(st.characters(), max_size=60).map(lambda text: "http://" + text) | st.text(max_size=60))
def test_any_text_is_an_address_or_a_coded_error(text):
    try:
        url = parse_url(text, LIMITS)
    except InputError as error:
        assert error.code in {Code.BAD_URL, Code.BLOCKED}  # noqa: PT017
    else:
        assert str(url).isascii()
        assert url.port in {80, 443, 8080, 8443}
