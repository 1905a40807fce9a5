# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Signing in as a person does, in a real browser: keyboard, second factor, expired, barriers."""

import datetime as dt
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from leitstand.core.models import AuditEvent, HeldForm, SignIn
from tests.journeys.chromium import LOOKS, Look, barriers, picture, window
from tests.journeys.signing_in import fill_in, sign_in
from tests.people import PASSWORD, ROLES, person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    with window(browser, live_server.url) as opened:
        yield opened


def code(secret: str, ahead: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead)))


def test_by_keyboard_alone_one_signs_in_and_out(page: Page) -> None:
    person("reader", password=PASSWORD)
    page.goto("/impressum")
    page.get_by_role("link", name="Anmelden").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/konto/anmelden**")
    page.get_by_label("Benutzername").focus()
    page.keyboard.type("reader")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/impressum")
    page.get_by_role("link", name="Person reader").click()
    page.get_by_role("button", name="Abmelden").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Anmelden").wait_for()
    assert SignIn.objects.filter(account__isnull=False).count() == 0


@pytest.mark.parametrize("role", [one for one in ROLES if one not in {"lead", "contributor"}])
def test_each_role_sees_its_account_and_only_the_office_the_record(page: Page, role: str) -> None:
    sign_in(page, role, "/konto")
    assert page.get_by_role("heading", level=1).inner_text() == "Ihr Konto"
    page.goto("/protokoll")
    heading = page.get_by_role("heading", level=1).inner_text()
    if role == "office":
        assert heading == "Protokoll"
        return
    assert heading == "Diese Seite ist nicht für Sie freigegeben"
    assert AuditEvent.objects.filter(act="access.refused", subject="/protokoll").count() == 1


def test_a_second_factor_is_set_up_and_asked_for(page: Page, settings: Settings) -> None:
    settings.LEITSTAND_MFA = "required"
    sign_in(page, "office", "/protokoll")
    # The office's role rests: the record leads to the second factor, and that to the password.
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Bestätigen").click()
    assert "Ihre Rolle verlangt einen zweiten Faktor" in page.inner_text("main")
    secret = page.locator(".ls-door__secret").inner_text()
    page.get_by_label("Code aus der App").fill(code(secret))
    page.get_by_role("button", name="Einrichten").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Notfallcodes"
    page.goto("/konto/abmelden")
    page.get_by_role("button", name="Abmelden").click()
    sign_in(page, "office", "/protokoll")
    page.get_by_label("Code").fill(code(secret, ahead=1))
    page.get_by_role("button", name="Anmelden", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Protokoll"


def test_an_expired_sign_in_loses_nothing_of_a_filled_form(page: Page, settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.ui.form_urls"
    text = "Drei Sätze.\nMit „Anführung“ & <Klammer>."
    sign_in(page, "reader", "/bearbeiten/7")
    page.locator("textarea").fill(text)
    SignIn.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    page.evaluate("document.querySelector('form').submit()")
    page.get_by_text("Ihre Anmeldung ist abgelaufen").wait_for()
    assert barriers(page) == []
    fill_in(page, "reader")
    page.wait_for_url("**/bearbeiten/7")
    assert page.locator("textarea").input_value() == text
    assert HeldForm.objects.count() == 1


@pytest.mark.parametrize("look", LOOKS)
def test_nothing_at_the_door_stands_in_anybodys_way(
    browser: Browser, live_server: LiveServer, look: Look
) -> None:
    with window(browser, live_server.url, look) as page:
        found = {}
        page.goto("/konto/anmelden")
        page.get_by_label("Benutzername").fill("gibtsnicht")
        page.get_by_label("Passwort").fill("falsch")
        page.get_by_role("button", name="Anmelden", exact=True).click()
        picture(page, "anmelden", look)
        found["anmelden"] = barriers(page)
        sign_in(page, "office", "/konto/zweiter-faktor/einrichten")
        page.get_by_label("Passwort").fill(PASSWORD)
        picture(page, "bestaetigen", look)
        found["bestaetigen"] = barriers(page)
        page.get_by_role("button", name="Bestätigen").click()
        picture(page, "einrichten", look)
        found["einrichten"] = barriers(page)
        page.get_by_label("Code aus der App").fill(
            code(page.locator(".ls-door__secret").inner_text())
        )
        page.get_by_role("button", name="Einrichten").click()
        for name, address in (
            ("notfallcodes", "/konto/zweiter-faktor/notfallcodes"),
            ("notfallcodes-neu", "/konto/zweiter-faktor/notfallcodes/neu"),
            ("zweiter-faktor", "/konto/zweiter-faktor"),
            ("abschalten", "/konto/zweiter-faktor/abschalten"),
            ("konto", "/konto"),
            ("konto-en", "/en/konto"),
            ("passwort", "/konto/passwort"),
            ("protokoll", "/protokoll"),
            ("gesperrt", "/konto/gesperrt"),
            ("abmelden", "/konto/abmelden"),
        ):
            page.goto(address)
            picture(page, name, look)
            found[name] = barriers(page)
        assert {name: one for name, one in found.items() if one} == {}
