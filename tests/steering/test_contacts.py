# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Contacts of institutions: only the office writes and reads them, and no record names a person."""

import json
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import Workbook

from leitstand.core.accounts.actors import Actor
from leitstand.core.models import AuditEvent
from leitstand.core.permissions import NotPermitted
from leitstand.core.selectors import data_version, institution_briefs
from leitstand.steering.contact_list import ListLine, ListUnreadable, contact_lines
from leitstand.steering.models import Contact
from leitstand.steering.services.contacts import (
    ContactNotFound,
    ContactRefused,
    Imported,
    WantedContact,
    contact_add,
    contact_change,
    contact_remove,
    contacts_import,
)
from tests.people import person
from tests.steering.harbour import OFFICE, plan_stands

pytestmark = pytest.mark.django_db
ANNA = WantedContact("werft", "Anna@Example.org", "Anna  Anker")


@pytest.fixture(autouse=True)
def harbour(db: None) -> None:
    plan_stands()


def read(text: str | bytes) -> tuple[ListLine, ...]:
    content = text.encode() if isinstance(text, str) else text
    return contact_lines(content, institution_briefs(None, language="de"))


def excel(*rows: tuple[str | None, ...]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_contact_is_kept_tidily() -> None:
    number = contact_add(actor=OFFICE, wanted=ANNA)
    made = Contact.objects.get(pk=number)
    assert (made.institution.slug, made.email, made.name) == (
        "werft",
        "anna@example.org",
        "Anna Anker",
    )


@pytest.mark.parametrize("role", ["lead", "contributor", "committee", "network", "reader"])
def test_nobody_but_the_office_writes_contacts(role: str, berlin: object) -> None:
    actor: Actor = person(role)
    number = contact_add(actor=OFFICE, wanted=ANNA)
    for act in (
        lambda: contact_add(actor=actor, wanted=WantedContact("zoll", "z@example.org")),
        lambda: contact_change(actor=actor, contact=number, wanted=ANNA),
        lambda: contact_remove(actor=actor, contact=number),
        lambda: contacts_import(actor=actor, wanted=[ANNA]),
    ):
        with pytest.raises(NotPermitted):
            act()
    assert Contact.objects.count() == 1


def test_the_record_names_the_act_and_no_person_and_no_page_grows_stale() -> None:
    version = data_version()
    number = contact_add(actor=OFFICE, wanted=ANNA)
    contact_change(actor=OFFICE, contact=number, wanted=WantedContact("werft", "otto@example.org"))
    contact_remove(actor=OFFICE, contact=number)
    events = AuditEvent.objects.filter(act__startswith="contact.").order_by("id")
    assert [one.act for one in events] == ["contact.add", "contact.change", "contact.remove"]
    assert {one.subject for one in events} == {f"contact:werft/{number}"}
    written = json.dumps([[one.details, one.subject, one.reason] for one in events]).lower()
    assert "@" not in written
    assert "anna" not in written
    assert data_version() == version


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (WantedContact("gibtsnicht", "a@example.org"), "institution"),
        (WantedContact("werft", "keine-adresse"), "email"),
        (WantedContact("werft", ""), "email"),
        (WantedContact("werft", "a@example.org", language="fr"), "language"),
        (WantedContact("werft", "a@example.org", name="x" * 201), "name"),
    ],
)
def test_what_cannot_stand_is_told_by_field(wanted: WantedContact, field: str) -> None:
    with pytest.raises(ContactRefused) as refused:
        contact_add(actor=OFFICE, wanted=wanted)
    assert set(refused.value.problems) == {field}
    assert not Contact.objects.exists()


def test_an_address_stands_once_for_an_institution_however_it_is_written() -> None:
    contact_add(actor=OFFICE, wanted=ANNA)
    with pytest.raises(ContactRefused):
        contact_add(actor=OFFICE, wanted=WantedContact("werft", "ANNA@example.ORG"))
    contact_add(actor=OFFICE, wanted=WantedContact("zoll", "anna@example.org"))


