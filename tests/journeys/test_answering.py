# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Somebody without training answers in a real browser: by a link, signed in, by keyboard alone."""

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from leitstand.plan.document import PlanDocument
from leitstand.steering.models import Answer, AnswerLink, Attachment
from leitstand.steering.services.links import link_revoke
from leitstand.steering.services.remarks import question_ask
from leitstand.steering.services.rounds import round_close, round_freeze
from tests.journeys.chromium import LOOKS, Look, barriers, started, window
from tests.people import OPERATOR, PASSWORD, person
from tests.steering.cast import (
    berlin_asked,
    duties_of,
    holder_client,
    home,
    link_of,
    send,
    token_address,
)
from tests.steering.files import PDF

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Where to put pictures of the pages, for those who want to look at them.
PICTURES = os.environ.get("LEITSTAND_TEST_PICTURES")
SAID = {"state": "running", "outlook": "on-track", "account": "Der Kran steht."}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with started() as browser:
        yield browser


@pytest.fixture
def link(berlin: PlanDocument) -> AnswerLink:
    berlin_asked()
    return link_of("senweb")


def picture(page: Page, name: str, look: Look = "light") -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}-{look}.png", full_page=True)


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def form_of(link: AnswerLink, place: int = 0) -> str:
    return f"{home(link)}/aufgaben/{duties_of('senweb')[place].id}"


def test_a_measure_is_answered_from_the_mail_in_six_acts_by_keyboard(
    chromium: Browser, live_server: LiveServer, link: AnswerLink
) -> None:
    acts = 0

    def act(page: Page, key: str) -> None:
        nonlocal acts
        acts += 1
        page.keyboard.press(key) if len(key) < 8 else page.keyboard.type(key)

    with window(chromium, live_server.url) as page:
        page.goto(token_address(link))
        acts += 1
        assert page.url == f"{live_server.url}{home(link)}"
        page.get_by_role("link", name="Jetzt antworten").focus()
        act(page, "Enter")
        page.wait_for_url("**/aufgaben/*")
        page.get_by_label("läuft", exact=True).focus()
        act(page, "Space")
        page.get_by_label("im Plan", exact=True).focus()
        act(page, "Space")
        page.get_by_label("Was ist geschehen?").focus()
        act(page, "Der Kran steht.")
        page.get_by_role("button", name="Abgeben").focus()
        act(page, "Enter")
        page.wait_for_url("**/beleg?neu=1")
        assert page.get_by_text("Abgegeben. Vielen Dank!").is_visible()
        assert "Der Kran steht." in page.inner_text("main")
        assert page.get_by_role("link", name="Weiter:").is_visible()
    assert acts == 6
    assert Answer.objects.get().is_submitted


def test_the_form_can_be_reached_and_filled_with_the_tab_key_alone(
    chromium: Browser, live_server: LiveServer, link: AnswerLink
) -> None:
    with window(chromium, live_server.url) as page:
        page.goto(token_address(link))
        page.goto(form_of(link))
        reached: list[str] = []
        for _press in range(70):
            page.keyboard.press("Tab")
            name = page.evaluate(
                "document.activeElement.name || document.activeElement.innerText || ''"
            )
            reached.append(str(name))
            visible = page.evaluate(
                "(() => { const r = document.activeElement.getBoundingClientRect();"
                " return r.width > 1 && r.height > 1 })()"
            )
            assert visible, name
        wanted = ["state", "merged_into", "outlook", "account", "next_step_due"]
        places = [reached.index(name) for name in wanted]
        assert places == sorted(places)
        assert "tun" in reached


