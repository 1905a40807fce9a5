# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Meetings, their agenda and papers: each step is checked, done and logged, or refused."""

import datetime as dt
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from leitstand.committee.errors import ItemNotFound, MeetingNotFound, PaperNotFound, Refused
from leitstand.committee.models import AgendaItem, Meeting, Paper, Proposal
from leitstand.committee.rules.life import Step
from leitstand.committee.selectors.meetings import item_lines, meeting_card, paper_file, paper_lines
from leitstand.committee.selectors.pack import meeting_pack
from leitstand.committee.services.agenda import (
    WantedItem,
    item_add,
    item_change,
    item_move,
    item_remove,
)
from leitstand.committee.services.meetings import (
    WantedMeeting,
    meeting_change,
    meeting_plan,
    meeting_step,
)
from leitstand.committee.services.papers import paper_add, paper_remove
from leitstand.core.models import AuditEvent
from leitstand.core.permissions import NotPermitted
from leitstand.core.selectors import data_version
from tests.committee.cast import (
    ABOUT,
    BODY,
    HELD_ON,
    OFFICE,
    account,
    decided,
    meeting_stands,
    ordered,
    proposed,
    said,
)
from tests.people import ROLES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("council")]
NEXT = WantedMeeting("Herbstsitzung", dt.date(2022, 10, 1), "Autumn meeting", dt.time(14), "Saal 1")
TODAY = dt.date(2022, 11, 1)


def planned(wanted: WantedMeeting = NEXT) -> int:
    return meeting_plan(actor=OFFICE, body=BODY, wanted=wanted, submission=uuid4())


def step(meeting: int, wanted: Step) -> str:
    meeting_step(actor=OFFICE, meeting=meeting, step=wanted)
    return meeting_card(meeting, language="de").state


def test_a_meeting_lives_step_by_step_and_only_publishing_touches_public_pages() -> None:
    made = planned()
    version = data_version()
    with pytest.raises(Refused, match="Tagesordnung ist leer"):
        step(made, Step.INVITE)
    item_add(actor=OFFICE, meeting=made, wanted=WantedItem("information", "Bericht"))
    assert [step(made, one) for one in (Step.INVITE, Step.HOLD, Step.CLOSE)] == [
        "invited",
        "held",
        "closed",
    ]
    assert data_version() == version
    assert step(made, Step.PUBLISH) == "published"
    assert data_version() > version
    with pytest.raises(Refused, match="Das geht jetzt nicht"):
        step(made, Step.PUBLISH)
    acts = AuditEvent.objects.filter(subject__startswith="meeting:").order_by("id")
    assert list(acts.values_list("act", flat=True)) == [
        "meeting.plan",
        "item.add",
        "meeting.invite",
        "meeting.hold",
        "meeting.close",
        "meeting.publish",
    ]


def test_a_meeting_of_tomorrow_has_not_taken_place() -> None:
    made = planned(WantedMeeting("Bald", timezone.localdate() + dt.timedelta(days=1)))
    item_add(actor=OFFICE, meeting=made, wanted=WantedItem("information", "Bericht"))
    step(made, Step.INVITE)
    with pytest.raises(Refused, match="Die Sitzung ist erst am"):
        step(made, Step.HOLD)
    assert step(made, Step.CANCEL) == "cancelled"


def test_sending_the_form_twice_plans_one_meeting() -> None:
    number = uuid4()
    first = meeting_plan(actor=OFFICE, body=BODY, wanted=NEXT, submission=number)
    assert meeting_plan(actor=OFFICE, body=BODY, wanted=NEXT, submission=number) == first
    assert Meeting.objects.count() == 1


