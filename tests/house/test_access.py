# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Every address as everybody: what a role may see it sees, the rest is refused and on record."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, path, reverse

from leitstand.committee.permissions import (
    FOLLOW_UP,
    MANAGE_COMMITTEE,
    PROPOSE,
    VIEW_BOARD,
    VIEW_MEETINGS,
    VIEW_PROPOSALS,
)
from leitstand.core.accounts.services import MAX_KNOCKS_AN_HOUR
from leitstand.core.models import AuditEvent
from leitstand.core.permissions import HAVE_ACCOUNT, VIEW_AUDIT
from leitstand.core.selectors import data_version
from leitstand.foreign.permissions import MANAGE_SOURCES
from leitstand.plan.document import PlanDocument
from leitstand.plan.permissions import ADD_MEASURE, CHANGE_MEASURE, VIEW_HISTORY
from leitstand.reports.permissions import MANAGE_REPORTS, READ_REPORTS
from leitstand.steering.models import AnswerLink
from leitstand.steering.permissions import ANSWER_BY_LINK, MANAGE_ROUNDS, PREPARE_ANSWER
from leitstand.ui.access import PUBLIC, access_of
from tests.contracts.test_pages import VALUES
from tests.house.reference.addresses import Address, all_addresses
from tests.people import EVERYBODY, NOBODY, PASSWORD, ROLES, ClientOf, person
from tests.steering.cast import berlin_asked, duties_of, holder_client, link_of

# Who may pass at all. A new permission on an address needs a row here.
MAY_PASS = {
    PUBLIC: frozenset(EVERYBODY),
    VIEW_HISTORY: frozenset(EVERYBODY),
    HAVE_ACCOUNT: frozenset(ROLES),
    VIEW_AUDIT: frozenset({"office"}),
    # The addresses are of a measure that the lead of the tests does not lead.
    CHANGE_MEASURE: frozenset({"office"}),
    ADD_MEASURE: frozenset({"office"}),
    PREPARE_ANSWER: frozenset({"office", "lead", "contributor"}),
    MANAGE_ROUNDS: frozenset({"office"}),
    MANAGE_REPORTS: frozenset({"office"}),
    READ_REPORTS: frozenset({"office", "committee"}),
    MANAGE_SOURCES: frozenset({"office"}),
    MANAGE_COMMITTEE: frozenset({"office"}),
    VIEW_BOARD: frozenset({"office", "committee"}),
    VIEW_MEETINGS: frozenset({"office", "committee", "network"}),
    VIEW_PROPOSALS: frozenset({"office", "committee", "network"}),
    PROPOSE: frozenset({"office", "network"}),
    FOLLOW_UP: frozenset({"office", "lead", "contributor"}),
    # No account opens what a personal link opens; who brings the link is tested below.
    ANSWER_BY_LINK: frozenset[str](),
}
OTHER_VALUES = {"provider_id": "sso", "part": "1", "act": "1"} | {
    "round": "gibts-nicht",
    "token": "erraten",
    "key": "A" * 24,
    "duty": "1",
    "question": "1",
    "attachment": "1",
    "link": "1",
    "step": "oeffnen",
    "contact": "1",
    "field": "digitalisierung",
    "format": "json",
    "language": "de",
    "number": "1",
    "source": "gibts-nicht",
    "body": "gibts-nicht",
    **dict.fromkeys(("meeting", "item", "paper", "seat", "decision", "order", "proposal"), "1"),
}
ADDRESSES = list(all_addresses())
LIST = "/plaene/berlin-2018-2021/massnahmen"
# The budgets of the issue hold for whoever asks.
BUDGETS = {LIST: 10, f"{LIST}/flaechen.2.II": 8, f"{LIST}/digitale-industrie.2.II": 8}


def located(address: Address, **values: str) -> str:
    known = VALUES | OTHER_VALUES | values
    given = {n: v for n, v in known.items() if f":{n}>" in address.route}
    return reverse(address.name, kwargs=given)


def outcome(client: Client, address: Address, method: str = "get") -> str:
    """ "passed", "sent to sign in" or "refused"."""
    response = getattr(client, method)(located(address))
    assert response.status_code < 500, address.name
    if response.status_code == 403:
        return "refused"
    sign_in = reverse("account_login")
    if response.status_code == 302 and response["Location"].startswith(f"{sign_in}?next="):
        return "sent to sign in"
    return "passed"


def expected(address: Address, role: str) -> str:
    if role in MAY_PASS[access_of(address.view) or ""]:
        return "passed"
    # To sign in does not help where a link is asked for.
    may_sign_in = access_of(address.view) != ANSWER_BY_LINK and address.page_format == "html"
    return "sent to sign in" if role == NOBODY and may_sign_in else "refused"


