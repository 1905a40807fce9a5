# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A conversation with the mail server that always ends, and that knows what became of each mail.

Python's own client gives every read its own time, so a server that says a letter now and then can
keep it for ever; and it does not tell whether a line broke before or after a mail was handed over.
Both matter here: a run must end, and nobody may get the same mail twice. Needs no Django.
"""

import contextlib
import re
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP as LINES
from email.utils import parseaddr
from enum import StrEnum
from typing import Any

from leitstand.core.mail import MailServer

_DOT = re.compile(rb"(?m)^\.")
_ENHANCED = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
# Refusals at the recipient that are about us, or about the moment, not about the address.
_ABOUT_US = frozenset({503, 521, 530, 535, 538, 554, 571})


class Fate(StrEnum):
    """What became of one mail."""

    SENT = "sent"
    NO_SUCH_ADDRESS = "no-such-address"  # the server says that nobody can be reached there
    REFUSED = "refused"  # the server will not take this mail, now or later
    LATER = "later"  # not taken, and it may be tried again
    UNCLEAR = "unclear"  # handed over, but the answer did not come


@dataclass(frozen=True, slots=True)
class Outcome:
    """The fate of a mail and what the server said to it.

    ``is_over`` means that this conversation is of no use for another mail, ``is_about_us`` that
    no other mail will fare better: it is not this one's fault.
    """

    fate: Fate
    answer: str = ""
    is_over: bool = False
    is_about_us: bool = False


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait: for one reply, for the greeting with sign-in, for a whole mail."""

    reply: float = 20
    greeting: float = 40
    mail: float = 90


class MailServerUnreachable(OSError):
    """Nobody can hand over mail there now; the words say why."""


class _Line(smtplib.SMTP):
    """The client, with a socket that can be shut from outside while it waits."""

    def __init__(self, host: str, context: ssl.SSLContext | None, timeout: float) -> None:
        self.context = context
        self.held: socket.socket | None = None
        super().__init__(timeout=timeout)
        self._host = host  # whose certificate is asked for

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        self.held = socket.create_connection((host, port), timeout)
        if self.context is not None:
            self.held = self.context.wrap_socket(self.held, server_hostname=host)
        return self.held

    def shut(self) -> None:
        """Whoever reads or writes finds the line broken."""
        line = self.sock or self.held
        if line is not None:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


class Conversation:
    """One connection for many mails. Open it with :func:`conversation`."""

    def __init__(self, line: _Line, patience: Patience) -> None:
        self._line = line
        self._patience = patience

    def hand_over(self, message: EmailMessage) -> Outcome:
        """The mail is the server's, or the outcome says why not. Never raises for what it says.

        The envelope's sender is the message's ``From``, its recipient the one in ``To``.
        """
        content = _DOT.sub(b"..", message.as_bytes(policy=LINES))
        if not content.endswith(b"\r\n"):
            content += b"\r\n"
        sender, recipient = (parseaddr(str(message[name]))[1] for name in ("From", "To"))
        is_handed = False
        try:
            with _time_limit(self._line, self._patience.mail):
                refusal = self._envelope(sender, recipient)
                if refusal is not None:
                    return refusal
                self._line.send(content + b".\r\n")
                is_handed = True
                return _judged(*self._line.getreply())
        except (OSError, smtplib.SMTPException) as error:
            self._line.close()
            fate = Fate.UNCLEAR if is_handed else Fate.LATER
            return Outcome(fate, _words_of(error), is_over=True)

    def _envelope(self, sender: str, recipient: str) -> Outcome | None:
        """None once the server waits for the content."""
        code, said = self._line.mail(sender)
        if code != 250:
            return Outcome(Fate.LATER, _answer(code, said), is_over=True, is_about_us=True)
        code, said = self._line.rcpt(recipient)
        if code not in {250, 251}:
            return self._after_refusal(_recipient_refused(code, said))
        code, said = self._line.docmd("DATA")
        if code != 354:
            return self._after_refusal(_judged(code, said))
        return None

    def _after_refusal(self, outcome: Outcome) -> Outcome:
        """The line is ready for the next mail, unless it is over."""
        if not outcome.is_over:
            self._line.rset()
        return outcome

    def end(self) -> None:
        """The server knows that nothing follows; what it thinks of that is all the same."""
        with contextlib.suppress(OSError, smtplib.SMTPException), _time_limit(self._line, 5):
            self._line.quit()
        self._line.close()


@contextlib.contextmanager
def conversation(server: MailServer, patience: Patience | None = None) -> Iterator[Conversation]:
    """A conversation with the server, signed in; :class:`MailServerUnreachable` where none begins.

    Connecting takes ``patience.reply`` for each address of the host, all that follows until the
    sign-in ``patience.greeting`` together.
    """
    patience = patience or Patience()
    context = ssl.create_default_context() if server.has_tls or server.starts_tls else None
    line = _Line(server.host, context if server.has_tls else None, patience.reply)
    try:
        with _time_limit(line, patience.greeting):
            code, said = line.connect(server.host, server.port)
            if code != 220:
                raise MailServerUnreachable(_answer(code, said))
            line.ehlo_or_helo_if_needed()
            if server.starts_tls:
                # Without it the password and every personal link would go in the open.
                line.starttls(context=context)
                line.ehlo_or_helo_if_needed()
            if server.user:
                line.login(server.user, server.password)
    except (OSError, ValueError, smtplib.SMTPException) as error:  # no such host name: a ValueError
        line.close()
        raise MailServerUnreachable(_words_of(error)) from None
    except BaseException:
        line.close()
        raise
    talk = Conversation(line, patience)
    try:
        yield talk
    finally:
        talk.end()


@contextlib.contextmanager
def _time_limit(line: _Line, seconds: float) -> Iterator[None]:
    """After ``seconds`` the line breaks, whatever the server does to keep it."""
    alarm = threading.Timer(seconds, line.shut)
    alarm.daemon = True
    alarm.start()
    try:
        yield
    finally:
        alarm.cancel()


def _recipient_refused(code: int, said: bytes) -> Outcome:
    answer = _answer(code, said)
    status = _status(answer)
    if status.startswith("5.1."):
        return Outcome(Fate.NO_SUCH_ADDRESS, answer)
    if code < 500 or code in _ABOUT_US or status.startswith(("4.", "5.7.")):
        return Outcome(Fate.LATER, answer, is_over=code == 421)
    return Outcome(Fate.NO_SUCH_ADDRESS, answer)


def _judged(code: int, said: bytes) -> Outcome:
    """What the answer to a whole mail means."""
    answer = _answer(code, said)
    if code == 250:
        return Outcome(Fate.SENT, answer)
    if code < 500:
        return Outcome(Fate.LATER, answer, is_over=code == 421)
    if _status(answer).startswith("5.1."):
        return Outcome(Fate.NO_SUCH_ADDRESS, answer)
    return Outcome(Fate.REFUSED, answer)


def _status(answer: str) -> str:
    """The enhanced status code of RFC 3463, "" where the server gives none."""
    found = _ENHANCED.search(answer)
    return found[1] if found else ""


def _answer(code: int, said: bytes) -> str:
    return f"{code} {said.decode('utf-8', 'replace')}".replace("\n", " ").strip()[:400]


def _words_of(error: Exception) -> str:
    """The reason in words: a server's own, else the machine's."""
    if isinstance(error, smtplib.SMTPResponseException):
        said: Any = error.smtp_error
        return _answer(error.smtp_code, said if isinstance(said, bytes) else str(said).encode())
    return str(error)[:400] or type(error).__name__
