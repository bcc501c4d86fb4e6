"""Servers of this machine that misbehave, and processes in which every connection is noticed."""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import json
import socket
import ssl
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from bench.addresses import PUBLIC
from summarize.errors import InputError
from summarize.limits import LIMITS
from summarize.sources.fetching.connections import Deadline, DirectTransport
from summarize.sources.fetching.fetcher import GuardedFetcher

SMALL = replace(LIMITS, fetch_bytes=200_000, fetch_seconds=3.0)


class Server:
    """Answers any number of connections; `asked` are the first lines of the requests."""

    def __init__(self, answer, context=None):
        self.answer = answer
        self.context = context
        self.asked = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with contextlib.suppress(OSError), connection, self.secured(connection) as channel:
                request = channel.recv(65_536)
                self.asked.append(request.split(b"\r\n", 1)[0].decode())
                for piece in self.answer(request):
                    channel.sendall(piece)

    def secured(self, connection):
        if self.context is None:
            return connection
        return self.context.wrap_socket(connection, server_side=True)

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(5)


@pytest.fixture
def serve():
    with contextlib.ExitStack() as stack:

        def start(answer, context=None):
            server = Server(answer, context)
            stack.callback(server.close)
            return server

        yield start


class Carrier:
    """Carries each request over a real connection to the server, whatever address was judged."""

    def __init__(self, server, authorities=""):
        self.server = server
        self.authorities = authorities
        self.opened = []

    def handle_request(self, request):
        url = request.url.copy_with(host="127.0.0.1", port=self.server.port)
        self.opened.append(DirectTransport(Deadline(SMALL.fetch_seconds), self.authorities))
        carried = httpx.Request("GET", url, headers=request.headers, extensions=request.extensions)
        return self.opened[-1].handle_request(carried)


def fetch(server, url="http://news.example/a", resolve=lambda host: [PUBLIC], authorities=""):
    carrier = Carrier(server, authorities)
    try:
        return GuardedFetcher(SMALL, resolve, carrier).fetch(url)
    finally:
        for transport in carrier.opened:
            transport.close()


def code_of(*arguments, **named):
    with pytest.raises(InputError) as raised:
        fetch(*arguments, **named)
    return raised.value.code


OK = b"HTTP/1.1 200 OK\r\n"


def endless(head):
    def answer(request):
        yield head
        while True:
            yield b"1000\r\n" + b"x" * 4096 + b"\r\n" if b"chunked" in head else b"x" * 4096

    return answer


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (endless(OK + b"\r\n"), "TOO_LARGE"),
        (endless(OK + b"Transfer-Encoding: chunked\r\n\r\n"), "TOO_LARGE"),
        (endless(OK + b"Content-Length: 10000000000000\r\n\r\n"), "TOO_LARGE"),
        (lambda request: [OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(50_000_000))], "DECOMP_LIMIT"),
        (lambda request: [OK + b"Content-Encoding: br\r\n\r\nxxxx"], "FETCH_PROTOCOL"),
        (lambda request: [OK + b"Content-Length: 500\r\n\r\nhalf"], "FETCH_INCOMPLETE"),
        (lambda request: [OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nx"], "FETCH_PROTOCOL"),
        (lambda request: [OK + b"X: " + b"a" * 1_000_000 + b"\r\n\r\n"], "FETCH_PROTOCOL"),
        (lambda request: [OK + b"no colon\r\n\r\n"], "FETCH_PROTOCOL"),
        (lambda request: [b"<html>old</html>"], "FETCH_PROTOCOL"),
        (lambda request: [], "FETCH_PROTOCOL FETCH_INCOMPLETE"),
        (lambda request: [b"HTTP/1.1 302 Found\r\nLocation: /again\r\n\r\n"], "TOO_MANY_REDIRECTS"),
    ],
)
def test_servers_that_misbehave_end_in_one_clear_line(serve, answer, code):
    assert code_of(serve(answer)) in code.split()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("target", ["http://127.0.0.1/", "http://localhost/", "//10.0.0.1/", "file:///etc/passwd"])
