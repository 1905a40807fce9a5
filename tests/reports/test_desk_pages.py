# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The office's page of a report, the files that can be made, and who may see what."""

import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from leitstand.plan.document import PlanDocument
from leitstand.reports.models import ReportTexts
from leitstand.reports.selectors.texts import newest_texts
from leitstand.reports.services.texts import MOST_LETTERS
from leitstand.steering.services.rounds import round_publish
from tests.people import NOBODY, OPERATOR, ROLES, ClientOf
from tests.reports.desk_cast import (
    DESK,
    DRAFT,
    MEASURE,
    ROUND,
    STANDING,
    published_round,
    texts,
    written,
)
from tests.steering.cast import berlin_asked, text

pytestmark = pytest.mark.django_db
FILE = f"{DRAFT}/bericht/de"


@pytest.fixture(autouse=True)
def frozen(berlin: PlanDocument) -> None:
    published_round(is_published=False)


@pytest.fixture
def office(client_of: ClientOf) -> Client:
    return client_of("office")


def sent(seen: int = 0, **words: str) -> dict[str, Any]:
    return {"gesehen": str(seen)} | {
        f"text-de-{place.replace('_', '-')}": w for place, w in words.items()
    }


def test_the_office_writes_chooses_flagships_and_finds_both_in_the_report(office: Client) -> None:
    page = text(office.get(DESK))
    assert "Noch nicht gespeichert" not in page
    assert f'name="text-de-{STANDING}"' in page
    assert f'value="{MEASURE}"' in page
    answer = office.post(
        DESK, sent(wo_stehen_wir="Ein <b>eigener</b> Satz.") | {"leuchtturm": [MEASURE]}
    )
    assert (answer.status_code, answer["Location"]) == (302, f"{DESK}?getan=texte")
    page = text(office.get(answer["Location"]))
    assert "Gespeichert." in page
    assert "Ein <b>eigener</b> Satz." in page
    assert f'value="{MEASURE}" checked' in page
    assert f'name="text-de-leuchtturm-{MEASURE}"' in page
    report = office.get(f"{FILE}.html").content.decode()
    assert "Ein &lt;b&gt;eigener&lt;/b&gt; Satz." in report
    assert "Ein <b>" not in report


def test_the_page_shows_what_the_report_says_by_itself(office: Client) -> None:
    assert "Das sagt der Bericht hier aus den Daten:" in text(office.get(DESK))


def test_the_second_officer_sees_a_clear_message_and_both_texts(office: Client) -> None:
    office.post(DESK, sent(wo_stehen_wir="Ihres, zuerst."))
    answer = office.post(DESK, sent(wo_stehen_wir="Meines, danach.", ausblick="Unberührt."))
    page = text(answer)
    assert answer.status_code == 409
    assert "Jemand anderes hat dasselbe geändert" in page
    assert "Ihres, zuerst." in page
    assert "Meines, danach." in page
    assert "Unberührt." in page
    assert 'name="gesehen" value="1"' in page
    assert ReportTexts.objects.count() == 1
    assert office.post(DESK, sent(1, wo_stehen_wir="Beides zusammen.")).status_code == 302
    assert newest_texts(ROUND).texts.words[(STANDING, "de")] == "Beides zusammen."


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (sent(gibts_nicht="Verirrter Absatz"), "Diese Stelle hat der Bericht nicht"),
        (sent(wo_stehen_wir="Verirrter Absatz" + "x" * 200_000), "zu lang"),
        (
            sent(ausblick="Verirrter Absatz") | {"leuchtturm": ["hafen.9.I"]},
            "kennt die Runde nicht",
        ),
    ],
)
def test_what_cannot_be_taken_comes_back_with_all_that_was_written(
    office: Client, said: dict[str, Any], sentence: str
) -> None:
    answer = office.post(DESK, said)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "Verirrter Absatz" in text(answer)
    assert ReportTexts.objects.count() == 0


