# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Signing in through a real OpenID Connect provider; every forged token is refused."""

import html
import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, quote, urljoin, urlsplit

import pytest
import requests
from django.test import Client
from pytest_django import Settings

from leitstand.core.accounts.actors import Account
from leitstand.core.accounts.selectors import account_by_username, held_roles
from leitstand.core.accounts.services import account_create, role_grant
from leitstand.core.models import AuditEvent, SignIn
from leitstand.core.rules import GrantedRole, claim_rules
from leitstand.plan.document import PlanDocument
from tests.oidc.conftest import Provider
from tests.people import OPERATOR

CALLBACK = "/konto/oidc/sso/zurueck"
START = "/konto/oidc/sso/anmelden"
OFFICE = GrantedRole("office")
LEAD = GrantedRole("lead", "senweb", "berlin-2018-2021")
pytestmark = pytest.mark.django_db


@pytest.fixture
def browser() -> Iterator[requests.Session]:
    with requests.Session() as session:
        yield session


def start(client: Client, back: str = "/konto") -> str:
    """The address at the provider that our page leads to."""
    page = client.post(f"{START}?next={back}").content.decode()
    match = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page)
    assert match, page
    return html.unescape(match[1])


def agree(browser: requests.Session, address: str, name: str) -> str:
    """Sign in at the provider and agree; the address that it sends the browser back to."""
    response = browser.get(address, timeout=10, allow_redirects=False)
    for _step in range(12):
        if response.is_redirect:
            address = urljoin(address, response.headers["Location"])
            if CALLBACK in address:
                return address
            response = browser.get(address, timeout=10, allow_redirects=False)
            continue
        match = re.search(r'<form[^>]*action="([^"]+)"', response.text)
        assert match, response.text
        address = urljoin(address, html.unescape(match[1]))
        prompt = re.search(r'name="prompt" value="(\w+)"', response.text)
        facts = {"prompt": prompt[1] if prompt else "", "login": name, "password": "egal"}
        response = browser.post(address, facts, timeout=10, allow_redirects=False)
    raise AssertionError("the provider does not come to an end")


def walk(client: Client, name: str, back: str = "/konto") -> object:
    """The whole way: to the provider, back, and what our callback answers."""
    with requests.Session() as browser:
        returned = agree(browser, start(client, back), name)
    return client.get(f"{CALLBACK}?{urlsplit(returned).query}")


def roles_of(account: Account) -> set[GrantedRole]:
    fresh = account_by_username(account.username)
    assert fresh
    return set(held_roles(fresh))


def test_the_first_sign_in_makes_an_account_with_the_roles_of_its_claims(
    client: Client, provider: Provider, berlin: PlanDocument
) -> None:
    response = walk(client, "anna", "/protokoll")
    assert (response.status_code, response["Location"]) == (302, "/protokoll")  # type: ignore[attr-defined,index]
    account = account_by_username("anna.amt")
    assert account
    assert str(account) == "Anna Amt"
    assert roles_of(account) == {OFFICE}
    # The provider has asked for what it needs: no second factor of ours on top.
    assert client.get("/protokoll").status_code == 200


def test_everything_is_on_record_and_no_claim_is_kept(
    client: Client, provider: Provider, berlin: PlanDocument
) -> None:
    walk(client, "anna")
    events = AuditEvent.objects.exclude(act__startswith="plan.").order_by("id")
    account = account_by_username("anna.amt")
    assert account
    assert list(events.values_list("actor", "act")) == [
        ("provider:sso", "account.create"),
        ("provider:sso", "role.grant"),
        (f"account:{account.pk}", "account.sign-in"),
    ]
    [row] = account.socialaccount_set.values()  # type: ignore[attr-defined]
    assert (row["uid"], row["extra_data"]) == ("anna", {})


def test_roles_follow_the_provider_at_every_sign_in_and_ours_stay(
    client: Client, provider: Provider, berlin: PlanDocument
) -> None:
    walk(client, "otto")
    otto = account_by_username("otto")
    assert otto
    assert roles_of(otto) == {LEAD}
    role_grant(actor=OPERATOR, account=otto, role=GrantedRole("reader"))
    provider.groups("otto", "mpi-office")
    client.post("/konto/abmelden")
    walk(client, "otto")
    assert roles_of(otto) == {OFFICE, GrantedRole("reader")}
    provider.groups("otto")
    client.post("/konto/abmelden")
    walk(client, "otto")
    assert roles_of(otto) == {GrantedRole("reader")}


def test_whom_no_claim_gives_a_role_gets_no_account(
    client: Client, provider: Provider, berlin: PlanDocument
) -> None:
    response = walk(client, "fremd")
    assert "kein Konto anlegen" in response.content.decode()  # type: ignore[attr-defined]
    assert account_by_username("fremd") is None
    assert client.get("/konto").status_code == 302