def test_what_was_held_changes_no_more() -> None:
    made, [item] = meeting_stands()
    with pytest.raises(Refused, match="hat stattgefunden"):
        meeting_change(actor=OFFICE, meeting=made, wanted=NEXT)
    with pytest.raises(Refused, match="hat stattgefunden"):
        item_change(actor=OFFICE, item=item, wanted=WantedItem("decision", "Anders"))
    with pytest.raises(Refused, match="hat stattgefunden"):
        item_remove(actor=OFFICE, item=item)
    # Something comes up at the table.
    item_add(actor=OFFICE, meeting=made, wanted=WantedItem("discussion", "Tischvorlage"))
    assert [one.title for one in item_lines(made, language="de")] == ["Der Kran", "Tischvorlage"]


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (WantedMeeting("", dt.date(2022, 1, 1)), "Titel fehlt"),
        (WantedMeeting("x" * 201, dt.date(2022, 1, 1)), "höchstens 200"),
        (WantedMeeting("Sitzung", dt.date(2222, 1, 1)), "zu weit weg"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(wanted: WantedMeeting, words: str) -> None:
    with pytest.raises(Refused, match=words):
        planned(wanted)


def test_items_stand_in_order_and_move() -> None:
    made = planned()
    one, two, three = (
        item_add(actor=OFFICE, meeting=made, wanted=WantedItem("discussion", title))
        for title in ("A", "B", "C")
    )

    def titles() -> str:
        return "".join(item.title for item in item_lines(made, language="de"))

    item_move(actor=OFFICE, item=three, is_up=True)
    assert titles() == "ACB"
    item_move(actor=OFFICE, item=one, is_up=True)  # at the top it stays
    assert titles() == "ACB"
    item_move(actor=OFFICE, item=one, is_up=False)
    assert titles() == "CAB"
    item_remove(actor=OFFICE, item=one)
    assert titles() == "CB"
    item_move(actor=OFFICE, item=two, is_up=True)
    assert titles() == "BC"
    assert [item.number for item in item_lines(made, language="de")] == [1, 2]


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (WantedItem("decision", ""), "Titel fehlt"),
        (WantedItem("vote", "Kran"), "vote"),
        (WantedItem("decision", "Kran", measures=("hafen.9.IX",)), "hafen.9.IX"),
        (WantedItem("decision", "Kran", proposal=99), "Vorschlag ist nicht eingereicht"),
        (WantedItem("decision", "Kran", order=99), "Auftrag gibt es im Plan nicht"),
        (WantedItem("decision", "Kran", text_de="x" * 20_001), "20001 Zeichen"),
    ],
)
def test_an_item_that_cannot_be_is_refused(wanted: WantedItem, words: str) -> None:
    with pytest.raises(Refused, match=words):
        item_add(actor=OFFICE, meeting=planned(), wanted=wanted)
    assert not AgendaItem.objects.exists()


def test_a_proposal_on_the_agenda_waits_and_goes_back_when_it_is_taken_off() -> None:
    made, topic = planned(), proposed()
    draft = proposed(is_submitted=False)
    with pytest.raises(Refused, match="nicht eingereicht"):
        item_add(actor=OFFICE, meeting=made, wanted=WantedItem("decision", "X", proposal=draft))
    item = item_add(
        actor=OFFICE, meeting=made, wanted=WantedItem("decision", "Landstrom", proposal=topic)
    )
    assert Proposal.objects.get(pk=topic).state == "on-agenda"
    item_change(actor=OFFICE, item=item, wanted=WantedItem("decision", "Anderes"))
    assert Proposal.objects.get(pk=topic).state == "submitted"


PAPER = "Vorlage für die Sitzung: der Kran kostet 3 Mio. Euro.\n".encode()


def test_a_paper_lies_with_its_item_until_the_minutes_are_approved() -> None:
    made, [item] = meeting_stands()
    number = paper_add(
        actor=OFFICE, meeting=made, name="../Vorlage.txt", content=PAPER, title="Vorlage", item=item
    )
    assert paper_add(actor=OFFICE, meeting=made, name="b.txt", content=PAPER) == number, "twice"
    [line] = paper_lines(made)
    assert (line.name, line.media_type, line.item, line.label) == (
        "Vorlage.txt",
        "text/plain",
        item,
        "Vorlage",
    )
    assert paper_file(number).content == PAPER
    step(made, Step.CLOSE)
    with pytest.raises(Refused, match="abgeschlossen"):
        paper_remove(actor=OFFICE, meeting=made, paper=number)
    with pytest.raises(Refused, match="abgeschlossen"):
        paper_add(actor=OFFICE, meeting=made, name="c.txt", content=b"zu spaet")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("leer.pdf", b"", "leer"),
        ("boese.pdf", b"MZ\x90\x00\x03", "Art von Datei"),
        ("bild.pdf", b"\x89PNG\r\n\x1a\n", "beschädigt"),
        ("gross.txt", b"x" * (10 * 1024 * 1024 + 1), "größer als 10 MB"),
        ("seite.txt", b"<html><script>alert(1)</script>", "Art von Datei"),
    ],
)
def test_a_file_that_could_harm_or_is_too_large_is_refused(
    name: str, content: bytes, words: str
) -> None:
    made, _items = meeting_stands()
    with pytest.raises(Refused, match=words):
        paper_add(actor=OFFICE, meeting=made, name=name, content=content)
    assert not Paper.objects.exists()


