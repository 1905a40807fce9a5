# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Ways to break in, each tried."""

import datetime as dt
import time
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal import auth
from django.contrib.auth.hashers import get_hasher
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from leitstand.core.accounts.services import AccountRejected, account_create, password_set
from leitstand.core.models import Account, AuditEvent, SignIn
from leitstand.plan.document import PlanDocument
from leitstand.plan.permissions import VIEW_HISTORY
from leitstand.ui.access import PUBLIC, access_of
from tests.house.reference.addresses import all_addresses
from tests.house.test_access import located
from tests.people import OPERATOR, PASSWORD, ClientOf, person
from tests.web.accounts.test_sign_in import SET_UP, SIGN_IN, code, send, set_up_second_factor

CODE = "/konto/zweiter-faktor/eingabe"
pytestmark = pytest.mark.django_db
ELSEWHERE = (
    "https://fremd.example/x",
    "//fremd.example",
    "///fremd.example",
    "/\\fremd.example",
    "\\\\fremd.example",
    "http:fremd.example",
    "http:///fremd.example",
    "https://testserver@fremd.example",
    "https://testserver.fremd.example",
    "/\t/fremd.example",
    "\t//fremd.example",
    "javascript:alert(1)",
    "data:text/html,x",
)


@pytest.fixture
def office() -> Account:
    return person("office", password=PASSWORD)


def is_in(client: Client) -> bool:
    return client.get("/konto").status_code == 200


# What a stranger learns