@pytest.mark.parametrize("case", [str.lower, str.upper])
def test_a_name_that_the_provider_gives_away_opens_nobodys_account(
    client: Client, provider: Provider, berlin: PlanDocument, case: Callable[[str], str]
) -> None:
    ours = account_create(actor=OPERATOR, username=case("anna.amt"), email="anna@example.org")
    role_grant(actor=OPERATOR, account=ours, role=LEAD)
    walk(client, "anna")
    assert client.get("/konto").status_code == 200
    assert [one.account_id for one in SignIn.objects.exclude(account=None)] != [ours.pk]
    assert roles_of(ours) == {LEAD}
    assert Account.objects.count() == 2
    assert not ours.socialaccount_set.exists()  # type: ignore[attr-defined]


def test_a_closed_account_stays_shut_whatever_the_provider_says(
    client: Client, provider: Provider, berlin: PlanDocument
) -> None:
    walk(client, "anna")
    Account.objects.update(is_active=False)
    stranger = Client()
    response = walk(stranger, "anna")
    assert response["Location"] == "/konto/gesperrt"  # type: ignore[index]
    assert stranger.get("/konto").status_code == 302


@pytest.mark.parametrize("back", ["https://fremd.example/x", "//fremd.example", "/\\fremd.example"])
def test_the_way_through_the_provider_leads_to_no_other_site(
    client: Client, provider: Provider, berlin: PlanDocument, back: str
) -> None:
    response = walk(client, "anna", quote(back))
    assert response["Location"] == "/konto"  # type: ignore[index]


def test_an_institution_that_is_not_known_here_gives_nobody_half_an_account(
    client: Client, provider: Provider, settings: Settings
) -> None:
    settings.LEITSTAND_OIDC_ROLES = claim_rules("groups:senweb=lead@gibtsnicht")
    response = walk(client, "otto")
    assert response.status_code == 403  # type: ignore[attr-defined]
    assert "Diese Institution gibt es nicht" in response.content.decode()  # type: ignore[attr-defined]
    assert account_by_username("otto") is None


@pytest.mark.parametrize(
    "kind",
    [
        "signature",
        "audience",
        "party",
        "nonce",
        "no-nonce",
        "issuer",
        "expired",
        "subject",
        "unsigned",
        "symmetric",
        "missing",
    ],
)
def test_a_forged_token_is_refused_and_the_refusal_is_on_record(
    client: Client, provider: Provider, berlin: PlanDocument, kind: str
) -> None:
    provider.forge(kind)
    response = walk(client, "anna")
    assert response.status_code == 401  # type: ignore[attr-defined]
    page = response.content.decode()  # type: ignore[attr-defined]
    assert "ließ sich nicht prüfen" in page
    assert "Traceback" not in page
    assert account_by_username("anna.amt") is None
    assert client.get("/konto").status_code == 302
    assert SignIn.objects.filter(account__isnull=False).count() == 0
    assert AuditEvent.objects.get(act="account.sign-in-failed").actor == "provider:sso"


def test_an_answer_counts_once(client: Client, provider: Provider, berlin: PlanDocument) -> None:
    with requests.Session() as browser:
        returned = agree(browser, start(client), "anna")
    query = urlsplit(returned).query
    assert client.get(f"{CALLBACK}?{query}").status_code == 302
    client.post("/konto/abmelden")
    assert client.get(f"{CALLBACK}?{query}").status_code == 401


def test_an_answer_to_another_browser_is_refused(
    client: Client, provider: Provider, berlin: PlanDocument
) -> None:
    with requests.Session() as browser:
        returned = agree(browser, start(client), "anna")
    victim = Client()
    assert victim.get(f"{CALLBACK}?{urlsplit(returned).query}").status_code == 401
    assert victim.get("/konto").status_code == 302


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x&code=y", "?error=access_denied"])
def test_an_answer_to_nothing_is_refused(client: Client, provider: Provider, query: str) -> None:
    assert client.get(f"{CALLBACK}{query}").status_code == 401


def test_the_browser_decides_nothing_of_what_we_ask(client: Client, provider: Provider) -> None:
    page = client.post(f"{START}?scope=admin&auth_params=nonce%3Dx%26prompt%3Dnone&process=connect")
    match = re.search(r'content="0; url=([^"]+)"', page.content.decode())
    assert match
    asked = parse_qs(urlsplit(html.unescape(match[1])).query)
    assert sorted(asked["scope"][0].split()) == ["email", "groups", "openid", "profile"]
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["nonce"][0]) == 32
    assert "prompt" not in asked


def test_a_link_alone_leads_nowhere(client: Client, provider: Provider) -> None:
    html_page = client.get(START).content.decode()
    assert "http-equiv" not in html_page
    assert "<form" in html_page


def test_a_provider_that_does_not_answer_is_told_in_plain_words(
    client: Client, provider: Provider, settings: Settings
) -> None:
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = "http://127.0.0.1:1"
    response = client.post(START)
    assert response.status_code == 503
    assert "Anmeldedienst antwortet nicht" in response.content.decode()


def test_without_configuration_there_is_no_provider(client: Client, db: None) -> None:
    assert client.post(START).status_code == 404
    assert "Anmelden über" not in client.get("/konto/anmelden").content.decode()
