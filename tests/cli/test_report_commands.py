# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""``leitstand report …``: files that lie where they were asked for, whole, or a clear sentence."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from leitstand.cli import report_files
from leitstand.plan.document import PlanDocument
from leitstand.reports.document import fingerprint
from leitstand.reports.selectors.documents import monitoring_document
from tests.cli.conftest import Run
from tests.contracts.schemas import mistakes
from tests.reports.desk_cast import MEASURE, PLAN, ROUND, published_round, texts, written
from tests.steering.cast import berlin_asked

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def here(berlin: PlanDocument, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    published_round(is_published=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(run: Run, *words: object) -> Any:
    done = run("report", *words, "--json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("form", ["pdf", "html", "xlsx", "json"])
def test_a_report_is_built_told_and_found_unchanged(run: Run, here: Path, form: str) -> None:
    found = told(run, "build", "--round", ROUND, "--format", form)
    assert mistakes("report-file", found) == []
    path = here / f"monitoring-{ROUND}-de.{form}"
    content = path.read_bytes()
    assert found["path"] == path.name
    assert found["bytes"] == len(content)
    assert found["sha256"] == hashlib.sha256(content).hexdigest()
    assert found["fingerprint"] == fingerprint(monitoring_document(ROUND, language="de"))
    assert found["is_example"]
    checked = told(run, "verify", path)
    assert checked["is_same"]
    assert checked["source"] == {"kind": "monitoring", "round": ROUND, "texts": 0, "language": "de"}


@pytest.mark.parametrize("change", [{"bytes": -1}, {"sha256": "x"}, {"x": 1}, {"format": "doc"}])
def test_what_is_told_in_another_shape_is_seen(run: Run, change: dict[str, Any]) -> None:
    assert mistakes(
        "report-file", told(run, "build", "--round", ROUND, "--format", "json") | change
    )


def test_older_texts_give_the_older_report(run: Run) -> None:
    before = told(run, "build", "--round", ROUND, "--output", "a.json")
    written(texts())
    assert told(run, "build", "--round", ROUND, "--output", "b.json")["sha256"] != before["sha256"]
    again = told(run, "build", "--round", ROUND, "--texts", 0, "--output", "c.json")
    assert again["sha256"] == before["sha256"]
    assert told(run, "verify", "b.json")["source"]["texts"] == 1
    assert told(run, "verify", "a.json")["source"]["texts"] == 0


def test_people_read_path_size_and_both_fingerprints(run: Run) -> None:
    done = run("report", "build", "--round", ROUND, "--format", "json", "--lang", "en")
    assert f"monitoring-{ROUND}-en.json" in done.stdout
    for words in ("Bytes", "SHA-256 der Datei", "Prüfsumme des Berichts", "Beispieldaten"):
        assert words in done.stdout


def test_the_form_follows_the_ending_and_a_directory_takes_the_usual_name(
    run: Run, here: Path
) -> None:
    assert told(run, "build", "--round", ROUND, "--output", "x.html")["format"] == "html"
    (here / "ordner").mkdir()
    told(run, "build", "--round", ROUND, "--format", "json", "--output", "ordner")
    assert (here / "ordner" / f"monitoring-{ROUND}-de.json").is_file()
    told(run, "build", "--round", ROUND, "--output", "neu/tief/x.json")
    assert (here / "neu" / "tief" / "x.json").is_file()


def test_standard_output_holds_the_report_and_nothing_else(run: Run, here: Path) -> None:
    done = run("report", "build", "--round", ROUND, "--format", "json", "--output", "-")
    assert json.loads(done.stdout)["kind"]
    assert list(here.iterdir()) == []


def test_another_file_is_not_overwritten_unless_asked(run: Run, here: Path) -> None:
    target = here / "x.json"
    words = ("report", "build", "--round", ROUND, "--output", target)
    assert run(*words).exit_code == 0
    again = run(*words)
    assert again.exit_code == 0
    assert "unverändert" in again.stdout
    target.write_text("etwas anderes")
    refused = run(*words)
    assert refused.exit_code == 1
    assert "--force" in refused.stderr
    assert target.read_text() == "etwas anderes"
    assert run(*words, "--force").exit_code == 0
    assert json.loads(target.read_text())


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("build", "--round", "herbst-2081"), 1, f"Meinten Sie: {ROUND}?"),
        (("build", "--round", "offen"), 1, f"Eingefroren sind: {ROUND}"),
        (("build", "--round", ROUND, "--texts", 3), 1, "noch nichts geschrieben"),
        (("build", "--round", ROUND, "--texts", -1), 2, ""),
        (("build", "--round", ROUND, "--format", "doc"), 2, ""),
        (("build", "--round", ROUND, "--lang", "fr"), 2, ""),
        (("build", "--round", ROUND, "--kind", "field"), 2, "gehören zusammen"),
        (("build", "--round", ROUND, "--output", "-", "--json"), 2, "passt nicht dazu"),
        (("build",), 2, ""),
        (("field", "--round", ROUND, "--field", "gibts-nicht"), 1, "digitalisierung"),
        (("field", "--round", ROUND, "--field", "digitalisierung", "--field", "x"), 1, "x"),
        (("question", "--plan", PLAN, "--on", "2018-12-31"), 1, "mindestens eine Maßnahme"),
        (("question", "--plan", PLAN, "--on", "2099-12-31", "--measure", MEASURE), 1, "Zukunft"),
        (("question", "--plan", PLAN, "--on", "2018-12-31", "--measure", "x.9"), 1, "x.9"),
        (("question", "--plan", "nie", "--on", "2018-12-31", "--measure", MEASURE), 1, PLAN),
        (("question", "--plan", PLAN, "--on", "morgen", "--measure", MEASURE), 2, ""),
        (("pack", "--meeting", 99), 1, "Diese Sitzung gibt es nicht"),
        (("verify", "gibts-nicht.pdf"), 2, ""),
    ],
)
def test_what_cannot_be_built_is_told_in_a_sentence_and_nothing_is_left(
    run: Run, here: Path, words: tuple[object, ...], code: int, sentence: str
) -> None:
    berlin_asked("offen")
    done = run("report", *words)
    assert (done.exit_code, done.stdout) == (code, "")
    assert sentence in done.stderr
    left = {one.name for one in here.iterdir()} - {f"feldblatt-digitalisierung-{ROUND}-de.pdf"}
    assert left == set()


