# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A meeting led through its pages: what is asked, what is refused, what nobody loses."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from leitstand.committee.models import (
    AgendaItem,
    Decision,
    FollowUp,
    Meeting,
    Order,
    Paper,
    Proposal,
)
from leitstand.committee.selectors.decisions import decision_line
from leitstand.committee.services.agenda import WantedItem
from tests.committee.cast import ABOUT, BODY, OFFICE, decided, meeting_stands, ordered, sent, text
from tests.people import ClientOf, person
from tests.steering.cast import fields

PLAN = "/plaene/hafen"
pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("council")
def test_the_office_leads_a_meeting_through_its_pages(client_of: ClientOf) -> None:
    person("office")
    office = client_of("office")
    where = sent(
        office,
        f"/geschaeftsstelle/gremien/{BODY}/neue-sitzung",
        title_de="Sommer",
        held_on="2022-06-01",
        starts_at="14:00",
    )
    meeting = Meeting.objects.get()
    assert where["Location"] == f"/gremien/sitzungen/{meeting.pk}?getan=sitzung"
    sitting = f"/geschaeftsstelle/sitzungen/{meeting.pk}"
    sent(office, f"{sitting}/neuer-punkt", title_de="Der Kran", kind="decision", measures=[ABOUT])
    item = AgendaItem.objects.get()
    assert item.measures == [ABOUT]
    office.post(
        f"{sitting}/neue-unterlage",
        {"file": SimpleUploadedFile("Vorlage.txt", b"Der Kran kostet."), "item": str(item.pk)},
    )
    paper = Paper.objects.get()
    download = office.get(f"/gremien/unterlagen/{paper.pk}")
    assert download["Content-Disposition"].startswith("attachment")
    assert download["X-Content-Type-Options"] == "nosniff"
    assert download.content == b"Der Kran kostet."
    assert client_of("network").get(f"/gremien/unterlagen/{paper.pk}").status_code == 403
    for step in ("einladen", "abhalten"):
        assert office.get(f"{sitting}/schritte/{step}").status_code == 200
        assert office.post(f"{sitting}/schritte/{step}").status_code == 302
        assert office.post(f"{sitting}/schritte/{step}").status_code == 302, "pressed twice"
    desk = f"/geschaeftsstelle/tagesordnungspunkte/{item.pk}/beschluss"
    page = fields(office.get(desk), 'class="ls-form')
    assert page["number"] == "RAT 2022/01"
    where = sent(office, desk, outcome="adopted", text_de="Er wird gebaut.", measures=[ABOUT])
    decision = Decision.objects.get()
    assert where["Location"] == f"/gremien/beschluesse/{decision.pk}?getan=beschluss"
    sent(
        office,
        f"/geschaeftsstelle/beschluesse/{decision.pk}/auftrag",
        institution="werft",
        text_de="Bestellen.",
        due_on="2022-09-30",
        measures=[ABOUT],
    )
    order = Order.objects.get()
    sent(
        office,
        f"/geschaeftsstelle/beschluesse/{decision.pk}/aenderung/{ABOUT}",
        title_de="Der große Kran",
        title_en="The large crane",
    )
    shown = text(office.get(f"/gremien/beschluesse/{decision.pk}"))
    assert "Der große Kran" in shown
    assert "<ins>" in office.get(f"/gremien/beschluesse/{decision.pk}").content.decode()
    sent(office, f"/geschaeftsstelle/auftraege/{order.pk}/stand", state="done", text="Bestellt.")
    assert FollowUp.objects.get().is_behalf
    assert office.post(f"/geschaeftsstelle/auftraege/{order.pk}/abschliessen").status_code == 302
    for step in ("abschliessen", "veroeffentlichen"):
        assert office.post(f"{sitting}/schritte/{step}").status_code == 302
    public = text(Client().get(f"{PLAN}/beschluesse"))
    assert "RAT 2022/01" in public
    assert "erledigt, abgeschlossen" in public
    assert "im Plan geändert" in public


@pytest.mark.usefixtures("council")
def test_a_contradiction_is_asked_about_on_the_page_and_what_was_written_stays(
    client_of: ClientOf,
) -> None:
    _first, [item] = meeting_stands()
    earlier = decided(item)
    _second, [again] = meeting_stands(held_on=dt.date(2022, 9, 1))
    office = client_of("office")
    desk = f"/geschaeftsstelle/tagesordnungspunkte/{again}/beschluss"
    said = {"outcome": "rejected", "text_de": "Doch kein Kran.", "measures": [ABOUT]}
    asked = sent(office, desk, **said)
    assert asked.status_code == 409
    words = text(asked)
    assert "RAT 2022/01 hat zu derselben Maßnahme anders entschieden (hafen.1.I)." in words
    assert "Doch kein Kran." in words
    assert Decision.objects.count() == 1
    form = fields(asked, 'class="ls-form') | said
    office.post(desk, form | {f"konflikt-{earlier}": "ersetzt"})
    gone = decision_line(earlier, language="de").superseded_by
    assert gone is not None
    assert "aufgehoben durch RAT 2022/02" in text(office.get(f"/gremien/sitzungen/{_first}"))


