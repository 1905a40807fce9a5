# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What foreign words and codes mean here: mapped when read, never guessed, the same for reports."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from leitstand.core.models import AuditEvent
from leitstand.foreign.errors import SourceRefused
from leitstand.foreign.models import SourceTerms
from leitstand.foreign.selectors.mirrored import (
    ForeignState,
    foreign_states,
    states_on_page,
    steered_elsewhere,
)
from leitstand.foreign.selectors.sources import source, sources
from leitstand.foreign.services.sources import WantedSource, source_change, source_map
from tests.foreign.reports import (
    NOW,
    OFFICE,
    PLAN,
    SOURCE,
    body,
    plan_stands,
    said,
    source_stands,
    taken,
)

LATER = NOW + dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def stand(db: None) -> None:
    """The plan with a source that brings files."""
    plan_stands()
    source_stands()


def shown(until: dt.datetime | None = None, language: Any = "de") -> dict[str, ForeignState]:
    return {one.code: one for one in foreign_states(PLAN, until=until, language=language)}


def test_a_word_that_nobody_mapped_stays_as_the_source_says_it() -> None:
    taken(body(said("W-1", "laufend"), said("W-2", "läuft")))
    one, other = shown()["W-1"], shown()["W-2"]
    assert (one.words, one.state, one.is_decided) == ("in Umsetzung", "", False)
    # Like a word of ours, but not one of the format's: it is not taken for it.
    assert (other.words, other.state, other.is_decided) == ("läuft", "", False)
    assert source(SOURCE).unknown_words() == ("laufend", "läuft")
    assert shown(language="en")["W-1"].words == "being implemented"


def test_a_later_mapping_repairs_what_was_fetched_before() -> None:
    taken(body(said("W-1", "laufend")))
    source_map(actor=OFFICE, slug=SOURCE, states={"LAUFEND": "running"}, now=LATER)
    one = shown()["W-1"]
    assert (one.state, one.state_words, one.words) == ("running", "läuft", "in Umsetzung")
    assert source(SOURCE).unknown_words() == ()
    # On a page of the day before the mapping it means the same.
    past = steered_elsewhere(PLAN, language="de", day=timezone.localdate(NOW))
    assert past.measures[0].states[0].state == "running"


def test_a_word_may_be_kept_on_purpose_and_a_meaning_taken_back() -> None:
    taken(body(said("W-1", "laufend")))
    source_map(actor=OFFICE, slug=SOURCE, states={"laufend": ""})
    assert (shown()["W-1"].state, shown()["W-1"].is_decided) == ("", True)
    source_map(actor=OFFICE, slug=SOURCE, states={"laufend": None})
    assert not shown()["W-1"].is_decided


def test_a_report_built_anew_says_what_was_recorded_then() -> None:
    taken(body(said("W-1", "laufend"), is_example=True))
    frozen_at = NOW + dt.timedelta(hours=1)
    before = foreign_states(PLAN, until=frozen_at, language="de")
    source_map(actor=OFFICE, slug=SOURCE, states={"laufend": "done"}, now=LATER)
    taken(body(said("W-1", "paused"), said("W-2")), now=LATER)
    taken(b"<html>", now=LATER)
    source_stands("neu")
    assert foreign_states(PLAN, until=frozen_at, language="de") == before
    assert [one.code for one in before] == ["W-1"]
    assert before[0].is_example
    assert shown()["W-1"].state == "paused"


def test_before_the_source_was_there_nobody_said_anything() -> None:
    taken(body())
    assert foreign_states(PLAN, until=dt.datetime(2025, 12, 31, tzinfo=dt.UTC), language="de") == ()


def test_codes_are_found_by_mapping_then_by_name_then_by_label() -> None:
    taken(
        body(
            said("4.1.W1", "running"),
            said("x.2", "done", labels=["w–2"]),
            said("x.3", "paused", labels=["W-9", "zwei"]),
            said("x.4", "given-up", labels=["zwei"]),
        )
    )
    assert {code: one.state for code, one in shown().items()} == {"W-2": "done", "W-9": "paused"}
    source_map(actor=OFFICE, slug=SOURCE, codes={"4.1.W1": "W-1"})
    assert shown()["W-1"].state == "running"
    # What the office says goes before a label.
    source_map(actor=OFFICE, slug=SOURCE, codes={"x.4": "W-2"})
    assert shown()["W-2"].state == "given-up"
    source_map(actor=OFFICE, slug=SOURCE, codes={"x.4": None})
    assert shown()["W-2"].state == "done"


def test_what_the_plan_does_not_have_is_listed_and_not_shown() -> None:
    taken(body(said("W-1"), said("Z-1")))
    assert set(shown()) == {"W-1"}
    assert [one.code for one in source(SOURCE).unknown_codes({"W-1", "W-2", "W-9"})] == ["Z-1"]


def test_a_state_grows_stale_from_its_reporting_day() -> None:
    taken(body(said("W-1", reporting_on="2026-09-30")))
    terms = SourceTerms.objects.get()
    terms.stale_days = 53  # to 22 November
    terms.save()
    until = dt.datetime(2026, 11, 22, 22, tzinfo=dt.UTC)
    assert not shown(until)["W-1"].is_stale
    assert shown(until + dt.timedelta(days=1))["W-1"].is_stale


