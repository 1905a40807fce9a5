# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What stands beside the answers: decisions, orders and foreign states, as known at freezing."""

import dataclasses
import datetime as dt

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from leitstand.cli.demo_committee import load_demo_committee
from leitstand.cli.demo_foreign import load_demo_foreign
from leitstand.committee.models import Decision, FollowUp, Meeting
from leitstand.core.accounts.actors import Operator
from leitstand.foreign.models import Fetch, Observation
from leitstand.reports.building import monitoring_report
from leitstand.reports.document import canonical
from leitstand.reports.gathering import gather_monitoring
from leitstand.reports.inputs import DecisionLine, ForeignLine, MonitoringInputs, OrderLine
from leitstand.steering.selectors import settled as reading
from leitstand.steering.services.rounds import round_close, round_freeze
from tests.reports.reading import rows, section, tables, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]
FREEZE_AT = dt.datetime(2027, 2, 1, 12, tzinfo=dt.UTC)
OFFICE = Operator("cli:office")


def inputs(**changes: object) -> MonitoringInputs:
    found = gather_monitoring("fruehjahr-2026", language="de")
    return dataclasses.replace(found, **changes)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def autumn(demonstration: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The round of autumn 2026 is frozen, after the committee met and a source was read."""
    with django_db_blocker.unblock(), translation.override("de"):
        load_demo_committee()
        load_demo_foreign()
        round_close(actor=OFFICE, slug="herbst-2026", now=FREEZE_AT)
        round_freeze(actor=OFFICE, slug="herbst-2026", now=FREEZE_AT)


def gathered() -> MonitoringInputs:
    return gather_monitoring("herbst-2026", language="de")


def test_published_decisions_and_their_orders_stand_in_the_report() -> None:
    found = gathered()
    public = Meeting.objects.filter(published_at__isnull=False)
    assert len(found.decisions) == Decision.objects.filter(item__meeting__in=public).count() > 2
    assert found.orders
    report = monitoring_report(found)
    told = rows(tables(report)["beschluesse"])
    assert [one["reference"] for one in told] == [one.reference for one in found.decisions]
    text = words_of(section(report, "beschluesse"))
    assert f"sind {len(found.decisions)} Beschlüsse zu diesem Plan veröffentlicht" in text
    late = sum(one.is_late(dt.date(2027, 2, 1)) for one in found.orders)
    assert late > 0
    assert f"bei {late} davon ist die Frist verstrichen" in text
    orders = rows(tables(report)["auftraege"])
    assert sum("Frist verstrichen" in str(one["state"]) for one in orders) == late


def test_foreign_states_stand_beside_ours_and_are_counted_nowhere() -> None:
    found = gathered()
    assert len(found.foreign) > 3
    report = monitoring_report(found)
    bare = monitoring_report(dataclasses.replace(found, foreign=()))
    told = rows(tables(report)["andere-programme"])
    heard = [one for one in told if one["reporting_on"]]
    assert len(heard) == len(found.foreign)
    assert {one["id"] for one in told} == {f"energie.1.{n}" for n in ROMAN}
    assert section(report, "andere-programme").title == "Energie: Maßnahmen anderer Programme"
    for key in ("staende", "urteile", "bild-abdeckung"):
        assert tables(report)[key].rows == tables(bare)[key].rows
    assert words_of(section(report, "wo-stehen-wir")) == words_of(section(bare, "wo-stehen-wir"))
    assert "kein Stand" in {one["their_state"] for one in rows(tables(bare)["andere-programme"])}


ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")


def test_what_is_recorded_after_freezing_changes_nothing() -> None:
    before = canonical(monitoring_report(gathered()))
    later = FREEZE_AT + dt.timedelta(days=9)
    # As if the services had written it then; nothing of it was known at freezing.
    for entry in FollowUp.objects.all()[:1]:
        entry.pk, entry.text, entry.recorded_at = None, "Später gesagt.", later
        entry.submission = "00000000-0000-4000-8000-000000000001"
        entry.save()
    decision = Decision.objects.all()[0]
    decision.pk, decision.number, decision.recorded_at = None, "SKIP 2027/99", later
    decision.submission = "00000000-0000-4000-8000-000000000002"
    decision.save()
    fetch = Fetch.objects.order_by("-id")[0]
    fetch.pk, fetch.started_at, fetch.ended_at = None, later, later
    fetch.save()
    for said in Observation.objects.all():
        said.pk, said.fetch, said.fetched_at, said.number = None, fetch, later, said.number + 1
        said.content = {**said.content, "state": "ganz anders"}
        said.digest = f"{said.digest[:-1]}-"
        said.save()
    assert canonical(monitoring_report(gather_monitoring("herbst-2026", language="de"))) == before


def test_gathering_all_of_it_costs_at_most_25_statements(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for kept in (reading._document, reading._results, reading._last_words, reading.settled_view):
        kept.cache_clear()
    with django_assert_num_queries(ALL_OF_IT):
        found = gather_monitoring("herbst-2026", language="en")
    with django_assert_num_queries(0):
        monitoring_report(found)


# Round, rounds and three archives; 4 for decisions, 2 for orders; 5 for foreign states, 1 English.
ALL_OF_IT = 16


def test_a_superseded_decision_and_an_order_in_words_are_told_as_such() -> None:
    decision = DecisionLine(
        "SKIP 2026/01",
        "Der Kran\nkommt.",
        "angenommen",
        "Steuerungskreis",
        dt.date(2026, 3, 1),
        ("flaechen.1.I", "unbekannt.1.I"),
        replaced_by="SKIP 2026/02",
    )
    done = OrderLine(
        "SKIP 2026/01-1",
        "Bitte bauen.",
        "Werft",
        dt.date(2026, 4, 1),
        dt.date(2026, 3, 1),
        "erledigt",
        is_open=False,
        accepted_on=dt.date(2026, 4, 2),
        reports=((dt.date(2026, 3, 20), "Steht."),),
    )
    still = dataclasses.replace(done, accepted_on=None, is_open=True, state="offen", reports=())
    report = monitoring_report(inputs(decisions=(decision,), orders=(done, still)))
    [told] = rows(tables(report)["beschluesse"])
    assert told["standing"] == "ersetzt durch SKIP 2026/02"
    assert told["text"] == "Der Kran kommt."
    assert told["measures"] == ("Flächen 1 I", "unbekannt.1.I")
    first, second = rows(tables(report)["auftraege"])
    assert first["state"] == "als erledigt anerkannt am 02.04.2026"
    assert first["last"] == "20.03.2026: „Steht.“"
    assert second["state"] == "offen, Frist verstrichen"
    assert second["last"] == "noch nichts berichtet"
    assert words_of(section(report, "beschluesse")) == (
        "Bis zum 26. Mai 2026 ist 1 Beschluss zu diesem Plan veröffentlicht. 2 Aufträge gingen an"
        " Institutionen. Davon: 1 ist noch offen; bei 1 davon ist die Frist verstrichen; 1 ist als"
        " erledigt anerkannt."
    )


def test_a_late_source_says_so_with_its_age() -> None:
    late = ForeignLine(
        measure="energie.1.I",
        code="W-14",
        programme="BEK 2030",
        their_state="in Umsetzung",
        state="läuft",
        reporting_on=dt.date(2026, 5, 25),
        fetched_on=dt.date(2026, 5, 25),
        checked_on=dt.date(2026, 5, 25),
        source="diBEK",
        failure="Der Server antwortet nicht.",
        is_stale=True,
    )
    report = monitoring_report(inputs(foreign=(late,)))
    first = rows(tables(report)["andere-programme"])[0]
    assert (first["their_state"], first["state"]) == ("„in Umsetzung“", "läuft")
    assert first["age"] == "1 Tag, überholt"
    text = words_of(section(report, "andere-programme"))
    assert text.startswith("7 Maßnahmen steuern andere Programme. Zu 1 davon lag")
    assert text.endswith("Quelle diBEK: Der Server antwortet nicht.")
