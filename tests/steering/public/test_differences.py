# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What changed between rounds and days of the demonstration's plan."""

import pytest
from pytest_django import DjangoAssertNumQueries

from leitstand.steering.rules.differing import differing
from leitstand.steering.selectors.settled import earlier_than, settled_rounds
from leitstand.steering.selectors.snapshots import snapshot_of
from tests.steering.published import PLAN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


def test_two_rounds_are_compared_from_their_archives_alone(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    rounds = settled_rounds(PLAN)
    first, second = (
        snapshot_of(one, language="de", earlier=earlier_than(one, rounds)) for one in rounds
    )
    with django_assert_num_queries(0):
        result = differing(first, second)
    assert result.has_answers
    assert result.is_example
    assert {"moved", "postponed"} <= {kind.value for kind in result.by_kind}
    for one in (*result.entries, *result.silent):
        assert one.measure.label
        assert one.sources[0].label == first.label
        assert one.sources[1].sentence
    moved = sum(
        first.told[place].state != told.state
        for place, told in second.told.items()
        if place in first.told and told.is_answered and first.told[place].is_answered
    )
    assert sum(one.aspect == "state" for one in result.entries) == moved > 0
