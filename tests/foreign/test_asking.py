# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Another machine is asked safely: only where one may, never for long, never for too much."""

import gzip
import socket
import time
from pathlib import Path
from typing import Any

import pytest

from leitstand.foreign.enums import Fault
from leitstand.foreign.errors import ReportRefused
from leitstand.foreign.transport import Answered, Limits, ask
from tests.foreign.servers import Machine, Speak, answer, certificate, header, machine, says
from tests.servers import free_port

HASTE = Limits(seconds=1, connect=1, most_bytes=100_000)


def asked(served: Machine, limits: Limits = HASTE, tag: str = "") -> Answered:
    return ask(served.url, allowed={served.place}, limits=limits, tag=tag)


def fault(served: Machine, limits: Limits = HASTE, **more: Any) -> Fault:
    with pytest.raises(ReportRefused) as refused:
        asked(served, limits, **more)
    return refused.value.fault


def refused_url(url: str, *allowed: str) -> ReportRefused:
    with pytest.raises(ReportRefused) as refused:
        ask(url, allowed=frozenset(allowed), limits=HASTE)
    return refused.value


def test_a_report_comes_whole_and_says_whom_it_was_asked_of() -> None:
    with machine(says(answer(b'{"a": 1}', 'ETag: "eins"'))) as served:
        assert asked(served) == Answered(b'{"a": 1}', '"eins"')
        [request] = served.asked
    assert request.startswith(b"GET /bericht.json HTTP/1.1\r\n")
    assert header(request, "Host") == served.place
    assert header(request, "Cookie") == header(request, "Authorization") == ""


def test_what_did_not_change_is_not_sent_again() -> None:
    def speak(connection: socket.socket, request: bytes) -> None:
        known = header(request, "If-None-Match") == '"eins"'
        connection.sendall(
            answer(b"", status="304 Not Modified") if known else answer(b"{}", 'ETag: "eins"')
        )

    with machine(speak) as served:
        first = asked(served)
        assert asked(served, tag=first.tag) == Answered(tag='"eins"', is_same=True)


def test_a_304_that_nobody_asked_for_is_no_report() -> None:
    with machine(says(answer(b"", status="304 Not Modified"))) as served:
        assert fault(served) == Fault.STATUS


def test_packed_and_in_pieces_is_read_as_well() -> None:
    packed = gzip.compress(b"[]" * 1000)
    pieces = b"".join(b"%x\r\n%s\r\n" % (len(one), one) for one in (packed[:9], packed[9:]))
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
    with machine(says(head + pieces + b"0\r\n\r\n")) as served:
        assert asked(served).body == b"[]" * 1000


def drip(content: bytes, pause: float = 0.1) -> Speak:
    """One byte after the other: no single wait is long."""

    def speak(connection: socket.socket, _asked: bytes) -> None:
        for byte in content:
            connection.sendall(bytes([byte]))
            time.sleep(pause)

    return speak


def silent(connection: socket.socket, _asked: bytes) -> None:
    time.sleep(4)


def endless(start: bytes) -> Speak:
    def speak(connection: socket.socket, _asked: bytes) -> None:
        connection.sendall(start)
        while True:
            connection.sendall(b"\0" * 65536)

    return speak


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"


@pytest.mark.parametrize(
    "speak",
    [
        silent,
        drip(answer(b"x" * 500)),
        drip(answer(b"x" * 500), 0.04),
        drip(HEAD + b"x" * 500),
        drip(b"HTTP/1.1 100 C\r\n\r\n" * 50),
    ],
    ids=["says nothing", "the first line drips", "headers drip", "body drips", "goes on and on"],
)
def test_who_is_slow_is_left_in_time(speak: Speak) -> None:
    begun = time.monotonic()
    with machine(speak) as served:
        assert fault(served) == Fault.SLOW
        assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    "speak",
    [
        endless(HEAD),
        endless(b"HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n"),
        says(answer(gzip.compress(b" " * 50_000_000), "Content-Encoding: gzip")),
    ],
    ids=["ten gigabytes of nothing", "says so itself", "a bomb"],
)
def test_too_much_is_not_read(speak: Speak) -> None:
    with machine(speak) as served:
        assert fault(served, Limits(seconds=10, most_bytes=100_000)) == Fault.TOO_LARGE


