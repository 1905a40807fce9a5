# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""``leitstand round …``: a round from its beginning to its archive, by commands alone."""

import csv
import datetime as dt
import getpass
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from leitstand.core.models import AuditEvent
from leitstand.steering.models import Answer, Duty, RoundArchive
from tests.cli.conftest import Run
from tests.contracts.schemas import mistakes
from tests.steering.harbour import PLAN, ROUND, RUNNING, answered, duty, plan_stands, round_stands
from tests.steering.sheets import edited, put, workbook

pytestmark = pytest.mark.django_db

ACCOUNT = "Was ist geschehen?"


@pytest.fixture
def stand(db: None) -> None:
    """An open round; the wharf has given one of its two answers."""
    plan_stands()
    round_stands()
    answered(duty("hafen.1.I", "werft"), RUNNING.model_copy(update={"account": "=1+1"}))


def given(run: Run, *words: object) -> Any:
    done = run("round", *words, "--format", "json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def test_every_step_of_a_round_gives_it_in_its_published_shape(run: Run) -> None:
    plan_stands()
    today = timezone.localdate()
    due = today + dt.timedelta(days=20)
    titles = ("--title-de", "Herbst", "--title-en", "Autumn", "--example")
    days = ("--reporting-on", today, "--due-on", due)
    steps: list[tuple[tuple[object, ...], str]] = [
        (("create", PLAN, "neu", *titles, *days, "--scope", "hafen.1"), "draft"),
        (("open", "neu"), "open"),
        (("close", "neu"), "review"),
        (("reopen", "neu", "--due-on", due), "open"),
        (("close", "neu"), "review"),
        (("freeze", "neu"), "frozen"),
        (("publish", "neu"), "published"),
    ]
    for words, state in steps:
        found = given(run, *words)
        assert mistakes("round", found) == []
        assert (found["slug"], found["state"]) == ("neu", state)
        (listed,) = given(run, "list")
        assert mistakes("round", listed) == []
        assert listed["state"] == given(run, "show", "neu")["state"] == state
    assert (listed["owed"], listed["scope"], listed["is_example"]) == (3, ["hafen.1"], True)
    acts = AuditEvent.objects.filter(act__startswith="round.").values_list("actor", flat=True)
    assert set(acts) == {f"cli:{getpass.getuser()}"}
    assert len(acts) == len(steps)


@pytest.mark.parametrize(
    "change", [{"state": "closed"}, {"slug": "Neu!"}, {"due_on": "bald"}, {"x": 1}, {"owed": -1}]
)
def test_a_round_of_another_shape_is_seen(run: Run, stand: None, change: dict[str, Any]) -> None:
    assert mistakes("round", given(run, "show", ROUND) | change)


def test_the_list_can_be_asked_for_a_plan_and_a_state(run: Run, stand: None) -> None:
    round_stands("winter")
    run("round", "close", "winter")
    assert {one["slug"] for one in given(run, "list")} == {ROUND, "winter"}
    assert [one["slug"] for one in given(run, "list", "--state", "review")] == ["winter"]
    assert given(run, "list", "--plan", "anderswo") == []


def test_for_people_it_speaks_in_sentences(run: Run, stand: None) -> None:
    told = run("round", "list").stdout
    assert ROUND in told
    assert "1 von 5 beantwortet" in told
    assert "offen" in told


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("open", "nie"), "Diese Berichtsrunde gibt es nicht: nie"),
        (("show", "nie"), "Diese Berichtsrunde gibt es nicht: nie"),
        (("open", ROUND), "Das geht jetzt nicht"),
        (("freeze", ROUND), "Das geht jetzt nicht"),
        (("publish", ROUND), "Das geht jetzt nicht"),
        (("verify", ROUND), "noch nicht eingefroren"),
        (("table", "nie"), "gibt es nicht"),
        (("sheet", ROUND, "nie", "--output", "x.xlsx"), "schuldet in dieser Runde nichts"),
        (
            (
                *("create", "nie", "neu", "--title-de", "x", "--title-en", "y"),
                *("--reporting-on", "2026-09-30", "--due-on", "2026-08-30"),
            ),
            "nie",
        ),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    run: Run, stand: None, words: tuple[str, ...], sentence: str
) -> None:
    done = run("round", *words)
    assert done.exit_code == 1
    assert sentence in done.stderr
    assert done.stdout == ""


