# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Every figure of the monitoring report is counted again from the round's public file.

Nothing of the project's own counting is used: only ``csv``, ``Counter`` and the rules as printed.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import translation

from leitstand.reports.building import field_summary, monitoring_report
from leitstand.reports.document import Document
from leitstand.reports.gathering import gather_monitoring
from leitstand.steering.enums import Verdict
from tests.reports.reading import rows, section, tables, words_of
from tests.steering.public.places import AUTUMN, PLAN, SPRING
from tests.steering.public.test_recomputing import (
    ANSWERED,
    MEASURE,
    OWNER,
    PART,
    STATE,
    VERDICT,
    Row,
    by_measure,
    counted,
    rows_of,
    state_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
FROZEN_ON = dt.date(2026, 5, 26)
GRAVITY = [one.value for one in Verdict]
SAID_ON = "gesagt am"


@pytest.fixture
def report() -> Document:
    return monitoring_report(gather_monitoring("fruehjahr-2026", language="de"))


@pytest.fixture
def flat(client: Client) -> list[Row]:
    found = rows_of(client, f"{SPRING}.csv")
    assert len(found) == 151
    return found


def test_the_first_sentence_says_on_how_many_answers_everything_rests(
    report: Document, flat: list[Row]
) -> None:
    given = sum(row[ANSWERED] == "true" for row in flat)
    owed = sum(row[OWNER] != "" for row in flat)
    first = words_of(section(report, "wo-stehen-wir"))
    first = first.partition("Alle Antworten dieser Runde sind erfunden. ")[2]
    start = (
        f"Von {owed} geschuldeten Antworten liegen {given} vor"
        f" ({given * 100 // owed} %), {owed - given} fehlen."
    )
    assert first.startswith(start)


def test_the_sentences_on_states_and_verdicts_name_the_counted_numbers(
    report: Document, flat: list[Row]
) -> None:
    expected = counted(flat, GRAVITY)
    text = words_of(section(report, "wo-stehen-wir"))
    states, verdicts = expected["states"], expected["verdicts"]
    for words in (
        f"Zu {expected['heard']} von {expected['measures']} Maßnahmen",
        f"zu {expected['complete']} sind alle da",
        f"{states['running']} laufen",
        f"{states['done']} sind abgeschlossen",
        f"{states['standing']} sind Daueraufgaben",
        f"{states['partly-reported']} Maßnahmen sind nur zum Teil berichtet",
        f"{states['not-reported']} Maßnahmen sind nicht berichtet",
        f"„überfällig“ {verdicts['overdue']}",
        f"„verzögert“ {verdicts['slipping']}",
        f"„im Zeitplan“ {verdicts['on-schedule']}",
        f"„nicht berichtet“ {verdicts['not-reported']}",
    ):
        assert words in text, words
    known = sum(n for one, n in states.items() if one not in _INCOMPLETE)
    assert f"Zu {known} Maßnahmen liegen alle Antworten vor und nennen denselben Stand" in text


_INCOMPLETE = {"mixed", "partly-reported", "not-reported"}


def _parts(flat: list[Row]) -> Iterator[tuple[str, list[Row], str, list[str]]]:
    """Key of a pair of tables, the rows it is about, and the columns that are parts of those."""
    yield "", flat, PART["field"], list(dict.fromkeys(row[PART["field"]] for row in flat))
    for field in dict.fromkeys(row[PART["field"]] for row in flat):
        mine = [row for row in flat if row[PART["field"]] == field]
        clusters = list(dict.fromkeys(row[PART["cluster"]] for row in mine))
        if len(clusters) > 1:
            yield f"-{field}", mine, PART["cluster"], clusters


def test_every_table_of_counts_can_be_recounted(report: Document, flat: list[Row]) -> None:
    seen = 0
    for suffix, mine, by, keys in _parts(flat):
        for name, kind in (("staende", "states"), ("urteile", "verdicts")):
            records = rows(tables(report)[f"{name}{suffix}"])
            for key, those in (
                ("total", mine),
                *((key, [row for row in mine if row[by] == key]) for key in keys),
            ):
                expected = counted(those, GRAVITY)
                told = {str(record["id"]): record[key] for record in records}
                for fact in ("measures", "answered", "owed"):
                    assert told.pop(fact) == expected[fact], (suffix, key, fact)
                assert {one: n for one, n in told.items() if n} == dict(expected[kind])
                seen += sum(expected[kind].values())
    # By states and by verdicts: the whole and its fields; three fields and their clusters.
    assert seen == 2 * (2 * 92 + 2 * (23 + 25 + 31))


def test_the_pictures_show_the_counted_numbers(report: Document, flat: list[Row]) -> None:
    found, measures = tables(report), by_measure(flat)
    states = Counter(state_of(own) for own in measures.values())
    told = Counter(row["total"] for row in rows(found["bild-staende"]))
    assert told == Counter(states.values())
    verdicts = counted(flat, GRAVITY)["verdicts"]
    told = Counter(row["total"] for row in rows(found["bild-urteile"]))
    assert told == Counter(verdicts.values())
    clusters = dict.fromkeys(row[PART["cluster"]] for row in flat)
    for key, record in zip(clusters, rows(found["bild-abdeckung"]), strict=True):
        own = [state_of(r) for r in measures.values() if r[0][PART["cluster"]] == key]
        silent, partly = own.count("not-reported"), own.count("partly-reported")
        assert (record["silent"], record["partly"]) == (silent, partly)
        assert record["total"] == len(own)


def test_every_measure_stands_once_with_its_counted_state(
    report: Document, flat: list[Row]
) -> None:
    measures = by_measure(flat)
    told = {
        str(record["id"]): record
        for key, table in tables(report).items()
        if key.startswith("massnahmen-")
        for record in rows(table)
    }
    assert set(told) == set(measures)
    for key, own in measures.items():
        record, said = told[key], [row[SAID_ON] for row in own if row[SAID_ON]]
        assert record["state_id"] == state_of(own)
        assert record["answered"] == sum(row[ANSWERED] == "true" for row in own)
        newest = dt.date.fromisoformat(max(said)) if said else None
        assert record["said_on"] == newest
        assert record["age_days"] == ((FROZEN_ON - newest).days if newest else None)


def test_who_is_silent_is_named_with_the_right_number(report: Document, flat: list[Row]) -> None:
    silent = [row for row in flat if row[OWNER] and row[ANSWERED] == "false"]
    missing = Counter(row[OWNER] for row in silent)
    owed = Counter(row[OWNER] for row in flat if row[OWNER])
    told = {str(one["id"]): one for one in rows(tables(report)["schweigende"])}
    assert {key: one["missing"] for key, one in told.items()} == dict(missing)
    assert all(told[key]["owed"] == owed[key] for key in told)
    text = words_of(section(report, "schweigen"))
    assert f"{len(missing)} Institutionen blieben Antworten schuldig." in text
    assert f"Zusammen fehlen {len(silent)} Antworten." in text
    incomplete = {"not-reported", "partly-reported"}
    expected = {key for key, own in by_measure(flat).items() if state_of(own) in incomplete}
    assert {one["id"] for one in rows(tables(report)["nicht-berichtet"])} == expected


def test_contradictions_and_self_assessments_are_those_of_the_file(
    report: Document, flat: list[Row]
) -> None:
    column = "Widersprüche"
    contradicted = [int(row[column]) for row in flat if row[column] not in {"", "0"}]
    assert len(rows(tables(report)["widersprueche"])) == sum(contradicted)
    text = words_of(section(report, "wo-stehen-wir"))
    assert f"In {len(contradicted)} Antworten fanden die Regeln" in text
    outlooks = Counter(row["Selbsteinschätzung"] for row in flat if row["Selbsteinschätzung"])
    assert f"in {sum(outlooks.values())} Antworten" in text
    for words, count in outlooks.items():
        assert f"„{words}“ {count}" in text


def test_the_ages_add_up_to_the_answers(report: Document, flat: list[Row]) -> None:
    days = [(FROZEN_ON - dt.date.fromisoformat(row[SAID_ON])).days for row in flat if row[SAID_ON]]
    told = [row["answers"] for row in rows(tables(report)["alter"])]
    fresh, stale = sum(one <= 183 for one in days), sum(one > 365 for one in days)
    assert told == [fresh, len(days) - fresh - stale, stale]
    text = words_of(section(report, "alter"))
    assert f"{max(days)} Tage alt" in text
    assert f"die jüngste {min(days)} Tage" in text


def test_the_sums_of_money_count_each_line_once(report: Document, client: Client) -> None:
    funds = rows_of(client, f"{PLAN}/stand.csv?tabelle=mittel")
    told = rows(tables(report)["mittel"])
    assert len(told) == len(funds) == 9
    total = rows(tables(report)["mittel-summen"])[-1]
    assert total["lines"] == len(funds)
    columns = {
        "planned_eur": "geplant (€)",
        "committed_eur": "gebunden (€)",
        "spent_eur": "ausgegeben (€)",
    }
    text = words_of(section(report, "programmbudget"))
    for key, column in columns.items():
        known = [Decimal(row[column]) for row in funds if row[column]]
        assert total[key] == sum(known)
        words = f"{sum(known):,.2f} €".translate(str.maketrans(",.", ".,"))
        assert words in text
        if len(known) < len(funds):
            assert f"{words} (aus {len(known)} von {len(funds)} Haushaltsstellen)" in text
    named = {label for row in funds for label in row["Maßnahmen"].split(" | ")}
    assert f"zu {len(named)} von 92" in text


def test_measures_without_an_amount_are_those_that_no_line_pays_for(
    report: Document, flat: list[Row], client: Client
) -> None:
    funds = rows_of(client, f"{PLAN}/stand.csv?tabelle=mittel")
    named = {label for row in funds for label in row["Maßnahmen"].split(" | ")}
    expected = {
        row[MEASURE] for row in flat if row[ANSWERED] == "true" and row["Maßnahme"] not in named
    }
    assert {one["id"] for one in rows(tables(report)["ohne-mittel"])} == expected


def test_the_annex_holds_every_row_of_the_file(report: Document, flat: list[Row]) -> None:
    told = rows(tables(report)["antworten"])
    assert len(told) == len(flat)
    for mine, theirs in zip(told, flat, strict=True):
        assert (mine["measure_id"], mine["institution_id"]) == (theirs[MEASURE], theirs[OWNER])
        assert (mine["state_id"], mine["verdict_id"]) == (theirs[STATE], theirs[VERDICT])
        assert mine["account"] == theirs["Bericht"].removeprefix("'")
    for key in by_measure(flat):
        assert section(report, f"massnahme-{key}").title


def test_the_field_summaries_tell_the_same_numbers(client: Client, flat: list[Row]) -> None:
    inputs = gather_monitoring("fruehjahr-2026", language="de")
    for field in dict.fromkeys(row[PART["field"]] for row in flat):
        mine = [row for row in flat if row[PART["field"]] == field]
        expected = counted(mine, GRAVITY)
        text = words_of(section(field_summary(inputs, field), "kurzfassung"))
        assert f"Gefragt wurde nach {expected['measures']} Maßnahmen." in text
        assert f"{expected['answered']} vor" in text
        for verdict in ("overdue", "slipping"):
            if expected["verdicts"][verdict]:
                label = Verdict(verdict).label
                assert f"„{label}“ {expected['verdicts'][verdict]}" in text


def test_the_round_before_is_counted_alike(client: Client) -> None:
    report = monitoring_report(gather_monitoring("herbst-2025", language="de"))
    expected = counted(rows_of(client, f"{AUTUMN}.csv"), GRAVITY)
    told = {str(one["id"]): one["total"] for one in rows(tables(report)["staende"])}
    assert told.pop("answered") == expected["answered"]
    assert told["running"] == expected["states"]["running"]
    assert "Dies ist die erste eingefrorene Runde" in words_of(section(report, "veraenderungen"))


def test_the_english_report_has_the_same_figures() -> None:
    inputs = {
        language: gather_monitoring("fruehjahr-2026", language=language)
        for language in ("de", "en")
    }
    with translation.override("de"):
        german, english = (monitoring_report(one) for one in inputs.values())
    mine, theirs = tables(german), tables(english)
    assert list(mine) == list(theirs)
    for key in mine:
        # Institutions stand by their names, which differ.
        numbers = [
            sorted(
                str([cell for cell in row if isinstance(cell, int | Decimal | dt.date)])
                for row in one[key].rows
            )
            for one in (mine, theirs)
        ]
        assert numbers[0] == numbers[1], key
