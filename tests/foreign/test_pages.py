# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What everyone reads of foreign measures, and what the office does about their sources."""

import datetime as dt
import html
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from leitstand.foreign.enums import Fault
from leitstand.foreign.feed.reading import MOST_BYTES
from leitstand.foreign.models import Fetch, ForeignSource, SourceTerms
from leitstand.foreign.selectors.mirrored import foreign_states
from tests.foreign.offering import PROGRAMME_PLAN, programme_stands
from tests.foreign.reports import (
    PLAN,
    PROGRAMME,
    SOURCE,
    body,
    plan_stands,
    said,
    source_stands,
    taken,
)
from tests.foreign.servers import answer, machine, says
from tests.people import ClientOf

MEASURE = f"/plaene/{PLAN}/massnahmen/hafen.1.I"
LIST = f"/plaene/{PLAN}/fremde-massnahmen"
DESK = "/geschaeftsstelle/fremde-massnahmen"
HERE = f"{DESK}/quellen/{SOURCE}"
YESTERDAY = timezone.now() - dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def stand(db: None) -> None:
    """The plan with a source that brings files."""
    plan_stands()
    source_stands()


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return html.unescape(response.content.decode())


def rows(client: Client, address: str = LIST, table: str = "massnahmen") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"{address}.json").json()["tables"][table]["records"]
    return found


class TestTheMeasure:
    def test_it_says_what_the_source_says_with_the_way_there(self, client: Client) -> None:
        taken(body(said("W-1", "laufend", url="https://klima.example.org/w-1")), now=YESTERDAY)
        page = text(client, MEASURE)
        assert "Stand laut Klima:" in page
        assert "„in Umsetzung“ (nicht zugeordnet), Stichtag 30. September 2026" in page
        assert 'href="https://klima.example.org/w-1"' in page
        assert "Zuletzt abgerufen am" in page
        assert "Beispieldaten" not in page
        [panel, trust] = client.get(f"{MEASURE}.json").json()["panels"]
        assert panel["mark"] is None
        assert trust["href"] == LIST

    def test_a_mapped_word_stands_beside_ours(self, client: Client) -> None:
        SourceTerms.objects.update(states={"laufend": "running"})
        taken(body(said("W-1", "laufend"), is_example=True))
        assert "läuft (dort: „in Umsetzung“), Stichtag" in text(client, MEASURE)
        assert "(Beispieldaten)" in text(client, MEASURE)

    def test_what_went_wrong_stands_beside_it(self, client: Client) -> None:
        taken(body(said("W-1", reporting_on="2020-01-01"), reporting_on="2020-01-01"))
        taken(b"<html>", now=timezone.now())
        page = text(client, MEASURE)
        assert "Quelle ist veraltet" in page
        assert "Letzter Abruf misslungen am" in page
        assert "steht eine Internetseite, kein Bericht in JSON" in page

    def test_a_measure_of_our_own_says_nothing_and_asks_nothing(self, client: Client) -> None:
        def statements(key: str) -> int:
            with CaptureQueriesContext(connection) as found:
                client.get(f"/plaene/{PLAN}/massnahmen/{key}")
            return len(found)

        taken(body())
        assert statements("hafen.1.I") == statements("hafen.2.II") + 1

    def test_a_past_day_shows_what_was_known_then(self, client: Client) -> None:
        taken(body(said("W-1", "running")), now=YESTERDAY - dt.timedelta(days=2))
        taken(body(said("W-1", "done")), now=YESTERDAY + dt.timedelta(minutes=1))
        day = timezone.localdate(YESTERDAY - dt.timedelta(days=1))
        assert "läuft, Stichtag" in text(client, f"{MEASURE}?stand={day}")
        assert "abgeschlossen, Stichtag" in text(client, MEASURE)
        before = timezone.localdate(YESTERDAY - dt.timedelta(days=4))
        assert "Stand laut" not in text(client, f"{MEASURE}?stand={before}")


