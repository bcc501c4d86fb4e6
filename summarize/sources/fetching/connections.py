"""HTTP connections that no server can hold open past a deadline, however slowly it drips.

A client's own timeouts start anew with every byte; here each wait is cut to what is left.
Not here: whom to connect to; the fetcher has judged that, and asks for a numeric address.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, cast

from summarize.errors import Code, InputError

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable

    import httpcore
    import httpx


class Deadline:
    """A moment after which every wait fails."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._end = clock() + seconds

    def left(self) -> float:
        """Return the seconds left.

        Raises:
            InputError: FETCH_TIMEOUT when there are none.
        """
        left = self._end - self._clock()
        if left <= 0:
            raise InputError(Code.FETCH_TIMEOUT, f"took longer than {self._seconds:g} seconds; try again later")
        return left


class DirectTransport:
    """Sends one request over a fresh connection: no proxy, no cookies, no reuse, TLS always verified.

    `authorities` are certificates (PEM) of authorities that are trusted besides the well-known ones.
    """

    def __init__(self, deadline: Deadline, authorities: str = "") -> None:
        import httpcore
        import httpx

        context = httpx.create_ssl_context(verify=True, trust_env=False)
        if authorities:
            context.load_verify_locations(cadata=authorities)
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            network_backend=cast("httpcore.NetworkBackend", _Backend(deadline)),
            max_connections=1,
            http2=False,
            retries=0,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Return the response, its body still to be read from `response.stream`."""
        import httpcore
        import httpx

        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=cast("Iterable[bytes]", request.stream),
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            response.status, headers=response.headers, stream=cast("httpx.SyncByteStream", response.stream)
        )

    def close(self) -> None:
        """Close the connection, whatever state it is in."""
        self._pool.close()


class _Backend:
    """httpcore's own sockets, every wait cut to what the deadline leaves."""

    def __init__(self, deadline: Deadline) -> None:
        from httpcore import SyncBackend

        self._sockets = SyncBackend()
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> _Stream:
        left = self._deadline.left() if timeout is None else min(timeout, self._deadline.left())
        stream = self._sockets.connect_tcp(host, port, left, local_address, socket_options)
        return _Stream(stream, self._deadline)

    def sleep(self, seconds: float) -> None:
        self._sockets.sleep(min(seconds, self._deadline.left()))


class _Stream:
    """One connection under a deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        del timeout  # The deadline is always the stricter.
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        del timeout
        self._stream.write(buffer, self._deadline.left())

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> _Stream:
        del timeout
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, self._deadline.left()), self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)

    def close(self) -> None:
        self._stream.close()
