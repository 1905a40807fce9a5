# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Answers to parliament: what was known on a day, and nothing that was said later."""

import datetime as dt
import json

import pytest

from leitstand.plan.document import PlanDocument
from leitstand.plan.selectors import PlanNotFound, plan_document
from leitstand.plan.services import plan_import
from leitstand.reports.building import parliament_answer
from leitstand.reports.document import Document, canonical
from leitstand.reports.gathering import gather_answer
from leitstand.reports.inputs import ParliamentQuestion
from leitstand.reports.refusals import DayAhead, ReportRefused, UnknownMeasure
from leitstand.steering.selectors.settled import settled_rounds
from tests.reports.reading import all_words, rows, section, tables, words_of
from tests.reports.small_rounds import ALL, FROZEN_AT, frozen_round, said
from tests.steering.harbour import plan_stands

pytestmark = pytest.mark.django_db
TODAY = dt.date(2027, 1, 15)
SPRING_SAID = dt.datetime(2026, 4, 10, 12, tzinfo=dt.UTC)
AUTUMN_SAID = dt.datetime(2026, 10, 20, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def two_rounds() -> None:
    """The wharf said "preparing" in April and "done" in October; customs spoke in April alone."""
    plan_stands()
    preparing = said(state="preparing", account="Wir planen.", obstacles="Es fehlt Geld.")
    frozen_round(
        {ALL[0]: preparing, ALL[2]: said()},
        slug="fruehjahr",
        at=SPRING_SAID,
        frozen_at=dt.datetime(2026, 5, 20, 12, tzinfo=dt.UTC),
        reporting_on=dt.date(2026, 3, 31),
        due_on=dt.date(2026, 4, 30),
        title_de="Frühjahr 2026",
        title_en="Spring 2026",
    )
    done = said(state="done", outlook=None, account="Der Kran steht.")
    frozen_round({ALL[0]: done}, at=AUTUMN_SAID, frozen_at=FROZEN_AT)


def answer(day: dt.date, *measures: str, **changes: str) -> Document:
    question = ParliamentQuestion("hafen", measures or ("hafen.1.I",), day, **changes)
    return parliament_answer(gather_answer(question, language="de", today=TODAY))


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (dt.date(2026, 4, 9), None),
        (dt.date(2026, 4, 10), "in Vorbereitung"),
        # Frozen already, and the next round is open: the earlier word stands.
        (dt.date(2026, 10, 19), "in Vorbereitung"),
        (dt.date(2026, 10, 20), "abgeschlossen"),
        (dt.date(2026, 12, 31), "abgeschlossen"),
    ],
)
def test_the_newest_word_up_to_the_day_stands(day: dt.date, state: str | None) -> None:
    found = answer(day)
    [record] = rows(tables(found)["uebersicht"])
    text = all_words(found)
    if state is None:
        assert record["state"] == "keine Meldung"
        assert "lag zu diesem Plan keine Meldung vor" in text
        assert "lag am 9. April 2026 keine Meldung vor" in text
        return
    assert record["state"] == state
    assert f"den Stand „{state}“" in text
    assert ("Der Kran steht." in text) == (state == "abgeschlossen")
    assert ("Wir planen." in text) == (state == "in Vorbereitung")


def test_every_statement_is_cited_with_round_speaker_and_day() -> None:
    found = answer(dt.date(2026, 12, 1), "hafen.1.I", "hafen.1.II")
    assert [one.text for one in found.citations] == [
        "Runde Herbst 2026: Werft zu Hafen 1 I, 20. Oktober 2026",
        "Runde Frühjahr 2026: Zoll zu Hafen 1 II, 10. April 2026",
    ]
    assert [one.number for one in found.cites()] == [1, 2]
    text = words_of(section(found, "zu-hafen.1.II"))
    assert "Zoll (Umsetzung) meldete am 10. April 2026 in der Runde Frühjahr 2026" in text
    assert "Nicht bekannt war am 1. Dezember 2026 der Stand bei: Werft (Planung). Von dort" in text