@pytest.mark.usefixtures("council")
def test_the_second_of_two_officers_is_told_and_loses_nothing(client_of: ClientOf) -> None:
    _meeting, [item] = meeting_stands()
    office = client_of("office")
    desk = f"/geschaeftsstelle/tagesordnungspunkte/{item}/beschluss"
    opened = fields(office.get(desk), 'class="ls-form')
    decided(item, "RAT 2022/09")
    mine = opened | {"outcome": "adopted", "text_de": "Mein Text.", "number": "RAT 2022/10"}
    told = office.post(desk, mine)
    assert told.status_code == 409
    assert "inzwischen beschlossen: RAT 2022/09" in text(told)
    assert "Mein Text." in text(told)
    again = fields(told, 'class="ls-form') | {"text_de": "Mein Text.", "outcome": "adopted"}
    assert office.post(desk, again).status_code == 302
    assert Decision.objects.count() == 2


@pytest.mark.usefixtures("council")
def test_a_file_that_is_too_large_is_refused_in_words(client_of: ClientOf) -> None:
    meeting, _items = meeting_stands()
    large = SimpleUploadedFile("gross.txt", b"x" * (13 * 1024 * 1024))
    response = client_of("office").post(
        f"/geschaeftsstelle/sitzungen/{meeting}/neue-unterlage", {"file": large}
    )
    assert response.status_code == 422
    assert "größer als 10 MB" in text(response)


@pytest.mark.usefixtures("council")
def test_nothing_that_was_written_can_run_in_a_browser(client_of: ClientOf) -> None:
    evil = '<script>alert("x")</script>"\'{{ 7*7 }}'
    meeting, [item] = meeting_stands()
    order = ordered(decided(item, text_de=evil), text_de=evil)
    office = client_of("office")
    for path in (
        f"/gremien/sitzungen/{meeting}",
        f"/gremien/auftraege/{order}",
        "/gremien/auftraege?institution=<script>&gremium=%00&stand-der-sache=x",
        "/gremien/lage?plan=<script>",
        "/gremien/rat?tag=2022-13-45",
    ):
        content = office.get(path).content.decode()
        assert "<script" not in content, path
    assert office.post(f"/geschaeftsstelle/auftraege/{order}/abschliessen").status_code == 404
    assert str(OFFICE.name) not in office.get(f"/gremien/auftraege/{order}").content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/gremien/gibts-nicht",
        "/gremien/sitzungen/99",
        "/gremien/beschluesse/99",
        "/gremien/auftraege/99",
        "/gremien/vorschlaege/99",
        "/gremien/unterlagen/99",
        "/meine-auftraege/99",
        "/geschaeftsstelle/tagesordnungspunkte/99/aendern",
    ],
)
def test_what_is_not_there_is_told_so(client_of: ClientOf, path: str) -> None:
    assert client_of("office").get(path).status_code == 404


@pytest.mark.usefixtures("council")
def test_the_network_proposes_supports_and_reads_what_became_of_it(client_of: ClientOf) -> None:
    network = client_of("network")
    sent(
        network,
        "/gremien/vorschlaege/neu/hafen",
        title="Landstrom",
        text="Strom am Kai.",
        goal="hafen.a",
        node="hafen.1",
    )
    topic = Proposal.objects.get()
    assert topic.state == "draft"
    assert client_of("committee").get(f"/gremien/vorschlaege/{topic.pk}").status_code == 403
    network.post(f"/gremien/vorschlaege/{topic.pk}/einreichen")
    assert client_of("committee").get(f"/gremien/vorschlaege/{topic.pk}").status_code == 200
    office = client_of("office")
    sent(office, f"/gremien/vorschlaege/{topic.pk}/unterstuetzen", institution="zoll")
    topic.refresh_from_db()
    assert topic.state == "supported"
    _m, [item] = meeting_stands(items=(WantedItem("decision", "Landstrom", proposal=topic.pk),))
    decided(item, measures=())
    where = sent(
        office,
        f"/geschaeftsstelle/vorschlaege/{topic.pk}/in-den-plan",
        title_de="Landstrom",
        title_en="Shore power",
        summary_de="Strom.",
        summary_en="Power.",
        node="hafen.1",
    )
    assert where.status_code == 302, text(where)
    topic.refresh_from_db()
    assert topic.measure == "hafen.1.III"
    shown = text(Client().get(f"{PLAN}/massnahmen/hafen.1.III"))
    assert "RAT 2022/01" in shown