def test_field_sheets_and_answers_are_built_too(run: Run, here: Path) -> None:
    found = told(
        run, "field", "--round", ROUND, "--format", "json", "--output", "blatt",
        "--field", "digitalisierung", "--field", "rahmenbedingungen",
    )  # fmt: skip
    assert [Path(one["path"]).name for one in found] == [
        f"feldblatt-digitalisierung-{ROUND}-de.json",
        f"feldblatt-rahmenbedingungen-{ROUND}-de.json",
    ]
    checked = told(run, "verify", found[1]["path"], "--round", ROUND)
    assert checked["source"]["field"] == "rahmenbedingungen"
    (here / "frage.txt").write_text("Wie steht es?\n", "utf-8")
    asked = ("question", "--plan", PLAN, "--on", "2018-12-31", "--measure", MEASURE)
    first = told(run, *asked, "--question-file", "frage.txt", "--output", "a.json")
    second = told(run, *asked, "--question", "Wie steht es?", "--output", "b.json")
    assert first["sha256"] == second["sha256"]
    early = told(run, *asked, "--known-by", "2018-11-01", "--output", "c.json")
    assert early["fingerprint"] != first["fingerprint"]
    both = run("report", *asked, "--question", "x", "--question-file", "frage.txt")
    assert both.exit_code == 2
    (here / "frage.txt").write_bytes(b"\xff\xfe")
    assert "UTF-8" in run("report", *asked, "--question-file", "frage.txt").stderr


@pytest.mark.parametrize("form", ["pdf", "html", "xlsx", "json"])
def test_a_file_that_was_changed_or_is_no_report_is_seen(run: Run, here: Path, form: str) -> None:
    path = here / f"x.{form}"
    told(run, "build", "--round", ROUND, "--output", path)
    content = path.read_bytes()
    path.write_bytes(content + b" ")
    changed = run("report", "verify", path)
    assert changed.exit_code == 1
    assert "anders" in changed.stdout
    mark = fingerprint(monitoring_document(ROUND, language="de")).encode()
    if form != "xlsx":
        path.write_bytes(content.replace(mark, b"0" * 64))
        unknown = run("report", "verify", path)
        assert unknown.exit_code == 1
        assert "gibt es hier nicht" in unknown.stdout
    for nonsense in (content[:20], b"PK\x03\x04kaputt", b"{]", b"%PDF-1.7", b""):
        path.write_bytes(nonsense)
        done = run("report", "verify", path)
        assert done.exit_code == 1
        assert "keine Prüfsumme" in done.stderr


def test_an_interruption_while_writing_leaves_nothing(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    done = run("report", "build", "--round", ROUND, "--format", "json")
    assert done.exit_code == 130
    assert "Abgebrochen" in done.stderr
    assert list(here.iterdir()) == []


def test_an_interruption_while_building_leaves_nothing(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(report_files, "render", interrupted)
    assert run("report", "build", "--round", ROUND).exit_code == 130
    assert list(here.iterdir()) == []