@pytest.mark.parametrize("role", EVERYBODY)
def test_every_address_lets_through_whom_it_says(
    client_of: ClientOf, berlin: PlanDocument, role: str
) -> None:
    for address in ADDRESSES:
        if role != NOBODY:
            person(role, password=PASSWORD)
        # A browser of its own for each: signing out is an address too.
        found = outcome(client_of(role), address)
        assert found == expected(address, role), f"{address.name} as {role}"


@pytest.mark.parametrize("role", EVERYBODY)
def test_an_address_that_refuses_to_show_refuses_to_take(
    client_of: ClientOf, berlin: PlanDocument, role: str
) -> None:
    client = client_of(role)
    shut = [one for one in ADDRESSES if expected(one, role) != "passed"]
    assert any(access_of(one.view) != ANSWER_BY_LINK for one in shut) is (role != "office")
    for address in shut:
        assert outcome(client, address, "post") == expected(address, role), address.name


@pytest.mark.parametrize("role", [role for role in ROLES if role != "office"])
def test_a_refusal_is_on_record_with_who_and_what(
    client_of: ClientOf, berlin: PlanDocument, role: str
) -> None:
    client = client_of(role)
    version = data_version()
    client.get("/protokoll")
    event = AuditEvent.objects.get(act="access.refused")
    assert event.actor == f"account:{person(role).pk}"
    assert event.subject == "/protokoll"
    assert event.details == {"permission": VIEW_AUDIT, "method": "GET"}
    assert data_version() == version, "whoever knocks makes pages stale"


def test_refusals_do_not_fill_the_record(client_of: ClientOf) -> None:
    client = client_of("reader")
    for _ in range(MAX_KNOCKS_AN_HOUR + 3):
        assert client.get("/protokoll").status_code == 403
    assert AuditEvent.objects.filter(act="access.refused").count() == MAX_KNOCKS_AN_HOUR


def test_the_matrix_knows_every_permission_that_an_address_asks_for() -> None:
    assert {access_of(address.view) for address in ADDRESSES} == set(MAY_PASS)


@pytest.mark.parametrize("path", BUDGETS)
@pytest.mark.parametrize("role", EVERYBODY)
def test_a_page_costs_one_statement_more_signed_in_and_keeps_its_budget(
    client_of: ClientOf, berlin: PlanDocument, role: str, path: str
) -> None:
    def statements(client: Client) -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(path).status_code == 200
        return len(found)

    stranger = statements(Client())
    found = statements(client_of(role))
    assert found == stranger + (role != NOBODY)
    assert found <= BUDGETS[path]


BY_LINK = [one for one in ADDRESSES if access_of(one.view) == ANSWER_BY_LINK]


def test_what_a_link_opens_is_refused_without_it_and_with_another(berlin: PlanDocument) -> None:
    berlin_asked()
    mine, other = link_of("senweb"), link_of("ihk", email="otto@example.org")
    duty = str(duties_of("senweb")[0].id)
    assert len(BY_LINK) >= 6
    for address in BY_LINK:
        path = located(address, key=mine.key, duty=duty)
        for stranger in (Client(), holder_client(other)):
            for method in ("get", "head", "post", "put", "delete"):
                assert getattr(stranger, method)(path).status_code == 403, (method, address.name)
    assert AuditEvent.objects.filter(act="link.refused", subject=f"link:{mine.pk}").exists()
    assert not AuditEvent.objects.filter(subject__contains=mine.key).exists()


def test_what_a_link_opens_opens_with_it_until_it_is_revoked(berlin: PlanDocument) -> None:
    berlin_asked()
    mine = link_of("senweb")
    client = holder_client(mine)
    duty = str(duties_of("senweb")[0].id)
    paths = [located(address, key=mine.key, duty=duty) for address in BY_LINK]
    found = {path: client.get(path).status_code for path in paths}
    # Not to be read but sent (405), or not there (404): let in all the same.
    assert set(found.values()) <= {200, 302, 404, 405}
    assert list(found.values()).count(200) >= 3
    AnswerLink.objects.filter(pk=mine.pk).update(revoked_at=mine.made_at)
    assert {client.get(path).status_code for path in paths} == {410}


def undeclared(request: object) -> HttpResponse:
    """A view that somebody forgot to declare."""
    raise AssertionError("it was run")


def forgotten() -> Iterator[URLPattern]:
    yield path("vergessen", undeclared)


urlpatterns = [*forgotten()]
handler403 = "leitstand.web.views.permission_denied"


@pytest.mark.urls("tests.house.test_access")
@pytest.mark.parametrize("role", ["nobody", "office"])
def test_a_view_that_declares_nothing_is_not_run(client_of: ClientOf, role: str) -> None:
    assert client_of(role).get("/vergessen").status_code == 403
