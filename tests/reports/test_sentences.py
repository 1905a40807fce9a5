# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The sentences of a report: coverage first, one and many, nothing that nobody said."""

import datetime as dt

import pytest
from django.utils import translation

from leitstand.reports.building import monitoring_report
from leitstand.reports.building import sentences as say
from leitstand.reports.building.words import clipped, joined, office, percent, shortened, told
from leitstand.reports.gathering import gather_monitoring
from leitstand.steering.rules.rollup import Share
from tests.reports.reading import all_words, section, tables, words_of
from tests.reports.small_rounds import ALL, FROZEN_AT, frozen_round, said
from tests.steering.harbour import plan_stands


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (0, 0, "Dazu schuldete niemand eine Antwort."),
        (0, 1, "Die eine geschuldete Antwort liegt nicht vor."),
        (1, 1, "Die eine geschuldete Antwort liegt vor."),
        (0, 5, "Von 5 geschuldeten Antworten liegt keine vor."),
        (5, 5, "Alle 5 geschuldeten Antworten liegen vor."),
        (1, 5, "Von 5 geschuldeten Antworten liegt 1 vor (20 %), 4 fehlen."),
        (4, 5, "Von 5 geschuldeten Antworten liegen 4 vor (80 %), 1 fehlt."),
        (999, 1000, "Von 1.000 geschuldeten Antworten liegen 999 vor (99 %), 1 fehlt."),
        (1, 1000, "Von 1.000 geschuldeten Antworten liegt 1 vor (unter 1 %), 999 fehlen."),
    ],
)
def test_coverage_is_told_in_whole_sentences(part: int, whole: int, words: str) -> None:
    assert say.answers_sentence(Share(part, whole)) == words


@pytest.mark.parametrize(
    ("before", "now", "word"),
    [
        (Share(4, 5), Share(3, 5), "gesunken"),
        (Share(3, 5), Share(4, 5), "gestiegen"),
        (Share(2, 4), Share(3, 6), "gleich geblieben"),
        # Both are 66 %, and one is less.
        (Share(668, 1000), Share(667, 1000), "gesunken"),
    ],
)
def test_the_share_of_answers_is_compared_exactly(before: Share, now: Share, word: str) -> None:
    words = say.coverage_moved(before, now, "Frühjahr")
    assert f"Der Anteil ist {word}" in words
    if word != "gleich geblieben":
        assert "fehlenden" in words or "zusätzlichen" in words


def test_lists_are_told_with_commas_and_one_and() -> None:
    assert joined([]) == ""
    assert joined(["a"]) == "a"
    assert joined(["a", "b"]) == "a und b"
    assert joined(["a", "b", "c"]) == "a, b und c"


def test_a_share_is_rounded_down_and_never_to_nothing() -> None:
    assert percent(Share(999, 1000)) == "99 %"
    assert percent(Share(1, 1000)) == "unter 1 %"
    assert percent(Share(0, 10)) == "0 %"
    assert percent(Share(0, 0)) == "0 %"


def test_long_words_end_at_a_blank_with_dots() -> None:
    assert clipped("kurz  und\n gut", 20) == "kurz und gut"
    assert clipped("ein sehr langer Satz, der endet", 22) == "ein sehr langer Satz\u00a0[…]"
    assert clipped("x" * 50, 10) == "x" * 10 + "\u00a0[…]"


def test_one_more_name_is_not_called_one_more() -> None:
    assert shortened(["a", "b", "c"], 2) == ("a", "b", "c")
    assert shortened(["a", "b", "c", "d"], 2) == ("a", "b", "und 2 weitere")


def test_the_office_writes_paragraphs_and_is_known_by_its_voice() -> None:
    found = office("Erster\nSatz.\r\n\r\n  \n\nZweiter.")
    assert [one.spans for one in found] == [("Erster Satz.",), ("Zweiter.",)]
    assert {one.voice for one in found} == {"office"}
    assert office(" \n ") == ()
    assert told("a\n\nb\nc") == ("a", "b c")


@pytest.mark.django_db
def test_nothing_is_claimed_where_nobody_answered() -> None:
    plan_stands()
    frozen_round({})
    report = monitoring_report(gather_monitoring("herbst", language="de"))
    text = words_of(section(report, "wo-stehen-wir"))
    assert text.startswith("Von 5 geschuldeten Antworten liegt keine vor.")
    assert "sagt dieser Bericht nichts darüber, wie weit die Maßnahmen sind" in text
    assert "Zu 4 Maßnahmen (100 %) sagt dieser Bericht nichts über den Stand." in text
    for word in ("laufen", "läuft", "im Zeitplan", "Selbsteinschätzung in"):
        assert word not in text
    assert "Keine Antwort nennt Mittel." in text
    assert set(tables(report)) >= {"schweigende", "nicht-berichtet", "antworten"}


@pytest.mark.django_db
def test_one_is_told_in_the_singular() -> None:
    plan_stands()
    frozen_round({ALL[0]: said(account="Der Kran steht.")})
    text = words_of(
        section(monitoring_report(gather_monitoring("herbst", language="de")), "wo-stehen-wir")
    )
    assert "Von 5 geschuldeten Antworten liegt 1 vor (20 %), 4 fehlen." in text
    assert "Zu 1 Maßnahme liegen alle Antworten vor und nennen denselben Stand: 1 läuft." in text
    assert "Zu 1 Maßnahme schuldet niemand eine Antwort" in text
    assert "1 Maßnahmen" not in text
    assert "Die Selbsteinschätzung in 1 Antwort lautet: „im Plan“ 1." in text


@pytest.mark.django_db
def test_a_fallen_coverage_is_never_told_as_progress() -> None:
    plan_stands()
    day = dt.timedelta(days=1)
    earlier = FROZEN_AT - 200 * day
    frozen_round(
        {one: said() for one in ALL},
        slug="fruehjahr",
        at=earlier - 20 * day,
        frozen_at=earlier,
        reporting_on=dt.date(2026, 3, 31),
        due_on=dt.date(2026, 4, 30),
        title_de="Frühjahr 2026",
        title_en="Spring 2026",
    )
    done = said(state="done", outlook=None, account="Fertig.")
    frozen_round({ALL[0]: done, ALL[1]: said()})
    report = monitoring_report(gather_monitoring("herbst", language="de"))
    text = words_of(section(report, "wo-stehen-wir"))
    assert "In der Runde Frühjahr 2026 lagen 5 von 5 (100 %) Antworten vor." in text
    assert "Der Anteil ist gesunken" in text
    everything = all_words(report)
    for claim in ("Fortschritt", "verbessert sich", "erfreulich", "gut voran", "besser als"):
        assert claim not in everything
    assert "Die Abdeckung ist verschieden" in words_of(section(report, "veraenderungen"))


@pytest.mark.django_db
def test_sentences_come_in_the_language_of_the_report_whatever_is_active() -> None:
    plan_stands()
    frozen_round({ALL[0]: said(account="Der Kran steht.")})
    with translation.override("en"):
        report = monitoring_report(gather_monitoring("herbst", language="de"))
    assert section(report, "wo-stehen-wir").title == "Wo stehen wir"
    english = monitoring_report(gather_monitoring("herbst", language="en"))
    assert english.language == "en"
    assert section(english, "massnahme-hafen.1.I").title == "Hafen (en) 1 I: hafen.1.I (en)"