def test_the_longest_text_that_is_taken_fits_through_the_form(office: Client) -> None:
    assert office.post(DESK, sent(ausblick="Wort " * (MOST_LETTERS // 5))).status_code == 302


@pytest.mark.parametrize("seen", ["", "-1", "99999999999999999999", "x", "²"])
def test_a_number_that_is_none_is_nothing_seen(office: Client, seen: str) -> None:
    answer = office.post(DESK, sent(ausblick="a") | {"gesehen": seen})
    assert answer.status_code == 302


def test_a_round_that_is_not_frozen_has_no_report_yet(office: Client) -> None:
    slug = berlin_asked()
    for path in (
        f"/geschaeftsstelle/runden/{slug}/bericht",
        f"/geschaeftsstelle/runden/{slug}/bericht/veroeffentlichen",
        f"/berichte/{slug}",
        f"/berichte/{slug}/bericht/de.pdf",
        f"/berichte/{slug}/felder/digitalisierung/de.pdf",
    ):
        answer = office.get(path)
        assert answer.status_code == 409, path
        assert "Berichtet wird nur aus eingefrorenen Runden" in text(answer)


@pytest.mark.parametrize(
    "path",
    [
        "/geschaeftsstelle/runden/nie/bericht",
        "/berichte/nie",
        "/berichte/nie/bericht/de.pdf",
        f"{DRAFT}/bericht/fr.pdf",
        f"{DRAFT}/bericht/de.exe",
        f"{DRAFT}/bericht/../../de.pdf",
        f"{DRAFT}/bericht/%2e%2e%2fde.pdf",
        f"{DRAFT}/felder/gibts-nicht/de.pdf",
        f"{DRAFT}/felder/..%2f..%2fetc/de.pdf",
        "/sitzungen/99/unterlage/de.pdf",
    ],
)
def test_what_there_is_not_is_not_found(office: Client, path: str) -> None:
    assert office.get(path).status_code == 404


TYPES = {
    "pdf": ("application/pdf", "attachment"),
    "html": ("text/html; charset=utf-8", "inline"),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "attachment",
    ),
    "json": ("application/json", "attachment"),
}


@pytest.mark.parametrize("form", TYPES)
def test_a_file_says_what_it_is_and_is_for_this_reader_alone(office: Client, form: str) -> None:
    answer = office.get(f"{FILE}.{form}")
    assert answer.status_code == 200
    media, way = TYPES[form]
    assert answer["Content-Type"] == media
    assert answer["Content-Disposition"] == f'{way}; filename="monitoring-{ROUND}-de.{form}"'
    assert answer["Content-Length"] == str(len(answer.content))
    assert set(answer["Cache-Control"].split(", ")) == {"private", "no-store"}
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert office.get(f"{FILE}.{form}").content == answer.content


def test_head_costs_no_build_and_post_is_refused(
    office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag = office.get(f"{FILE}.json")["ETag"]

    def never(*_: object) -> bytes:
        raise AssertionError("built")

    monkeypatch.setattr("leitstand.reports.making.render", never)
    head = office.head(f"{FILE}.json")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", tag)
    again = office.get(f"{FILE}.json", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    answer = office.post(f"{FILE}.json")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


def test_the_tag_changes_with_what_the_office_writes(office: Client) -> None:
    before = office.head(f"{FILE}.json")["ETag"]
    written(texts())
    assert office.head(f"{FILE}.json")["ETag"] != before


def test_a_page_that_stands_alone_runs_nothing_and_fetches_nothing(office: Client) -> None:
    answer = office.get(f"{FILE}.html")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "unsafe" not in policy
    assert re.search(r"style-src 'sha256-[A-Za-z0-9+/=]+'", policy)
    assert b"<script" not in answer.content
    assert b" style=" not in answer.content


def test_field_sheets_can_be_built(office: Client) -> None:
    answer = office.get(f"{DRAFT}/felder/digitalisierung/en.json")
    assert answer.status_code == 200
    assert answer.json()["language"] == "en"


def test_the_workbook_says_that_its_figures_are_invented(office: Client) -> None:
    book = load_workbook(io.BytesIO(office.get(f"{FILE}.xlsx").content))
    words = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert "Beispieldaten" in words


@pytest.mark.parametrize("role", [*ROLES, NOBODY])
def test_drafts_are_for_the_office_and_the_committee_alone(client_of: ClientOf, role: str) -> None:
    client = client_of(role)
    for path in (DRAFT, f"{FILE}.json", f"{DRAFT}/felder/digitalisierung/de.json"):
        status = client.get(path).status_code
        assert (status == 200) == (role in {"office", "committee"}), path
    assert (client.get(DESK).status_code == 200) == (role == "office")
    if role == "committee":
        assert DESK not in text(client.get(DRAFT))


def test_the_page_of_drafts_has_its_data_beside_it(office: Client) -> None:
    rows = office.get(f"{DRAFT}.json").json()["tables"]["dateien"]["records"]
    assert len(rows) == 2 * (1 + 4)
    assert office.get(rows[0]["json"]["href"]).status_code == 200
    assert office.get(f"{DRAFT}.csv").status_code == 200


def test_the_pages_keep_their_budgets_of_statements(office: Client) -> None:
    written(texts(flagships=(MEASURE,)))
    round_publish(actor=OPERATOR, slug=ROUND)
    for path, most in (
        (DESK, 12),
        (DRAFT, 8),
        (f"{FILE}.json", 14),
        (f"{DESK}/veroeffentlichen", 8),
    ):
        office.get(path)
        with CaptureQueriesContext(connection) as found:
            assert office.get(path).status_code == 200
        assert len(found) <= most, path


def test_whoever_asks_for_very_many_reports_is_asked_to_wait(
    office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leitstand.reports.views.downloads.allowances.wait_of", lambda *_, **__: 7)
    answer = office.get(f"{FILE}.json")
    assert (answer.status_code, answer["Retry-After"]) == (429, "7")
    assert "In 7 Sekunden" in text(answer)


def test_while_others_build_the_reader_is_asked_to_come_back(
    office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leitstand.reports.making._queue.acquire", lambda **_: False)
    answer = office.get(f"{FILE}.json")
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert "noch einmal" in text(answer)


def test_what_was_written_survives_a_sign_in_that_ran_out(office: Client) -> None:
    page = office.get(DESK).content.decode()
    found = re.search(r'name="_ticket" value="([^"]+)"', page)
    assert found
    stranger = Client()
    answer = stranger.post(DESK, sent(ausblick="Nicht verlieren.") | {"_ticket": found[1]})
    assert answer.status_code == 302
    page = text(office.get(DESK))
    assert "Ihre Eingaben sind wieder da" in page
    assert "Nicht verlieren." in page


def test_the_desk_links_to_the_report_of_a_round(office: Client) -> None:
    assert f'href="{DESK}"' in office.get(f"/geschaeftsstelle/runden/{ROUND}").content.decode()
    assert 'href="/geschaeftsstelle/anfragen"' in office.get("/geschaeftsstelle").content.decode()
