# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The pages on which somebody answers, behind a link and signed in."""

import datetime as dt

import pytest
from django.test import Client

from leitstand.plan.document import PlanDocument
from leitstand.steering.models import Answer, AnswerLink, Attachment, Duty, ReportingRound
from leitstand.steering.services.remarks import question_ask
from leitstand.steering.services.rounds import round_close, round_freeze
from tests.people import OPERATOR, ClientOf
from tests.steering.cast import (
    BERLIN_ROUND,
    SAID,
    berlin_asked,
    duties_of,
    fields,
    form_of,
    holder_client,
    home,
    link_of,
    send,
    text,
    token_address,
    upload,
)
from tests.steering.files import PDF

pytestmark = pytest.mark.django_db


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


def test_opening_the_link_twice_or_by_a_scanner_changes_nothing(asked: str) -> None:
    link = link_of("senweb")
    for _again in range(3):
        response = Client().get(token_address(link))
        assert (response.status_code, response["Location"]) == (302, home(link))
    assert Client().head(token_address(link)).status_code == 302
    assert Client().post(token_address(link)).status_code == 405
    link.refresh_from_db()
    assert link.opened_at is None
    holder_client(link).get(home(link))
    link.refresh_from_db()
    assert link.opened_at is not None


def test_the_link_opens_the_english_pages_too(link: AnswerLink, vera: Client) -> None:
    assert vera.get(f"/en{home(link)}").status_code == 200
    english = Client()
    response = english.get(f"/en{token_address(link)}")
    assert response["Location"] == f"/en{home(link)}"
    assert english.get(response["Location"]).status_code == 200


def test_the_form_shows_what_the_plan_said_on_the_reporting_day_and_who_else_answers(
    berlin: PlanDocument,
) -> None:
    berlin_asked()
    link = link_of("sensw")
    [owed] = [one for one in duties_of("sensw") if one.measure.key == "flaechen.2.II"]
    page = text(holder_client(link).get(f"{home(link)}/aufgaben/{owed.id}"))
    found = next(one for one in berlin.measures if one.id == "flaechen.2.II")
    assert found.summary.de in page
    assert "30. September 2026" in page
    assert f"Ihre Antwort gilt nur für: <strong>{owed.phase}" in page
    assert "Außerdem antworten für sich:" in page


