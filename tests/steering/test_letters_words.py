# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What letters say, as they arrive at a real mail server."""

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime

import pytest
from django.test import Client
from pytest_django import Settings

from leitstand.steering.enums import AnswerWay, RemarkKind
from leitstand.steering.models import AnswerLink, Contact, Duty, Letter, Remark
from leitstand.steering.services.letters import letters_rehearse
from leitstand.steering.services.links import link_delegate, link_resolve
from leitstand.ui.mail import one_line, wrapped
from tests.steering.correspondents import (
    ANNA,
    CARL,
    NORA,
    OLGA,
    contacts_stand,
    day,
    holder,
    letter,
    mail_goes_to,
    office_stands,
    written,
)
from tests.steering.harbour import (
    NOON,
    OFFICE,
    ROUND,
    answered,
    duty,
    plan_stands,
    round_stands,
)
from tests.steering.smtp import Delivered, PostOffice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def harbour(db: None) -> None:
    plan_stands()
    contacts_stand()


@pytest.fixture
def office(settings: Settings) -> Iterator[PostOffice]:
    round_stands()
    with mail_goes_to(settings) as running:
        yield running


def newest(office: PostOffice, email: str) -> Delivered:
    return office.to(email)[-1]


def subject(mail: Delivered) -> str:
    # A long one begins on a line of its own; readers of mail see nothing of that.
    return str(mail.message["Subject"]).strip()


def wharf_answers(now_day: int = 2) -> None:
    for owed in Duty.objects.filter(round__slug=ROUND, institution__slug="werft"):
        answered(owed, respondent=holder(ANNA), way=AnswerWay.LINK, now=day(now_day))


def test_an_invitation_says_all_that_is_needed_to_answer(office: PostOffice) -> None:
    written()
    mail = newest(office, ANNA)
    assert subject(mail) == "Berichtsrunde Herbst 2026: Ihre Antwort bis 31.10.2026"
    for words in (
        "Guten Tag Anna Anker,",
        "Stand 30. September 2026",
        "Hafen 1 I",
        "Hafen 1 II",
        "(Planung)",
        "bis Samstag, 31. Oktober 2026.",
        "höchstens fünf Minuten je Maßnahme, zusammen also mit höchstens 10 Minuten",
        "Lieber in Excel?",
        "geben Sie einzelne Maßnahmen weiter",
        "Der Link gilt bis zum 15. November 2026.",
        "Ihre Geschäftsstelle für",
        "Amt für Beispiele",
        "sieht bis zur Veröffentlichung nur die Geschäftsstelle",
    ):
        assert words in mail.text, words
    assert "Hafen 2" not in mail.text  # what others owe
    assert "Beispieldaten" not in mail.text.title()


def test_the_link_in_a_letter_opens_what_its_reader_owes(office: PostOffice) -> None:
    written()
    [address] = re.findall(r"https://leitstand\.example/antwort/(\S+)", newest(office, ANNA).text)
    found = link_resolve(address, now=day(2))
    assert (found.institution, found.round, found.name) == ("werft", ROUND, "Anna Anker")


def test_the_link_in_a_letter_is_a_page_here(office: PostOffice, client: Client) -> None:
    written()
    for email in (ANNA, CARL):
        [address] = re.findall(r"https://leitstand\.example(\S+)", newest(office, email).text)
        answer = client.get(address)
        assert answer.status_code == 302
        assert "unbekannt" not in answer["Location"]
        assert "unbekannt" in client.get(f"{address}x")["Location"]  # it can tell


def test_a_letter_speaks_the_language_of_its_reader(office: PostOffice) -> None:
    written()
    mail = newest(office, CARL)
    assert subject(mail).startswith("Reporting round Autumn 2026: ")
    assert mail.message["Content-Language"] == "en"
    assert "Dear Carl Customs," in mail.text
    assert "Saturday, 31 October 2026" in mail.text
    assert "https://leitstand.example/en/antwort/" in mail.text
    for german in ("Maßnahme", "Guten Tag", "Geschäftsstelle", "Antwort"):
        assert german not in mail.text


def test_the_headers_are_those_of_a_machine_that_people_can_answer(office: PostOffice) -> None:
    written()
    mail = newest(office, ANNA)
    head = mail.message
    assert mail.sender == "runde@leitstand.example"
    assert str(head["From"]) == "Geschäftsstelle <runde@leitstand.example>"
    assert str(head["To"]) == f"Anna Anker <{ANNA}>"
    assert str(head["Reply-To"]) == "office@leitstand.example"
    assert head["Auto-Submitted"] == "auto-generated"
    assert head["Content-Type"] == 'text/plain; charset="utf-8"'
    assert head["List-Unsubscribe"] is None
    assert str(head["Message-ID"]) == letter(ANNA).message_id
    assert letter(ANNA).message_id.endswith("@leitstand.example>")
    assert parsedate_to_datetime(str(head["Date"])) == NOON
    assert mail.raw.isascii()
    assert max(len(line) for line in mail.raw.splitlines()) <= 78


def test_a_reader_without_a_name_is_greeted_too(office: PostOffice) -> None:
    written()
    assert "Guten Tag, wir fragen" in newest(office, NORA).text
    assert str(newest(office, NORA).message["To"]) == NORA


