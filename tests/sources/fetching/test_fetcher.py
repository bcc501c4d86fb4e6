from __future__ import annotations

import dataclasses
import gzip
import time
import tracemalloc
import zlib

import httpx
import pytest

from summarize.errors import Code, InputError
from summarize.limits import LIMITS
from summarize.sources.fetching.fetcher import GuardedFetcher, OfflineFetcher

PAGE = b"<html><body>The port closed.</body></html>"

REFUSED = [
    # Loopback and "this machine", in all its spellings.
    "http://127.0.0.1/", "http://127.8.8.8/", "http://127.1/", "http://127.0.1/", "http://0/", "http://0x0/",
    "http://00000000/", "http://0.0.0.0/", "http://2130706433/", "http://017700000001/", "http://0x7f000001/",
    "http://0x7f.0x0.0x0.0x1/", "http://0x7f.1/", "http://0177.0.0.1/", "http://127.000.000.001/",
    "http://①②⑦.⓪.⓪.①/", "http://１２７.０.０.１/", "http://127。0。0。1/", "http://127｡0｡0｡1/", "http://127.0.0.1./",
    "http://[::1]/", "http://[::]/", "http://[0:0:0:0:0:0:0:1]/", "http://[::1%25lo]/", "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/", "http://[::ffff:a9fe:a9fe]/", "http://[::127.0.0.1]/", "http://[::ffff:0:127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/", "http://[64:ff9b:1::1]/", "http://[2002:7f00:1::]/", "http://[2001:0:7f00:1::]/",
    "http://localhost/", "http://LOCALHOST/", "http://localhost./", "http://a.localhost/", "http://ip6-localhost/",
    # Private, link-local, metadata, multicast, reserved.
    "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.1.1/", "http://169.254.169.254/latest/meta-data/",
    "http://2852039166/", "http://0xa9fea9fe/", "http://0251.0376.0251.0376/", "http://100.100.100.200/",
    "http://192.0.0.192/", "http://192.88.99.1/", "http://198.18.0.1/", "http://192.0.2.1/", "http://203.0.113.7/",
    "http://224.0.0.1/", "http://239.255.255.250/", "http://240.0.0.1/", "http://255.255.255.255/",
    "http://[fe80::1]/", "http://[fec0::1]/", "http://[fc00::1]/", "http://[fd00:ec2::254]/", "http://[ff02::1]/",
    "http://[3fff::1]/", "http://[5f00::1]/", "http://[100::1]/", "http://[2001:db8::1]/",
    "http://metadata/", "http://metadata.google.internal/", "http://printer.local/", "http://router.lan/",
    "http://hidden.onion/",
    # Names that lead inside, wholly or in part.
    "http://inside.example/", "http://mixed.example/", "http://mixed-too.example/", "http://six.example/",
    "http://odd.example/",
    # Other schemes, ports, credentials and tricks on parsers.
    "file:///etc/hostname", "FILE:///etc/hostname", "gopher://news.example/", "dict://news.example:11211/",
    "ftp://news.example/", "ldap://news.example/", "jar:http://news.example!/", "data:text/html,x", "blob:x",
    "javascript:alert(1)", "ws://news.example/", "unix:/run/x", "view-source:http://news.example/", "about:blank",
    "http://news.example:0/", "http://news.example:22/", "http://news.example:25/", "http://news.example:6379/",
    "http://news.example:65536/", "http://news.example:-1/", "http://news.example:80a/", "http://news.example:/",
    "http://user:secret@news.example/", "http://news.example@127.0.0.1/", "http://127.0.0.1@news.example/",
    "http://127.1.1.1:80\\@127.2.2.2:80/", "http://1.1.1.1 &@2.2.2.2# @3.3.3.3/", "http:\\\\127.0.0.1",
    "http:/\\127.0.0.1", "http:/x", "http:///x", "http:news.example", "//news.example/", "http://", "https://.", "http://..",
    "http://news\x00.example/", "http://news.example\r\nX: y/", "http://news .example/", "http://news%00.example/",
    "http://news%0d%0a.example/", "http://xn--/", "http://" + "a" * 64 + ".example/",
    "http://" + "a." * 200 + "example/", "http://news.example/" + "a" * 10_000,
]  # fmt: skip
NAMES = {
    "inside.example": ["127.0.0.1"],
    "mixed.example": ["93.184.216.34", "10.0.0.1"],
    "mixed-too.example": ["10.0.0.1", "93.184.216.34"],
    "six.example": ["93.184.216.34", "fd00::1"],
    "odd.example": ["not an address"],
    "nowhere.example": [],
}


@pytest.fixture
def fetch(network):
    network.names.update(NAMES)

    def call(url, limits=LIMITS):
        return GuardedFetcher(limits=limits, resolve=network.resolve, transport=network).fetch(url)

    return call


