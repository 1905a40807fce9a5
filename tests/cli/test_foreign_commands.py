# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""``leitstand foreign …``: for whoever works on the server, and for its timer."""

import json
from pathlib import Path
from typing import Any

import pytest

from leitstand.cli.demo_foreign import load_demo_foreign
from leitstand.foreign.models import Fetch, ForeignSource, Observation, SourceTerms
from leitstand.foreign.selectors.mirrored import foreign_states
from leitstand.plan.document import PlanDocument
from tests.cli.conftest import Run
from tests.foreign.reports import PLAN, PROGRAMME, SOURCE, body, plan_stands, said, source_stands
from tests.foreign.servers import answer, machine, says

pytestmark = pytest.mark.django_db


@pytest.fixture
def stand(db: None) -> None:
    """The plan with a source that brings files."""
    plan_stands()
    source_stands()


def given(run: Run, *words: object) -> Any:
    done = run("foreign", *words, "--format", "json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def test_a_source_is_entered_changed_and_shown(run: Run) -> None:
    plan_stands()
    url = "https://example.org/bericht.json"
    names = ("--name-de", "Klima", "--name-en", "Climate")
    made = given(run, "add", PLAN, PROGRAMME, "netz", *names, "--url", url, "--stale-days", 90)
    assert (made["kind"], made["url"], made["stale_days"]) == ("url", url, 90)
    changed = given(
        run,
        *("change", "netz", "--url", "", "--inactive"),
        *("--state", "laufend=running", "--state", "egal=", "--code", "4.1=W-1"),
    )
    assert (changed["kind"], changed["is_active"]) == ("file", False)
    assert changed["states"] == {"laufend": "running", "egal": ""}
    assert changed["codes"] == {"4.1": "W-1"}
    assert [one["slug"] for one in given(run, "list")] == ["netz"]
    assert "abgeschaltet" in run("foreign", "list").stdout


@pytest.mark.usefixtures("stand")
def test_a_report_is_taken_from_a_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bericht.json"
    path.write_bytes(body(said("W-1"), said("W-2", "laufend")))
    [rehearsed] = given(run, "fetch", "--source", SOURCE, "--file", path, "--dry-run")
    assert (rehearsed["new"], rehearsed["is_rehearsal"]) == (2, True)
    assert not Fetch.objects.exists()
    [first] = given(run, "fetch", "--source", SOURCE, "--file", path)
    [second] = given(run, "fetch", "--source", SOURCE, "--file", path)
    assert (first["outcome"], second["outcome"]) == ("taken", "unchanged")
    states = given(run, "states", PLAN)
    assert [(one["code"], one["state"]) for one in states] == [("W-1", "running"), ("W-2", "")]
    assert "„in Umsetzung“ (nicht zugeordnet)" in run("foreign", "states", PLAN).stdout
    assert "Noch nicht zugeordnet: laufend" in run("foreign", "list").stdout


@pytest.mark.usefixtures("stand")
def test_what_failed_is_told_and_the_exit_code_says_so(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bericht.json"
    path.write_text("<html>")
    done = run("foreign", "fetch", "--source", SOURCE, "--file", path)
    assert done.exit_code == 1
    assert "misslungen. Unter der Adresse steht eine Internetseite" in done.stdout
    assert "Letzter Abruf" not in done.stdout
    assert "Internetseite" in run("foreign", "list").stdout


@pytest.mark.usefixtures("stand")
def test_every_source_is_asked_even_if_one_fails(run: Run, settings: Any) -> None:
    with machine(says(answer(body()))) as good, machine(says(b"")) as bad:
        settings.LEITSTAND_FOREIGN_HOSTS = frozenset({good.place, bad.place})
        source_stands("a-schlecht", url=bad.url)
        source_stands("b-gut", url=good.url)
        source_stands("c-aus", url=good.url, is_active=False)
        done = run("foreign", "fetch", "--format", "json")
    assert done.exit_code == 1
    found = {one["source"]: one["outcome"] for one in json.loads(done.stdout)}
    assert found == {"a-schlecht": "failed", "b-gut": "taken"}


@pytest.mark.usefixtures("stand")
@pytest.mark.parametrize(
    ("words", "code", "said_there"),
    [
        (("fetch", "--source", "gibts-nicht"), 1, "Diese Quelle gibt es nicht"),
        (("fetch", "--source", SOURCE), 1, "keine Adresse"),
        (("fetch", "--file", "pyproject.toml"), 2, "--source"),
        (("fetch", "--source", SOURCE, "--file", "gibts-nicht.json"), 2, "gibts-nicht.json"),
        (("states", "gibts-nicht"), 1, "gibt es hier nicht"),
        (("change", SOURCE, "--state", "ohne"), 2, "ohne"),
        (("change", SOURCE, "--state", "a=boss", "--name-de", "Neu"), 1, "boss"),
        (
            ("add", PLAN, "gibts-nicht", "x", "--name-de", "a", "--name-en", "b"),
            1,
            "nennt der Plan nicht",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(
    run: Run, words: tuple[str, ...], code: int, said_there: str
) -> None:
    done = run("foreign", *words)
    assert done.exit_code == code
    assert said_there in done.stderr
    assert not Fetch.objects.exists()
    assert SourceTerms.objects.get().name_de == "Klima"


def test_without_any_source_a_timer_has_nothing_to_do(run: Run) -> None:
    done = run("foreign", "fetch")
    assert (done.exit_code, done.stdout) == (0, "Keine Quelle hat eine Adresse.\n")


def test_the_demonstration_shows_the_seven_energy_measures(berlin: PlanDocument) -> None:
    assert load_demo_foreign()
    found = foreign_states(berlin.plan.slug, until=None, language="de")
    assert [one.code for one in found] == ["W-14", "W-12", "W-10", "W-9", "E-21", "E-22", "E-23"]
    assert all(one.is_example for one in found)
    assert {one.measure.rpartition(".")[0] for one in found} == {"energie.1"}
    assert [one.code for one in found if not one.is_decided] == ["E-22"]
    kept = Observation.objects.count()
    assert not load_demo_foreign(), "loading it again makes it again"
    assert (ForeignSource.objects.count(), Observation.objects.count()) == (1, kept)


def test_the_demonstration_without_berlin_is_loaded_without_a_source(db: None) -> None:
    assert not load_demo_foreign()
