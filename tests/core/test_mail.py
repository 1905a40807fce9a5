# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""One address says how mail leaves."""

import pytest

from leitstand.core.mail import MailServer, base_address, mail_server


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.org", MailServer("mail.example.org", 587, "", "", False, True)),
        ("smtps://mail.example.org", MailServer("mail.example.org", 465, "", "", True, False)),
        ("smtp://localhost", MailServer("localhost", 25, "", "", False, False)),
        ("smtp://relay:2525?tls=none", MailServer("relay", 2525, "", "", False, False)),
        (
            "smtp://a%40b.example:p%2Fw@mail.example.org:26",
            MailServer("mail.example.org", 26, "a@b.example", "p/w", False, True),
        ),
    ],
)
def test_an_address_becomes_a_server(url: str, server: MailServer) -> None:
    assert mail_server(url) == server


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mail.example.org",
        "http://mail.example.org",
        "smtp://",
        "smtp://a:port",
        "smtp://a?tls=x",
    ],
)
def test_what_is_no_address_of_a_mail_server_is_an_error(url: str) -> None:
    with pytest.raises(ValueError, match=r"smtp|tls|[Pp]ort"):
        mail_server(url)


HOSTS = ("leitstand.example.org", "127.0.0.1")


@pytest.mark.parametrize(
    ("url", "hosts", "is_https", "expected"),
    [
        ("https://plan.example.org", HOSTS, False, "https://plan.example.org"),
        ("https://plan.example.org:8443/", HOSTS, True, "https://plan.example.org:8443"),
        ("", HOSTS, True, "https://leitstand.example.org"),
        ("", HOSTS, False, "http://leitstand.example.org"),
        ("", ("127.0.0.1", "[::1]"), True, "http://127.0.0.1:8000"),
        ("", ("[::1]",), False, "http://[::1]:8000"),
        ("", ("*", "leitstand.example.org"), True, "https://leitstand.example.org"),
        ("", ("*",), False, "http://localhost:8000"),
        ("", (".example.org",), True, "https://example.org"),
    ],
)
def test_every_address_in_a_mail_begins_where_readers_find_us(
    url: str, hosts: tuple[str, ...], is_https: bool, expected: str
) -> None:
    assert base_address(url, hosts=hosts, is_https=is_https, port="8000") == expected


@pytest.mark.parametrize(
    "url", ["leitstand.example.org", "ftp://a.example", "https://", "https://a.example/unter"]
)
def test_what_is_no_address_of_an_installation_is_an_error(url: str) -> None:
    with pytest.raises(ValueError, match=r"https://leitstand\.example\.org is expected"):
        base_address(url, hosts=HOSTS, is_https=True, port="8000")
