# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The pages on which somebody answers, behind a link and signed in."""

import pytest
from django.test import Client

from leitstand.plan.document import PlanDocument
from leitstand.steering.models import Answer, AnswerLink
from tests.steering.cast import (
    berlin_asked,
    duties_of,
    holder_client,
    home,
    link_of,
    send,
    text,
)

pytestmark = pytest.mark.django_db
SAID = {"state": "running", "outlook": "on-track", "account": "Der Kran steht."}


@pytest.fixture
def asked(berlin: PlanDocument) -> str:
    return berlin_asked()


@pytest.fixture
def link(asked: str) -> AnswerLink:
    return link_of("senweb")


@pytest.fixture
def vera(link: AnswerLink) -> Client:
    return holder_client(link)


def form_of(link: AnswerLink, place: int = 0) -> str:
    return f"{home(link)}/aufgaben/{duties_of('senweb')[place].id}"


def test_the_start_says_who_owes_what_until_when(vera: Client, link: AnswerLink) -> None:
    page = text(vera.get(home(link)))
    assert "Vera Muster" in page
    assert "31. Oktober 2030" in page
    for duty in duties_of("senweb"):
        assert duty.measure.title in page


def test_an_answer_is_handed_in_and_the_receipt_says_everything(
    vera: Client, link: AnswerLink
) -> None:
    response = send(vera, form_of(link), **SAID)
    assert response.status_code == 302, text(response)
    assert response["Location"] == f"{form_of(link)}/beleg?neu=1"
    page = text(vera.get(response["Location"]))
    assert "Abgegeben. Vielen Dank!" in page
    assert "Der Kran steht." in page
    assert "Weiter:" in page
    [answer] = Answer.objects.all()
    assert (answer.way, answer.is_submitted, answer.speaker) == ("link", True, "Vera Muster")
