# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Frozen rounds from their archives: the same as from the tables, and the same after every edit."""

import dataclasses
import datetime as dt

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from leitstand.core.languages import Language
from leitstand.plan.models import Measure
from leitstand.steering.enums import RoundState
from leitstand.steering.errors import ArchiveDamaged, RoundNotFound, RoundNotFrozen
from leitstand.steering.models import Answer, ReportingRound, RoundArchive
from leitstand.steering.selectors import settled as reading
from leitstand.steering.selectors.archive import as_archive
from leitstand.steering.selectors.results import RoundResults, frozen_on, published_rounds
from leitstand.steering.selectors.settled import (
    earlier_than,
    settled,
    settled_results,
    settled_rounds,
)
from leitstand.steering.selectors.verified import archive_check
from tests.steering.published import PLAN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


def results(slug: str, language: Language = "de") -> RoundResults:
    found = settled(slug)
    return settled_results(
        found, language=language, earlier=earlier_than(found, settled_rounds(PLAN))
    )


def forget() -> None:
    for kept in (reading._document, reading._results, reading._last_words, reading.settled_view):
        kept.cache_clear()


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("slug", ["herbst-2025", "fruehjahr-2026"])
def test_the_archive_says_what_the_tables_say(slug: str, language: Language) -> None:
    translation.activate(language)
    public = published_rounds(PLAN, language=language)
    card = public.card(slug)
    live = public.results(card, judged_on=frozen_on(card))
    kept = results(slug, language)
    assert len(kept.lines) == len(live.lines) > 100
    assert [one.row for one in kept.lines] == [one.row for one in live.lines]
    assert kept.total == live.total
    assert kept.by_field == live.by_field
    assert kept.by_cluster == live.by_cluster
    assert kept.budget == live.budget
    for mine, theirs in zip(kept.lines, live.lines, strict=True):
        assert mine.judged == theirs.judged
        assert mine.line.measure.label == theirs.line.measure.label
        assert mine.line.measure.title == theirs.line.measure.title
        assert mine.line.institution == theirs.line.institution
        assert mine.line.content == theirs.line.content
    assert [node.name for node in kept.view.frame.nodes.values()] == [
        node.name for node in live.view.frame.nodes.values()
    ]


def test_what_is_done_afterwards_changes_nothing_of_it() -> None:
    before = results("fruehjahr-2026")
    titles = {one.line.measure.key: one.line.measure.title for one in before.lines}
    Measure.objects.update(title_de="Umbenannt", title_en="Renamed")
    Measure.history.update(title_de="Umbenannt", title_en="Renamed")
    forget()
    after = results("fruehjahr-2026")
    assert {one.line.measure.key: one.line.measure.title for one in after.lines} == titles
    assert after.total == before.total
    check = archive_check("fruehjahr-2026")
    assert check is not None
    assert check.is_whole


def test_an_answer_that_was_changed_in_the_tables_is_found_out() -> None:
    answer = Answer.objects.filter(duty__round__slug="herbst-2025", is_submitted=True).first()
    assert answer is not None
    Answer.objects.filter(pk=answer.pk).update(content={**answer.content, "account": "Anders."})
    check = archive_check("herbst-2025")
    assert check is not None
    assert check.written == check.kept != check.made_anew


def test_nothing_is_built_from_an_archive_that_was_changed() -> None:
    forget()
    row = RoundArchive.objects.get(round__slug="herbst-2025")
    RoundArchive.objects.filter(pk=row.pk).update(content=row.content.replace("läuft", "ruht "))
    assert settled("herbst-2025").sha256 == row.sha256
    RoundArchive.objects.filter(pk=row.pk).update(content=row.content.replace("e", "3", 1))
    with pytest.raises(ArchiveDamaged, match="verändert"):
        results("herbst-2025")


def test_an_archive_of_another_form_is_told_apart() -> None:
    archive = as_archive({"format": "leitstand.round/1"})
    RoundArchive.objects.filter(round__slug="herbst-2025").update(
        content=archive.text, sha256=archive.sha256
    )
    with pytest.raises(ArchiveDamaged, match="round/1"):
        results("herbst-2025")


def test_a_round_that_can_still_change_is_refused_in_words() -> None:
    with pytest.raises(RoundNotFrozen, match="offen"):
        settled("herbst-2026")
    with pytest.raises(RoundNotFound):
        settled("gibts-nicht")


def test_rounds_come_oldest_first_and_as_they_were_known_by_a_moment() -> None:
    both = settled_rounds(PLAN)
    assert [one.slug for one in both] == ["herbst-2025", "fruehjahr-2026"]
    first, second = both
    assert settled_rounds(PLAN, until=second.frozen_at - dt.timedelta(seconds=1)) == (first,)
    assert settled_rounds(PLAN, is_example=False) == ()
    ReportingRound.objects.filter(slug=second.slug).update(state=RoundState.FROZEN)
    assert [one.slug for one in settled_rounds(PLAN, only_public=True)] == [first.slug]


def test_invented_answers_never_stand_beside_real_ones() -> None:
    first, second = settled_rounds(PLAN)
    assert earlier_than(second, (first, second)) == (first,)
    assert earlier_than(first, (first, second)) == ()
    real = dataclasses.replace(first, is_example=False)
    assert earlier_than(second, (real, second)) == ()


def test_reading_costs_two_statements_once_and_none_again(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    forget()
    with django_assert_num_queries(1):
        found = settled("fruehjahr-2026")
    with django_assert_num_queries(1):
        settled_results(found, language="de")
    with django_assert_num_queries(0):
        settled_results(found, language="en")