def test_a_reminder_names_what_is_missing_and_nothing_else(office: PostOffice) -> None:
    written()
    answered(duty("hafen.1.I", "werft"), respondent=holder(ANNA), now=day(2))
    written(day(16))
    mail = newest(office, ANNA)
    assert subject(mail) == "Berichtsrunde Herbst 2026: Erinnerung, Frist 31.10.2026"
    assert "Hafen 1 II" in mail.text
    assert "Hafen 1 I –" not in mail.text
    assert "Eine Antwort liegt uns schon vor" in mail.text
    written(day(23))
    written(day(9, month=11))
    late = newest(office, ANNA)
    assert subject(late) == "Berichtsrunde Herbst 2026: eine Antwort steht noch aus"
    assert "Die Frist war Samstag, 31. Oktober 2026" in late.text


def test_whom_a_task_was_passed_on_to_reads_by_whom_and_only_their_part(
    office: PostOffice,
) -> None:
    written()
    link_delegate(
        respondent=holder(ANNA),
        round=ROUND,
        institution="werft",
        email="kim@werft.example",
        name="Kim\r\nBcc: all@werft.example",
        measures=["hafen.1.I"],
        now=day(2),
    )
    written(day(5))
    mail = newest(office, "kim@werft.example")
    assert "Anna Anker bittet Sie" in mail.text
    assert "Hafen 1 I –" in mail.text
    assert "Hafen 1 II" not in mail.text
    assert mail.message["Bcc"] is None


def test_a_question_is_quoted_and_leads_back(office: PostOffice) -> None:
    written()
    wharf_answers()
    Remark.objects.create(
        duty=duty("hafen.1.I", "werft"),
        kind=RemarkKind.QUESTION,
        text="Bis wann steht der Kran?\nUnd wer zahlt?",
        said_by="cli:office",
        is_office=True,
        said_at=day(5),
    )
    written(day(6))
    mail = newest(office, ANNA)
    assert subject(mail) == "Berichtsrunde Herbst 2026: Rückfrage zu Ihrer Antwort"
    assert "Bis wann steht der Kran? Und wer zahlt?" in mail.text
    assert "https://leitstand.example/antwort/" in mail.text


def test_thanks_tell_what_came_and_until_when_it_can_be_corrected(office: PostOffice) -> None:
    written()
    wharf_answers()
    written(day(5))
    mail = newest(office, ANNA)
    assert subject(mail) == "Berichtsrunde Herbst 2026: danke, alles ist da"
    assert "Hafen 1 I –" in mail.text
    assert "Das geht bis Samstag, 31. Oktober 2026" in mail.text


def test_the_office_reads_who_answered_who_is_missing_and_what_did_not_arrive(
    office: PostOffice,
) -> None:
    office_stands()
    office.recipient[NORA] = "550 5.1.1 no such user"
    written()
    wharf_answers()
    written(day(2), only=OLGA)
    mail = newest(office, OLGA)
    assert subject(mail) == "Berichtsrunde Herbst 2026: 2 von 5 Antworten"
    text = mail.text
    came, missing = text.index("haben geantwortet"), text.index("Es fehlen noch Antworten von")
    assert came < text.index("Werft: Hafen 1 I, Hafen 1 II") < missing < text.index("Zoll: Hafen 1")
    assert f"{NORA} (Nord), seit dem 1. Oktober 2026" in text
    assert text.index("kennen wir niemanden") < text.rindex("Sued")


def test_example_data_says_so_before_anything_else(settings: Settings) -> None:
    round_stands(is_example=True)
    with mail_goes_to(settings) as office:
        written()
        mail, english = newest(office, ANNA), newest(office, CARL)
    assert subject(mail).startswith("[Beispieldaten] Berichtsrunde Herbst 2026")
    assert mail.text.startswith("BEISPIELDATEN: ")
    assert subject(english).startswith("[Sample data] Reporting round Autumn 2026")


def test_a_rehearsal_shows_the_whole_letter_without_its_key(office: PostOffice) -> None:
    written(only=CARL)
    rehearsed = {
        one.email: one for one in letters_rehearse(actor=OFFICE, slugs=[ROUND], now=day(2)).letters
    }
    assert set(rehearsed) == {ANNA, NORA}
    assert "https://leitstand.example/antwort/…" in rehearsed[ANNA].body
    assert rehearsed[ANNA].subject == "Berichtsrunde Herbst 2026: Ihre Antwort bis 31.10.2026"
    assert rehearsed[ANNA].why == "Noch nicht eingeladen."
    assert rehearsed[ANNA].institution == "Werft"
    assert (Letter.objects.count(), AnswerLink.objects.count(), len(office.mails)) == (1, 1, 1)
    written(day(2))
    plain = str(newest(office, ANNA).message.get_content()).replace("\r\n", "\n")
    key = re.search(r"/antwort/(\S+)", plain)
    assert key
    assert plain.replace(key[1], "…") == rehearsed[ANNA].body


def test_an_address_with_an_umlaut_in_its_domain_arrives(office: PostOffice) -> None:
    Contact.objects.filter(email=ANNA).update(email="anna@küste.example")
    written(only="anna@küste.example")
    assert [one.to for one in office.mails] == ["anna@xn--kste-0ra.example"]


def test_foreign_words_stay_on_one_line() -> None:
    assert one_line("Kim\r\nBcc: a@b\x00\u202e") == "Kim Bcc: a@b"
    assert one_line("a" * 300, 10) == "aaaaaaaaa…"


def test_lines_are_short_and_addresses_are_never_broken() -> None:
    address = "https://leitstand.example/antwort/" + "x" * 90
    text = wrapped(f"{'Wort ' * 40}\n\n\n\n- {'Wort ' * 30}\n\n{address}\n")
    lines = text.splitlines()
    assert address in lines
    assert max(len(line) for line in lines if line != address) <= 72
    assert "\n\n\n" not in text
    assert lines[4].startswith("- ") and lines[5].startswith("  Wort")