def test_without_a_script_rows_files_and_drafts_work(
    chromium: Browser, live_server: LiveServer, link: AnswerLink, tmp_path: Path
) -> None:
    file = tmp_path / "Bericht.pdf"
    file.write_bytes(PDF)
    context = chromium.new_context(
        base_url=live_server.url, java_script_enabled=False, locale="de-DE"
    )
    page = context.new_page()
    page.goto(token_address(link))
    page.get_by_role("link", name="Jetzt antworten").click()
    page.get_by_label("läuft", exact=True).check()
    page.locator("#milestones > summary").click()
    page.locator("[name=milestones-0-title]").fill("Kran bestellt")
    page.get_by_role("button", name="Noch eine Zeile: Meilensteine").click()
    page.locator("[name=milestones-1-title]").fill("Kran steht")
    page.locator("#evidence > summary").click()
    page.locator("[name=evidence-0-file]").set_input_files(file)
    # No outlook yet: the form comes back, with the file and everything else.
    page.get_by_role("button", name="Abgeben").click()
    assert page.get_by_role("alert").is_visible()
    assert page.locator("[name=milestones-1-title]").input_value() == "Kran steht"
    assert page.get_by_role("link", name="Bericht.pdf").first.is_visible()
    page.get_by_role("button", name="Entwurf speichern").last.click()
    assert page.get_by_text("Der Entwurf ist gespeichert").is_visible()
    page.get_by_label("gefährdet").check()
    page.get_by_role("button", name="Abgeben").click()
    assert page.get_by_text("Abgegeben. Vielen Dank!").is_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Datei herunterladen").click()
    assert download.value.suggested_filename == "Bericht.pdf"
    context.close()
    assert Attachment.objects.count() == 1
    content = Answer.objects.get(is_submitted=True).content
    assert [one["title"] for one in content["milestones"]] == ["Kran bestellt", "Kran steht"]


def test_two_people_of_one_institution_meet(
    chromium: Browser, live_server: LiveServer, link: AnswerLink
) -> None:
    other = link_of("senweb", email="otto@example.org")
    with (
        window(chromium, live_server.url) as vera,
        window(chromium, live_server.url) as otto,
    ):
        for page, own in ((vera, link), (otto, other)):
            page.goto(token_address(own))
            page.goto(form_of(own))
            page.get_by_label("läuft", exact=True).check()
            page.get_by_label("gefährdet").check()
        otto.get_by_label("Was ist geschehen?").fill("Der Kran fällt.")
        otto.get_by_role("button", name="Abgeben").click()
        otto.wait_for_url("**/beleg?neu=1")
        vera.get_by_label("Was ist geschehen?").fill("Der Kran steht.")
        vera.get_by_role("button", name="Abgeben").click()
        alert = vera.get_by_role("alert")
        alert.wait_for()
        assert "Der Kran fällt." in alert.inner_text()
        assert vera.get_by_label("Was ist geschehen?").input_value() == "Der Kran steht."
        assert barriers(vera) == []
        picture(vera, "answer-conflict")
        vera.get_by_role("button", name="Abgeben").click()
        vera.wait_for_url("**/beleg?neu=1")
        assert "Der Kran steht." in vera.inner_text("main")


def test_a_task_is_passed_on_and_taken_back(
    chromium: Browser, live_server: LiveServer, link: AnswerLink
) -> None:
    with (
        window(chromium, live_server.url) as vera,
        window(chromium, live_server.url) as kai,
    ):
        vera.goto(token_address(link))
        vera.get_by_role("link", name="An eine Kollegin").click()
        vera.get_by_label("Name").fill("Kai")
        vera.get_by_label("E-Mail-Adresse").fill("kai@example.org")
        vera.get_by_role("checkbox").first.check()
        vera.get_by_role("button", name="Weitergeben").click()
        assert vera.get_by_text("Weitergegeben.").is_visible()
        child = AnswerLink.objects.get(email="kai@example.org")
        kai.goto(token_address(child))
        assert "Kai" in kai.inner_text("main")
        assert kai.locator(".ls-tasks > li").count() == 1
        vera.reload()
        vera.get_by_role("button", name="Zurückziehen").click()
        assert vera.get_by_text("Der Link öffnet nichts mehr.").is_visible()
        kai.reload()
        assert heading(kai) == "Dieser Link wurde zurückgezogen"
        assert barriers(kai) == []


def test_a_lead_answers_signed_in_from_the_board(
    chromium: Browser, live_server: LiveServer, link: AnswerLink
) -> None:
    person("lead", password=PASSWORD)
    with window(chromium, live_server.url) as page:
        page.goto("/konto/anmelden?next=/meine-aufgaben")
        page.get_by_label("Benutzername").fill("lead")
        page.get_by_label("Passwort").fill(PASSWORD)
        page.get_by_role("button", name="Anmelden", exact=True).click()
        page.wait_for_url("**/meine-aufgaben")
        first = duties_of("senweb")[0]
        page.get_by_role("link", name=first.measure.title).first.click()
        page.get_by_label("läuft", exact=True).check()
        page.get_by_label("gefährdet").check()
        page.get_by_role("button", name="Abgeben").click()
        page.wait_for_url("**/beleg?neu=1")
        page.get_by_role("link", name="Zurück zur Übersicht").click()
        assert page.get_by_role("heading", name="Abgegeben (1)").is_visible()