def answer(*chunks, status=200, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, headers=named, content=iter(chunks))


def failure_of(fetch, url, limits=LIMITS):
    with pytest.raises(InputError) as error:
        fetch(url, limits)
    message = error.value.message
    assert "\n" not in message
    assert not any(secret in message for secret in ("93.184", "127.0", "10.0.0", "secret", "169.254"))
    return error.value.code


@pytest.mark.parametrize("url", REFUSED, ids=lambda url: ascii(url)[:50])
def test_what_is_not_public_is_refused_without_a_connection(fetch, network, url):
    assert failure_of(fetch, url) in {Code.BLOCKED, Code.BAD_URL}
    assert network.requests == []


def test_there_are_enough_refused_forms():
    assert len(set(REFUSED)) >= 60


def test_a_page_is_fetched_from_the_judged_address_under_its_name(fetch, network):
    network.pages["https://news.example/story?x=1"] = answer(
        PAGE[:9], PAGE[9:], content_type="text/html; charset=utf-8"
    )
    fetched = fetch("https://news.example/story?x=1#top")
    assert fetched.content == PAGE
    assert fetched.content_type == "text/html; charset=utf-8"
    assert fetched.url == "https://news.example/story?x=1"
    (request,) = network.requests
    assert request.url.host == "93.184.216.34"
    assert request.headers["host"] == "news.example"
    assert request.extensions["sni_hostname"] == "news.example"
    assert not {"cookie", "authorization", "referer"} & set(request.headers)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://93.184.216.34/a", "93.184.216.34"),
        ("http://[2606:4700::1]:8080/a", "[2606:4700::1]:8080"),
        ("http://news.example:8080/a", "news.example:8080"),
        ("https://bücher.example/a", "xn--bcher-kva.example"),
    ],
)
def test_other_good_addresses(fetch, network, url, host):
    scheme = url.partition(":")[0]
    network.pages[f"{scheme}://{host}/a"] = answer(PAGE)
    assert fetch(url).content == PAGE


def test_a_name_is_resolved_once_a_hop(fetch, network):
    network.pages["http://news.example/"] = answer(PAGE)
    fetch("http://news.example/")
    assert network.resolved == ["news.example"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/", "http://2130706433/", "http://inside.example/",
        "http://localhost/", "//10.0.0.1/", "file:///etc/hostname", "http://news.example:22/", "http://u:p@news.example/",
    ],
)  # fmt: skip
def test_no_redirect_leads_inside(fetch, network, status, target):
    network.pages["http://news.example/"] = answer(status=status, location=target)
    assert failure_of(fetch, "http://news.example/") in {Code.BLOCKED, Code.BAD_URL}
    assert len(network.requests) == 1


def test_redirects_are_followed_and_judged_again(fetch, network):
    network.pages["http://news.example/"] = answer(status=301, location="https://www.news.example/a")
    network.pages["https://www.news.example/a"] = answer(status=302, location="b")
    network.pages["https://www.news.example/b"] = answer(PAGE)
    assert fetch("http://news.example/").url == "https://www.news.example/b"
    assert network.resolved == ["news.example", "www.news.example", "www.news.example"]


def test_a_redirect_down_to_http_is_refused(fetch, network):
    network.pages["https://news.example/"] = answer(status=301, location="http://news.example/")
    assert failure_of(fetch, "https://news.example/") is Code.BLOCKED


@pytest.mark.parametrize(("hops", "good"), [(5, True), (6, False)])
def test_redirects_are_counted(fetch, network, hops, good):
    for hop in range(hops):
        network.pages[f"http://news.example/{hop}"] = answer(status=302, location=f"/{hop + 1}")
    network.pages[f"http://news.example/{hops}"] = answer(PAGE)
    if good:
        assert fetch("http://news.example/0").content == PAGE
    else:
        assert failure_of(fetch, "http://news.example/0") is Code.TOO_MANY_REDIRECTS


@pytest.mark.parametrize("status", [204, 206, 304, 401, 403, 404, 410, 429, 451, 500, 503, 999])
def test_a_status_is_named(fetch, network, status):
    network.pages["http://news.example/"] = answer(PAGE, status=status)
    with pytest.raises(InputError) as error:
        fetch("http://news.example/")
    assert error.value.code is Code.FETCH_STATUS
    assert str(status) in error.value.message


@pytest.mark.parametrize(("size", "good"), [(99, True), (100, True), (101, False)])
@pytest.mark.parametrize("encoding", ["", "gzip", "x-gzip"])
def test_the_decoded_size_is_limited(fetch, network, size, good, encoding):
    body = b"x" * size
    headers = {"content_encoding": encoding} if encoding else {}
    network.pages["http://news.example/"] = answer(gzip.compress(body) if encoding else body, **headers)
    limits = dataclasses.replace(LIMITS, fetch_bytes=100)
    if good:
        assert fetch("http://news.example/", limits).content == body
    else:
        expected = Code.DECOMP_LIMIT if encoding else Code.TOO_LARGE
        assert failure_of(fetch, "http://news.example/", limits) is expected


