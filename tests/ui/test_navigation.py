# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The main navigation names what exists and where the reader is."""

from functools import partial

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from leitstand.ui.access import PUBLIC, declare
from leitstand.ui.navigation import address_of, language_links, navigation

pytestmark = pytest.mark.urls(__name__)


@partial(declare, access=PUBLIC)
def show(request: HttpRequest, plan: str = "", node: str = "") -> HttpResponse:
    return HttpResponse(
        "|".join(f"{item.text}={item.href}:{item.is_current}" for item in navigation(request))
    )


plan_patterns = [
    path("<slug:plan>", show, name="glance"),
    path("<slug:plan>/massnahmen", show, name="measures"),
    path("<slug:plan>/massnahmen/<slug:node>", show, name="measure"),
]
urlpatterns = [
    path("", show),
    path("plan/", include((plan_patterns, "plan"))),
]


def items(client: Client, address: str) -> list[str]:
    response = client.get(address, headers={"host": "localhost"})
    return response.content.decode().split("|")


def test_entries_keep_the_plan_of_the_page_and_leave_out_missing_routes(client: Client) -> None:
    assert items(client, "/plan/ulm") == [
        "Überblick=/plan/ulm:True",
        "Maßnahmen=/plan/ulm/massnahmen:False",
    ]


def test_the_page_below_an_entry_marks_that_entry_only(client: Client) -> None:
    assert items(client, "/plan/ulm/massnahmen/a") == [
        "Überblick=/plan/ulm:False",
        "Maßnahmen=/plan/ulm/massnahmen:True",
    ]


def test_without_a_plan_there_is_nothing_to_navigate(client: Client) -> None:
    assert items(client, "/") == [""]
    assert navigation(None) == ()


def test_a_page_can_name_the_plan_itself() -> None:
    assert [item.href for item in navigation(None, "ulm")] == ["/plan/ulm", "/plan/ulm/massnahmen"]


def test_a_missing_route_has_no_address() -> None:
    assert address_of("plan:nirgends") is None


def test_languages_are_offered_even_where_the_address_leads_nowhere() -> None:
    assert [(link.code, link.name) for link in language_links(None)] == [
        ("de", "Deutsch"),
        ("en", "English"),
    ]
