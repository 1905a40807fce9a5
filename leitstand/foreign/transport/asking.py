# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""One request to one place, with a limit for everything: time, bytes, redirects."""

import contextlib
import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

from leitstand.foreign.enums import Fault
from leitstand.foreign.errors import ReportRefused
from leitstand.foreign.transport.places import Place, place_of

_CHUNK: Final = 64 * 1024
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED: Final = 304
_LONGEST_TAG: Final = 500


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much. ``seconds`` is for all of it, ``connect`` until a machine answers."""

    seconds: float = 20
    connect: float = 5
    most_bytes: int = 10 * 1024 * 1024
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back. ``is_same``: nothing changed since the answer with the tag that was sent."""

    body: bytes = b""
    tag: str = ""
    is_same: bool = False


def ask(
    url: str, *, allowed: Collection[str] = (), tag: str = "", limits: Limits | None = None
) -> Answered:
    """The whole answer of the address, or what is still true of an earlier one with ``tag``.

    ``allowed`` are ``host:port`` that need not be public. Redirects are followed on the same host.
    Raises :class:`ReportRefused`; after ``limits.seconds`` at the latest, the look-up of the name
    not counted.
    """
    limits = limits or Limits()
    place = place_of(url, allowed=allowed)
    end = time.monotonic() + limits.seconds
    for _attempt in range(limits.redirects + 1):
        answer = _once(place, tag, limits, end)
        if isinstance(answer, Answered):
            return answer
        target = urljoin(f"{place.scheme}://{place.named}{place.path}", answer)
        place = _led_to(place, target, allowed)
    raise ReportRefused(Fault.REDIRECTS)


def _led_to(place: Place, target: str, allowed: Collection[str]) -> Place:
    """The next place: the same host, on the same port or from plain to encrypted."""
    following = place_of(target, allowed=allowed)
    is_upgrade = (place.scheme, place.port, following.scheme, following.port) == (
        *("http", 80),
        *("https", 443),
    )
    is_same = (place.scheme, place.port) == (following.scheme, following.port)
    if following.host != place.host or not (is_same or is_upgrade):
        raise ReportRefused(Fault.ELSEWHERE, target=target[:200])
    return following


def _once(place: Place, tag: str, limits: Limits, end: float) -> Answered | str:
    """The answer of one place, or where it leads."""
    watch = _Watch(end)
    connection = _connection(place, limits, watch)
    try:
        found = _heard(connection, place, tag, limits)
        if watch.has_ended:  # a connection that ends among the headers looks like a whole answer
            raise TimeoutError
        return found
    except (ReportRefused, OSError, HTTPError, http.client.HTTPException, ValueError) as error:
        raise _explained(error, place, limits, watch) from None
    finally:
        watch.stop()
        connection.close()


def _heard(connection: HTTPConnection, place: Place, tag: str, limits: Limits) -> Answered | str:
    # Closed in any case: the answer holds the connection too.
    with contextlib.closing(_sent(connection, place, tag)) as response:
        if response.status in _REDIRECTS:
            return str(response.headers.get("Location", ""))
        if response.status == _NOT_MODIFIED and tag:
            return Answered(tag=tag, is_same=True)
        if response.status != http.client.OK:
            raise ReportRefused(Fault.STATUS, status=response.status)
        body = _unpacked(response, _received(response, limits), limits)
        return Answered(body, str(response.headers.get("ETag", ""))[:_LONGEST_TAG])


def _explained(error: Exception, place: Place, limits: Limits, watch: "_Watch") -> ReportRefused:
    if watch.has_ended or isinstance(error, TimeoutError):
        if not watch.is_connected:
            return ReportRefused(Fault.UNREACHABLE, host=place.named)
        # What was half heard by then explains nothing.
        return ReportRefused(Fault.SLOW, seconds=round(limits.seconds))
    if isinstance(error, ReportRefused):
        return error
    if isinstance(error, ssl.SSLError) or isinstance(error.__cause__, ssl.SSLError):
        return ReportRefused(Fault.CERTIFICATE, host=place.named)
    if not watch.is_connected:
        return ReportRefused(Fault.UNREACHABLE, host=place.named)
    return ReportRefused(Fault.BROKEN)


