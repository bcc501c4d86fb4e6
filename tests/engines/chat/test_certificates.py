"""A server with a certificate that nobody vouches for is never asked, and never told the key."""

import contextlib
import datetime as dt
import ipaddress
import socket
import ssl
import threading

import pytest

from summarize.engines.chat.remote import RemoteChat, Server
from summarize.errors import Code, ModelError


@pytest.fixture
def self_signed(tmp_path):
    """The port of a TLS server on this machine with a certificate of its own making, and what it was sent."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now - dt.timedelta(1), now + dt.timedelta(1))
    certificate = builder.add_extension(address, critical=False).sign(key, hashes.SHA256())
    pem = certificate.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "server.pem").write_bytes(pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem")
    received = []

    def run(listener):
        with contextlib.suppress(OSError):
            connection, _ = listener.accept()
            with connection, context.wrap_socket(connection, server_side=True) as secured:
                received.append(secured.recv(65536))

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=run, args=(listener,), daemon=True)
        thread.start()
        yield listener.getsockname()[1], received
        thread.join(5)


def test_a_certificate_that_nobody_vouches_for(self_signed, question):
    port, received = self_signed
    model = RemoteChat(Server(f"https://127.0.0.1:{port}/v1", "tiny"), "sk-secret")
    with pytest.raises(ModelError, match="no valid certificate") as caught:
        model.ask(question({"1.1": "It rained."}), 50)
    assert caught.value.code is Code.FETCH_TLS
    assert not any(received)