class TestTheList:
    def test_it_has_every_measure_with_or_without_a_report(self, client: Client) -> None:
        taken(body(said("W-1"), said("Z-9", title={"de": "Fremdes", "en": "Foreign"})))
        found = rows(client)
        assert [(one["code"], one["state"]) for one in found] == [
            ("W-1", "läuft"),
            ("W-2", "kein Bericht"),
            ("W-9", "kein Bericht"),
        ]
        page = text(client, LIST)
        assert "Von 3 Maßnahmen liegt zu 1 ein Bericht vor." in page
        assert [one["title"] for one in rows(client, table="weitere")] == ["Fremdes"]
        assert len(client.get(f"{LIST}.csv").content.decode().splitlines()) == 4

    def test_without_a_source_it_says_that_there_is_none(self, client: Client) -> None:
        SourceTerms.objects.update(is_active=False)
        assert {one["state"] for one in rows(client)} == {"keine Quelle eingerichtet"}

    def test_foreign_states_are_never_counted_as_ours(self, client: Client) -> None:
        before = client.get(f"/plaene/{PLAN}/stand.json").json()
        taken(body())
        after = client.get(f"/plaene/{PLAN}/stand.json").json()
        assert after == before
        assert client.get(f"/plaene/{PLAN}/massnahmen-stand.json").json()["measures"] == []

    def test_a_day_without_the_plan_is_told(self, client: Client) -> None:
        assert client.get(f"{LIST}?stand=1999-01-01").status_code == 404
        assert client.get("/plaene/gibts-nicht/fremde-massnahmen").status_code == 404
        assert client.get("/plaene/gibts-nicht/massnahmen-stand.json").status_code == 404

    def test_markup_of_a_source_stays_text(self, client: Client) -> None:
        taken(body(said("W-1", "<script>alert(1)</script>"), said("Z-1", "<b>x</b>")))
        for address in (LIST, MEASURE):
            assert "<script>alert" not in client.get(address).content.decode()


