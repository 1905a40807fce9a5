# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The office mirrors another programme in a real browser: source, file, words, and what all see."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from leitstand.cli.demo_answers import demo_directory
from leitstand.cli.demo_foreign import load_demo_foreign
from leitstand.foreign.models import Fetch
from leitstand.plan.document import PlanDocument
from tests.journeys.chromium import LOOKS, Look, barriers, picture, started, window
from tests.journeys.signing_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK = "/geschaeftsstelle/fremde-massnahmen"
HERE = f"{DESK}/quellen/bek-2030"
PLAN = "/plaene/berlin-2018-2021"
MEASURE = f"{PLAN}/massnahmen/energie.1.VI"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with started() as browser:
        yield browser


def said(page: Page) -> str:
    """What the page says in its notes and alerts."""
    return " ".join(page.locator(".kern-alert").all_inner_texts())


def test_an_office_sets_up_a_source_takes_a_report_and_maps_its_words(
    chromium: Browser, live_server: LiveServer, berlin: PlanDocument, tmp_path: Path
) -> None:
    with window(chromium, live_server.url) as page:
        sign_in(page, "office", "/geschaeftsstelle")
        page.get_by_role("link", name="Quellen anderer Programme").click()
        assert "Noch keine Quelle." in page.inner_text("main")
        page.get_by_role("link", name="Neue Quelle").click()
        page.get_by_label("Programm", exact=True).select_option("bek-2030")
        page.get_by_label("Name", exact=True).fill("BEK 2030")
        page.get_by_label("Name (englisch)").fill("BEK 2030")
        page.get_by_label("Wie kommt der Bericht?").select_option("file")
        picture(page, "foreign-new")
        page.get_by_role("button", name="Speichern").click()
        assert "Abgerufen ist noch nichts." in said(page)

        nonsense = tmp_path / "bericht.html"
        nonsense.write_text("<html>Wartung</html>")
        page.get_by_label("Bericht als Datei").set_input_files(nonsense)
        page.get_by_role("button", name="Datei übernehmen").click()
        assert "kein Bericht in JSON" in said(page)
        picture(page, "foreign-failed")

        page.get_by_label("Bericht als Datei").set_input_files(demo_directory() / "bek-2030.json")
        page.get_by_role("button", name="Datei übernehmen").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**getan=neu")
        assert "in politischer Abstimmung (abstimmung)" in said(page)
        page.goto(MEASURE)
        assert "„in politischer Abstimmung“ (nicht zugeordnet)" in page.inner_text("main")

        page.goto(f"{HERE}/zuordnen")
        page.get_by_label("in politischer Abstimmung (abstimmung)").select_option("preparing")
        page.get_by_label("umgesetzt (erledigt)").select_option("done")
        picture(page, "foreign-meanings")
        page.get_by_role("button", name="Speichern").click()
        page.wait_for_url("**getan=zugeordnet")
        assert "abstimmung" not in said(page)
        page.goto(MEASURE)
        words = "in Vorbereitung (dort: „in politischer Abstimmung“), Stichtag 30. Juni 2026"
        assert words in page.inner_text("main")
        picture(page, "foreign-measure-mapped")
    assert list(Fetch.objects.order_by("id").values_list("fault", flat=True)) == ["web-page", ""]


@pytest.mark.parametrize("look", LOOKS)
def test_no_page_about_foreign_measures_stands_in_anybodys_way(
    chromium: Browser, live_server: LiveServer, berlin: PlanDocument, look: Look
) -> None:
    load_demo_foreign()
    pages = {
        "foreign-measure": MEASURE,
        "foreign-list": f"{PLAN}/fremde-massnahmen",
        "foreign-offered": f"{PLAN}/massnahmen-stand",
        "foreign-sources": DESK,
        "foreign-source": HERE,
        "foreign-edit": f"{HERE}/aendern",
        "foreign-words": f"{HERE}/zuordnen",
        "foreign-enter": f"{DESK}/plaene/berlin-2018-2021/neue-quelle",
    }
    with window(chromium, live_server.url, look) as page:
        sign_in(page, "office", DESK)
        for name, path in pages.items():
            page.goto(path)
            found = barriers(page)
            picture(page, name, look)
            assert (name, found) == (name, [])
