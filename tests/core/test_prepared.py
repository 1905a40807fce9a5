# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A prepared question gives the rows that its queryset would, whatever values it is asked for."""

import datetime as dt
from typing import Any

import pytest
from django.db.models import Q, QuerySet
from pytest_django import DjangoAssertNumQueries

from leitstand.core.history import rows_as_of
from leitstand.core.models import Institution
from leitstand.core.prepared import _statement, answers, as_day
from leitstand.plan.models import Plan
from leitstand.plan.services import plan_import
from tests.plan.documents import document, institution, measure

pytestmark = pytest.mark.django_db


def _named(
    column: str, *, day: dt.date | None, words: str, ids: list[int], slugs: list[str], number: int
) -> QuerySet[Any, Any]:
    found = rows_as_of(Institution, day).order_by("slug")
    wanted = Q(slug=words) | Q(id__in=ids) | Q(slug__in=slugs) | Q(id=number)
    return found.filter(wanted, kind="body").values_list("slug", column)


def _all(*, day: dt.date | None, ids: list[int]) -> QuerySet[Any, Any]:
    return rows_as_of(Institution, day).filter(id__in=ids).order_by("id").values_list("id")


@pytest.fixture
def ids() -> list[int]:
    names = ["anker", "boje", "dock", "ewer", "fracht"]
    given = document(measure("hafen.1.I", leads=names), institutions=[*map(institution, names)])
    plan_import(document=given, actor="test")
    return [Institution.objects.get(slug=name).pk for name in names]


@pytest.mark.parametrize("day", [None, dt.date(2021, 1, 1)])
def test_the_rows_are_those_of_the_queryset(ids: list[int], day: dt.date | None) -> None:
    seen = 0
    for words, some, slugs, number in (
        ("anker", ids[1:3], ["ewer", "fracht"], ids[0]),
        ("boje", ids[3:5], ["anker", "dock"], ids[4]),
        ("' OR 1=1 --", [0, -1], ["", "\x7f"], -5),
        ("", ids, ["anker"], 0),
        ("boje", [], [], ids[0]),
    ):
        values: dict[str, Any] = {"words": words, "ids": some, "slugs": slugs, "number": number}
        for column in ("name_de", "id"):
            expected = list(_named(column, day=day, **values))
            assert answers(_named, column, day=day, **values) == expected
            seen += len(expected)
    assert seen == 2 * (5 + 5 + 0 + 5 + 2)
    assert answers(_all, day=day, ids=ids) == [(one,) for one in ids]


def test_the_text_is_put_together_once_and_asked_once(
    ids: list[int], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    answers(_all, ids=ids[:2])
    before = _statement.cache_info().misses
    with django_assert_num_queries(2):
        assert answers(_all, ids=ids[:2]) == [(ids[0],), (ids[1],)]
        assert answers(_all, ids=ids[2:4]) == [(ids[2],), (ids[3],)]
    assert _statement.cache_info().misses == before
    answers(_all, ids=ids[:3])
    answers(_all, day=dt.date(2021, 1, 1), ids=ids[:2])
    assert _statement.cache_info().misses == before + 2


def test_each_past_day_gets_its_own_rows(ids: list[int]) -> None:
    names = ["anker"]
    changed = document(
        measure("hafen.1.I", leads=names), institutions=[institution("anker", "Neuer Anker")]
    )
    plan_import(document=changed, actor="test", effective_on=dt.date(2021, 6, 1))
    given: dict[str, Any] = {"words": "anker", "ids": [0], "slugs": [""], "number": 0}
    told = [
        answers(_named, "name_de", day=day, **given)[0][1]
        for day in (dt.date(2021, 5, 31), dt.date(2021, 6, 1), dt.date(2021, 5, 30), None)
    ]
    assert told[0] == told[2] != told[1] == told[3] == "Neuer Anker"


def test_what_can_have_no_rows_is_not_asked(
    ids: list[int], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert answers(_all, ids=[]) == []


def _starts(*, day: dt.date | None) -> QuerySet[Any, Any]:
    return rows_as_of(Plan, day).values_list("period_start")


def test_a_date_is_a_date_on_every_database(ids: list[int]) -> None:
    [[start]] = answers(_starts)
    assert as_day(start) == Plan.objects.get().period_start
    assert as_day(None) is None
