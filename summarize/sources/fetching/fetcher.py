"""The one door to the network: an address in, bytes out, and no way to anything that is not public.

Names are resolved once, every address they have is judged, and the connection goes to a judged
address, with the name only in the Host header and the TLS check. Redirects begin all over again.
A page is fetched once, because a person named it, as a browser would, and links are never followed:
robots.txt, which is for crawlers, is not asked for. The program says what it is in its User-Agent.
Not here: cookies, proxies, credentials, caches. Those do not exist.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from summarize.errors import Code, InputError
from summarize.limits import LIMITS, Limits
from summarize.sources.fetching.addresses import is_public
from summarize.sources.fetching.connections import Deadline, DirectTransport
from summarize.sources.fetching.resolution import resolve_host
from summarize.sources.fetching.urls import Url, parse_url, resolve_redirect

if TYPE_CHECKING:
    import httpx

MOST_TRIED = 3
"""Addresses of one host that are tried in turn; a fourth would hardly answer where three did not."""
CONNECT_SECONDS = 8.0
"""For one address to accept; leaves time for another within the usual 30 seconds."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GOOD = frozenset({200, 203})
_GZIP = frozenset({"gzip", "x-gzip"})
_GZIP_BITS = 16 + zlib.MAX_WBITS
_HEADERS = {
    "User-Agent": "summarize",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip, identity",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: where the last redirect led, the decoded body, and the declared type."""

    url: str
    content: bytes
    content_type: str


class Fetcher(Protocol):
    """Anything that turns an address into bytes."""

    def fetch(self, url: str) -> Fetched:
        """Return what is at an address.

        Raises:
            InputError: When there is nothing, or it may not be fetched.
        """
        ...


class Transport(Protocol):
    """Anything that answers a request, such as an httpx transport."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Return the response to a request whose host is a numeric address."""
        ...


@dataclass(frozen=True, slots=True)
class OfflineFetcher:
    """Refuses every address, for runs that must not open a socket."""

    def fetch(self, url: str) -> Fetched:
        """Refuse.

        Raises:
            InputError: BLOCKED, always.
        """
        del url
        raise InputError(Code.BLOCKED, "is an address, and this run is offline; save the page and give the file")


@dataclass(frozen=True, slots=True)
class GuardedFetcher:
    """Fetches public web pages.

    Attributes:
        limits: `redirects`, `fetch_bytes`, `fetch_seconds` and `url_characters` are kept.
        resolve: The addresses of a host name, as text.
        transport: What carries requests; None means a fresh, direct connection for each.
    """

    limits: Limits = LIMITS
    resolve: Callable[[str], list[str]] = resolve_host
    transport: Transport | None = None

    def fetch(self, url: str) -> Fetched:
        """Return what is at a public address, after at most `limits.redirects` redirects.

        Raises:
            InputError: BAD_URL, BLOCKED, FETCH_DNS, FETCH_TIMEOUT, FETCH_TLS, FETCH_PROTOCOL,
                FETCH_INCOMPLETE, FETCH_STATUS, TOO_MANY_REDIRECTS, TOO_LARGE or DECOMP_LIMIT.
        """
        deadline = Deadline(self.limits.fetch_seconds)
        current = parse_url(url, self.limits)
        for _ in range(self.limits.redirects + 1):
            answer = self._request(current, deadline)
            if isinstance(answer, Fetched):
                return answer
            current = resolve_redirect(current, answer, self.limits)
        raise InputError(
            Code.TOO_MANY_REDIRECTS, f"redirects more than {self.limits.redirects} times; give the final address"
        )

    def _request(self, url: Url, deadline: Deadline) -> Fetched | str:
        addresses = self._judged(url)
        deadline.left()
        for tried, address in enumerate(addresses, 1):
            try:
                return self._request_from(url, address, deadline)
            except _NotConnectedError:
                if tried == len(addresses):
                    raise
        raise InputError(Code.FETCH_DNS, "names a host without an address; check the spelling")

    def _judged(self, url: Url) -> list[str]:
        addresses = [url.host] if url.is_numeric else self.resolve(url.host)
        if not all(map(is_public, addresses)):
            raise InputError(Code.BLOCKED, "leads to a machine that is not public; save the page and give the file")
        return addresses[:MOST_TRIED]

    def _request_from(self, url: Url, address: str, deadline: Deadline) -> Fetched | str:
        import httpx

        host = f"[{address}]" if ":" in address else address
        request = httpx.Request(
            "GET",
            f"{url.scheme}://{host}:{url.port}{url.target}",
            headers={**_HEADERS, "Host": url.authority},
            extensions={"sni_hostname": url.host, "timeout": {"connect": min(CONNECT_SECONDS, deadline.left())}},
        )
        own = None if self.transport is not None else DirectTransport(deadline)
        carrier = self.transport or own
        assert carrier is not None
        try:
            return self._read(carrier.handle_request(request), url, deadline)
        except InputError:
            raise
        except Exception as error:  # each HTTP library, and each transport, has a tree of its own
            raise _input_error(error) from error
        finally:
            if own is not None:
                own.close()

    def _read(self, response: httpx.Response, url: Url, deadline: Deadline) -> Fetched | str:
        status = response.status_code
        if status in _REDIRECTS:
            return str(response.headers.get("location", ""))
        if status not in _GOOD:
            raise InputError(Code.FETCH_STATUS, f"answered with status {status}; open it in a browser to see why")
        encoding = response.headers.get("content-encoding", "").strip().lower()
        most = self.limits.fetch_bytes
        body = bytearray()
        chunks = _chunks(response, deadline, most)
        for chunk in chunks if encoding in {"", "identity"} else _inflated(chunks, encoding, most):
            body += chunk
            if len(body) > most:
                code = Code.DECOMP_LIMIT if encoding in _GZIP else Code.TOO_LARGE
                raise InputError(code, f"has more than {most:,} bytes, the limit; save it and give the file")
        return Fetched(str(url), bytes(body), response.headers.get("content-type", ""))


class _NotConnectedError(InputError):
    """No connection came about: another address of the same host may do better."""


def _chunks(response: httpx.Response, deadline: Deadline, most: int) -> Iterator[bytes]:
    declared = response.headers.get("content-length", "")
    if declared.isdecimal() and len(declared) < 20 and int(declared) > most:
        raise InputError(Code.TOO_LARGE, f"has {int(declared):,} bytes; the limit is {most:,}; save it as a file")
    # The stream itself, because httpx would inflate it without a bound.
    for chunk in cast("Iterable[bytes]", response.stream):
        deadline.left()
        yield chunk


def _inflated(chunks: Iterator[bytes], encoding: str, most: int) -> Iterator[bytes]:
    if encoding not in _GZIP:
        raise InputError(Code.FETCH_PROTOCOL, f"came encoded as {encoding[:20]!r}, which was not asked for")
    inflater = zlib.decompressobj(_GZIP_BITS)
    try:
        for chunk in chunks:
            rest = chunk
            while rest:
                if inflater.eof:  # One body may be several gzip streams in a row.
                    inflater = zlib.decompressobj(_GZIP_BITS)
                yield inflater.decompress(rest, most + 1)
                rest = inflater.unused_data
    except zlib.error as error:
        raise InputError(Code.FETCH_PROTOCOL, "came as damaged gzip; try again later") from error
    if not inflater.eof:
        raise InputError(Code.FETCH_INCOMPLETE, "ended before all of it had come; try again later")


def _input_error(error: Exception) -> InputError:
    import ssl

    import httpcore
    import httpx

    if any(isinstance(cause, ssl.SSLError) for cause in _causes(error)):
        return InputError(Code.FETCH_TLS, "has no valid certificate; it is never fetched without one")
    if isinstance(error, httpx.ConnectTimeout | httpcore.ConnectTimeout):
        return _NotConnectedError(Code.FETCH_TIMEOUT, "did not accept a connection in time; try again later")
    if isinstance(error, httpx.TimeoutException | httpcore.TimeoutException | TimeoutError):
        return InputError(Code.FETCH_TIMEOUT, "did not answer in time; try again later")
    if isinstance(error, httpx.ConnectError | httpcore.ConnectError):
        return _NotConnectedError(Code.FETCH_INCOMPLETE, "accepted no connection; try again later")
    if isinstance(error, httpx.RemoteProtocolError | httpcore.RemoteProtocolError) and "complete" in str(error):
        return InputError(Code.FETCH_INCOMPLETE, "ended before all of it had come; try again later")
    if isinstance(error, httpx.NetworkError | httpcore.NetworkError | OSError):
        return InputError(Code.FETCH_INCOMPLETE, "broke off the connection; try again later")
    return InputError(Code.FETCH_PROTOCOL, "did not answer in proper HTTP; open it in a browser to see why")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
