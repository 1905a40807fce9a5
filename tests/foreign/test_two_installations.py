# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Two real installations on one machine: the one mirrors what the other publishes.

Then the other is stopped, slow, late or answers nonsense, and the pages keep the last good state
and say so. Both live on SQLite in homes of their own; everything goes over HTTP and commands.
"""

import html
import json
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.cli.places import Place, new_place
from tests.foreign.installations import (
    BERLIN,
    CODES,
    PROGRAMME,
    SOURCE,
    fetched,
    programme_package,
    round_published,
    works,
)
from tests.foreign.servers import answer, machine, says
from tests.servers import LEITSTAND, PRODUCTION, free_port, serving

MEASURE = f"/plaene/{BERLIN}/massnahmen/energie.1.I"
LIST = f"/plaene/{BERLIN}/fremde-massnahmen"


FIRST = {"W-14": "running", "W-12": "standing", "W-10": "preparing", "E-23": "done"}
SECOND = {"W-14": "done", "W-9": "running"}


def all_states(answered: dict[str, str]) -> dict[str, str]:
    """Every code with its state; who did not answer has not reported."""
    return dict.fromkeys(CODES, "not-reported") | answered


@dataclass(frozen=True)
class Two:
    """The programme's installation with its port, and Berlin's with its address."""

    programme: Place
    port: int
    berlin: Place
    address: str

    @property
    def report(self) -> str:
        """Where the programme serves its report."""
        return f"http://127.0.0.1:{self.port}/plaene/{PROGRAMME}/massnahmen-stand.json"

    def page(self, path: str) -> str:
        """A page of Berlin's server, as it is read."""
        with urlopen(self.address + path, timeout=20) as response:
            return html.unescape(response.read().decode())

    def states(self) -> dict[str, str]:
        """Our state of every measure that the programme steers, by its code there."""
        rows = json.loads(self.page(f"{LIST}.json"))["tables"]["massnahmen"]["records"]
        return {row["code"]: row["state_id"] for row in rows}


@dataclass(frozen=True)
class Seen:
    """What a fetch did, and what Berlin's pages showed afterwards."""

    code: int
    fetched: dict[str, object]
    states: dict[str, str]
    page: str


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    """Both are set up; Berlin's answers and has the other as a source that it never asked yet."""
    folder, port = tmp_path_factory.mktemp("zwei"), free_port()
    programme = new_place(folder, "sqlite", variables=PRODUCTION)
    works(programme, "plan", "import", programme_package(folder))
    round_published(programme, "fruehjahr", "2026-03-31", FIRST)
    allowed = {"LEITSTAND_FOREIGN_HOSTS": f"127.0.0.1:{port}", "LEITSTAND_FOREIGN_SECONDS": "2"}
    berlin = new_place(folder, "sqlite", variables=PRODUCTION | allowed)
    works(berlin, "plan", "import", BERLIN)
    with serving(berlin) as address:
        made = Two(programme, port, berlin, address)
        names = ("--name-de", "BEK 2030", "--name-en", "BEK 2030", "--url", made.report)
        works(berlin, "foreign", "add", BERLIN, "bek-2030", SOURCE, *names)
        yield made


def is_kept(url: str) -> bool:
    """Whether who has the report already is told so in one line."""
    with urlopen(url, timeout=20) as response:
        tag = response.headers["ETag"]
    try:
        urlopen(Request(url, headers={"If-None-Match": tag}), timeout=20).close()
    except HTTPError as refused:
        return refused.code == 304
    return False


@pytest.fixture(scope="module")
def mirrored(two: Two) -> list[Seen]:
    """Berlin's pages were read, then the programme asked three times: its second report is new."""

    def look() -> Seen:
        code, found = fetched(two.berlin)
        return Seen(code, found, two.states(), two.page(MEASURE))

    seen = [Seen(0, {}, two.states(), two.page(LIST))]
    with serving(two.programme, "serve", "--workers", "1", port=two.port):
        seen += [look(), look()]
        assert is_kept(two.report)
        round_published(two.programme, "herbst", "2026-09-30", SECOND)
        seen.append(look())
    return seen


def test_one_installation_mirrors_what_the_other_publishes(two: Two, mirrored: list[Seen]) -> None:
    before, first, again, second = mirrored
    assert before.states == dict.fromkeys(CODES, "")
    assert "kein Bericht" in before.page
    counts = [(one.code, one.fetched["new"], one.fetched["same"]) for one in mirrored[1:]]
    assert counts == [(0, 7, 0), (0, 0, 7), (0, 7, 0)]
    # The pages were read before: what was kept of them was stale at once.
    assert first.states == again.states == all_states(FIRST)
    assert "Stand laut BEK 2030" in first.page
    assert "läuft, Stichtag 31. März 2026 (Beispieldaten)" in first.page
    there = f"http://127.0.0.1:{two.port}/plaene/{PROGRAMME}/runden/fruehjahr/massnahmen/w.1.W-14"
    assert there in first.page
    assert again.fetched["outcome"] == "unchanged"
    assert second.states == all_states(SECOND)
    assert "abgeschlossen, Stichtag 30. September 2026" in second.page


