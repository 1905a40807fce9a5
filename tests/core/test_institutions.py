# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Institutions outlive the plans that name them, and are read in few statements."""

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from leitstand.core.history import start_of_day
from leitstand.core.models import AuditEvent, DataVersion, Institution, InstitutionName
from leitstand.core.records import Identities, Records, compare
from leitstand.core.selectors import (
    data_version,
    institution_briefs,
    institution_card,
    institution_records,
)
from leitstand.core.services import audit_record, institutions_store
from leitstand.plan.assembly import flatten
from leitstand.plan.document import PlanDocument
from leitstand.plan.services import plan_import
from tests.plan.documents import document, institution, measure, name

pytestmark = pytest.mark.django_db
SINCE = start_of_day(dt.date(2020, 1, 1))
TABLES = ("institution", "institution_name", "membership")


def store(after: Records, since: dt.datetime = SINCE) -> None:
    identities = Identities()
    before = institution_records(identities, slugs=None)
    changes = compare(before, {key: after[key] for key in TABLES})
    event = audit_record(actor="test", act="test", subject="test")
    institutions_store(changes=changes, identities=identities, event_id=event, holds_from=since)


def of(*institutions: dict[str, Any]) -> Records:
    return flatten(document(institutions=institutions))


def test_an_institution_is_never_removed_but_its_names_are() -> None:
    store(of(institution("amt", "Amt", "A"), institution("rest")))
    store(of(institution("rest")))
    assert set(Institution.objects.values_list("slug", flat=True)) == {"amt", "rest"}
    assert set(InstitutionName.objects.values_list("text", flat=True)) == {"Rest"}


def test_a_plan_that_drops_an_institution_leaves_it_with_its_names() -> None:
    plan_import(document=document(measure("hafen.1.I", leads=["werft", "zoll"])), actor="test")
    plan_import(document=document(measure("hafen.1.I", leads=["zoll"])), actor="test")
    card = institution_card("werft", language="de")
    assert card is not None
    assert [line.text for line in card.names] == ["Werft"]


def test_a_new_institution_holds_from_the_beginning_with_names_and_members() -> None:
    after = of(
        institution("gruppe", kind="group", members=[{"institution": "amt"}]), institution("amt")
    )
    store(after)
    day = dt.date(1900, 1, 1)
    card = institution_card("gruppe", language="de", day=day)
    assert card is not None
    assert [line.text for line in card.names] == ["Gruppe"]
    assert [line.slug for line in card.members] == ["amt"]
    assert institution_card("gruppe", language="de", day=dt.date(1899, 12, 31)) is None


def test_a_later_name_of_a_known_institution_holds_only_from_its_day() -> None:
    store(of(institution("amt", "Amt")))
    store(of(institution("amt", "Amt", "Behörde")), start_of_day(dt.date(2022, 1, 1)))

    def names(day: dt.date) -> list[str]:
        card = institution_card("amt", language="de", day=day)
        assert card is not None
        return [line.text for line in card.names]

    assert names(dt.date(2021, 12, 31)) == ["Amt"]
    assert names(dt.date(2022, 1, 1)) == ["Amt", "Behörde"]


def test_two_plans_share_an_institution() -> None:
    one = document(measure("hafen.1.I", leads=["werft"]), slug="eins")
    plan_import(document=one, actor="test")
    plan_import(document=document(measure("bad.1.I", leads=["werft"]), slug="zwei"), actor="test")
    assert Institution.objects.filter(slug="werft").count() == 1


def test_a_card_shows_the_institution_in_the_language_asked() -> None:
    note = {"de": "Anmerkung", "en": "Remark"}
    plain = institution("amt", "Amt", abbreviation="A", note=note, part_of="haus")
    store(of(plain | {"name": {"de": "Amt", "en": "Office"}}, institution("haus")))
    card = institution_card("amt", language="en")
    assert card is not None
    assert (card.label, card.name, card.note) == ("A", "Office", "Remark")
    assert card.part_of is not None
    assert card.part_of.slug == "haus"


def test_a_name_keeps_lines_span_and_doubt() -> None:
    dated = name("A", lines=[3, 4], valid_from="2018-01-01", valid_to="2019-01-01", is_assumed=True)
    store(of(institution("amt", dated)))
    card = institution_card("amt", language="de")
    assert card is not None
    [line] = card.names
    assert (line.lines, line.is_assumed) == ((3, 4), True)
    assert (line.valid_from, line.valid_to) == (dt.date(2018, 1, 1), dt.date(2019, 1, 1))


def test_an_unknown_institution_has_no_card() -> None:
    assert institution_card("niemand", language="de") is None


@pytest.mark.parametrize("day", [None, dt.date(2019, 1, 1)])
def test_a_card_takes_at_most_five_statements(
    berlin: PlanDocument,
    day: dt.date | None,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for slug in ("bezirke", "berlin-partner", "tu-berlin-career-service"):
        with django_assert_max_num_queries(5):
            assert institution_card(slug, language="de", day=day) is not None


@pytest.mark.parametrize("slugs", [None, {"bezirke", "ihk"}])
def test_records_take_at_most_four_statements(
    berlin: PlanDocument,
    slugs: set[str] | None,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    identities = Identities()
    with django_assert_max_num_queries(4):
        records = institution_records(identities, slugs=slugs)
    chosen = {key[0] for key in records["institution"]}
    assert chosen == (slugs or {i.id for i in berlin.institutions})
    assert len(identities.ids["institution"]) == len(berlin.institutions)


def test_briefs_take_one_statement(
    berlin: PlanDocument, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        briefs = institution_briefs(None, language="en")
    assert {brief.slug for brief in briefs.values()} == {i.id for i in berlin.institutions}


def test_every_act_makes_a_new_version_of_the_data() -> None:
    seen = [data_version()]
    for _act in range(3):
        audit_record(actor="test", act="test", subject="test")
        seen.append(data_version())
    assert len(set(seen)) == 4


def test_every_act_makes_a_new_version_whatever_its_number() -> None:
    """Numbers are given out when an act begins, so a later one can be committed first."""
    AuditEvent.objects.create(id=1_000_000, actor="b", act="test", subject="test")
    seen = {data_version()}
    for _ in range(3):
        audit_record(actor="a", act="test", subject="test")
        seen.add(data_version())
    assert len(seen) == 4


def test_an_act_that_is_taken_back_leaves_the_version() -> None:
    before = data_version()
    with transaction.atomic():
        audit_record(actor="a", act="test", subject="test")
        transaction.set_rollback(True)
    assert data_version() == before


def test_the_version_of_the_data_costs_one_statement(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        data_version()


def test_a_version_never_comes_twice_also_not_after_an_older_state_was_brought_back() -> None:
    audit_record(actor="a", act="test", subject="test")
    old = data_version()
    audit_record(actor="a", act="test", subject="test")
    lost = data_version()
    DataVersion.objects.update(number=old)
    audit_record(actor="a", act="test", subject="test")
    assert data_version() > lost
