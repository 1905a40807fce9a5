# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A real mail server on this machine that takes mail, refuses it, hangs or drops the line."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Delivered:
    """A mail as the server got it, and the connection that it came by."""

    sender: str
    to: str
    message: EmailMessage
    raw: bytes
    connection: int
    is_encrypted: bool
    user: str

    @property
    def text(self) -> str:
        """The body as its reader sees it, in one line: where lines break says nothing."""
        return " ".join(str(self.message.get_content()).split())


@dataclass
class PostOffice:
    """What the server does, by the recipient's address, and what it got.

    ``recipient`` and ``content`` hold answers by address ("" for everybody), such as ``550 5.1.1
    no such user``, or ``drop`` and ``hang``. ``after`` is called once a mail is in, before the
    answer goes out.
    """

    port: int = 0
    mails: list[Delivered] = field(default_factory=list)
    sender: str = ""
    recipient: dict[str, str] = field(default_factory=dict)
    content: dict[str, str] = field(default_factory=dict)
    is_lost_after_content: set[str] = field(default_factory=set)
    after: Callable[[Delivered], None] | None = None
    connections: list[Any] = field(default_factory=list)
    tries: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The server as EMAIL_URL names it."""
        return f"smtp://{HOST}:{self.port}"

    def to(self, email: str) -> list[Delivered]:
        """What came for somebody."""
        return [one for one in self.mails if one.to == email]

    # What aiosmtpd calls, by the names that it expects.

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.sender:
            return self.sender
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.tries.append(address)
        if session not in self.connections:
            self.connections.append(session)
        said = await self._done(self.recipient, address, server)
        if said.startswith("2"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        address = envelope.rcpt_tos[0]
        raw = envelope.original_content or b""
        if not (said := await self._done(self.content, address, server)).startswith("2"):
            return said
        message: Any = message_from_bytes(raw, policy=default)
        user = session.auth_data.login.decode() if session.auth_data else ""
        mail = Delivered(
            envelope.mail_from or "",
            address,
            message,
            raw,
            self.connections.index(session),
            session.ssl is not None,
            user,
        )
        self.mails.append(mail)
        if self.after is not None:
            self.after(mail)
        if address in self.is_lost_after_content:
            _cut(server)
        return "250 2.0.0 taken"

    @staticmethod
    async def _done(answers: dict[str, str], address: str, server: SMTP) -> str:
        said = answers.get(address) or answers.get("") or "250 OK"
        if said == "hang":
            await asyncio.sleep(3600)
        if said == "drop":
            _cut(server)
        return said


def _cut(server: SMTP) -> None:
    line: Any = server.transport
    line.abort()


@contextmanager
def post_office(
    *, tls: ssl.SSLContext | None = None, password: str | None = None
) -> Iterator[PostOffice]:
    """A server that runs, with STARTTLS and a password (for ``leitstand``) if asked to."""
    office = PostOffice()

    def known(
        server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: LoginPassword
    ) -> AuthResult:
        is_right = (given.login, given.password) == (b"leitstand", (password or "").encode())
        return AuthResult(success=is_right, handled=is_right, auth_data=given)

    secured: dict[str, Any] = {"tls_context": tls, "require_starttls": True} if tls else {}
    if password is not None:
        secured |= {"authenticator": known, "auth_required": True}
    controller = Controller(office, hostname=HOST, port=_free_port(), **secured)
    controller.start()
    office.port = controller.port
    try:
        yield office
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def dripping(text: bytes, every: float) -> Iterator[int]:
    """A server that says a letter of ``text`` now and then, and never ends; gives its port."""
    done = threading.Event()

    def speak(listener: socket.socket) -> None:
        with listener:
            line, _address = listener.accept()
            with line:
                for letter in text * 1000:
                    if done.wait(every):
                        return
                    try:
                        line.sendall(bytes([letter]))
                    except OSError:
                        return

    listener = socket.create_server((HOST, 0))
    thread = threading.Thread(target=speak, args=(listener,), daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        done.set()
        thread.join(5)
