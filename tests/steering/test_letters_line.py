# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A conversation with a mail server ends, whatever it does, and tells what became of each mail."""

import datetime as dt
import ipaddress
import ssl
import time
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from leitstand.core.mail import MailServer
from leitstand.core.smtp import Fate, MailServerUnreachable, Outcome, Patience, conversation
from tests.steering.smtp import HOST, PostOffice, dripping, post_office

ANNA = "anna@werft.example"
QUICK = Patience(reply=0.5, greeting=1, mail=1)


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office() as running:
        yield running


def server(port: int, **changes: object) -> MailServer:
    facts: dict[str, object] = {
        "host": HOST,
        "port": port,
        "user": "",
        "password": "",
        "has_tls": False,
        "starts_tls": False,
    }
    return MailServer(**(facts | changes))  # type: ignore[arg-type]


def mail(to: str = ANNA, body: str = "Grüße aus dem Hafen.\n") -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = "Leitstand <leitstand@example.org>"
    message["To"] = to
    message["Subject"] = "Größe"
    message.set_content(body, cte="quoted-printable")
    return message


def sent(office: PostOffice, *messages: EmailMessage, patience: Patience = QUICK) -> list[Outcome]:
    with conversation(server(office.port), patience) as talk:
        return [talk.hand_over(message) for message in messages]


def test_many_mails_go_over_one_connection_and_arrive_as_they_were_written(
    office: PostOffice,
) -> None:
    body = ".\n..\n.anfang\nÄpfel = Öl\n"
    outcomes = sent(office, mail(body=body), mail("bert@zoll.example"))
    assert [one.fate for one in outcomes] == [Fate.SENT, Fate.SENT]
    first, second = office.mails
    assert (first.sender, first.to, second.to) == (
        "leitstand@example.org",
        ANNA,
        "bert@zoll.example",
    )
    assert first.message.get_content().splitlines() == body.splitlines()
    assert str(first.message["Subject"]) == "Größe"
    assert first.connection == second.connection


@pytest.mark.parametrize(
    ("answer", "fate"),
    [
        ("550 5.1.1 no such user", Fate.NO_SUCH_ADDRESS),
        ("550 no such user here", Fate.NO_SUCH_ADDRESS),
        ("553 5.1.3 bad address", Fate.NO_SUCH_ADDRESS),
        ("552 5.2.2 mailbox full", Fate.NO_SUCH_ADDRESS),
        ("550 5.7.1 relaying denied", Fate.LATER),
        ("554 relay access denied", Fate.LATER),
        ("530 5.7.0 authentication required", Fate.LATER),
        ("451 4.7.1 greylisted", Fate.LATER),
        ("450 mailbox busy", Fate.LATER),
    ],
)
def test_a_refused_recipient_is_told_from_a_server_that_refuses_us(
    office: PostOffice, answer: str, fate: Fate
) -> None:
    office.recipient[ANNA] = answer
    first, second = sent(office, mail(), mail("bert@zoll.example"))
    assert (first.fate, first.answer) == (fate, answer)
    assert second.fate == Fate.SENT


@pytest.mark.parametrize(
    ("answer", "fate"),
    [
        ("550 5.1.1 no such user", Fate.NO_SUCH_ADDRESS),
        ("554 5.7.1 looks like spam", Fate.REFUSED),
        ("452 4.3.1 no space", Fate.LATER),
    ],
)
def test_a_server_may_refuse_once_it_has_read_the_mail(
    office: PostOffice, answer: str, fate: Fate
) -> None:
    office.content[ANNA] = answer
    first, second = sent(office, mail(), mail("bert@zoll.example"))
    assert first.fate == fate
    assert second.fate == Fate.SENT


def test_a_sender_that_may_not_send_is_about_us(office: PostOffice) -> None:
    office.sender = "550 5.7.1 not yours"
    [found] = sent(office, mail())
    assert (found.fate, found.is_over, found.is_about_us) == (Fate.LATER, True, True)


@pytest.mark.parametrize("what", ["drop", "hang"])
def test_a_line_that_breaks_before_the_mail_was_handed_over_leaves_it_with_us(
    office: PostOffice, what: str
) -> None:
    office.recipient[ANNA] = what
    [found] = sent(office, mail())
    assert (found.fate, found.is_over) == (Fate.LATER, True)
    assert office.mails == []


@pytest.mark.parametrize("what", ["drop", "hang"])
def test_a_line_that_breaks_after_it_leaves_open_whether_it_arrived(
    office: PostOffice, what: str
) -> None:
    office.content[ANNA] = what
    [found] = sent(office, mail())
    assert (found.fate, found.is_over) == (Fate.UNCLEAR, True)


def test_a_server_that_drips_cannot_keep_us() -> None:
    began = time.monotonic()
    with (
        dripping(b"220-wait\r\n", every=0.1) as port,
        pytest.raises(MailServerUnreachable),
        conversation(server(port), QUICK),
    ):
        pass
    assert time.monotonic() - began < 4


def test_where_nobody_listens_it_is_said_so() -> None:
    with pytest.raises(MailServerUnreachable, match="refused"), conversation(server(9), QUICK):
        pass


def certificate(place: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for this machine that nobody vouches for, and the server's use of it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = place / "cert.pem", place / "key.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return public, context


def test_password_and_mail_go_only_after_tls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public, tls = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(public))
    with post_office(tls=tls, password="Kran-17") as office:
        asked = server(office.port, starts_tls=True, user="leitstand", password="Kran-17")
        with conversation(asked, Patience(reply=5, greeting=10, mail=10)) as talk:
            assert talk.hand_over(mail()).fate == Fate.SENT
        [got] = office.mails
        assert (got.is_encrypted, got.user) == (True, "leitstand")
        wrong = server(office.port, starts_tls=True, user="leitstand", password="falsch")
        with pytest.raises(MailServerUnreachable, match="535"), conversation(wrong):
            pass


def test_a_server_nobody_vouches_for_gets_neither_password_nor_mail(tmp_path: Path) -> None:
    _public, tls = certificate(tmp_path)
    with post_office(tls=tls) as office:
        asked = server(office.port, starts_tls=True, user="leitstand", password="Kran-17")
        with pytest.raises(MailServerUnreachable, match=r"(?i)certificate"), conversation(asked):
            pass
        assert office.mails == []


def test_a_server_without_tls_gets_nothing_where_tls_is_asked(office: PostOffice) -> None:
    with (
        pytest.raises(MailServerUnreachable, match="STARTTLS"),
        conversation(server(office.port, starts_tls=True)),
    ):
        pass
