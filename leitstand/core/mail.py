# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""How mail leaves the installation, and where its readers find us. Needs no Django: the settings
read it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over. Neither ``has_tls`` nor ``starts_tls``: in the open."""

    host: str
    port: int
    user: str
    password: str
    has_tls: bool
    starts_tls: bool


def mail_server(url: str) -> MailServer:
    """The server behind ``smtp://user:password@host:port`` (or ``smtps://``).

    ``smtp`` turns to TLS before it says anything, except to this machine or with ``?tls=none``.
    Raises ``ValueError`` with what cannot be read.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError("smtp://host:port or smtps://host:port is expected")
    asked = parse_qs(parts.query).get("tls", [""])[-1]
    if asked not in {"", "none"}:
        raise ValueError("tls can only be none")
    has_tls = parts.scheme == "smtps"
    return MailServer(
        host=parts.hostname,
        port=parts.port or (465 if has_tls else 25 if parts.hostname in LOOPBACK else 587),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        has_tls=has_tls,
        starts_tls=not has_tls and asked != "none" and parts.hostname not in LOOPBACK,
    )


def base_address(url: str, *, hosts: Sequence[str], is_https: bool, port: str) -> str:
    """The beginning of every address that leaves the house, without a slash at the end.

    ``url`` as it is given; without one the first host that the installation answers to, which is
    right for a demonstration on this machine. Raises ``ValueError`` with what is expected.
    """
    if url:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
            raise ValueError("https://leitstand.example.org is expected")
        return f"{parts.scheme}://{parts.netloc}"
    host = next((one for one in hosts if "*" not in one), "localhost").lstrip(".")
    if host.strip("[]") in LOOPBACK:
        return f"http://{host}:{port}"
    return f"{'https' if is_https else 'http'}://{host}"