def test_a_draft_is_kept_and_can_be_handed_in_later(vera: Client, link: AnswerLink) -> None:
    response = send(vera, form_of(link), "entwurf", account="Halb fertig")
    assert response["Location"] == f"{form_of(link)}?entwurf=1"
    page = text(vera.get(response["Location"]))
    assert "Der Entwurf ist gespeichert, aber noch nicht abgegeben." in page
    assert "Entwurf von Vera Muster" in page
    assert fields(vera.get(form_of(link)))["account"] == "Halb fertig"
    assert send(vera, form_of(link), state="running", outlook="at-risk").status_code == 302
    assert [one.is_submitted for one in Answer.objects.order_by("number")] == [False, True]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"state": ""}, "Bitte den Stand angeben."),
        ({"outlook": ""}, "wie Sie den Verlauf selbst einschätzen"),
        ({"state": "paused", "account": "", "obstacles": " "}, "warum die Maßnahme ruht"),
        ({"state": "merged"}, "in der diese aufgegangen ist"),
        ({"state": "erfunden"}, "Wie steht die Maßnahme?"),
        ({"next_step_due": "gestern"}, "Bis wann?"),
        ({"account": "x" * 4_001}, "Was ist geschehen?"),
        ({"milestones-0-due_on": "2027-01-01"}, "Bitte sagen, was es ist."),
        (
            {"milestones-0-title": "Kran", "milestones-0-depends_on": "Hafen 1"},
            "Bitte so schreiben: flaechen.2.II",
        ),
        ({"evidence-0-title": "Bericht"}, "Bitte die Art wählen."),
        ({"evidence-0-title": "Seite", "evidence-0-kind": "link"}, "wo man ihn findet"),
        ({"evidence-0-title": "S", "evidence-0-href": "javascript:alert(1)"}, "https://"),
        ({"budget-0-line": "0812/68303"}, "Bitte das Jahr nennen."),
        ({"budget-0-line": "a", "budget-0-source": "b", "budget-0-year": "1999"}, "Jahr"),
        ({"budget-0-planned_eur": "viel"}, "Geplant (Euro)"),
        ({"budget-0-planned_eur": "-5"}, "Geplant (Euro)"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(
    vera: Client, link: AnswerLink, changes: dict[str, str], told: str
) -> None:
    written = SAID | {"obstacles": "Der Grund ist knapp."} | changes
    response = send(vera, form_of(link), **written)
    assert response.status_code == 422
    page = text(response)
    summary = page[page.index("Noch nicht gespeichert") : page.index('<form class="ls-form')]
    assert told in summary
    again = fields(response)
    assert again["obstacles"] == written["obstacles"]
    for name, value in changes.items():
        if name != "state":
            assert again.get(name, "") == value, name
    assert not Answer.objects.exists()


def test_rows_come_and_go_without_a_script(vera: Client, link: AnswerLink) -> None:
    first = SAID | {"milestones-0-title": "Kran bestellt", "milestones-0-due_on": "2027-03-01"}
    more = send(vera, form_of(link), "zeile-milestones", **first)
    assert more.status_code == 200
    assert not Answer.objects.exists()
    said = fields(more)
    assert said["milestones-rows"] == "2"
    assert said["milestones-0-title"] == "Kran bestellt"
    said |= {"milestones-1-title": "Kran steht", "milestones-1-done_on": "2027-09-01"}
    said |= {
        "evidence-0-title": "Seite",
        "evidence-0-href": "https://www.berlin.de/industriestadt/",
        "budget-0-line": "0812/68303",
        "budget-0-source": "GRW",
        "budget-0-year": "2026",
        "budget-0-planned_eur": "1.250.000,50 €",
    }
    assert vera.post(form_of(link), said | {"tun": "abgeben"}).status_code == 302
    content = Answer.objects.get().content
    assert [one["title"] for one in content["milestones"]] == ["Kran bestellt", "Kran steht"]
    assert content["evidence"][0]["kind"] == "link"
    assert content["budget"][0]["planned_eur"] == "1250000.50"
    name = content["milestones"][1]["id"]
    assert send(vera, form_of(link), **{"milestones-0-gone": "on"}).status_code == 302
    kept = Answer.objects.get(number=2).content["milestones"]
    assert [(one["id"], one["title"]) for one in kept] == [(name, "Kran steht")]


def test_what_a_milestone_waits_for_is_asked_among_the_further_particulars(
    vera: Client, link: AnswerLink
) -> None:
    row = {"milestones-0-title": "Kran steht", "milestones-0-depends_on": "hafen.1.II; a.1.I#x"}
    assert send(vera, form_of(link), **(SAID | row)).status_code == 302
    [kept] = Answer.objects.get().content["milestones"]
    assert kept["depends_on"] == ["hafen.1.II", "a.1.I#x"]
    page = text(vera.get(form_of(link)))
    assert page.count('<details class="ls-details" open>') == 1
    assert page.count('<details class="ls-details">') == 1
    assert 'value="hafen.1.II; a.1.I#x"' in page
    assert send(vera, form_of(link), account="Mehr.").status_code == 302
    assert Answer.objects.get(number=2).content["milestones"] == [kept]


def test_the_same_form_sent_twice_is_one_answer(vera: Client, link: AnswerLink) -> None:
    said = fields(vera.get(form_of(link))) | SAID | {"tun": "abgeben"}
    assert {vera.post(form_of(link), said).status_code for _again in range(3)} == {302}
    assert Answer.objects.count() == 1


def test_two_people_see_each_other_and_decide(asked: str) -> None:
    mine, theirs = link_of("senweb"), link_of("senweb", email="otto@example.org")
    vera, otto = holder_client(mine), holder_client(theirs)
    said = fields(vera.get(form_of(mine))) | SAID | {"tun": "abgeben"}
    others = SAID | {"account": "Der Kran fällt.", "next_step": "Aufbauen"}
    assert send(otto, form_of(theirs), **others).status_code == 302
    response = vera.post(form_of(mine), said)
    assert response.status_code == 409
    page = text(response)
    assert "Inzwischen hat jemand anderes für Ihre Institution geantwortet." in page
    assert "Der Kran fällt." in page
    again = fields(response)
    assert (again["account"], again["next_step"]) == ("Der Kran steht.", "Aufbauen")
    assert vera.post(form_of(mine), again | {"tun": "abgeben"}).status_code == 302
    newest = Answer.objects.get(number=2).content
    assert (newest["account"], newest["next_step"]) == ("Der Kran steht.", "Aufbauen")


@pytest.fixture
def last_time(berlin: PlanDocument) -> Duty:
    """An earlier round in which senweb answered with a file, frozen."""
    berlin_asked("berlin-fruehjahr", reporting_on=dt.date(2026, 3, 31))
    old = link_of("senweb", "berlin-fruehjahr")
    owed = duties_of("senweb", "berlin-fruehjahr")[0]
    address = f"{home(old)}/aufgaben/{owed.id}"
    said = SAID | {"account": "Im Frühjahr gesagt.", "evidence-0-file": upload("b.pdf", PDF)}
    response = send(holder_client(old), address, **said)
    assert response.status_code == 302, text(response)
    round_close(actor=OPERATOR, slug="berlin-fruehjahr")
    round_freeze(actor=OPERATOR, slug="berlin-fruehjahr")
    return Duty.objects.get(pk=owed.id)


def test_the_form_starts_from_the_last_answer_and_says_so(last_time: Duty, asked: str) -> None:
    link = link_of("senweb")
    vera = holder_client(link)
    page = vera.get(form_of(link))
    assert "vorausgefüllt mit dem, was Sie zuletzt gesagt haben" in text(page)
    assert "Runde berlin-fruehjahr" in text(page)
    assert fields(page)["account"] == "Im Frühjahr gesagt."
    assert not Answer.objects.filter(duty__round__slug=BERLIN_ROUND).exists()


def test_nothing_has_changed_takes_one_button_and_the_file_comes_along(
    last_time: Duty, asked: str
) -> None:
    link = link_of("senweb")
    vera = holder_client(link)
    said = fields(vera.get(form_of(link)), 'aria-labelledby="letztes-mal"')
    response = vera.post(form_of(link), said | {"tun": "unveraendert"})
    assert response["Location"].endswith("/beleg?neu=1"), text(response)
    new = Answer.objects.get(duty__round__slug=BERLIN_ROUND)
    assert new.content["account"] == "Im Frühjahr gesagt."
    carried = Attachment.objects.get(pk=new.content["evidence"][0]["attachment"])
    assert (carried.duty_id, bytes(carried.content)) == (new.duty_id, PDF)


def test_an_invented_answer_does_not_fill_a_real_form(last_time: Duty, asked: str) -> None:
    ReportingRound.objects.filter(slug="berlin-fruehjahr").update(is_example=True)
    link = link_of("senweb")
    page = holder_client(link).get(form_of(link))
    assert "vorausgefüllt" not in text(page)
    assert "Beispieldaten" not in text(page)
    assert fields(page)["account"] == ""


def test_example_rounds_say_so_on_every_page(berlin: PlanDocument, client_of: ClientOf) -> None:
    berlin_asked(is_example=True)
    link = link_of("senweb")
    vera, lead = holder_client(link), client_of("lead")
    duty = duties_of("senweb")[0].id
    for client, address in (
        (vera, home(link)),
        (vera, form_of(link)),
        (vera, f"{form_of(link)}/beleg"),
        (vera, f"{home(link)}/weitergeben"),
        (lead, "/meine-aufgaben"),
        (lead, f"/meine-aufgaben/aufgaben/{duty}"),
    ):
        assert "Beispieldaten" in text(client.get(address)), address
    assert lead.get("/meine-aufgaben.json").json()["is_example"] is True


def test_a_file_is_taken_in_even_where_the_form_has_a_mistake(
    vera: Client, link: AnswerLink
) -> None:
    said = {"state": "", "evidence-0-file": upload("Bericht.pdf", PDF)}
    response = send(vera, form_of(link), **said)
    assert response.status_code == 422
    page = text(response)
    assert "Bericht.pdf" in page
    again = fields(response)
    assert (again["evidence-0-kind"], again["evidence-0-title"]) == ("document", "Bericht.pdf")
    assert vera.post(form_of(link), again | SAID | {"tun": "abgeben"}).status_code == 302
    [file] = Attachment.objects.all()
    assert Answer.objects.get().content["evidence"][0]["attachment"] == file.pk
    got = vera.get(f"{form_of(link)}/dateien/{file.pk}")
    assert got.content == PDF
    assert got["Content-Disposition"] == 'attachment; filename="Bericht.pdf"'
    assert got["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in got["Content-Security-Policy"]
    kept = vera.post(
        form_of(link), fields(vera.get(form_of(link))) | {"tun": f"datei-weg-{file.pk}"}
    )
    assert "darum bleibt sie liegen" in text(kept)
    assert Attachment.objects.exists()


def test_a_file_that_no_answer_names_can_be_taken_away(vera: Client, link: AnswerLink) -> None:
    response = send(vera, form_of(link), state="", **{"evidence-0-file": upload("a.pdf", PDF)})
    [file] = Attachment.objects.all()
    again = vera.post(form_of(link), fields(response) | SAID | {"tun": f"datei-weg-{file.pk}"})
    assert again.status_code == 200
    assert fields(again)["account"] == SAID["account"]
    assert not Attachment.objects.exists()


def test_a_question_of_the_office_is_seen_and_replied_to(vera: Client, link: AnswerLink) -> None:
    duty = duties_of("senweb")[0].id
    question = question_ask(actor=OPERATOR, duty=duty, text="Wann <b>genau</b>?")
    page = vera.get(form_of(link)).content.decode()
    assert "Die Geschäftsstelle fragt nach" in page
    assert "Wann &lt;b&gt;genau&lt;/b&gt;?" in page
    response = vera.post(f"{form_of(link)}/rueckfragen/{question}", {"text": "Im Mai."})
    assert response["Location"] == f"{form_of(link)}#nachrichten"
    assert "Im Mai." in text(vera.get(form_of(link)))
    assert vera.post(f"{form_of(link)}/nachricht", {"text": "Danke."}).status_code == 302
    assert vera.post(f"{form_of(link)}/nachricht", {"text": "  "}).status_code == 422


def test_after_the_deadline_a_question_opens_the_one_answer_again(
    vera: Client, link: AnswerLink
) -> None:
    round_close(actor=OPERATOR, slug=BERLIN_ROUND)
    assert vera.get(form_of(link))["Location"] == f"{form_of(link)}/beleg"
    refused = vera.post(form_of(link), SAID | {"tun": "abgeben", "obstacles": "Geht noch was?"})
    assert refused.status_code == 422
    assert "Geht noch was?" in text(refused)
    question_ask(actor=OPERATOR, duty=duties_of("senweb")[0].id, text="Wann?")
    assert send(vera, form_of(link), **SAID).status_code == 302


def test_a_colleague_gets_a_part_and_it_is_taken_back(vera: Client, link: AnswerLink) -> None:
    address = f"{home(link)}/weitergeben"
    first, *_others = duties_of("senweb")
    said = {
        "name": "Kai",
        "email": "kai@example.org",
        "language": "en",
        "measures": [first.measure.key],
    }
    assert vera.post(address, said | {"email": "kein at"}).status_code == 422
    assert vera.post(address, said | {"measures": ["flaechen.2.II"]}).status_code == 422
    assert vera.post(address, said)["Location"] == f"{address}?neu=1"
    assert vera.post(address, said).status_code == 422
    child = AnswerLink.objects.get(email="kai@example.org")
    kai = holder_client(child)
    assert kai.get(form_of(child)).status_code == 200
    assert kai.get(form_of(child, 1)).status_code == 404
    assert "kai@example.org" in text(vera.get(address))
    assert vera.post(f"{address}/{child.pk}")["Location"] == f"{address}?zurueck=1"
    assert kai.get(form_of(child)).status_code == 410
    assert kai.get(token_address(child))["Location"] == "/antwort/zurueckgezogen"