class TestTheDesk:
    @pytest.fixture
    def office(self, client_of: ClientOf) -> Client:
        return client_of("office")

    def test_the_office_enters_a_source(self, office: Client) -> None:
        page = text(office, f"{DESK}/plaene/{PLAN}/neue-quelle")
        assert "Klimaprogramm" in page
        given = {
            "programme": PROGRAMME,
            "slug": "netz",
            "name_de": "Netz",
            "name_en": "Net",
            "kind": "url",
            "url": "https://example.org/a.json",
            "language": "de",
            "stale_days": "90",
            "is_active": "on",
        }
        address = f"{DESK}/plaene/{PLAN}/neue-quelle"
        for _pressed_twice in range(2):
            response = office.post(address, given)
            assert response.status_code == 302
            assert response["Location"] == f"{DESK}/quellen/netz?getan=angelegt"
        assert "Die Quelle ist angelegt." in text(office, response["Location"])
        wrong = office.post(address, given | {"slug": "netz2", "url": "http://a:b@c/"})
        assert wrong.status_code == 422
        assert "weder Benutzer noch Passwort" in wrong.content.decode()
        assert ForeignSource.objects.count() == 2

    def test_the_office_changes_a_source_and_its_meanings_stay(self, office: Client) -> None:
        SourceTerms.objects.update(states={"laufend": "running"}, codes={"x": "W-1"})
        given = {
            "name_de": "Anders",
            "name_en": "Other",
            "kind": "file",
            "url": "",
            "language": "de",
            "stale_days": "30",
        }
        assert office.post(f"{HERE}/aendern", given).status_code == 302
        terms = SourceTerms.objects.order_by("-number")[0]
        assert (terms.name_de, terms.stale_days, terms.is_active) == ("Anders", 30, False)
        assert (terms.states, terms.codes) == ({"laufend": "running"}, {"x": "W-1"})

    def test_a_file_is_taken_and_a_bad_one_is_told(self, office: Client) -> None:
        def sent(content: bytes) -> str:
            file = SimpleUploadedFile("bericht.json", content)
            response = office.post(f"{HERE}/abrufen", {"act": "file", "file": file}, follow=True)
            assert response.status_code == 200
            return html.unescape(response.content.decode())

        assert "Der Bericht ist übernommen." in sent(body())
        assert "Es gibt nichts Neues." in sent(body())
        page = sent(b"<html>")
        assert "Der letzte Abruf am" in page
        assert "steht eine Internetseite" in page
        assert "größer als 10 MB" in sent(b" " * (MOST_BYTES + 5))
        assert [one.fault for one in Fetch.objects.order_by("id")] == [
            "",
            "",
            Fault.WEB_PAGE,
            Fault.TOO_LARGE,
        ]
        [one, _other] = foreign_states(PLAN, until=None, language="de")
        assert one.state == "running"

    def test_the_button_fetches_and_reading_never_does(self, office: Client, settings: Any) -> None:
        with machine(says(answer(body()))) as served:
            settings.LEITSTAND_FOREIGN_HOSTS = frozenset({served.place})
            SourceTerms.objects.update(kind="url", url=served.url)
            for address in (HERE, f"{HERE}/abrufen", DESK, LIST, MEASURE):
                office.get(address)
            assert served.asked == []
            response = office.post(f"{HERE}/abrufen", {"act": "fetch"})
            assert response["Location"] == f"{HERE}?getan=neu"
            assert len(served.asked) == 1

    def test_without_a_file_or_an_address_nothing_happens(self, office: Client) -> None:
        acts: tuple[dict[str, str], ...] = ({"act": "file"}, {"act": "fetch"}, {})
        for given in acts:
            assert office.post(f"{HERE}/abrufen", given).status_code == 422
        assert not Fetch.objects.exists()

    def test_unknown_words_are_listed_and_mapped(self, office: Client) -> None:
        taken(body(said("W-1", "laufend"), said("W-2", "ruht wohl")))
        assert "Noch nicht zugeordnet" in text(office, HERE)
        assert "Wörter ohne Zuordnung" in text(office, DESK)
        page = text(office, f"{HERE}/zuordnen")
        assert "in Umsetzung (laufend)" in page
        given = {
            "word": ["laufend", "ruht wohl"],
            "state_0": "running",
            "state_1": "keep",
            "new_word": "fertig",
            "new_state": "done",
            "codes": "4.1 = W-9",
        }
        response = office.post(f"{HERE}/zuordnen", given)
        assert response["Location"] == f"{HERE}?getan=zugeordnet"
        terms = SourceTerms.objects.order_by("-number")[0]
        assert terms.states == {"laufend": "running", "ruht wohl": "", "fertig": "done"}
        assert terms.codes == {"4.1": "W-9"}
        assert "Noch nicht zugeordnet" not in text(office, HERE)
        back = {"word": ["laufend"], "state_0": "", "codes": ""}
        office.post(f"{HERE}/zuordnen", back)
        terms = SourceTerms.objects.order_by("-number")[0]
        assert (terms.states, terms.codes) == ({"ruht wohl": "", "fertig": "done"}, {})

    def test_a_line_that_maps_nothing_is_told(self, office: Client) -> None:
        response = office.post(f"{HERE}/zuordnen", {"codes": "4.1 W-9"})
        assert response.status_code == 422
        assert "4.1 W-9" in response.content.decode()
        assert SourceTerms.objects.count() == 1

    def test_the_desk_leads_there(self, office: Client) -> None:
        assert f'href="{DESK}"' in text(office, "/geschaeftsstelle")

    def test_the_pages_keep_to_their_statements(self, office: Client) -> None:
        taken(body(*(said(f"X-{n}") for n in range(200))))
        for address, most in ((DESK, 6), (HERE, 9), (f"{HERE}/zuordnen", 3)):
            with CaptureQueriesContext(connection) as found:
                assert office.get(address).status_code == 200
            assert len(found) <= most, address


def test_numbers_that_name_measures_are_offered_as_codes(client: Client) -> None:

    programme_stands()
    told = client.get(f"/plaene/{PROGRAMME_PLAN}/massnahmen-stand.json").json()
    assert [(one["code"], one["labels"]) for one in told["measures"]] == [
        ("w.1.W-14", ["W-14"]),
        ("w.2.W-9", ["W-9"]),
    ]
    assert json.loads(json.dumps(told))["states"]["running"] == {"de": "läuft", "en": "running"}