def test_a_redirect_inside_is_the_last_request(serve, status, target):
    server = serve(
        lambda request: [f"HTTP/1.1 {status} Go\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode()]
    )
    assert code_of(server) == "BLOCKED"
    assert len(server.asked) == 1


def test_a_name_that_turns_inside_between_two_answers_is_not_followed(serve):
    answers = [[PUBLIC], ["127.0.0.1"]]
    server = serve(lambda request: [b"HTTP/1.1 302 Go\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n"])
    assert code_of(server, resolve=lambda host: answers.pop(0)) == "BLOCKED"
    assert server.asked == ["GET /a HTTP/1.1"]


@pytest.fixture(scope="module")
def authority():
    """Make certificates: `sign(host, days)` gives a server's context, `certificate` is the authority's own."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    now = dt.datetime.now(dt.UTC)

    def make(name, key, issuer, issuer_key, days, is_authority):
        builder = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
            .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(days=30))
            .not_valid_after(now + dt.timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        )
        return builder.sign(issuer_key, hashes.SHA256())

    def pem(certificate):
        return certificate.public_bytes(serialization.Encoding.PEM)

    root_key = ec.generate_private_key(ec.SECP256R1())
    root = make("root.example", root_key, "root.example", root_key, 30, True)

    class Authority:
        certificate = pem(root).decode()

        @staticmethod
        def sign(host, folder, days=30, self_signed=False):
            key = ec.generate_private_key(ec.SECP256R1())
            issuer = (host, key) if self_signed else ("root.example", root_key)
            plain = serialization.NoEncryption()
            format_ = serialization.PrivateFormat.PKCS8
            path = folder / "server.pem"
            path.write_bytes(
                key.private_bytes(serialization.Encoding.PEM, format_, plain)
                + pem(make(host, key, *issuer, days, is_authority=False))
            )
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(path)
            return context

    return Authority


@pytest.mark.parametrize(
    ("host", "named", "good"),
    [
        ("news.example", {}, True),
        ("other.example", {}, False),
        ("news.example", {"days": -1}, False),
        ("news.example", {"self_signed": True}, False),
    ],
)
def test_only_a_certificate_for_the_asked_name_is_accepted(serve, authority, tmp_path, host, named, good):
    server = serve(lambda request: [OK + b"Content-Length: 4\r\n\r\npage"], authority.sign(host, tmp_path, **named))
    if good:
        assert fetch(server, "https://news.example/a", authorities=authority.certificate).content == b"page"
        assert server.asked == ["GET /a HTTP/1.1"]
    else:
        assert code_of(server, "https://news.example/a", authorities=authority.certificate) == "FETCH_TLS"
        assert server.asked == []


def test_an_authority_that_is_not_named_is_not_trusted(serve, authority, tmp_path):
    server = serve(lambda request: [OK + b"\r\n"], authority.sign("news.example", tmp_path))
    assert code_of(server, "https://news.example/a") == "FETCH_TLS"


WATCH = """
import json, sys
seen = []
def notice(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        seen.append([event, ascii(arguments[-1] if event != "socket.getaddrinfo" else arguments[0])])
sys.addaudithook(notice)
"""


def watched(script, *arguments, **named):
    """Run a script in a process of its own; return what it printed last, as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", WATCH + script, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        **named,
    )
    assert done.stdout, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_no_form_of_an_address_opens_a_socket():
    script = """
from bench.addresses import PUBLIC, Tripwire, address_vectors
from summarize.errors import InputError
from summarize.limits import LIMITS
from summarize.sources.fetching.fetcher import GuardedFetcher
wire = Tripwire(turned=True)
count = 0
for row, url in address_vectors():
    if row not in ("U27", "U28"):  # These begin at a public address.
        count += 1
        try:
            GuardedFetcher(LIMITS, wire.resolve).fetch(url)
        except InputError:
            pass
print(json.dumps([count, seen]))
"""
    count, seen = watched(script, cwd=Path(__file__).parents[2])
    assert count >= 150
    assert seen == []


def test_offline_no_socket_is_opened(tmp_path):
    story = tmp_path / "story.txt"
    story.write_text("The Orva dam was closed on Monday. Engineers found a crack in its northern wall.\n" * 2)
    script = """
import contextlib, io
from summarize.cli import main
sys.argv = ["summarize", *sys.argv[1:]]
out = io.StringIO()
with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
    try:
        main()
    except SystemExit as end:
        status = end.code
print(json.dumps([status, out.getvalue(), seen]))
"""
    status, output, seen = watched(script, "--offline", story, "https://news.example/a")
    assert seen == []
    assert status == 3
    assert "BLOCKED" in output
    assert "dam" in output
