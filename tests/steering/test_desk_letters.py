# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The mail desk: everything is read before it is sent, and nobody gets anything twice."""

import html
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from leitstand.steering.enums import LetterState
from leitstand.steering.models import AnswerLink, Letter
from leitstand.steering.services.rounds import round_change
from tests.people import ClientOf
from tests.steering.correspondents import ANNA, CARL, NORA, contacts_stand, mail_goes_to
from tests.steering.desk_cast import today
from tests.steering.harbour import OFFICE, ROUND, plan_stands, round_stands, wanted
from tests.steering.smtp import PostOffice

pytestmark = pytest.mark.django_db(transaction=True)
HERE = f"/geschaeftsstelle/runden/{ROUND}/post"
EVERY_DAY = f"{HERE}?jeden-tag=1"


@pytest.fixture
def office(db: None, client_of: ClientOf) -> Client:
    plan_stands()
    round_stands()
    round_change(actor=OFFICE, slug=ROUND, wanted=wanted(due_on=today().replace(year=2099)))
    contacts_stand()
    return client_of("office")


@pytest.fixture
def post(settings: Settings) -> Iterator[PostOffice]:
    with mail_goes_to(settings) as server:
        yield server


def text(response: Any) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def receivers(post: PostOffice) -> list[str]:
    return sorted(one.to for one in post.mails)


def test_a_rehearsal_tells_who_gets_what_and_who_does_not_and_does_nothing(
    office: Client, post: PostOffice
) -> None:
    page = text(office.get(EVERY_DAY))
    assert "Alle 3 Mails senden" in page
    for email in (ANNA, CARL, NORA):
        assert email in page
    assert "Anna Anker" in page
    assert "Keine Mail bekommen jetzt" in page
    assert "Sued" in page, "who is unknown is not told"
    assert "Ihre Antwort bis" in page
    assert 'class="ls-code" lang="en"' in page, "Carl reads English"
    assert not Letter.objects.exists()
    assert not AnswerLink.objects.exists()
    assert post.mails == []


def test_a_rehearsal_shows_no_link_that_opens(office: Client) -> None:
    page = office.get(EVERY_DAY).content.decode()
    assert "/antwort/…" in page


def test_one_address_alone_gets_its_mail(office: Client, post: PostOffice) -> None:
    sent = office.post(HERE, {"act": "one", "only": ANNA, "any_day": "1"})
    assert sent["Location"] == f"{HERE}?getan=post"
    assert receivers(post) == [ANNA]
    page = text(office.get(EVERY_DAY))
    assert "Alle 2 Mails senden" in page
    assert "versandt" in page


def test_all_get_one_mail_however_often_the_button_is_pressed(
    office: Client, post: PostOffice
) -> None:
    for _press in range(2):
        assert office.post(HERE, {"act": "all", "any_day": "1"}).status_code == 302
    assert receivers(post) == [ANNA, CARL, NORA]
    assert Letter.objects.filter(state=LetterState.SENT).count() == 3


def test_one_without_an_address_is_not_all(office: Client, post: PostOffice) -> None:
    assert office.post(HERE, {"act": "one", "only": " ", "any_day": "1"}).status_code == 422
    assert post.mails == []


def test_without_a_mail_server_the_office_is_told(office: Client) -> None:
    refused = office.post(HERE, {"act": "all", "any_day": "1"})
    assert refused.status_code == 422
    assert "EMAIL_URL" in text(refused)


def test_what_the_server_refuses_stands_on_the_desk_and_in_the_worklist(
    office: Client, post: PostOffice
) -> None:
    post.recipient[ANNA] = "550 5.1.1 no such user"
    office.post(HERE, {"act": "all", "any_day": "1"})
    assert receivers(post) == [CARL, NORA]
    assert "no such user" in text(office.get(HERE))
    rows = office.get(f"/geschaeftsstelle/runden/{ROUND}.json?liste=unzustellbar").json()
    helps = {one["help"]["text"] for one in rows["tables"]["arbeitsliste"]["records"]}
    assert helps == {"Kontakt ändern"}


def test_the_desk_of_one_institution_shows_its_mails_alone(office: Client) -> None:
    page = text(office.get(f"{EVERY_DAY}&institution=werft"))
    assert ANNA in page
    assert CARL not in page
    assert "Alle 3 Mails senden" not in page