def test_a_paper_can_be_taken_away_before_and_an_item_with_papers_stays() -> None:
    made, [item] = meeting_stands(is_held=False)
    number = paper_add(actor=OFFICE, meeting=made, name="a.txt", content=PAPER, item=item)
    with pytest.raises(Refused, match="liegen Unterlagen"):
        item_remove(actor=OFFICE, item=item)
    with pytest.raises(ItemNotFound):
        paper_add(actor=OFFICE, meeting=made, name="b.txt", content=b"b", item=item + 1)
    paper_remove(actor=OFFICE, meeting=made, paper=number)
    with pytest.raises(PaperNotFound):
        paper_remove(actor=OFFICE, meeting=made, paper=number)
    item_remove(actor=OFFICE, item=item)


def test_the_pack_holds_what_members_need_in_a_bounded_number_of_statements() -> None:
    earlier, [before] = meeting_stands()
    first = decided(before)
    late = ordered(first)
    said(late)
    made, rows = meeting_stands(
        held_on=dt.date(2022, 10, 1),
        items=(
            WantedItem("decision", "Kran", measures=(ABOUT, "hafen.2.I")),
            WantedItem("information", "Bericht"),
        ),
        is_held=False,
    )
    paper = paper_add(actor=OFFICE, meeting=made, name="a.txt", content=PAPER, item=rows[0])
    paper_add(actor=OFFICE, meeting=made, name="b.txt", content=b"Einladung", title="Einladung")
    with CaptureQueriesContext(connection) as found:
        pack = meeting_pack(made, "de", today=TODAY)
    assert len(found) <= 23
    assert [one.line.title for one in pack.items] == ["Kran", "Bericht"]
    assert [one.line.label for one in pack.papers] == ["Einladung"]
    [own] = pack.items[0].papers
    assert (own.line.id, own.content()) == (paper, PAPER)
    assert [(one.id, one.is_overdue(TODAY)) for one in pack.orders] == [(late, True)]
    assert pack.orders[0].follow_ups[-1].text == "Bestellt."
    assert [one.number for one in pack.earlier] == ["RAT 2022/01"]
    assert list(pack.measures) == [ABOUT, "hafen.2.I"]
    assert pack.card.id == made != earlier
    with pytest.raises(MeetingNotFound):
        meeting_pack(10_000, "de", today=TODAY)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "office"])
def test_only_the_office_runs_meetings(role: str) -> None:
    somebody, (made, [item]) = account(role, "werft"), meeting_stands(is_held=False)
    for act in (
        lambda: meeting_plan(actor=somebody, body=BODY, wanted=NEXT, submission=uuid4()),
        lambda: meeting_change(actor=somebody, meeting=made, wanted=NEXT),
        lambda: meeting_step(actor=somebody, meeting=made, step=Step.HOLD),
        lambda: item_add(actor=somebody, meeting=made, wanted=WantedItem("decision", "X")),
        lambda: item_move(actor=somebody, item=item, is_up=True),
        lambda: item_remove(actor=somebody, item=item),
        lambda: paper_add(actor=somebody, meeting=made, name="a.txt", content=PAPER),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_the_database_itself_refuses_what_was_published_before_its_minutes() -> None:
    made, _items = meeting_stands()
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=made).update(published_at=dt.datetime.now(dt.UTC))
    assert meeting_card(made, language="de").held_on == HELD_ON
