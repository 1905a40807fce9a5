# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""At the door: password, second factor, throttling, and what is on record afterwards."""

import datetime as dt
import hashlib
import re
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from leitstand.core.models import Account, AuditEvent, CacheEntry, HeldForm, SignIn
from tests.people import PASSWORD, ClientOf, person

SIGN_IN = "/konto/anmelden"
SET_UP = "/konto/zweiter-faktor/einrichten"
pytestmark = pytest.mark.django_db


def send(client: Client, name: str = "office", password: str = PASSWORD, back: str = "") -> str:
    response = client.post(SIGN_IN, {"login": name, "password": password, "next": back})
    return str(response.get("Location", response.content.decode()))


def code(secret: str, ahead: int = 0) -> str:
    """What the app shows, or will show so many half minutes from now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead)))


def set_up_second_factor(client: Client) -> str:
    """The secret of an app that was set up through the pages."""
    client.post("/konto/bestaetigen", {"password": PASSWORD})
    html = client.get(SET_UP).content.decode()
    match = re.search(r'ls-door__secret">([A-Z2-7]+)<', html)
    assert match, html
    assert client.post(SET_UP, {"code": code(match[1])}).status_code == 302
    return match[1]


@pytest.fixture
def office() -> Account:
    return person("office", password=PASSWORD)


def test_the_right_password_opens_and_leads_back(client: Client, office: Account) -> None:
    assert send(client, back="/protokoll") == "/protokoll"
    assert client.get("/protokoll").status_code == 200


@pytest.mark.parametrize("back", ["https://fremd.example/x", "//fremd.example", "javascript:1"])
def test_nobody_is_led_to_another_site(client: Client, office: Account, back: str) -> None:
    assert send(client, back=back) == "/konto"


@pytest.mark.parametrize("name", ["office", "gibtsnicht"])
def test_a_wrong_password_and_a_wrong_name_look_the_same(
    client: Client, office: Account, name: str
) -> None:
    assert "Benutzername oder Passwort stimmen nicht." in send(client, name, "falsch")
    assert SignIn.objects.filter(account__isnull=False).count() == 0


def test_a_closed_account_stays_shut(client: Client, office: Account) -> None:
    Account.objects.update(is_active=False)
    assert send(client) == "/konto/gesperrt"
    assert client.get("/konto").status_code == 302


def test_signing_in_is_on_record(client: Client, office: Account) -> None:
    send(client)
    event = AuditEvent.objects.get(act="account.sign-in")
    assert (event.actor, event.details) == (f"account:{office.pk}", {"method": "password"})


def test_a_failure_is_on_record_without_what_was_typed(client: Client, office: Account) -> None:
    send(client, "office", "falsch-geheim")
    send(client, PASSWORD, "office")  # the password in the wrong field
    events = AuditEvent.objects.filter(act="account.sign-in-failed")
    assert [event.subject for event in events] == [f"account:{office.pk}"]
    assert "geheim" not in str(list(AuditEvent.objects.values()))
    assert PASSWORD not in str(list(AuditEvent.objects.values()))


def test_after_five_failures_even_the_right_password_waits(client: Client, office: Account) -> None:
    for _ in range(5):
        send(client, "office", "falsch")
    assert "Zu viele Fehlversuche" in send(client)
    assert client.get("/konto").status_code == 302


def test_attempts_are_counted_where_every_process_sees_them(
    client: Client, office: Account
) -> None:
    send(client, "office", "falsch")
    assert CacheEntry.objects.count() > 0
    assert type(cache._connections[cache._alias]).__name__ == "DatabaseCache"  # type: ignore[attr-defined]


def test_attempts_are_counted_without_keeping_whose_they_were(
    client: Client, office: Account
) -> None:
    send(client, "office", "falsch")
    rows = str(list(CacheEntry.objects.values()))
    assert CacheEntry.objects.count() >= 3  # of the address, its failures, the name's failures
    assert "127.0.0.1" not in rows
    assert hashlib.sha256(b"office").hexdigest() not in rows
    CacheEntry.objects.update(expires=timezone.now() - dt.timedelta(seconds=1))
    send(client)
    assert not CacheEntry.objects.filter(expires__lt=timezone.now()).exists()


def test_the_door_shuts_for_an_address_that_asks_too_often(client: Client) -> None:
    for _ in range(30):
        client.post(SIGN_IN, {"login": "x"})
    response = client.post(SIGN_IN, {"login": "x"})
    assert response.status_code == 429
    assert response["Retry-After"] == "60"
    assert "Zu viele Versuche" in response.content.decode()


def test_nobody_makes_an_account_unless_that_is_configured(
    client: Client, settings: Settings
) -> None:
    facts = {"username": "neu", "password1": PASSWORD, "password2": PASSWORD}
    assert "kein Konto anlegen" in client.post("/konto/registrieren", facts).content.decode()
    assert not Account.objects.filter(username="neu").exists()
    settings.LEITSTAND_SIGNUP = True
    client.post("/konto/registrieren", facts)
    assert client.get("/konto").status_code == 200
    assert client.get("/protokoll").status_code == 403


def test_signing_in_makes_a_new_session(client: Client, office: Account) -> None:
    client.get("/konto")
    send(client)
    first = client.cookies["leitstand-session"].value
    client.post("/konto/abmelden")
    send(client)
    assert client.cookies["leitstand-session"].value not in ("", first)


def test_the_session_cookie_is_for_this_site_and_no_script(client: Client, office: Account) -> None:
    send(client)
    cookie = client.cookies["leitstand-session"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")


def test_public_pages_set_no_cookie_and_sign_in_is_one_click_away(client: Client) -> None:
    response = client.get("/impressum?x=1")
    assert not response.cookies
    assert 'href="/konto/anmelden?next=%2Fimpressum%3Fx%3D1"' in response.content.decode()


def test_the_header_names_who_is_signed_in(client_of: ClientOf) -> None:
    html = client_of("office").get("/impressum").content.decode()
    assert re.search(r'<a href="/konto">Person office</a>', html)


def test_data_do_not_tell_who_asked(client_of: ClientOf, client: Client) -> None:
    mine = client_of("office").get("/bausteine.json")
    assert mine.content == client.get("/bausteine.json").content
    assert "Cookie" not in mine["Vary"]


def test_a_second_factor_is_asked_for_once_it_is_set_up(client: Client, office: Account) -> None:
    send(client)
    secret = set_up_second_factor(client)
    client.post("/konto/abmelden")
    assert send(client, back="/protokoll").startswith("/konto/zweiter-faktor/eingabe")
    assert client.get("/protokoll").status_code == 302
    assert (
        "Der Code stimmt nicht"
        in client.post("/konto/zweiter-faktor/eingabe", {"code": "000000"}).content.decode()
    )
    # The code that set it up was used; the next one counts.
    client.post("/konto/zweiter-faktor/eingabe", {"code": code(secret, ahead=1)})
    assert client.get("/protokoll").status_code == 200


def test_a_recovery_code_opens_once(client: Client, office: Account) -> None:
    send(client)
    set_up_second_factor(client)
    html = client.get("/konto/zweiter-faktor/notfallcodes").content.decode()
    codes = re.findall(r"<li><code>(\w+)</code></li>", html)
    assert len(codes) == 10
    for is_first in (True, False):
        client.post("/konto/abmelden")
        send(client)
        client.post("/konto/zweiter-faktor/eingabe", {"code": codes[0]})
        assert (client.get("/konto").status_code == 200) is is_first


def test_secrets_of_the_second_factor_are_not_readable_in_the_table(
    client: Client, office: Account
) -> None:
    send(client)
    secret = set_up_second_factor(client)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert "gAAAA" in stored


def test_changes_to_the_second_factor_are_on_record(
    client: Client, office: Account, django_capture_on_commit_callbacks: object
) -> None:
    send(client)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        set_up_second_factor(client)
    client.post("/konto/zweiter-faktor/abschalten")
    acts = list(AuditEvent.objects.order_by("id").values_list("act", flat=True))
    assert acts[-2:] == ["account.second-factor-on", "account.second-factor-off"]


def test_in_production_the_office_rests_until_there_is_a_second_factor(
    client: Client, office: Account, settings: Settings
) -> None:
    settings.LEITSTAND_MFA = "required"
    send(client)
    assert "Ihre Rolle Geschäftsstelle ruht" in client.get("/konto").content.decode()
    assert client.get("/protokoll")["Location"] == f"{SET_UP}?next=%2Fprotokoll"
    assert client.get("/protokoll.json").status_code == 403
    set_up_second_factor(client)
    assert client.get("/protokoll").status_code == 200


def test_other_roles_need_no_second_factor(client_of: ClientOf, settings: Settings) -> None:
    settings.LEITSTAND_MFA = "required"
    html = client_of("reader").get("/konto").content.decode()
    assert "ruht" not in html


def test_changing_the_password_asks_for_the_old_one(client: Client, office: Account) -> None:
    send(client)
    new = "Ganz-Anders-Neu-42"
    facts = {"oldpassword": "falsch", "password1": new, "password2": new}
    html = client.post("/konto/passwort", facts).content.decode()
    assert "Das bisherige Passwort stimmt nicht." in html
    client.post("/konto/passwort", facts | {"oldpassword": PASSWORD})
    assert client.get("/konto").status_code == 200
    assert AuditEvent.objects.filter(act="account.password").count() == 1
    assert send(Client(), password=PASSWORD) != "/konto"
    assert send(Client(), password=new) == "/konto"


@pytest.mark.parametrize("address", ["/en/konto/anmelden", "/en/konto/zweiter-faktor"])
def test_the_door_has_an_english_side(client_of: ClientOf, address: str) -> None:
    response = client_of("reader").get(address)
    target = urlsplit(response["Location"]).path if response.status_code == 302 else address
    assert target.startswith("/en")


def test_where_to_go_after_signing_in_is_kept_whole(client: Client) -> None:
    target = client.get("/protokoll?vorgang=plan.import&ab=2026-01-01")["Location"]
    assert parse_qs(urlsplit(target).query)["next"] == [
        "/protokoll?vorgang=plan.import&ab=2026-01-01"
    ]
    assert HeldForm.objects.count() == 0