def test_a_new_address_forgets_the_bounce_and_the_old_one_keeps_it() -> None:
    number = contact_add(actor=OFFICE, wanted=ANNA)
    Contact.objects.filter(pk=number).update(bounced_at=timezone.now())
    contact_change(actor=OFFICE, contact=number, wanted=WantedContact("werft", ANNA.email, "A."))
    assert Contact.objects.get(pk=number).bounced_at is not None
    contact_change(actor=OFFICE, contact=number, wanted=WantedContact("werft", "b@example.org"))
    assert Contact.objects.get(pk=number).bounced_at is None


def test_saying_the_same_again_writes_nothing() -> None:
    number = contact_add(actor=OFFICE, wanted=ANNA)
    before = AuditEvent.objects.count()
    assert contact_change(actor=OFFICE, contact=number, wanted=ANNA) is False
    assert AuditEvent.objects.count() == before


def test_a_contact_that_is_gone_is_not_found() -> None:
    with pytest.raises(ContactNotFound):
        contact_remove(actor=OFFICE, contact=4711)


def test_an_import_adds_changes_and_leaves_alone() -> None:
    rows = [ANNA, WantedContact("zoll", "z@example.org")]
    assert contacts_import(actor=OFFICE, wanted=rows) == Imported(2, 0, 0)
    changed = [ANNA, WantedContact("zoll", "z@example.org", "Zora")]
    assert contacts_import(actor=OFFICE, wanted=changed) == Imported(0, 1, 1)
    assert Contact.objects.count() == 2


def test_an_import_takes_all_or_nothing() -> None:
    with pytest.raises(ContactRefused) as refused:
        contacts_import(actor=OFFICE, wanted=[ANNA, WantedContact("werft", "unfug")])
    assert list(refused.value.problems) == ["2"]
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "Institution;E-Mail;Name;Sprache\nWerft;a@example.org;Anna;Deutsch\n",
        "institution,email,name\nwerft,A@example.org,Anna\n",
        "Name\tE-Mail-Adresse\tOrganisation\nAnna\ta@example.org\tWERFT\n",
        "\ufeffE-Mail;Institution;Bemerkung;Ansprechperson\na@example.org;werft;egal;Anna\n",
    ],
)
def test_a_list_is_read_however_its_columns_stand(text: str) -> None:
    [line] = read(text)
    assert line.wanted == WantedContact("werft", "a@example.org", "Anna")
    assert (line.number, line.problem) == (2, "")


def test_a_list_from_german_excel_is_read_with_its_umlauts() -> None:
    [line] = read("Institution;E-Mail;Name\nWerft;a@example.org;Jürgen Groß".encode("cp1252"))
    assert line.wanted.name == "Jürgen Groß"


def test_an_excel_list_is_read_and_its_formulas_are_refused() -> None:
    lines = read(
        excel(
            ("Institution", "E-Mail", "Name"),
            ("Werft", "a@example.org", "Anna"),
            (None, None, None),
            ("Zoll", "z@example.org", '=HYPERLINK("http://boese.example")'),
        )
    )
    assert [(one.number, bool(one.problem)) for one in lines] == [(2, False), (4, True)]
    assert "Formel" in lines[1].problem


def test_every_mistake_is_told_with_its_line() -> None:
    lines = read(
        "Institution;E-Mail\nWerft;a@example.org\nGibtsnicht;b@example.org\nZoll;unfug\n"
        "werft;A@example.org\n"
    )
    told = {one.number: one.problem for one in lines}
    assert told[2] == ""
    assert "Gibtsnicht" in told[3]
    assert "unfug" in told[4]
    assert "Zeile 2" in told[5]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "leer"),
        (b"Institution;Name\nWerft;Anna\n", "E-Mail"),
        (b"Institution;E-Mail\n", "keine Zeile"),
        (b"PK\x03\x04 no zip at all", "beschädigt"),
        (b"Institution;E-Mail\n\x00\x00", "weder"),
        (b"x" * (1024 * 1024 + 1), "zu groß"),
        (b"Institution;E-Mail\n" + b"Werft;a@example.org\n" * 2_001, "2000"),
    ],
)
def test_what_is_no_list_is_told_in_a_sentence(content: bytes, words: str) -> None:
    with pytest.raises(ListUnreadable, match=words):
        read(content)