@pytest.mark.parametrize("name", ["office", "gibtsnicht", "dienst", "zu"])
def test_every_failure_takes_the_same_work(
    client: Client, office: Account, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    account_create(actor=OPERATOR, username="dienst")  # no password: identity provider only
    account_create(actor=OPERATOR, username="zu", password=PASSWORD)
    Account.objects.filter(username="zu").update(is_active=False)
    hashed = []
    hasher = type(get_hasher())
    real = hasher.encode

    def encode(self: object, password: str, salt: str, *rest: object) -> str:
        hashed.append(salt)
        return str(real(self, password, salt, *rest))  # type: ignore[arg-type]

    monkeypatch.setattr(hasher, "encode", encode)
    assert "Benutzername oder Passwort stimmen nicht." in send(client, name, "falsch")
    assert len(hashed) == 1


@pytest.mark.parametrize("name", ["office", "gibtsnicht"])
def test_a_name_that_does_not_exist_is_locked_like_one_that_does(
    client: Client, office: Account, name: str
) -> None:
    answers = [send(client, name, "falsch") for _ in range(6)]
    assert ["Zu viele Fehlversuche" in one for one in answers] == [False] * 5 + [True]


# Trying passwords


@pytest.mark.parametrize(
    "disguise",
    [
        {"HTTP_X_FORWARDED_FOR": "203.0.113.{}"},
        {"HTTP_X_REAL_IP": "203.0.113.{}", "HTTP_FORWARDED": "for=203.0.113.{}"},
        {"HTTP_HOST": "localhost:80{}"},
        {"REMOTE_ADDR": "203.0.113.{}"},
    ],
    ids=["forwarded", "real-ip", "host", "many-machines"],
)
def test_no_disguise_gives_one_name_more_attempts(
    client: Client, office: Account, disguise: dict[str, str]
) -> None:
    facts = {"login": "office", "password": "falsch"}
    for attempt in range(10, 15):
        worn = {key: word.format(attempt) for key, word in disguise.items()}
        client.post(SIGN_IN, facts | {"login": "oFFice" if attempt % 2 else "OFFICE"}, **worn)  # type: ignore[arg-type]
    worn = {key: word.format(99) for key, word in disguise.items()}
    response = client.post(SIGN_IN, facts | {"password": PASSWORD}, **worn)  # type: ignore[arg-type]
    assert "Zu viele Fehlversuche" in response.content.decode()
    failures = AuditEvent.objects.filter(act="account.sign-in-failed")
    assert {event.subject for event in failures} == {f"account:{office.pk}"}
    assert len(failures) == 5


@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_CLIENT_IP"])
def test_one_machine_cannot_pass_for_many(client: Client, header: str) -> None:
    for attempt in range(10):
        client.post(
            SIGN_IN,
            {"login": f"name-{attempt}", "password": "falsch"},
            **{header: f"203.0.113.{attempt}"},  # type: ignore[arg-type]
        )
    answer = client.post(
        SIGN_IN,
        {"login": "name-99", "password": "falsch"},
        **{header: "203.0.113.99"},  # type: ignore[arg-type]
    )
    assert "Zu viele Fehlversuche" in answer.content.decode()


def test_behind_a_proxy_what_the_proxy_adds_counts_and_nothing_before_it(
    client: Client, settings: Settings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def knock(name: str, forwarded: str) -> str:
        facts = {"login": name, "password": "falsch"}
        answer = client.post(SIGN_IN, facts, HTTP_X_FORWARDED_FOR=forwarded)
        return answer.content.decode()

    for attempt in range(10):
        knock(f"name-{attempt}", f"198.51.100.{attempt}, 203.0.113.7")
    assert "Zu viele Fehlversuche" in knock("name-98", "198.51.100.98, 203.0.113.7")
    assert "stimmen nicht" in knock("name-99", "203.0.113.7, 203.0.113.8")


def test_two_names_never_differ_in_case_alone(office: Account) -> None:
    with pytest.raises(AccountRejected):
        account_create(actor=OPERATOR, username="Office")
    assert account_create(actor=OPERATOR, username="Anna").username == "anna"


# The second factor


def test_a_code_opens_once_even_after_the_mark_of_its_use_has_passed(
    client: Client, office: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(client)
    secret = set_up_second_factor(client)
    seen = code(secret, ahead=1)
    client.post("/konto/abmelden")
    send(client)
    client.post(CODE, {"code": seen})
    assert is_in(client)
    # Half a minute later the library has forgotten it and would still take it.
    cache.clear()
    monkeypatch.setattr(auth, "time", SimpleNamespace(time=lambda: time.time() + 31))
    thief = Client()
    send(thief)
    assert "Der Code stimmt nicht" in thief.post(CODE, {"code": seen}).content.decode()
    assert not is_in(thief)
    # An older one that nobody used is over too.
    older = code(secret)
    assert "Der Code stimmt nicht" in thief.post(CODE, {"code": older}).content.decode()


def test_the_code_of_the_set_up_opens_nothing(client: Client, office: Account) -> None:
    send(client)
    secret = set_up_second_factor(client)
    thief = Client()
    send(thief)
    cache.clear()
    assert "Der Code stimmt nicht" in thief.post(CODE, {"code": code(secret)}).content.decode()


def test_codes_cannot_be_tried_and_trying_is_on_record(client: Client, office: Account) -> None:
    send(client)
    secret = set_up_second_factor(client)
    thief = Client()
    send(thief)
    for _ in range(5):
        thief.post(CODE, {"code": "000000"})
    answer = thief.post(CODE, {"code": code(secret, ahead=1)}).content.decode()
    assert "Zu viele Fehlversuche" in answer
    assert not is_in(thief)
    events = AuditEvent.objects.filter(act="account.second-factor-failed")
    assert [event.subject for event in events] == [f"account:{office.pk}"] * 5


def test_who_was_in_by_password_alone_does_not_come_into_the_owners_roles(
    client: Client, office: Account, settings: Settings
) -> None:
    settings.LEITSTAND_MFA = "required"
    thief = Client()
    send(thief)
    assert thief.get("/protokoll").status_code == 302
    send(client)
    set_up_second_factor(client)
    assert client.get("/protokoll").status_code == 200
    assert thief.get("/protokoll").status_code == 302
    assert not is_in(thief)


def test_a_second_factor_counts_only_in_the_session_that_showed_it(
    client: Client, office: Account, settings: Settings
) -> None:
    send(client)
    set_up_second_factor(client)
    settings.LEITSTAND_MFA = "required"
    other = Client()
    other.force_login(office)
    assert client.get("/protokoll").status_code == 200
    assert other.get("/protokoll").status_code == 302


def test_the_second_step_leads_nowhere_without_the_first(client: Client, office: Account) -> None:
    send(client)
    secret = set_up_second_factor(client)
    stranger = Client()
    assert stranger.get(CODE).status_code == 302
    stranger.post(CODE, {"code": code(secret, ahead=1)})
    assert not is_in(stranger)


# Sessions


def test_a_session_that_was_slipped_in_is_not_the_one_that_is_signed_in(
    client: Client, office: Account
) -> None:
    attacker = Client()
    session = attacker.session
    session["x"] = 1
    session.save()
    slipped = str(session.session_key)
    client.cookies["leitstand-session"] = slipped
    send(client)
    assert is_in(client)
    assert client.cookies["leitstand-session"].value != slipped
    attacker.cookies["leitstand-session"] = slipped
    assert not is_in(attacker)


def test_a_session_key_of_the_browsers_own_making_is_not_taken(
    client: Client, office: Account
) -> None:
    client.cookies["leitstand-session"] = "a" * 32
    send(client)
    assert client.cookies["leitstand-session"].value != "a" * 32


def test_what_stands_in_the_table_opens_nothing(client: Client, office: Account) -> None:
    send(client)
    thief = Client()
    thief.cookies["leitstand-session"] = SignIn.objects.get(account=office).key
    assert not is_in(thief)


def test_a_new_password_or_a_closed_account_ends_every_session(
    client: Client, office: Account
) -> None:
    send(client)
    password_set(actor=OPERATOR, account=office, password="Ganz-Anders-Neu-42")
    assert not is_in(client)
    send(client, password="Ganz-Anders-Neu-42")
    assert is_in(client)
    Account.objects.update(is_active=False)
    assert not is_in(client)


def test_what_a_stranger_makes_us_keep_passes_quickly(client: Client, office: Account) -> None:
    session = client.session
    session["x"] = 1
    session.save()
    row = SignIn.objects.get()
    assert row.account is None
    assert row.expires_at < timezone.now() + dt.timedelta(minutes=16)
    SignIn.objects.update(expires_at=timezone.now())
    Client().session.create()
    assert not SignIn.objects.filter(key=row.key).exists()


# Being sent elsewhere, and being made to send


@pytest.mark.parametrize("back", ELSEWHERE)
def test_nobody_is_led_to_another_site(client: Client, office: Account, back: str) -> None:
    def host(address: str) -> str:
        assert "fremd" not in address.partition("?")[0]
        return urlsplit(address).netloc

    assert host(send(client, back=back)) == ""
    for address in (SIGN_IN, "/konto/registrieren"):
        answer = client.get(address, {"next": back})
        assert host(str(answer.get("Location", ""))) == ""
    SignIn.objects.update(expires_at=timezone.now())
    send(client)
    answer = client.post("/konto/bestaetigen", {"password": PASSWORD, "next": back})
    assert answer.status_code == 302
    assert host(answer["Location"]) == ""
    answer = client.post("/konto/abmelden", {"next": back})
    assert host(answer["Location"]) == ""


def test_no_form_of_another_site_does_anything(office: Account, berlin: PlanDocument) -> None:
    before = AuditEvent.objects.count()
    for address in all_addresses():
        client = Client(enforce_csrf_checks=True)
        client.force_login(office)
        now = AuditEvent.objects.count()
        response = client.post(located(address), {"login": "office", "password": PASSWORD})
        assert response.status_code in {403, 405}, address.name
        assert AuditEvent.objects.count() == now, address.name
        assert is_in(client), address.name
    assert AuditEvent.objects.count() == before


def test_nothing_private_stays_in_a_cache(
    client: Client, office: Account, berlin: PlanDocument
) -> None:
    send(client)
    set_up_second_factor(client)
    kept = set()
    for address in all_addresses():
        response = client.get(located(address))
        if access_of(address.view) not in {PUBLIC, VIEW_HISTORY} and response.status_code == 200:
            words = {word.strip() for word in response["Cache-Control"].split(",")}
            assert {"private", "no-store"} <= words, address.name
            kept.add(address.name)
    assert {"web:account", "web:audit-csv", "mfa_view_recovery_codes"} <= kept


def test_a_page_with_a_name_in_its_header_is_told_apart(client_of: ClientOf) -> None:
    response = client_of("reader").get("/impressum")
    assert "Person reader" in response.content.decode()
    assert "Cookie" in response["Vary"]


def test_setting_up_a_second_factor_asks_who_one_is(client: Client, office: Account) -> None:
    client.force_login(office)
    assert client.get(SET_UP)["Location"].startswith("/konto/bestaetigen")
