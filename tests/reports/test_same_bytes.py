# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The same round gives the same report: in another process, after later acts, at any time."""

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from leitstand.cli.demo_committee import load_demo_committee
from leitstand.plan.document import PlanDocument
from leitstand.plan.selectors import plan_document
from leitstand.plan.services import plan_import
from leitstand.reports.building import field_summary, monitoring_report
from leitstand.reports.document import canonical, fingerprint
from leitstand.reports.gathering import gather_monitoring
from leitstand.reports.inputs import MonitoringInputs, OfficeTexts
from leitstand.steering.errors import RoundNotFound, RoundNotFrozen
from leitstand.steering.models import ReportingRound
from leitstand.steering.selectors import settled as reading
from leitstand.steering.services.rounds import round_publish
from tests.reports.small_rounds import ALL, frozen_round, said
from tests.steering.harbour import OFFICE, plan_stands, round_stands

pytestmark = pytest.mark.django_db
TEXTS = OfficeTexts(
    3,
    {"wo-stehen-wir": "Ein Wort.", "feld-digitalisierung": "Zwei Worte."},
    ("fachkraefte.1.I", "digitale-industrie.2.II"),
)
# Rebuilds the report from the archives alone, without any database.
ELSEWHERE = """
import datetime as dt, json, sys
import django
django.setup()
from leitstand.plan.document import PlanDocument
from leitstand.plan.selectors import plan_document
from leitstand.plan.services import plan_import
from leitstand.reports.building import field_summary, monitoring_report
from leitstand.reports.document import fingerprint
from leitstand.reports.inputs import MonitoringInputs, OfficeTexts
from leitstand.steering.selectors import settled as reading
given = json.load(sys.stdin)
reading._document = lambda sha256: given["archives"][sha256]
def found(one):
    days = {k: dt.date.fromisoformat(one[k]) for k in ("reporting_on", "due_on")}
    at = dt.datetime.fromisoformat(one["frozen_at"])
    titles = tuple(one["titles"])
    return reading.Settled(**(one | days | {"frozen_at": at, "titles": titles}))
words = dict(reversed(given["texts"]["words"].items()))
texts = OfficeTexts(given["texts"]["number"], words, tuple(given["texts"]["flagships"]))
rounds = [found(one) for one in given["rounds"]]
for language in ("de", "en"):
    inputs = MonitoringInputs(
        rounds[-1], tuple(rounds[:-1]), texts, (), (), (), language
    )
    print(fingerprint(monitoring_report(inputs)))
    print(fingerprint(field_summary(inputs, "digitalisierung")))
"""


def forget() -> None:
    """Everything is worked out anew."""
    for kept in (reading._document, reading._results, reading._last_words, reading.settled_view):
        kept.cache_clear()


def values_of(inputs: MonitoringInputs) -> dict[str, Any]:
    rounds = (*inputs.earlier, inputs.found)
    return {
        "archives": {one.sha256: one.document for one in rounds},
        "rounds": [
            {
                name: getattr(one, name)
                for name in (
                    "plan",
                    "slug",
                    "titles",
                    "reporting_on",
                    "due_on",
                    "frozen_at",
                    "is_example",
                    "is_public",
                    "sha256",
                )
            }
            for one in rounds
        ],
        "texts": {
            "number": inputs.texts.number,
            "words": dict(inputs.texts.words),
            "flagships": inputs.texts.flagships,
        },
    }


@pytest.mark.usefixtures("demonstration")
def test_two_other_processes_build_the_same_without_a_database(tmp_path: Path) -> None:
    mine = []
    for language in ("de", "en"):
        inputs = gather_monitoring("fruehjahr-2026", language=language, texts=TEXTS)
        mine.append(fingerprint(monitoring_report(inputs)))
        mine.append(fingerprint(field_summary(inputs, "digitalisierung")))
    given = json.dumps(values_of(inputs), default=str)
    places = (("1", "Pacific/Auckland", "C"), ("77", "America/Lima", "tr_TR.UTF-8"))
    for seed, zone, locale in places:
        ran = subprocess.run(
            [sys.executable, "-c", ELSEWHERE],
            input=given,
            capture_output=True,
            text=True,
            check=True,
            env=os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "leitstand.config.settings",
                "LEITSTAND_HOME": str(tmp_path),
                "PYTHONHASHSEED": seed,
                "TZ": zone,
                "LC_ALL": locale,
            },
        )
        assert ran.stdout.split() == mine


