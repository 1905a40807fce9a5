# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The pack of a meeting: what lies before its members, in one document."""

import datetime as dt

import pytest
from django.db.models import Q
from pytest_django import DjangoAssertNumQueries

from leitstand.cli.demo_committee import load_demo_committee
from leitstand.committee.errors import MeetingNotFound
from leitstand.committee.selectors.meetings import MeetingCard, meeting_cards
from leitstand.reports.building import committee_pack, monitoring_report
from leitstand.reports.document import Document, canonical
from leitstand.reports.gathering import gather_monitoring, gather_pack
from leitstand.reports.rendering import render
from tests.reports.reading import rows, section, tables, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
TODAY = dt.date(2026, 11, 22)


@pytest.fixture(autouse=True)
def meetings() -> None:
    """The demonstration's committee has met once and will meet again."""
    load_demo_committee()


def next_meeting() -> MeetingCard:
    return meeting_cards(Q(body__slug="skip"), language="de")[0]


def pack(today: dt.date = TODAY) -> Document:
    return committee_pack(gather_pack(next_meeting().id, language="de", today=today))


def test_the_pack_has_all_that_a_meeting_needs() -> None:
    found = pack()
    assert [one.key for one in found.sections] == [
        "sitzung",
        "tagesordnung",
        "zu-beschliessen",
        "seit-der-vorigen-sitzung",
        "massnahmen",
        "auftraege",
        "beschluesse",
        "vorschlaege",
        "unterlagen",
    ]
    assert found.mark == "Beispieldaten"
    assert found.as_of == TODAY
    agenda = rows(tables(found)["tagesordnung"])
    decided = [one["number"] for one in agenda if one["wants"] == "Beschluss"]
    notes = rows(tables(found)["zu-beschliessen"])
    assert [one["number"] for one in notes] == decided != []
    assert all(len(one["notes"]) == 4 for one in notes if isinstance(one["notes"], tuple))
    assert len(rows(tables(found)["mitglieder"])) == 8


def test_it_says_when_nothing_new_was_published_since_the_last_meeting() -> None:
    text = words_of(section(pack(), "seit-der-vorigen-sitzung"))
    assert text.startswith("Seit der vorigen Sitzung am 18. Juni 2026 ist keine neue Runde")
    assert "Zwischen Herbst 2025 und Frühjahr 2026" in text


def test_measures_orders_and_decisions_stand_with_their_newest_state() -> None:
    found = pack()
    report = monitoring_report(gather_monitoring("fruehjahr-2026", language="de"))
    verdicts = {
        str(one["id"]): one["verdict"]
        for key, table in tables(report).items()
        if key.startswith("massnahmen-")
        for one in rows(table)
    }
    touched = rows(tables(found)["massnahmen"])
    assert len(touched) == 2
    for one in touched:
        assert one["verdict"] == verdicts[str(one["id"])]
    orders = rows(tables(found)["auftraege"])
    assert any("Frist verstrichen" in str(one["state"]) for one in orders)
    text = words_of(section(found, "auftraege"))
    late = sum("Frist verstrichen" in str(one["state"]) for one in orders)
    assert text.startswith(f"{len(orders)} Aufträge gingen an Institutionen.")
    assert f"bei {late} davon ist die Frist verstrichen" in text
    assert [one["standing"] for one in rows(tables(found)["beschluesse"])]


def test_the_same_day_gives_the_same_pack_and_a_later_one_says_so() -> None:
    assert canonical(pack()) == canonical(pack())
    assert canonical(pack(TODAY + dt.timedelta(days=1))) != canonical(pack())


def test_it_becomes_every_kind_of_file() -> None:
    found = pack()
    for format in ("pdf", "html", "xlsx", "json"):
        assert render(found, format)


def test_gathering_it_costs_few_statements(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    meeting = next_meeting().id
    with django_assert_max_num_queries(36):
        inputs = gather_pack(meeting, language="en", today=TODAY)
    with django_assert_max_num_queries(0):
        committee_pack(inputs)


def test_an_unknown_meeting_is_refused() -> None:
    with pytest.raises(MeetingNotFound):
        gather_pack(99_999, language="de", today=TODAY)