@pytest.mark.parametrize(
    ("speak", "expected"),
    [
        (says(answer(b'{"a"', length=400)), Fault.BROKEN),
        (
            says(HEAD.replace(b"\r\n\r\n", b"\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{")),
            Fault.BROKEN,
        ),
        (says(b""), Fault.BROKEN),
        (says(b"SSH-2.0-OpenSSH_9\r\n"), Fault.BROKEN),
        (says(HEAD.replace(b"\r\n\r\n", b"\r\n" + b"X: y\r\n" * 500 + b"\r\n")), Fault.BROKEN),
        (says(answer(b"no gzip", "Content-Encoding: gzip")), Fault.BROKEN),
        (says(answer(gzip.compress(b"x" * 99)[:-6], "Content-Encoding: gzip")), Fault.BROKEN),
        (says(answer(b"", "Content-Encoding: br")), Fault.PACKED),
        (says(answer(b"", status="500 Oh")), Fault.STATUS),
        (says(answer(b"", status="404 Not Found")), Fault.STATUS),
        (
            says(answer(b"", "Location: https://example.org/", status="302 Found")),
            Fault.UNKNOWN_HOST,
        ),
        (says(answer(b"", "Location: http://127.0.0.1:1/", status="302 Found")), Fault.FORBIDDEN),
        (says(answer(b"", "Location: file:///etc/passwd", status="302 Found")), Fault.ADDRESS),
        (says(answer(b"", "Location: /bericht.json", status="302 Found")), Fault.REDIRECTS),
    ],
)
def test_every_bad_answer_has_its_name(
    speak: Speak, expected: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo

    def look(host: str, *rest: Any, **more: Any) -> Any:
        if host == "example.org":
            raise socket.gaierror
        return real(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", look)
    with machine(speak) as served:
        assert fault(served) == expected


def test_a_redirect_on_the_same_host_is_followed() -> None:
    def speak(connection: socket.socket, request: bytes) -> None:
        is_old = request.startswith(b"GET /bericht.json ")
        moved = answer(b"", "Location: neu.json?a=1", status="308 Permanent Redirect")
        connection.sendall(moved if is_old else answer(b"neu"))

    with machine(speak) as served:
        assert asked(served).body == b"neu"
        assert served.asked[-1].startswith(b"GET /neu.json?a=1 ")


def test_a_redirect_to_another_port_is_not_followed() -> None:
    with machine(says(answer(b"geheim"))) as other:
        moved = answer(b"", f"Location: {other.url}", status="302 Found")
        with machine(says(moved)) as served, pytest.raises(ReportRefused) as refused:
            ask(served.url, allowed={served.place, other.place}, limits=HASTE)
        assert other.asked == []
    assert refused.value.fault == Fault.ELSEWHERE


def test_where_nobody_listens_nobody_answers() -> None:
    place = f"127.0.0.1:{free_port()}"
    assert refused_url(f"http://{place}/", place).fault == Fault.UNREACHABLE


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://localhost:8000/",
        "http://0.0.0.0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://224.0.0.1/",
        "http://[fd00::1]/",
    ],
)
def test_what_only_this_machine_can_reach_is_not_asked(url: str) -> None:
    assert refused_url(url).fault in {Fault.FORBIDDEN, Fault.UNKNOWN_HOST}


@pytest.mark.parametrize(
    "url",
    [
        "",
        "bericht.json",
        "ftp://example.org/",
        "file:///etc/passwd",
        "http://",
        "http://user:geheim@example.org/",
        "http://example.org:99999/",
        "http://example.org/a b",
        "http://example.org/\r\nX: y",
        "http://exa\u0000mple.org/",
        "http://[::1/",
        "http://" + "a" * 300 + ".org/",
    ],
)
def test_what_is_no_address_is_not_asked(url: str) -> None:
    assert refused_url(url).fault == Fault.ADDRESS


def test_an_allowed_place_is_allowed_on_its_port_alone() -> None:
    with machine(says(answer(b"{}"))) as served:
        assert refused_url(served.url, "127.0.0.1:1").fault == Fault.FORBIDDEN
        assert refused_url(served.url, "127.0.0.1").fault == Fault.FORBIDDEN
        assert served.asked == []


def looks_up(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Every look-up gives the next of the answers; the names that were looked up."""
    names: list[str] = []

    def look(host: str, port: int, **_more: Any) -> list[Any]:
        found = answers[min(len(names), len(answers) - 1)]
        names.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in found]

    monkeypatch.setattr(socket, "getaddrinfo", look)
    return names


def test_a_name_that_leads_inside_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with machine(says(answer(b"geheim"))) as served:
        for found in (["127.0.0.1"], ["93.184.216.34", "127.0.0.1"]):
            looks_up(monkeypatch, found)
            url = f"http://bek.example.org:{served.port}/"
            assert refused_url(url).fault == Fault.FORBIDDEN
        assert served.asked == []


def test_a_name_is_looked_up_once_and_that_is_where_we_go(monkeypatch: pytest.MonkeyPatch) -> None:
    gone: list[Any] = []

    def connect(place: tuple[str, int], _timeout: float) -> socket.socket:
        gone.append(place)
        raise ConnectionRefusedError

    names = looks_up(monkeypatch, ["93.184.216.34"], ["127.0.0.1"])
    monkeypatch.setattr(socket, "create_connection", connect)
    assert refused_url("http://bek.example.org/").fault == Fault.UNREACHABLE
    assert (names, gone) == (["bek.example.org"], [("93.184.216.34", 80)])


def test_a_name_that_nobody_knows_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    looks_up(monkeypatch, [])
    assert refused_url("http://gibtsnicht.example.org/").fault == Fault.UNKNOWN_HOST


def test_the_certificate_must_be_trusted_and_the_hosts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, public = certificate(tmp_path, "127.0.0.1")
    with machine(says(answer(b"{}")), context) as served:
        assert fault(served) == Fault.CERTIFICATE
        monkeypatch.setenv("SSL_CERT_FILE", str(public))
        assert asked(served).body == b"{}"
        place = f"localhost:{served.port}"
        other = refused_url(f"https://{place}/", place)
    assert other.fault == Fault.CERTIFICATE
    assert other.details == {"host": place}


def test_plain_speech_where_tls_is_expected_is_told(tmp_path: Path) -> None:
    with machine(says(answer(b"{}"))) as served:
        url = served.url.replace("http:", "https:")
        assert refused_url(url, served.place).fault in {Fault.CERTIFICATE, Fault.SLOW, Fault.BROKEN}


def test_no_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    with machine(says(answer(b"{}"))) as served:
        assert asked(served).body == b"{}"