def test_a_bomb_is_inflated_no_further_than_the_limit(fetch, network):
    bomb = gzip.compress(bytes(200_000_000), 1)
    network.pages["http://news.example/"] = answer(bomb, content_encoding="gzip")
    tracemalloc.start()
    try:
        assert failure_of(fetch, "http://news.example/") is Code.DECOMP_LIMIT
        assert tracemalloc.get_traced_memory()[1] < 4 * LIMITS.fetch_bytes
    finally:
        tracemalloc.stop()


def test_a_body_of_several_gzip_streams_is_whole(fetch, network):
    body = gzip.compress(PAGE) + gzip.compress(PAGE)
    network.pages["http://news.example/"] = answer(
        *(body[at : at + 7] for at in range(0, len(body), 7)), content_encoding="gzip"
    )
    assert fetch("http://news.example/").content == PAGE * 2


def test_a_declared_size_over_the_limit_is_refused_before_it_is_read(fetch, network):
    def never():
        raise AssertionError
        yield b""

    network.pages["http://news.example/"] = httpx.Response(200, headers={"content-length": "9" * 12}, content=never())
    assert failure_of(fetch, "http://news.example/") is Code.TOO_LARGE


@pytest.mark.parametrize(
    ("body", "encoding", "code"),
    [
        (PAGE, "gzip", Code.FETCH_PROTOCOL),
        (gzip.compress(PAGE)[:-9], "gzip", Code.FETCH_INCOMPLETE),
        (gzip.compress(PAGE), "gzip, gzip", Code.FETCH_PROTOCOL),
        (PAGE, "br", Code.FETCH_PROTOCOL),
        (zlib.compress(PAGE), "deflate", Code.FETCH_PROTOCOL),
    ],
)
def test_encodings_that_lie(fetch, network, body, encoding, code):
    network.pages["http://news.example/"] = answer(body, content_encoding=encoding)
    assert failure_of(fetch, "http://news.example/") is code


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (httpx.ConnectTimeout("at 10.0.0.1"), Code.FETCH_TIMEOUT),
        (httpx.ReadTimeout(""), Code.FETCH_TIMEOUT),
        (httpx.ConnectError("to 10.0.0.1"), Code.FETCH_INCOMPLETE),
        (httpx.ReadError(""), Code.FETCH_INCOMPLETE),
        (httpx.RemoteProtocolError("peer closed without sending complete message body"), Code.FETCH_INCOMPLETE),
        (httpx.RemoteProtocolError("illegal status line"), Code.FETCH_PROTOCOL),
        (ConnectionResetError(), Code.FETCH_INCOMPLETE),
        (ValueError("anything"), Code.FETCH_PROTOCOL),
    ],
)
def test_what_a_transport_raises_has_a_code(network, raised, code):
    class Broken:
        def handle_request(self, request):
            raise raised

    fetcher = GuardedFetcher(resolve=network.resolve, transport=Broken())
    assert failure_of(lambda url, limits: fetcher.fetch(url), "http://news.example/") is code


def test_the_next_address_is_tried_when_one_does_not_answer(network):
    class FirstIsDown:
        def handle_request(self, request):
            if request.url.host != "93.184.216.36":
                raise httpx.ConnectError("down")
            return answer(PAGE)

    network.names["news.example"] = ["93.184.216.34", "2606:4700::1", "93.184.216.36", "93.184.216.37"]
    assert (
        GuardedFetcher(resolve=network.resolve, transport=FirstIsDown()).fetch("http://news.example/").content == PAGE
    )


def test_a_host_without_addresses(fetch, network):
    assert failure_of(fetch, "http://nowhere.example/") is Code.FETCH_DNS
    assert network.requests == []


def test_the_whole_fetch_has_a_deadline(fetch, network):
    def slow():
        while True:
            time.sleep(0.01)
            yield b"x"

    network.pages["http://news.example/"] = httpx.Response(200, content=slow())
    limits = dataclasses.replace(LIMITS, fetch_seconds=0.2)
    began = time.monotonic()
    assert failure_of(fetch, "http://news.example/", limits) is Code.FETCH_TIMEOUT
    assert time.monotonic() - began < 2


def test_offline_nothing_is_fetched():
    with pytest.raises(InputError) as error:
        OfflineFetcher().fetch("https://news.example/")
    assert error.value.code is Code.BLOCKED
    assert "offline" in error.value.message


def test_proxies_of_the_environment_are_not_used(fetch, network, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9/")
    network.pages["http://news.example/"] = answer(PAGE)
    assert fetch("http://news.example/").content == PAGE
    assert network.requests[0].url.host == "93.184.216.34"