def _sent(connection: HTTPConnection, place: Place, tag: str) -> HTTPResponse:
    headers = {
        "Accept": "application/json",
        "Accept-Encoding": "gzip, identity",
        "User-Agent": "Leitstand",
    } | ({"If-None-Match": tag} if tag else {})
    connection.request(
        "GET", place.path, headers=headers, preload_content=False, decode_content=False
    )
    return connection.getresponse()


def _received(response: HTTPResponse, limits: Limits) -> bytes:
    """The bytes as they were sent; never more than the limit, however many there are."""
    declared = response.headers.get("Content-Length", "")
    if declared.isdigit() and int(declared) > limits.most_bytes:
        raise ReportRefused(Fault.TOO_LARGE, limit=limits.most_bytes)
    pieces, size = [], 0
    # read1 gives what has arrived; read would wait until a piece is full, byte by byte.
    while piece := response.read1(_CHUNK, decode_content=False):
        size += len(piece)
        if size > limits.most_bytes:
            raise ReportRefused(Fault.TOO_LARGE, limit=limits.most_bytes)
        pieces.append(piece)
    if declared.isdigit() and size != int(declared):
        raise ReportRefused(Fault.BROKEN)
    return b"".join(pieces)


def _unpacked(response: HTTPResponse, body: bytes, limits: Limits) -> bytes:
    coding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if coding == "identity":
        return body
    if coding not in {"gzip", "x-gzip"}:
        raise ReportRefused(Fault.PACKED, coding=coding[:40])
    unpacker = zlib.decompressobj(wbits=31)
    try:
        found = unpacker.decompress(body, limits.most_bytes + 1)
    except zlib.error:
        raise ReportRefused(Fault.BROKEN) from None
    if len(found) > limits.most_bytes:
        raise ReportRefused(Fault.TOO_LARGE, limit=limits.most_bytes)
    if not unpacker.eof:
        raise ReportRefused(Fault.BROKEN)
    return found


class _Watch:
    """Ends a connection when its time is over, whatever it is waiting for.

    A timeout of a socket begins anew with every byte; whoever sends one a second is never late.
    """

    def __init__(self, end: float) -> None:
        self.has_ended = self.is_connected = False
        self._end = end
        self._own: socket.socket | None = None
        self._timer: threading.Timer | None = None

    @property
    def left(self) -> float:
        """Seconds until the end; never none at all."""
        return max(self._end - time.monotonic(), 0.01)

    def over(self, sock: socket.socket) -> None:
        """From now on the connection is watched."""
        # TLS takes the socket's handle away from it; a duplicate ends the same connection.
        self._own = sock.dup()
        self.is_connected = True
        self._timer = threading.Timer(self.left, self._stop_it)
        self._timer.daemon = True
        self._timer.start()

    def _stop_it(self) -> None:
        self.has_ended = True
        if self._own is not None:
            try:
                self._own.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # it ended by itself

    def stop(self) -> None:
        """Nobody is watched any more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
        if self._own is not None:
            self._own.close()


class _Plain(HTTPConnection):
    """A connection to the address that was looked up and judged, under the host's name."""

    place: Place
    limits: Limits
    watch: _Watch

    def _new_conn(self) -> socket.socket:
        return _connected(self.place, self.limits, self.watch)


class _Encrypted(HTTPSConnection):
    """The same with TLS: the certificate must be the host's."""

    place: Place
    limits: Limits
    watch: _Watch

    def _new_conn(self) -> socket.socket:
        return _connected(self.place, self.limits, self.watch)


def _connected(place: Place, limits: Limits, watch: _Watch) -> socket.socket:
    made = socket.create_connection((place.ip, place.port), min(limits.connect, watch.left))
    made.settimeout(watch.left)
    watch.over(made)
    return made


def _connection(place: Place, limits: Limits, watch: _Watch) -> _Plain | _Encrypted:
    options: dict[str, Any] = {"host": place.host, "port": place.port}
    connection: _Plain | _Encrypted
    if place.scheme == "https":
        connection = _Encrypted(**options, ssl_context=ssl.create_default_context())
    else:
        connection = _Plain(**options)
    connection.place, connection.limits, connection.watch = place, limits, watch
    return connection
