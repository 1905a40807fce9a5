# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Where a request may go: to public addresses, and to those that the operator names.

Whoever may enter an address could otherwise read what only this machine can reach. A name is looked
up once and the connection goes to what was found, so a name that changes in between is no way in.
"""

import ipaddress
import socket
import threading
from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import SplitResult, urlsplit

from leitstand.foreign.enums import Fault
from leitstand.foreign.errors import ReportRefused

Ip: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
LOOKUP_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Place:
    """A host and port with the address that it was found at; ``path`` holds the query too."""

    scheme: str
    host: str
    port: int
    path: str
    ip: str

    @property
    def named(self) -> str:
        """Host and port, as an operator allows them and a reader is told."""
        return f"{self.host}:{self.port}"


def url_problem(url: str) -> bool:
    """Whether this is no address that could be asked at all."""
    try:
        _parts(url)
    except ReportRefused:
        return True
    return False


def place_of(url: str, *, allowed: Collection[str]) -> Place:
    """Where the address leads. ``allowed`` are ``host:port`` that need not be public.

    Raises :class:`ReportRefused`.
    """
    parts, host, port = _parts(url)
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    named = f"{host}:{port}"
    found = _looked_up(host, port)
    if named not in allowed and not all(_is_public(one) for one in found):
        raise ReportRefused(Fault.FORBIDDEN, host=named)
    return Place(parts.scheme, host, port, path, str(found[0]))


def _parts(url: str) -> tuple[SplitResult, str, int]:
    is_plain = url.isascii() and url.isprintable() and not set(url) & set(' <>"\\^`{|}')
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0)
        host.encode("idna")
    except ValueError:
        host, is_plain = "", False
    if not is_plain or not host or parts.scheme not in _PORTS or "@" in parts.netloc:
        raise ReportRefused(Fault.ADDRESS, url=url[:200])
    return parts, host, port


def _looked_up(host: str, port: int) -> list[Ip]:
    """The addresses of a host. The system's own patience may be minutes, ours is not."""
    found: list[Ip] = []

    def look() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        found.extend(ipaddress.ip_address(str(row[4][0]).partition("%")[0]) for row in rows)

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    looking.join(LOOKUP_SECONDS)
    if not found:
        raise ReportRefused(Fault.UNKNOWN_HOST, host=host)
    return list(found)


def _is_public(ip: Ip) -> bool:
    """Whether everyone can reach the address; one that stands for another is judged by that."""
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return _is_public(inner)
    return ip.is_global and not ip.is_multicast