def test_later_acts_do_not_change_a_report() -> None:
    plan_stands()
    frozen_round({one: said(account="Der Kran steht.") for one in ALL[:3]}, is_example=True)
    before = canonical(monitoring_report(gather_monitoring("herbst", language="de")))
    round_publish(actor=OFFICE, slug="herbst", now=dt.datetime(2026, 12, 1, tzinfo=dt.UTC))
    plan_stands_otherwise()
    later = dt.datetime(2027, 5, 20, 12, tzinfo=dt.UTC)
    frozen_round(
        {ALL[0]: said(state="done", outlook=None)},
        slug="fruehjahr",
        at=later - dt.timedelta(days=20),
        frozen_at=later,
        reporting_on=dt.date(2027, 3, 31),
        due_on=dt.date(2027, 4, 30),
        is_example=True,
    )
    forget()
    assert canonical(monitoring_report(gather_monitoring("herbst", language="de"))) == before
    # And the next one does know it.
    inputs = gather_monitoring("fruehjahr", language="de")
    assert [one.slug for one in inputs.earlier] == ["herbst"]


def plan_stands_otherwise() -> None:
    """The plan's titles are others."""
    document = plan_document("hafen").model_dump(mode="json")
    for one in document["measures"]:
        one["title"] = {"de": "Ganz anders", "en": "Quite different"}
    changed = PlanDocument.model_validate(document)
    # Also for the reporting day: the archive holds what was asked.
    plan_import(document=changed, actor="test", effective_on=dt.date(2026, 9, 1))


@pytest.mark.usefixtures("demonstration")
def test_decisions_of_later_meetings_do_not_change_a_report() -> None:
    before = canonical(monitoring_report(gather_monitoring("fruehjahr-2026", language="de")))
    load_demo_committee()
    assert (
        canonical(monitoring_report(gather_monitoring("fruehjahr-2026", language="de"))) == before
    )


@pytest.mark.usefixtures("demonstration")
def test_gathering_costs_few_statements_and_building_none(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    forget()
    with django_assert_num_queries(GATHERED):
        inputs = gather_monitoring("fruehjahr-2026", language="en", texts=TEXTS)
    with django_assert_num_queries(0):
        monitoring_report(inputs)
        field_summary(inputs, "marketing-feld")


# Round, rounds, an archive each; decisions and orders; plan, sources and measures elsewhere.
GATHERED = 11


def test_a_round_that_is_not_frozen_is_refused_in_its_own_words() -> None:
    plan_stands()
    round_stands()
    with pytest.raises(RoundNotFrozen, match="Berichtet wird nur aus eingefrorenen Runden"):
        gather_monitoring("herbst", language="de")
    with pytest.raises(RoundNotFound):
        gather_monitoring("nie", language="de")


@pytest.mark.usefixtures("demonstration")
def test_the_report_carries_the_hashes_of_all_that_it_is_made_from() -> None:
    inputs = gather_monitoring("fruehjahr-2026", language="de", texts=TEXTS)
    report = monitoring_report(inputs)
    shas = [one.sha256 for one in report.grounds]
    assert shas == [inputs.found.sha256, inputs.earlier[0].sha256, TEXTS.sha256]
    other = OfficeTexts(TEXTS.number, {**TEXTS.words, "ausblick": "Neu."}, TEXTS.flagships)
    assert other.sha256 != TEXTS.sha256
    bare = monitoring_report(gather_monitoring("fruehjahr-2026", language="de"))
    assert len(bare.grounds) == 2
    assert fingerprint(bare) != fingerprint(report)


@pytest.mark.usefixtures("demonstration")
def test_only_its_own_day_stands_in_a_report() -> None:
    report = monitoring_report(gather_monitoring("fruehjahr-2026", language="de"))
    assert report.as_of == dt.date(2026, 5, 26)
    with translation.override("de"):
        today = timezone.localdate().isoformat()
    assert today not in canonical(report)
    assert ReportingRound.objects.filter(slug="fruehjahr-2026").exists()
