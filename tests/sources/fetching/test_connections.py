"""Real sockets, all on this machine: the transport carries what the fetcher has judged."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import httpx
import pytest

from summarize.errors import Code, InputError
from summarize.limits import LIMITS
from summarize.sources.fetching.connections import Deadline, DirectTransport
from summarize.sources.fetching.fetcher import GuardedFetcher

Handler = Callable[[socket.socket, bytes], None]


@pytest.fixture
def serve() -> Iterator[Callable[[Handler], int]]:
    """Start a server for one connection; the handler gets it once the request has come."""
    with contextlib.ExitStack() as stack:

        def start(handler: Handler, context: ssl.SSLContext | None = None) -> int:
            listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))

            def run() -> None:
                with contextlib.suppress(OSError):
                    connection, _ = listener.accept()
                    with connection:
                        if context is not None:
                            connection = context.wrap_socket(connection, server_side=True)
                        handler(connection, connection.recv(65536))

            thread = threading.Thread(target=run, daemon=True)
            thread.start()
            stack.callback(thread.join, 5)
            return int(listener.getsockname()[1])

        yield start


@dataclass
class ToThisMachine:
    """Carries every request over a real connection, but to a port of this machine."""

    port: int
    seconds: float
    opened: list[DirectTransport] = field(default_factory=list)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url.copy_with(host="127.0.0.1", port=self.port)
        carried = httpx.Request("GET", url, headers=request.headers, extensions=request.extensions)
        self.opened.append(DirectTransport(Deadline(self.seconds)))
        return self.opened[-1].handle_request(carried)


def fetch(port, seconds=5.0, scheme="http"):
    limits = dataclasses.replace(LIMITS, fetch_seconds=seconds)
    carrier = ToThisMachine(port, seconds)
    try:
        fetcher = GuardedFetcher(limits, resolve=lambda host: ["93.184.216.34"], transport=carrier)
        return fetcher.fetch(f"{scheme}://news.example/story")
    finally:
        for transport in carrier.opened:
            transport.close()


def code_of(port, seconds=5.0, scheme="http"):
    with pytest.raises(InputError) as error:
        fetch(port, seconds, scheme)
    return error.value.code


def test_a_whole_answer_and_what_was_asked(serve):
    asked = []

    def handler(to, request):
        asked.append(request)
        to.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Type: text/plain\r\n\r\nhello")

    fetched = fetch(serve(handler))
    assert (fetched.content, fetched.content_type) == (b"hello", "text/plain")
    first, *headers = asked[0].decode().strip().split("\r\n")
    assert first == "GET /story HTTP/1.1"
    assert "Host: news.example" in headers
    assert not any(header.lower().startswith(("cookie", "authorization", "referer")) for header in headers)


def drip(start, piece):
    def handler(to, request):
        to.sendall(start)
        while piece:
            to.sendall(piece)
            time.sleep(0.02)
        to.recv(1)  # Silence, until the other side has had enough.

    return handler


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
        (b"HTTP/1.1 200 OK\r\nX: ", b"y"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"x"),
        (b"", b""),
    ],
    ids=["headers", "one header", "chunks", "body", "silence"],
)
def test_an_answer_that_drips_for_ever_ends_at_the_deadline(serve, start, piece):
    port = serve(drip(start, piece))
    began = time.monotonic()
    assert code_of(port, seconds=0.3) is Code.FETCH_TIMEOUT
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf", Code.FETCH_INCOMPLETE),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", Code.FETCH_INCOMPLETE),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello", Code.FETCH_PROTOCOL),
        (b"SSH-2.0-OpenSSH_9.0\r\n", Code.FETCH_PROTOCOL),
        (b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 200_000 + b"\r\n\r\n", Code.FETCH_PROTOCOL),
        (b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", Code.FETCH_STATUS),
        (b"", Code.FETCH_PROTOCOL),
    ],
    ids=["short body", "short chunk", "bad chunk", "another protocol", "huge header", "status", "nothing"],
)
def test_answers_that_are_not_whole_or_not_http(serve, answer, code):
    assert code_of(serve(lambda to, request: to.sendall(answer))) is code


def test_a_port_that_nobody_listens_on():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert code_of(port) is Code.FETCH_INCOMPLETE


def certificate(tmp_path):
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "news.example")])
    now = dt.datetime.now(dt.UTC)
    names = x509.SubjectAlternativeName(
        [x509.DNSName("news.example"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    )
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "server.pem"
    path.write_bytes(
        built.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path


def test_a_certificate_nobody_vouches_for_is_never_accepted(serve, tmp_path, monkeypatch):
    path = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))  # The environment must not widen the trust either.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    asked = []
    port = serve(lambda to, request: asked.append(request), context)
    assert code_of(port, scheme="https") is Code.FETCH_TLS
    assert asked == []


def test_a_deadline_counts_down():
    now = [10.0]
    deadline = Deadline(5, clock=lambda: now[0])
    now[0] = 12.0
    assert deadline.left() == 3.0
    now[0] = 15.0
    with pytest.raises(InputError) as error:
        deadline.left()
    assert error.value.code is Code.FETCH_TIMEOUT
    assert "5 seconds" in error.value.message