def test_a_frozen_round_is_verified_and_a_change_is_seen(run: Run, stand: None) -> None:
    run("round", "close", ROUND)
    sha256 = given(run, "freeze", ROUND)["sha256"]
    found = given(run, "verify", ROUND)
    assert found["is_whole"]
    assert {found["written"], found["kept"], found["made_anew"]} == {sha256}
    # Somebody with the database in their hands changes an answer, then the archive too.
    answer = Answer.objects.get()
    Answer.objects.update(content=answer.content | {"state": "done"})
    assert run("round", "verify", ROUND).exit_code == 1
    Answer.objects.update(content=answer.content)
    assert run("round", "verify", ROUND).exit_code == 0
    RoundArchive.objects.update(content="{}")
    done = run("round", "verify", ROUND)
    assert done.exit_code == 1
    assert "verändert" in done.stdout


def test_the_table_has_a_row_for_every_answer_that_is_owed(run: Run, stand: None) -> None:
    rows = json.loads(run("round", "table", ROUND, "--format", "json").stdout)
    assert len(rows) == Duty.objects.count()
    (said,) = [row for row in rows if row["is_answered"]]
    assert (said["institution"], said["state"], said["account"]) == ("werft", "running", "=1+1")
    assert {row["state"] for row in rows if not row["is_answered"]} == {""}
    assert [row["measure"] for row in rows if not row["institution"]] == ["hafen.2.II"]
    text = run("round", "table", ROUND).stdout_bytes.decode("utf-8-sig")
    sheet = list(csv.DictReader(io.StringIO(text)))
    assert [row["measure"] for row in sheet] == [row["measure"] for row in rows]
    # A spreadsheet that opens the file calculates nothing.
    assert {row["account"] for row in sheet} == {"", "'=1+1"}


def test_one_workbook_or_all_are_written(run: Run, stand: None, tmp_path: Path) -> None:
    assert run("round", "sheet", ROUND, "werft", "--output", tmp_path / "w.xlsx").exit_code == 0
    assert (tmp_path / "w.xlsx").read_bytes()[:2] == b"PK"
    done = run("round", "sheet", ROUND, "--all", "--output", tmp_path / "alle")
    assert "4 Tabellen" in done.stderr
    names = {path.name for path in (tmp_path / "alle").iterdir()}
    assert names == {f"{ROUND}-{one}.xlsx" for one in ("werft", "zoll", "nord", "sued")}
    assert run("round", "sheet", ROUND, "--output", tmp_path / "x").exit_code == 2


def test_a_workbook_is_shown_and_then_taken(run: Run, stand: None, tmp_path: Path) -> None:
    path = tmp_path / "w.xlsx"
    path.write_bytes(edited(workbook(), put("Antworten", ACCOUNT, 0, "Er steht.")))
    shown = given(run, "take", path, "--dry-run")
    assert shown["taken"] is None
    assert [change["after"] for change in shown["changes"]] == ["Er steht."]
    assert Answer.objects.count() == 1
    assert given(run, "take", path, "--submit")["taken"] == {
        "submitted": 1,
        "drafts": 0,
        "unchanged": 1,
    }
    assert "0 abgegeben, 0 als Entwurf, 2 unverändert." in run("round", "take", path).stdout
    assert Answer.objects.count() == 2


def test_a_conflict_stops_the_command_until_a_side_is_chosen(
    run: Run, stand: None, tmp_path: Path
) -> None:
    path = tmp_path / "w.xlsx"
    path.write_bytes(edited(workbook(), put("Antworten", ACCOUNT, 0, "Tabelle")))
    answered(duty("hafen.1.I", "werft"), RUNNING.model_copy(update={"account": "Seite"}))
    done = run("round", "take", path)
    assert done.exit_code == 1
    assert "Antworten!H4" in done.stderr
    assert "Nichts wurde gespeichert." in done.stderr
    assert Answer.objects.count() == 2
    assert given(run, "take", path, "--submit", "--conflicts", "sheet")["taken"]["submitted"] == 1
    assert Answer.objects.latest("id").content["account"] == "Tabelle"


def test_a_file_that_is_no_sheet_is_told_with_its_name(
    run: Run, stand: None, tmp_path: Path
) -> None:
    path = tmp_path / "brief.xlsx"
    path.write_bytes(b"Sehr geehrte Damen und Herren")
    done = run("round", "take", path)
    assert done.exit_code == 1
    assert "brief.xlsx: Das ist keine Excel-Datei (.xlsx)." in done.stderr
