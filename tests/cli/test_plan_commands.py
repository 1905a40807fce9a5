# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""``leitstand plan …``: results on standard output, everything else on standard error."""

import datetime as dt
import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from leitstand.cli import plan as commands
from leitstand.plan.document import PlanDocument
from leitstand.plan.document.loading import load, validated
from leitstand.plan.export import FORMATS, render
from leitstand.plan.selectors import plan_document
from leitstand.plan.services import plan_import
from tests.cli.conftest import Run
from tests.plan.documents import both, document, measure
from tests.plan.state import everything

BERLIN = "berlin-2018-2021"
SOURCE = Path(__file__).parents[2] / "../shared/source/000_d95404a6dcbcb7da.txt"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "klein.yaml"
    path.write_bytes(render(document(measure("hafen.1.I", leads=["werft"])), "yaml"))
    return path


@pytest.fixture
def source() -> Path:
    if not SOURCE.exists():
        if os.environ.get("CI") == "true":
            pytest.fail("the plan's published text is not there")
        pytest.skip("the plan's published text is not on this machine")
    return SOURCE


def changed(tree: dict[str, Any], folder: Path) -> Path:
    path = folder / "anders.json"
    path.write_text(json.dumps(tree))
    return path


def test_an_empty_installation_lists_nothing(run: Run) -> None:
    assert run("plan", "list").stdout == ""
    assert json.loads(run("plan", "list", "--format", "json").stdout) == []


def test_the_list_names_the_plans(run: Run, berlin: PlanDocument) -> None:
    assert run("plan", "list").stdout == (f"{BERLIN}  {berlin.plan.title.de}  90 Maßnahmen\n")
    [entry] = json.loads(run("plan", "list", "--format", "json").stdout)
    assert entry == {"slug": BERLIN, "title": berlin.plan.title.de, "measures": 90}


def test_a_shipped_plan_is_imported_by_its_name(run: Run, berlin_document: PlanDocument) -> None:
    result = run("plan", "import", BERLIN, "--format", "json")
    told = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (told["plan"], told["is_new"], told["dry_run"]) == (BERLIN, True, False)
    assert told["changes"] == len(told["differences"]) > 1000
    assert told["holds_from"].startswith("2018-01-01")
    assert plan_document(BERLIN) == berlin_document


def test_a_new_plan_is_told_in_counts(run: Run) -> None:
    lines = run("plan", "import", BERLIN).stdout.splitlines()
    assert "+    92 measure" in lines
    assert lines[-1].startswith(f"{BERLIN} eingelesen: 90 Maßnahmen, ")


def test_a_second_import_has_nothing_to_change(run: Run, small: Path) -> None:
    run("plan", "import", small)
    before = everything()
    result = run("plan", "import", small)
    assert result.stdout == "klein: nichts zu ändern, der Plan steht schon so da.\n"
    assert (result.exit_code, everything()) == (0, before)


@pytest.mark.parametrize("is_new", [True, False])
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_rehearsal_writes_nothing(run: Run, small: Path, is_new: bool, form: str) -> None:
    if not is_new:
        plan_import(document=document(measure("hafen.1.I", title=both("Alt"))), actor="test")
    before = everything()
    result = run("plan", "import", small, "--dry-run", "--format", form)
    assert (result.exit_code, everything()) == (0, before)
    if form == "json":
        told = json.loads(result.stdout)
        assert (told["dry_run"], told["is_new"]) == (True, is_new)
        assert told["differences"]
    else:
        assert result.stdout.endswith("Datensätze würden sich ändern. Nichts geschrieben.\n")
        assert ("+ Maßnahme hafen.1.I" in result.stdout) == is_new
        assert ("~ Maßnahme hafen.1.I" in result.stdout) != is_new


def test_every_difference_is_told(run: Run, small: Path) -> None:
    plan_import(document=document(measure("hafen.1.I", leads=["zoll"])), actor="test")
    lines = run("plan", "import", small).stdout.splitlines()
    assert "+ Rolle hafen.1.I / werft / lead" in lines
    assert "- Rolle hafen.1.I / zoll / lead" in lines


