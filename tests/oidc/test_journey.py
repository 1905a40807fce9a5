# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Signing in through the institutions' provider, in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from leitstand.core.accounts.selectors import account_by_username, held_roles
from leitstand.core.rules import GrantedRole
from tests.journeys.chromium import barriers, started, window
from tests.oidc.conftest import Provider

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with started() as browser:
        yield browser


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer, provider: Provider) -> Iterator[Page]:
    with window(chromium, live_server.url) as opened:
        yield opened


def go_through(page: Page, name: str) -> None:
    """From our door to the provider, through its pages, and back."""
    page.goto("/konto/anmelden?next=/protokoll")
    assert barriers(page) == []
    page.get_by_role("button", name="Anmelden über Behördenanmeldung").click()
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill("egal")
    page.locator("button[type=submit]").click()
    page.get_by_role("button", name="Continue").click()


def test_through_the_provider_one_comes_in_with_the_roles_of_its_claims(page: Page) -> None:
    go_through(page, "anna")
    page.wait_for_url("**/protokoll")
    assert page.get_by_role("heading", level=1).inner_text() == "Protokoll"
    assert page.get_by_role("link", name="Anna Amt").is_visible()
    account = account_by_username("anna.amt")
    assert account
    assert held_roles(account) == (GrantedRole("office"),)


@pytest.mark.parametrize("kind", ["signature", "audience", "nonce"])
def test_a_forged_token_leads_nowhere(page: Page, provider: Provider, kind: str) -> None:
    provider.forge(kind)
    go_through(page, "anna")
    page.get_by_text("ließ sich nicht prüfen").wait_for()
    assert barriers(page) == []
    page.goto("/protokoll")
    assert page.get_by_role("heading", level=1).inner_text() == "Anmelden"
    assert account_by_username("anna.amt") is None
