# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Making a report public by the button, and what everyone may then read for ever."""

import base64
import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leitstand.plan.document import PlanDocument
from leitstand.reports.models import Release
from leitstand.reports.selectors.releases import releases
from tests.people import ClientOf
from tests.reports.desk_cast import (
    DESK,
    PLAN,
    PUBLIC,
    ROUND,
    published_round,
    released,
    texts,
    written,
)
from tests.steering.cast import text

pytestmark = pytest.mark.django_db
STEP = f"{DESK}/veroeffentlichen"
FIRST = f"{PUBLIC}/{ROUND}/1"


@pytest.fixture(autouse=True)
def public(berlin: PlanDocument) -> None:
    published_round()


@pytest.fixture
def office(client_of: ClientOf) -> Client:
    return client_of("office")


def test_the_button_asks_says_what_was_looked_at_and_makes_public(
    office: Client, client: Client
) -> None:
    written()
    page = text(office.get(STEP))
    assert "Alle können den Bericht lesen" in page
    assert "Zu 1 Abschnitt fehlt der englische Text" in page
    assert "keine Leuchtturmprojekte" in page
    answer = office.post(STEP, {"texte": "1", "gesehen": "0", "englisch": "1"})
    assert (answer.status_code, answer["Location"]) == (302, f"{DESK}?getan=veroeffentlicht")
    assert "Der Bericht ist veröffentlicht." in text(office.get(answer["Location"]))
    page = text(client.get(PUBLIC))
    assert f'href="{FIRST}/de.pdf"' in page
    assert f'href="{FIRST}/en.xlsx"' in page
    assert "Beispieldaten" in page


def test_pressing_twice_releases_once_and_says_so(office: Client) -> None:
    said = {"texte": "0", "gesehen": "0", "englisch": "1"}
    assert office.post(STEP, said).status_code == 302
    again = office.post(STEP, said)
    assert again.status_code == 422
    assert "schon veröffentlicht, als Nr. 1" in text(again)
    assert Release.objects.count() == 1


def test_a_correction_needs_a_reason_which_everyone_can_read(
    office: Client, client: Client
) -> None:
    released()
    written()
    said = {"texte": "1", "gesehen": "1"}
    refused = office.post(STEP, said)
    assert refused.status_code == 422
    assert "warum" in text(refused)
    assert office.post(STEP, said | {"grund": "Ein Absatz fehlte."}).status_code == 302
    page = text(client.get(PUBLIC))
    assert "Berichtigung: Ein Absatz fehlte." in page
    assert "inzwischen berichtigt" in page
    records = client.get(f"{PUBLIC}.json").json()["tables"]["berichte"]["records"]
    assert [(one["number"], one["language"]) for one in records] == [
        (2, "deutsch"),
        (1, "deutsch"),
        (1, "englisch"),
    ]
    assert client.get(f"{PUBLIC}/{ROUND}/2/en.json").status_code == 404


def test_a_round_that_is_not_public_has_no_button(office: Client) -> None:
    published_round("noch-nicht", is_published=False)
    step = "/geschaeftsstelle/runden/noch-nicht/bericht/veroeffentlichen"
    answer = office.get(step)
    assert answer.status_code == 409
    assert 'name="texte"' not in text(answer)
    assert office.post(step, {"texte": "0", "gesehen": "0"}).status_code == 422


@pytest.mark.parametrize("form", ["html", "json", "xlsx", "pdf"])
def test_a_public_file_never_changes_and_says_so(client: Client, form: str) -> None:
    released(written())
    answer = client.get(f"{FIRST}/de.{form}")
    assert answer.status_code == 200
    told = set(answer["Cache-Control"].split(", "))
    assert told == {"public", "max-age=31536000", "immutable"}
    assert answer["Content-Disposition"].endswith(f'filename="monitoring-{ROUND}-1-de.{form}"')
    assert answer["X-Report-Fingerprint"] == releases(PLAN)[0].fingerprints["de"]
    written(texts("Etwas anderes."), seen=1)
    assert client.get(f"{FIRST}/de.{form}").content == answer.content
    given = client.get(f"{FIRST}/de.{form}", headers={"if-none-match": answer["ETag"]})
    assert given.status_code == 304
    assert not answer.cookies


def test_a_kept_file_is_given_without_asking_for_the_report(
    client: Client, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.HOME, settings.LEITSTAND_REPORT_CACHE_MB = tmp_path, 10
    released()
    first = client.get(f"{FIRST}/de.html")

    def never(*_: object) -> bytes:
        raise AssertionError("built")

    monkeypatch.setattr("leitstand.reports.making.render", never)
    with CaptureQueriesContext(connection) as found:
        again = client.get(f"{FIRST}/de.html")
    assert again.content == first.content
    assert again["Content-Security-Policy"] == first["Content-Security-Policy"]
    assert len(found) == 1


@pytest.mark.parametrize(
    "path",
    [
        f"{PUBLIC}/{ROUND}/2/de.pdf",
        f"{PUBLIC}/{ROUND}/0/de.pdf",
        f"{PUBLIC}/{ROUND}/-1/de.pdf",
        f"{PUBLIC}/{ROUND}/1/fr.pdf",
        f"{PUBLIC}/{ROUND}/1/de.docx",
        f"{PUBLIC}/{ROUND}/99999999999999999999/de.pdf",
        f"{PUBLIC}/nie/1/de.pdf",
        f"/plaene/anderswo/berichte/{ROUND}/1/de.pdf",
        f"{PUBLIC}/../../secret-key/1/de.pdf",
        f"{PUBLIC}/{ROUND}/1/de.pdf/../../x",
        "/plaene/anderswo/berichte",
        "/runden/nie/berichte",
    ],
)
def test_what_nobody_released_is_not_found(client: Client, path: str) -> None:
    released()
    assert client.get(path).status_code == 404


def test_only_reading_is_possible(client: Client) -> None:
    released()
    for method in ("post", "put", "delete", "patch"):
        assert getattr(client, method)(f"{FIRST}/de.json").status_code in {403, 405}, method
        assert getattr(client, method)(PUBLIC).status_code in {403, 405}, method
    assert client.head(f"{FIRST}/de.json").status_code == 200


def test_a_round_that_is_not_public_is_not_named(client: Client) -> None:
    published_round("noch-nicht", is_published=False)
    assert client.get("/runden/noch-nicht/berichte").status_code == 404
    assert client.get(f"/runden/{ROUND}/berichte")["Location"] == PUBLIC


def test_the_list_shows_what_was_public_on_a_past_day(client: Client) -> None:
    released()
    assert FIRST in text(client.get(PUBLIC))
    assert FIRST not in text(client.get(f"{PUBLIC}?stand=2020-01-01"))


def test_the_list_keeps_its_budget(client: Client) -> None:
    released()
    client.get(PUBLIC)
    with CaptureQueriesContext(connection) as found:
        client.get(PUBLIC)
    assert len(found) <= 4


def test_what_readers_download_can_be_held_against_its_digest(client: Client) -> None:
    released()
    answer = client.get(f"{FIRST}/en.json")
    digest = answer["Repr-Digest"].removeprefix("sha-256=:").removesuffix(":")
    assert base64.b64decode(digest) == hashlib.sha256(answer.content).digest()


def test_the_plan_and_the_round_lead_to_the_reports(client: Client) -> None:
    assert PUBLIC in text(client.get(f"/plaene/{PLAN}"))
    assert f"/runden/{ROUND}/berichte" in text(client.get(f"/plaene/{PLAN}/runden/{ROUND}"))