@pytest.mark.parametrize("look", LOOKS)
def test_the_pages_are_free_of_barriers(
    chromium: Browser, live_server: LiveServer, berlin: PlanDocument, look: Look
) -> None:
    berlin_asked("berlin-fruehjahr", reporting_on=dt.date(2026, 3, 31), is_example=True)
    old = link_of("senweb", "berlin-fruehjahr")
    owed = duties_of("senweb", "berlin-fruehjahr")[0]
    send(holder_client(old), f"{home(old)}/aufgaben/{owed.id}", **SAID)
    round_close(actor=OPERATOR, slug="berlin-fruehjahr")
    round_freeze(actor=OPERATOR, slug="berlin-fruehjahr")
    berlin_asked(is_example=True)
    link = link_of("senweb")
    asked = duties_of("senweb")[1].id
    question_ask(actor=OPERATOR, duty=asked, text="Seit wann?")
    person("lead", password=PASSWORD)
    with window(chromium, live_server.url, look) as page:
        page.goto(token_address(link))
        for name, path in (
            ("start", home(link)),
            ("form", form_of(link)),
            ("question", form_of(link, 1)),
            ("receipt", f"{form_of(link)}/beleg"),
            ("pass", f"{home(link)}/weitergeben"),
            ("unknown", "/antwort/abc"),
        ):
            page.goto(path)
            for summary in page.locator("main summary").all():
                if summary.locator("..").get_attribute("open") is None:
                    summary.click()
            assert barriers(page) == [], name
            picture(page, f"answer-{name}", look)
        page.goto(form_of(link, 1))
        page.get_by_role("button", name="Abgeben").click()
        page.get_by_role("alert").wait_for()
        assert barriers(page) == []
        picture(page, "answer-mistakes", look)
        page.goto("/konto/anmelden?next=/meine-aufgaben")
        page.get_by_label("Benutzername").fill("lead")
        page.get_by_label("Passwort").fill(PASSWORD)
        page.get_by_role("button", name="Anmelden", exact=True).click()
        page.wait_for_url("**/meine-aufgaben")
        assert barriers(page) == []
        picture(page, "answer-board", look)


def test_nothing_has_changed_takes_three_acts(
    chromium: Browser, live_server: LiveServer, berlin: PlanDocument
) -> None:
    berlin_asked("berlin-fruehjahr", reporting_on=dt.date(2026, 3, 31))
    old = link_of("senweb", "berlin-fruehjahr")
    owed = duties_of("senweb", "berlin-fruehjahr")[0]
    send(holder_client(old), f"{home(old)}/aufgaben/{owed.id}", **SAID)
    round_close(actor=OPERATOR, slug="berlin-fruehjahr")
    round_freeze(actor=OPERATOR, slug="berlin-fruehjahr")
    berlin_asked()
    link = link_of("senweb")
    with window(chromium, live_server.url) as page:
        page.goto(token_address(link))
        page.get_by_role("link", name="Jetzt antworten").click()
        page.get_by_role("button", name="Es hat sich nichts geändert").click()
        page.wait_for_url("**/beleg?neu=1")
        assert "Der Kran steht." in page.inner_text("main")


def test_a_revoked_link_tells_so_and_what_was_written_can_be_copied(
    chromium: Browser, live_server: LiveServer, link: AnswerLink
) -> None:
    with window(chromium, live_server.url) as page:
        page.goto(token_address(link))
        page.goto(form_of(link))
        page.get_by_label("Was ist geschehen?").fill("Ein langer Text, der nicht weg sein soll.")
        link_revoke(actor=OPERATOR, link=link.pk)
        page.get_by_role("button", name="Entwurf speichern").last.click()
        assert heading(page) == "Dieser Link wurde zurückgezogen"
        assert "Ein langer Text, der nicht weg sein soll." in page.inner_text("main")
        assert barriers(page) == []
        page.goto(token_address(link))
        assert page.url.endswith("/antwort/zurueckgezogen")
    assert not Answer.objects.exists()