def keeps(two: Two, words: str) -> None:
    """The last good state stands on the pages, with the failure and its reason in words."""
    assert two.states() == all_states(SECOND)
    for page in (two.page(MEASURE), two.page(LIST)):
        assert words in page
        assert "Letzter Abruf misslungen am" in page
    assert "abgeschlossen, Stichtag 30. September 2026" in two.page(MEASURE)


def test_stopped_the_mirror_keeps_its_last_good_state_and_says_so(
    two: Two, mirrored: list[Seen]
) -> None:
    code, found = fetched(two.berlin)
    assert (code, found["fault"]) == (1, "unreachable")
    keeps(two, f"Der Rechner 127.0.0.1:{two.port} nimmt keine Verbindung an.")


def slow(connection: socket.socket, _asked: bytes) -> None:
    for byte in answer(b"{}" * 500):
        connection.sendall(bytes([byte]))
        time.sleep(0.1)


def endless(connection: socket.socket, _asked: bytes) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.sendall(b"\0" * 1_000_000)


def test_slow_or_talking_nonsense_the_mirror_keeps_its_last_good_state(
    two: Two, mirrored: list[Seen]
) -> None:
    wrongs = (
        (slow, "slow", "Die Quelle hat nach 2 Sekunden nicht fertig geantwortet."),
        (endless, "too-large", "Die Antwort ist größer als 10 MB"),
        (says(answer(b"<html>Wartung</html>")), "web-page", "steht eine Internetseite"),
        (says(answer(b'{"format": "x/9"}')), "other-format", "das Format „x/9“"),
        (says(answer(b'{"format"', length=900)), "broken", "Die Verbindung brach ab"),
        (says(answer(b"", status="503 Bald")), "status", "antwortet mit dem Fehler 503"),
    )
    with machine(says(b"")) as served:
        url = f"http://{served.place}/bericht.json"
        works(two.berlin, "foreign", "change", SOURCE, "--url", url)
        allowed = dict(two.berlin.variables) | {"LEITSTAND_FOREIGN_HOSTS": served.place}
        berlin = Place(two.berlin.home, variables=allowed)
        for speak, fault, words in wrongs:
            served.speak = speak
            code, found = fetched(berlin)
            assert (code, found["fault"]) == (1, fault)
            keeps(two, words)
        # An address that the operator did not allow is not asked, even if the office enters it.
        code, found = fetched(two.berlin)
        assert (code, found["fault"]) == (1, "forbidden")
    works(two.berlin, "foreign", "change", SOURCE, "--url", two.report)


def test_killed_in_the_middle_nothing_is_half_written(two: Two, mirrored: list[Seen]) -> None:
    asked = threading.Event()

    def wait(_connection: socket.socket, _asked: bytes) -> None:
        asked.set()
        time.sleep(3)

    with machine(wait) as served:
        works(two.berlin, "foreign", "change", SOURCE, "--url", served.url)
        allowed = {"LEITSTAND_FOREIGN_HOSTS": served.place, "LEITSTAND_FOREIGN_SECONDS": "20"}
        berlin = Place(two.berlin.home, variables=dict(two.berlin.variables) | allowed)
        process = berlin.process("-c", LEITSTAND, "foreign", "fetch")
        assert asked.wait(20)
        process.kill()
        process.communicate()
        assert two.states() == all_states(SECOND)
        fetches = two.berlin.rows()["foreign.Fetch"]
        assert [one["fields"]["outcome"] for one in fetches].count("running") == 1
        served.speak = says(answer(b"<html>"))
        # Nothing stands in the way of the next attempt.
        assert fetched(berlin)[1]["fault"] == "web-page"
    works(two.berlin, "foreign", "change", SOURCE, "--url", two.report)
    assert two.states() == all_states(SECOND)


def test_late_the_mirror_says_that_the_source_is_stale(two: Two, mirrored: list[Seen]) -> None:
    assert "Quelle ist veraltet" not in two.page(MEASURE)
    works(two.berlin, "foreign", "change", SOURCE, "--stale-days", "1")
    for page in (two.page(MEASURE), two.page(LIST)):
        assert "Quelle ist veraltet" in page
    assert "abgeschlossen, Stichtag 30. September 2026" in two.page(MEASURE)
    works(two.berlin, "foreign", "change", SOURCE, "--stale-days", "365")


def test_back_again_all_is_well(two: Two, mirrored: list[Seen]) -> None:
    assert fetched(two.berlin)[0] == 1
    with serving(two.programme, "serve", "--workers", "1", port=two.port):
        code, found = fetched(two.berlin)
        assert (code, found["outcome"], found["new"]) == (0, "unchanged", 0)
    page = two.page(MEASURE)
    assert "misslungen" not in page
    assert "veraltet" not in page
