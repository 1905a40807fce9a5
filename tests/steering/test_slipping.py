# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""How due dates moved, and what holds for a duty in a round."""

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from leitstand.steering.rules.said import Said, effective
from leitstand.steering.rules.slipping import Step, histories
from tests.steering.answers import content, milestone, said

MAY, NOVEMBER = dt.date(2026, 5, 4), dt.date(2026, 11, 2)


def revision(round_slug: str, said_on: dt.date, due: str | None, title: str = "Steg") -> Said:
    planned = {**milestone(due=due), "title": title}
    return Said(round_slug, said_on, content(milestones=[planned]))


def test_a_history_has_each_date_once_with_the_day_on_which_it_was_said() -> None:
    [history] = histories(
        [
            revision("2025-2", dt.date(2025, 11, 3), "2026-06-30"),
            revision("2026-1", MAY, "2026-06-30", title="Steg am Kai"),
            revision("2026-2", NOVEMBER, "2026-09-30", title="Steg am Kai"),
        ]
    )
    assert history.titles == ("Steg", "Steg am Kai")
    assert history.steps == (
        Step("2025-2", dt.date(2025, 11, 3), dt.date(2026, 6, 30)),
        Step("2026-2", NOVEMBER, dt.date(2026, 9, 30)),
    )
    assert (history.slip_days, history.rounds_later) == (92, 1)
    assert history.is_slipping


def test_a_date_put_right_within_a_round_has_not_slipped() -> None:
    [history] = histories(
        [
            revision("2026-1", MAY, "2026-01-31"),
            revision("2026-1", MAY + dt.timedelta(days=1), "2027-01-31"),
            revision("2026-2", NOVEMBER, "2027-01-31"),
        ]
    )
    assert len(history.steps) == 2
    assert (history.slip_days, history.rounds_later) == (0, 0)
    assert not history.is_slipping


def test_two_small_delays_are_slipping_and_one_is_not() -> None:
    once = [
        revision("2025-2", dt.date(2025, 11, 3), "2026-12-01"),
        revision("2026-1", MAY, "2026-12-02"),
    ]
    twice = [*once, revision("2026-2", NOVEMBER, "2026-12-03")]
    assert [one.is_slipping for one in histories(once)] == [False]
    assert [one.is_slipping for one in histories(twice)] == [True]


def test_a_milestone_that_was_brought_forward_is_not_slipping() -> None:
    [history] = histories(
        [revision("2026-1", MAY, "2027-06-30"), revision("2026-2", NOVEMBER, "2027-01-31")]
    )
    assert history.slip_days < 0
    assert not history.is_moved_later


def test_a_lost_date_and_a_lost_milestone_are_seen() -> None:
    lost_date, gone = (
        histories([revision("2026-1", MAY, "2027-06-30"), last])[0]
        for last in (revision("2026-2", NOVEMBER, None), said())
    )
    assert lost_date.steps[-1] == Step("2026-2", NOVEMBER, None)
    assert lost_date.now.due_on is None
    assert (lost_date.is_in_last_answer, gone.is_in_last_answer) == (True, False)


@given(st.lists(st.dates(dt.date(2026, 1, 1), dt.date(2030, 1, 1)), min_size=1, max_size=6))
def test_slips_add_up_to_the_way_from_the_first_date_to_the_last(dates: list[dt.date]) -> None:
    revisions = [
        revision(f"r{place}", dt.date(2026, 1, 1) + dt.timedelta(days=180 * place), due.isoformat())
        for place, due in enumerate(dates)
    ]
    [history] = histories(revisions)
    ways = [
        (after.due_on - before.due_on).days
        for before, after in pairwise(history.steps)
        if before.due_on and after.due_on
    ]
    assert history.slip_days == sum(ways) == (dates[-1] - dates[0]).days
    assert history.rounds_later == sum(way > 0 for way in ways)


def test_what_holds_in_a_round_is_its_newest_answer() -> None:
    early, late = revision("2026-2", MAY, None), revision("2026-2", NOVEMBER, None)
    before = said("2026-1")
    found = effective([before, early, late], round_slug="2026-2")
    assert (found.said, found.last_known, found.before) == (late, late, (before,))


def test_an_older_round_is_only_what_is_known_last() -> None:
    first, before = said("2025-2"), said("2026-1")
    found = effective([first, before], round_slug="2026-2")
    assert (found.said, found.last_known, found.before) == (None, before, (first, before))
    assert effective([], round_slug="2026-2").last_known is None
