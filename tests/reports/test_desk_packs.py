# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The file for a meeting, for whoever may see the meeting and for nobody else."""

import pytest
from django.urls import reverse

from tests.committee.cast import (
    BODY,
    HELD_ON,
    NETWORK,
    council_stands,
    decided,
    meeting_stands,
    ordered,
    text,
)
from tests.people import NOBODY, ClientOf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def council(db: None) -> None:
    council_stands()


def pack(meeting: int, form: str = "json", language: str = "de") -> str:
    return f"/sitzungen/{meeting}/unterlage/{language}.{form}"


@pytest.mark.parametrize("form", ["json", "html", "pdf", "xlsx"])
def test_the_office_gets_the_pack_and_the_same_one_again(client_of: ClientOf, form: str) -> None:
    meeting, items = meeting_stands()
    ordered(decided(items[0]))
    office = client_of("office")
    answer = office.get(pack(meeting, form))
    assert answer.status_code == 200
    name = f'filename="sitzung-{BODY}-{HELD_ON.isoformat()}-de.{form}"'
    assert answer["Content-Disposition"].endswith(name)
    assert office.get(pack(meeting, form)).content == answer.content
    assert (
        office.get(pack(meeting, form), headers={"if-none-match": answer["ETag"]}).status_code
        == 304
    )


def test_the_pack_holds_the_agenda(client_of: ClientOf) -> None:
    meeting, _items = meeting_stands()
    page = text(client_of("committee").get(pack(meeting, "html")))
    assert "Der Kran" in page
    assert "Beispieldaten" not in page


def test_the_pack_of_an_invented_meeting_says_so(client_of: ClientOf) -> None:
    meeting, _items = meeting_stands(is_example=True)
    client = client_of("office")
    assert "Beispieldaten" in text(client.get(pack(meeting, "html")))
    assert "Sample data" in text(client.get(pack(meeting, "html", "en")))


@pytest.mark.parametrize(
    ("role", "political", "working"),
    [
        ("office", True, True),
        ("committee", True, True),
        ("network", False, True),
        ("reader", False, False),
        (NOBODY, False, False),
    ],
)
def test_only_who_may_see_the_meeting_gets_its_pack(
    client_of: ClientOf, role: str, political: bool, working: bool
) -> None:
    client = client_of(role)
    for body, may in ((BODY, political), (NETWORK, working)):
        meeting, _items = meeting_stands(body)
        assert (client.get(pack(meeting)).status_code == 200) == may, body


def test_a_meeting_that_there_is_not_has_no_pack(client_of: ClientOf) -> None:
    office = client_of("office")
    assert office.get(pack(999)).status_code == 404
    assert office.get(pack(10**18)).status_code == 404
    assert office.get(pack(10**30)).status_code == 404


def test_the_page_of_a_meeting_leads_to_its_pack(client_of: ClientOf) -> None:
    meeting, _items = meeting_stands()
    office = client_of("office")
    page = office.get(reverse("committee:meeting", kwargs={"meeting": meeting}))
    assert pack(meeting, "pdf") in text(page)
