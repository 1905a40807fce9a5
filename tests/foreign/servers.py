# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Real servers on this machine that answer as a test wants: well, badly, slowly, or for ever."""

import contextlib
import datetime as dt
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

# Speaks on a connection whose request was read; what was asked comes as bytes.
Speak: TypeAlias = Callable[[socket.socket, bytes], None]


def answer(
    content: bytes, *headers: str, status: str = "200 OK", length: int | None = None
) -> bytes:
    """An answer as it goes over the wire; ``length`` where it shall not be the true one."""
    size = len(content) if length is None else length
    head = [f"HTTP/1.1 {status}", f"Content-Length: {size}", "Connection: close", *headers]
    return "\r\n".join([*head, "", ""]).encode() + content


def says(content: bytes) -> Speak:
    """Sends these bytes and hangs up."""

    def speak(connection: socket.socket, _asked: bytes) -> None:
        connection.sendall(content)

    return speak


def header(asked: bytes, name: str) -> str:
    """The value of a header of the request, "" where it has none."""
    for line in asked.decode().split("\r\n")[1:]:
        key, _colon, value = line.partition(":")
        if key.lower() == name.lower():
            return value.strip()
    return ""


class Machine:
    """A server in a thread. ``asked`` are the requests that came; ``speak`` may be replaced."""

    def __init__(self, speak: Speak, context: ssl.SSLContext | None = None) -> None:
        self.speak = speak
        self.asked: list[bytes] = []
        self._context = context
        self._closing = False
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def place(self) -> str:
        """Host and port, as an operator allows them."""
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """An address on it."""
        scheme = "https" if self._context else "http"
        return f"{scheme}://{self.place}/bericht.json"

    def close(self) -> None:
        """Nobody answers any more."""
        self._closing = True
        # A thread that waits in accept does not notice that its socket was closed.
        with socket.socket() as knock, contextlib.suppress(OSError):
            knock.connect(("127.0.0.1", self.port))
        self._socket.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while not self._closing:
            try:
                connection, _peer = self._socket.accept()
            except OSError:
                return
            if self._closing:
                connection.close()
                return
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        try:
            if self._context:
                connection = self._context.wrap_socket(connection, server_side=True)
            with connection:
                asked = b""
                while b"\r\n\r\n" not in asked:
                    piece = connection.recv(65536)
                    if not piece:
                        return
                    asked += piece
                self.asked.append(asked)
                self.speak(connection, asked)
        except OSError:
            return  # whoever asked has gone


@contextmanager
def machine(speak: Speak, context: ssl.SSLContext | None = None) -> Iterator[Machine]:
    """A server that answers so; it is gone after the block."""
    made = Machine(speak, context)
    try:
        yield made
    finally:
        made.close()


def certificate(folder: Path, *names: str) -> tuple[ssl.SSLContext, Path]:
    """A server's TLS for these names and addresses, and the file with which one may trust it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = dt.datetime.now(dt.UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([_named(one) for one in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "public.pem", folder / "private.pem"
    public.write_bytes(built.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return context, public


def _named(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
