# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""One address says how mail leaves."""

import pytest

from leitstand.core.mail import MailServer, mail_server


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