def test_the_letter_has_the_question_and_its_day() -> None:
    found = answer(
        dt.date(2026, 12, 1),
        words="Wie steht es um den Kran?",
        number="19/12 345",
        asked_by="Abg. Beispiel",
    )
    assert found.title == "Antwort auf die Schriftliche Anfrage Nr. 19/12 345"
    assert found.as_of == dt.date(2026, 12, 1)
    text = words_of(section(found, "vorbemerkung"))
    assert text.startswith("Anfrage von Abg. Beispiel Frage: „Wie steht es um den Kran?“")
    assert "Gefragt ist nach dem Stand von 1 Maßnahme am 1. Dezember 2026." in text


def test_the_plan_speaks_in_its_words_of_that_day() -> None:
    document = plan_document("hafen").model_dump(mode="json")
    document["measures"][0]["title"] = {"de": "Neuer Kran", "en": "New crane"}
    changed = PlanDocument.model_validate(document)
    plan_import(document=changed, actor="test", effective_on=dt.date(2026, 11, 1))
    assert "vorsah: hafen.1.I." in all_words(answer(dt.date(2026, 10, 31)))
    assert "vorsah: Neuer Kran." in all_words(answer(dt.date(2026, 11, 1)))


def test_before_the_plan_nothing_was_known() -> None:
    found = answer(dt.date(1999, 1, 1))
    assert "galt der Plan noch nicht" in all_words(found)
    assert "keine Meldung vor" in all_words(found)
    assert found.grounds == ()


def test_a_day_to_come_an_unknown_measure_and_an_unknown_plan_are_refused() -> None:
    with pytest.raises(DayAhead, match="liegt in der Zukunft"):
        answer(TODAY + dt.timedelta(days=1))
    answer(TODAY)
    with pytest.raises(UnknownMeasure, match="Gemeint sein kann") as told:
        answer(dt.date(2026, 12, 1), "hafen.1.i")
    assert told.value.suggestions[0] == "hafen.1.I"
    with pytest.raises(PlanNotFound):
        gather_answer(
            ParliamentQuestion("wueste", ("a.1.I",), dt.date(2026, 1, 1)),
            language="de",
            today=TODAY,
        )
    with pytest.raises(ReportRefused, match="mindestens eine Maßnahme"):
        gather_answer(
            ParliamentQuestion("hafen", (), dt.date(2026, 1, 1)), language="de", today=TODAY
        )


def test_the_answer_is_the_same_tomorrow_and_after_later_rounds_when_asked_of_then() -> None:
    question = ParliamentQuestion("hafen", ("hafen.1.I",), dt.date(2026, 12, 1))
    first = parliament_answer(gather_answer(question, language="de", today=TODAY))
    then = FROZEN_AT + dt.timedelta(days=1)
    later = dt.datetime(2027, 5, 20, 12, tzinfo=dt.UTC)
    frozen_round(
        {ALL[0]: said(state="paused", outlook="off-track", account="Es ruht.")},
        slug="naechstes",
        at=later - dt.timedelta(days=10),
        frozen_at=later,
        reporting_on=dt.date(2027, 3, 31),
        due_on=dt.date(2027, 5, 15),
    )
    again = gather_answer(question, language="de", today=dt.date(2027, 6, 1), until=then)
    assert canonical(parliament_answer(again)) == canonical(first)
    # Even without saying so: what was said later is not in it.
    newest = gather_answer(question, language="de", today=dt.date(2027, 6, 1))
    assert canonical(parliament_answer(newest)) == canonical(first)
    assert json.loads(canonical(first))["as_of"] == "2026-12-01"


def test_invented_rounds_never_stand_beside_real_ones() -> None:
    frozen_round(
        {ALL[0]: said(state="given-up", outlook=None, account="Erfunden.")},
        slug="erfunden",
        at=dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC),
        frozen_at=dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC),
        reporting_on=dt.date(2026, 10, 31),
        due_on=dt.date(2026, 11, 30),
        is_example=True,
    )
    assert len(settled_rounds("hafen")) == 3
    found = answer(dt.date(2026, 12, 24))
    assert found.mark == ""
    assert "Erfunden." not in all_words(found)