def test_every_measure_steered_elsewhere_is_listed_with_or_without_a_report() -> None:
    taken(body(said("W-1")))
    found = steered_elsewhere(PLAN, language="de", day=None)
    assert [(one.code, len(one.states), one.has_source) for one in found.measures] == [
        ("W-1", 1, True),
        ("W-2", 0, True),
        ("W-9", 0, True),
    ]
    assert found.measures[0].programme_name == "Klimaprogramm"


def test_a_source_that_is_off_says_nothing_from_then_on() -> None:
    taken(body())
    wanted = WantedSource("Klima", "Climate", kind="file", is_active=False)
    source_change(actor=OFFICE, slug=SOURCE, wanted=wanted, now=LATER)
    assert shown() == {}
    assert set(shown(NOW + dt.timedelta(hours=1))) == {"W-1", "W-2"}
    assert [one.slug for one in sources()] == [SOURCE]


def test_two_sources_may_speak_of_one_measure() -> None:
    source_stands("zweite")
    taken(body(said("W-1", "running")))
    taken(body(said("W-1", "paused")), source="zweite")
    [first, second] = foreign_states(PLAN, until=None, language="de")
    assert (first.source, first.state, second.state) == (SOURCE, "running", "paused")


@pytest.mark.parametrize("language", ["de", "en"])
def test_reading_costs_a_fixed_number_of_statements(language: Any) -> None:
    taken(body())
    pairs = {"hafen.1.I": (("klima", "W-1"),)}

    def statements() -> list[int]:
        counts = []
        for ask in (
            lambda: states_on_page(PLAN, pairs, language=language, day=None),
            lambda: states_on_page(PLAN, pairs, language=language, day=dt.date(2026, 11, 22)),
            lambda: states_on_page(PLAN, {"hafen.2.II": ()}, language=language, day=None),
            lambda: steered_elsewhere(PLAN, language=language, day=None),
            lambda: foreign_states(PLAN, until=None, language=language),
            lambda: foreign_states(PLAN, until=LATER, language=language),
            sources,
        ):
            with CaptureQueriesContext(connection) as found:
                ask()
            counts.append(len(found))
        return counts

    before = statements()
    assert before == [1, 1, 0, 5, 5, 5, 1]
    for number in range(3):
        source_stands(f"s-{number}")
        taken(body(*(said(f"W-{n}") for n in range(50))), source=f"s-{number}")
    assert statements() == before


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"name_de": " "}, "name_de", "Der Name fehlt"),
    ({"name_en": "x" * 201}, "name_de", "zu lang"),
    ({"kind": "ftp"}, "kind", "ftp"),
    ({"kind": "url"}, "url", "Die Adresse fehlt"),
    ({"url": "ftp://example.org/"}, "url", "keine Adresse"),
    ({"url": "http://anna:geheim@example.org/"}, "url", "weder Benutzer noch Passwort"),
    ({"url": "https://example.org/" + "x" * 2000}, "url", "keine Adresse"),
    ({"language": "fr"}, "language", "fr"),
    ({"stale_days": 0}, "stale_days", "1 bis 3650"),
    ({"states": {"a": "boss"}}, "states", "boss"),
    ({"codes": {"a": ""}}, "codes", "zwei Codes"),
    ({"codes": {"a": "W-1", "b": "w–1"}}, "codes", "dieselbe Maßnahme"),
    ({"codes": {"a\x00": "W-1"}}, "codes", "Steuerzeichen"),
]


@pytest.mark.parametrize(("changes", "field", "words"), WRONG, ids=lambda one: str(one)[:30])
def test_what_a_source_cannot_be_is_told(changes: dict[str, Any], field: str, words: str) -> None:
    facts: dict[str, Any] = {"name_de": "Klima", "name_en": "Climate", "kind": "file"}
    with pytest.raises(SourceRefused) as refused:
        source_change(actor=OFFICE, slug=SOURCE, wanted=WantedSource(**(facts | changes)))
    assert words in refused.value.problems[field]
    assert SourceTerms.objects.count() == 1


@pytest.mark.parametrize("slug", ["", "Groß", "a b", SOURCE, "x" * 81])
def test_a_slug_is_checked(slug: str) -> None:
    with pytest.raises(SourceRefused) as refused:
        source_stands(slug)
    assert set(refused.value.problems) == {"slug"}


def test_saying_the_same_again_is_no_change() -> None:
    wanted = WantedSource(" Klima ", "Climate", kind="file")
    assert not source_change(actor=OFFICE, slug=SOURCE, wanted=wanted)
    assert source_map(actor=OFFICE, slug=SOURCE, states={"a": "done"})
    assert not source_map(actor=OFFICE, slug=SOURCE, states={"A": None, "a": "done"})
    acts = AuditEvent.objects.filter(act__startswith="source.").order_by("id")
    found = list(acts.values_list("act", "details"))
    assert found == [("source.add", {}), ("source.change", {"fields": "states"})]