def test_a_change_can_hold_from_a_day(run: Run, small: Path) -> None:
    plan_import(document=document(measure("hafen.1.I", leads=["zoll"])), actor="test")
    run("plan", "import", small, "--effective", "2021-03-01", "--reason", "Umzug")
    leads = [
        plan_document("klein", day=dt.date(*day)).measures[0].roles[0].institution
        for day in ((2021, 2, 28), (2021, 3, 1))
    ]
    assert leads == ["zoll", "werft"]


@pytest.mark.parametrize(
    ("day", "code", "words"),
    [("2019-12-31", 1, "der Plan beginnt am 2020-01-01"), ("gestern", 2, "gestern")],
)
def test_a_day_that_cannot_be_is_refused(
    run: Run, small: Path, day: str, code: int, words: str
) -> None:
    before = everything()
    result = run("plan", "import", small, "--effective", day)
    assert (result.exit_code, result.stdout, everything()) == (code, "", before)
    assert words in result.stderr


def test_a_plan_with_mistakes_is_refused_with_all_of_them(run: Run, tmp_path: Path) -> None:
    tree = document(measure("hafen.1.I", leads=["werft"])).model_dump(mode="json")
    tree["measures"][0]["roles"][0]["institution"] = "wreft"
    tree["measures"][0]["source"]["lines"] = [1, 1]
    path, before = changed(tree, tmp_path), everything()
    result = run("plan", "import", path)
    assert (result.exit_code, result.stdout, everything()) == (1, "", before)
    assert result.stderr.splitlines() == [
        "Der Plan wurde nicht eingelesen. Nichts wurde geändert.",
        "  anders.json:1: Die Institution „wreft“ ist nicht bekannt. Ist „werft“ gemeint?",
    ]
    machine = run("plan", "import", path, "--format", "json")
    assert machine.exit_code == 1
    [problem] = json.loads(machine.stdout)["problems"]
    assert problem["place"] == "anders.json:1"


def test_a_file_that_is_not_there_is_told(run: Run) -> None:
    result = run("plan", "import", "fehlt.yaml")
    assert result.exit_code == 1
    assert "fehlt.yaml: Diese Datei oder dieses Verzeichnis gibt es nicht." in result.stderr


def test_an_import_can_be_broken_off(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(**_words: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "plan_import", interrupted)
    result = run("plan", "import", small)
    assert (result.exit_code, result.stderr) == (130, "Abgebrochen. Nichts wurde geändert.\n")


def test_a_check_ends_well_whatever_it_finds(run: Run, berlin: PlanDocument) -> None:
    text, machine = run("plan", "check", BERLIN), run("plan", "check", BERLIN, "--format", "json")
    findings = json.loads(machine.stdout)["findings"]
    assert text.exit_code == machine.exit_code == 0
    assert findings
    assert text.stdout.splitlines()[-1] == f"{len(findings)} Befunde zu {BERLIN}."
    assert len(text.stdout.splitlines()) == len(findings) + 1


def test_the_berlin_plan_agrees_with_its_text(run: Run, berlin: PlanDocument, source: Path) -> None:
    text = run("plan", "verify", BERLIN, "--source", source)
    assert (text.exit_code, text.stdout.splitlines()[-1]) == (0, "Nichts fehlt.")
    machine = json.loads(
        run("plan", "verify", BERLIN, "--source", source, "--format", "json").stdout
    )
    assert (machine["confirmed"]["measures"], machine["confirmed"]["entries"]) == (90, 92)
    assert [f for f in machine["findings"] if not f["is_warning"]] == []


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_plan_that_departs_from_its_text_is_told(
    run: Run, berlin_document: PlanDocument, source: Path, form: str
) -> None:
    tree = berlin_document.model_dump(mode="json")
    role = next(m for m in tree["measures"] if m["id"] == "flaechen.2.II")["roles"][0]
    role["role"] = "contributor"
    plan_import(document=validated(tree), actor="test")
    result = run("plan", "verify", BERLIN, "--source", source, "--format", form)
    assert result.exit_code == 1
    if form == "json":
        subjects = [f["subject"] for f in json.loads(result.stdout)["findings"]]
        assert "flaechen.2.II" in subjects
    else:
        assert result.stdout.splitlines()[-1].endswith("Abweichungen.")


def test_a_text_that_is_none_is_refused(run: Run, berlin: PlanDocument, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes("Straße".encode("latin-1"))
    result = run("plan", "verify", BERLIN, "--source", path)
    assert result.exit_code == 1
    assert "kein UTF-8-Text" in result.stderr
    assert run("plan", "verify", BERLIN, "--source", tmp_path / "fehlt").exit_code == 2
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    assert "zu groß" in run("plan", "verify", BERLIN, "--source", path).stderr


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "xlsx"])
def test_an_export_gives_the_bytes_on_standard_output(
    run: Run, berlin: PlanDocument, form: str
) -> None:
    result = run("plan", "export", BERLIN, "--format", form)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout_bytes == render(berlin, form)


