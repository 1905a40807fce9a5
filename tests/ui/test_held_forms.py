# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A filled form survives a sign-in that ran out, for the person who filled it and nobody else."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from leitstand.core.models import Account, HeldForm, SignIn
from tests.people import PASSWORD, ClientOf, person
from tests.ui.form_urls import TAKEN

FORM = "/bearbeiten/1"
TEXT = "Neuer Text mit „Anführung“ & <Klammern>\n" * 40
pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ui.form_urls")]


@pytest.fixture(autouse=True)
def nothing_taken() -> Iterator[None]:
    TAKEN.clear()
    yield
    TAKEN.clear()


def ticket(client: Client, form: str = FORM) -> str:
    match = re.search(r'name="_ticket" value="([^"]+)"', client.get(form).content.decode())
    assert match
    return match[1]


def expire() -> None:
    SignIn.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))


def sign_in(client: Client, role: str, back: str = FORM) -> str:
    person(role, password=PASSWORD)
    response = client.post(
        "/konto/anmelden", {"login": role, "password": PASSWORD, "next": back}, follow=True
    )
    return str(response.content.decode())


def test_what_was_written_is_there_again_after_signing_in(client_of: ClientOf) -> None:
    person("reader", password=PASSWORD)
    client = client_of("reader")
    proof = ticket(client)
    expire()
    response = client.post(FORM, {"_ticket": proof, "text": TEXT})
    assert response["Location"] == "/konto/anmelden?next=%2Fbearbeiten%2F1&held=1"
    assert "abgelaufen" in client.get(response["Location"]).content.decode()
    assert TEXT in sign_in(client, "reader")
    assert TAKEN == []


def test_after_it_was_taken_nothing_is_held(client_of: ClientOf) -> None:
    client = client_of("reader")
    proof = ticket(client)
    expire()
    client.post(FORM, {"_ticket": proof, "text": TEXT})
    client.force_login(person("reader"))
    client.post(FORM, {"_ticket": ticket(client), "text": TEXT})
    assert len(TAKEN) == 1
    assert HeldForm.objects.count() == 0
    assert "wie gedruckt" in client.get(FORM).content.decode()


def test_fields_with_several_values_come_back_whole(client_of: ClientOf) -> None:
    client = client_of("reader")
    proof = ticket(client)
    expire()
    client.post(FORM, {"_ticket": proof, "text": "a", "role": ["senweb", "ihk"]})
    assert HeldForm.objects.get().content == {"text": ["a"], "role": ["senweb", "ihk"]}


def test_signing_out_in_another_tab_loses_nothing(client_of: ClientOf) -> None:
    person("reader", password=PASSWORD)
    client = client_of("reader")
    proof = ticket(client)
    client.post("/konto/abmelden")
    client.post(FORM, {"_ticket": proof, "text": TEXT})
    assert TEXT in sign_in(client, "reader")


def test_another_person_at_the_same_browser_does_not_see_it(client_of: ClientOf) -> None:
    client = client_of("reader")
    proof = ticket(client)
    expire()
    client.post(FORM, {"_ticket": proof, "text": TEXT})
    assert TEXT not in sign_in(client, "committee")
    assert "wie gedruckt" in client.get(FORM).content.decode()


def test_a_form_is_not_taken_under_another_persons_name(client_of: ClientOf) -> None:
    client = client_of("reader")
    proof = ticket(client)
    client.force_login(person("committee"))
    assert client.post(FORM, {"_ticket": proof, "text": TEXT}).status_code == 403
    assert TAKEN == []
    assert HeldForm.objects.get().account == person("reader")


def test_an_old_csrf_token_loses_nothing_and_saves_nothing(client_of: ClientOf) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("reader"))
    response = client.post(FORM, {"_ticket": ticket(client), "text": TEXT})
    assert response["Location"] == FORM
    assert TEXT in client.get(FORM).content.decode()
    assert TAKEN == []


def test_a_form_without_ticket_and_token_is_refused_in_plain_words() -> None:
    response = Client(enforce_csrf_checks=True).post(FORM, {"text": TEXT})
    assert response.status_code == 403
    assert "Formular gilt nicht mehr" in response.content.decode()
    assert HeldForm.objects.count() == 0


@pytest.mark.parametrize("case", ["none", "made up", "of another form", "of nobody", "too old"])
def test_nothing_is_kept_without_a_valid_ticket(
    client_of: ClientOf, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = person("reader")
    salt = "leitstand.held-form"
    given = {
        "none": "",
        "made up": "WzEsIi8iXQ:1:x",
        "of another form": ticket(client_of("reader"), "/bearbeiten/2"),
        "of nobody": signing.dumps([None, FORM], salt=salt),
        "too old": signing.dumps([reader.pk, FORM], salt=salt),
    }[case]
    if case == "too old":
        monkeypatch.setattr("leitstand.ui.held_forms.VALID_FOR", dt.timedelta(seconds=-1))
    response = Client().post(FORM, {"_ticket": given, "text": TEXT})
    assert response["Location"] == "/konto/anmelden?next=%2Fbearbeiten%2F1"
    assert HeldForm.objects.count() == 0


def test_nothing_is_kept_for_an_account_that_was_closed(client_of: ClientOf) -> None:
    client = client_of("reader")
    proof = ticket(client)
    Account.objects.update(is_active=False)
    client.post(FORM, {"_ticket": proof, "text": TEXT})
    assert HeldForm.objects.count() == 0


def test_one_account_holds_one_form_an_address(client_of: ClientOf) -> None:
    client = client_of("reader")
    proof = ticket(client)
    expire()
    for text in ("erster", "zweiter"):
        client.post(FORM, {"_ticket": proof, "text": text})
    assert HeldForm.objects.get().content["text"] == ["zweiter"]


def test_a_held_form_is_forgotten_after_a_week(client_of: ClientOf) -> None:
    client = client_of("reader")
    proofs = [ticket(client, form) for form in (FORM, "/bearbeiten/2")]
    expire()
    client.post(FORM, {"_ticket": proofs[0], "text": TEXT})
    HeldForm.objects.update(held_at=timezone.now() - dt.timedelta(days=8))
    client.post("/bearbeiten/2", {"_ticket": proofs[1], "text": TEXT})
    assert [row.path for row in HeldForm.objects.all()] == ["/bearbeiten/2"]