def test_an_exported_workbook_comes_back(run: Run, berlin: PlanDocument, tmp_path: Path) -> None:
    path = tmp_path / "neu" / "plan.xlsx"
    result = run("plan", "export", BERLIN, "--format", "xlsx", "--output", path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert str(path) in result.stderr
    assert load(path) == berlin
    assert [file.name for file in path.parent.iterdir()] == ["plan.xlsx"]


def test_an_export_that_fails_leaves_the_file_that_was(
    run: Run, berlin: PlanDocument, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.json"
    path.write_text("alt")

    def full(*_words: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    result = run("plan", "export", BERLIN, "--format", "json", "--output", path)
    assert (result.exit_code, path.read_text()) == (1, "alt")
    assert "No space left on device" in result.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["plan.json"]


def test_an_export_can_be_of_a_past_day(run: Run) -> None:
    first = document(measure("hafen.1.I", leads=["zoll"]))
    plan_import(document=first, actor="test")
    second = document(measure("hafen.1.I", leads=["werft"]))
    plan_import(document=second, actor="test", effective_on=dt.date(2021, 3, 1))
    words = ("plan", "export", "klein", "--format", "json", "--as-of")
    assert run(*words, "2021-02-28").stdout_bytes == render(first, "json")
    assert run(*words, "2021-03-01").stdout_bytes == render(second, "json")
    early = run(*words, "2019-12-31")
    assert (early.exit_code, early.stdout) == (1, "")
    assert "beginnt am 2020-01-01" in early.stderr


def test_two_days_are_compared(run: Run, small: Path) -> None:
    plan_import(document=document(measure("hafen.1.I", leads=["zoll"])), actor="test")
    run("plan", "import", small)
    today = timezone.localdate()
    words = ("plan", "diff", "klein", "--from", "2020-01-01", "--to", today)
    lines = run(*words).stdout.splitlines()
    assert "+ Rolle hafen.1.I / werft / lead" in lines
    told = json.loads(run(*words, "--format", "json").stdout)
    assert (told["plan"], told["from"], told["to"]) == ("klein", "2020-01-01", str(today))
    assert lines[-1] == f"{len(told['differences'])} Unterschiede."


def test_days_must_stand_in_their_order(run: Run, berlin: PlanDocument) -> None:
    result = run("plan", "diff", BERLIN, "--from", "2021-01-01", "--to", "2020-01-01")
    assert result.exit_code == 1
    assert result.stderr == "Der erste Tag liegt nach dem zweiten.\n"


@pytest.mark.parametrize(
    "words",
    [
        ("check", "ulm"),
        ("export", "ulm", "--format", "json"),
        ("diff", "ulm", "--from", "2020-01-01", "--to", "2021-01-01"),
        ("verify", "ulm", "--source", __file__),
    ],
)
def test_an_unknown_plan_is_told_with_those_that_are_there(
    run: Run, berlin: PlanDocument, words: tuple[str, ...]
) -> None:
    result = run("plan", *words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (f"Den Plan „ulm“ gibt es hier nicht. Vorhanden: {BERLIN}.\n")


def test_the_schema_is_one(run: Run, berlin_document: PlanDocument) -> None:
    schema = json.loads(run("plan", "schema").stdout)
    assert set(schema["required"]) <= {"plan", "nodes", "goals", "institutions", "measures"}
    assert schema["additionalProperties"] is False
