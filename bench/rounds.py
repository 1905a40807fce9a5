# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Reporting rounds: opening one, its boards, and a thousand answers by fifty writers."""

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from uuid import uuid4

from django.db import connection, transaction
from django.test import Client, override_settings
from django.utils import timezone

from bench.cases import PLAN, SLUG
from bench.measuring import Figure, measure
from bench.writers import TOTAL, WRITERS
from leitstand.cli.demo_rounds import load_demo_rounds
from leitstand.core.accounts.actors import Operator
from leitstand.core.accounts.services import account_create, role_grant
from leitstand.core.languages import Language
from leitstand.core.rules import GrantedRole
from leitstand.steering.selectors.differences import Point, differences, forget_comparisons
from leitstand.steering.selectors.results import forget_results
from leitstand.steering.selectors.rounds import round_view
from leitstand.steering.services.rounds import Wanted, round_create, round_open
from leitstand.steering.services.sheets import sheet_preview, sheet_source
from leitstand.steering.sheet.reading import read
from leitstand.steering.sheet.writing import render

ROUND = "bench"
INSTITUTION = "senweb"
# The demonstration's rounds: an open one, a third of it answered, and the newest published one.
OPEN, PUBLISHED = "herbst-2026", f"{PLAN}/runden/fruehjahr-2026"
# Names and addresses that the office opens, signed in; every one is held to the budget of boards.
BOARDS: tuple[tuple[str, str], ...] = (
    ("the office's desk", "/geschaeftsstelle"),
    ("the office's worklist", f"/geschaeftsstelle/runden/{OPEN}"),
    ("the office's worklist in English", f"/en/geschaeftsstelle/runden/{OPEN}"),
    ("page of a sheet", f"/meine-aufgaben/{OPEN}/{INSTITUTION}/tabelle"),
)
# What a lead with the most measures of all opens.
DESKS: tuple[tuple[str, str], ...] = (("an institution's", "/meine-aufgaben"),)
# What everyone may read, worked out anew as after an act.
PUBLIC: tuple[tuple[str, str], ...] = (
    ("where the plan stands", f"{PLAN}/stand"),
    ("a published round", PUBLISHED),
    ("a published round in English", f"/en{PUBLISHED}"),
    ("a measure in it, thirteen answers", f"{PUBLISHED}/massnahmen/flaechen.2.II"),
    ("what changed", f"{PLAN}/was-sich-aendert"),
)
LANGUAGES: tuple[Language, ...] = ("de", "en")
_BENCH = Operator("bench")


def rounds() -> Iterator[Figure]:
    """What the office and the institutions do in a round, each with its bar."""
    yield measure(
        "open a round: 90 measures, 80 institutions",
        _open_and_forget,
        runs=10,
        max_cpu_ms=1000,
        max_statements=50,
    )
    load_demo_rounds()
    yield from _boards("office", GrantedRole("office", ""), BOARDS)
    yield from _boards("lead", GrantedRole("lead", INSTITUTION), DESKS)
    yield from _public_pages()
    yield from _differences()
    made(ROUND)
    yield from _sheets()
    yield from _writers()


def made(slug: str) -> None:
    """The round is open."""
    day = timezone.localdate()
    wanted = Wanted(slug, slug, day, day + dt.timedelta(days=30), (), is_example=True)
    round_create(actor=_BENCH, plan=SLUG, slug=slug, wanted=wanted)
    round_open(actor=_BENCH, slug=slug)


def _open_and_forget() -> None:
    with transaction.atomic():
        made(f"bench-{uuid4().hex[:8]}")
        transaction.set_rollback(True)


def _boards(
    username: str, role: GrantedRole, boards: tuple[tuple[str, str], ...]
) -> Iterator[Figure]:
    account = account_create(actor=_BENCH, username=f"bench-{username}", name="Bench")
    role_grant(actor=_BENCH, account=account, role=role)
    with override_settings(LEITSTAND_MFA="optional"):
        client = Client(headers={"host": "localhost"})
        client.force_login(account)
        for name, path in boards:
            yield measure(
                f"board: {name}", partial(_get, client, path), max_cpu_ms=25, max_statements=12
            )


def _public_pages() -> Iterator[Figure]:
    client = Client(headers={"host": "localhost"})
    with override_settings(LEITSTAND_PAGE_CACHE_MB=0):
        client.handler.load_middleware()

    def anew(path: str) -> None:
        forget_results()
        _get(client, path)

    for name, path in PUBLIC:
        yield measure(f"public: {name}, anew", partial(anew, path), max_statements=12)
        again = partial(_get, client, path)
        yield measure(f"public: {name}", again, max_cpu_ms=25, max_statements=12)


def _differences() -> Iterator[Figure]:
    """What changed, with the archives parsed; reading two for the first time costs two more."""
    points = (
        ("two rounds", Point("herbst-2025"), Point("fruehjahr-2026")),
        ("two days", Point(day=dt.date(2026, 1, 15)), Point(day=dt.date(2026, 7, 1))),
    )
    for name, before, after in points:
        for language in LANGUAGES:

            def compare(
                before: Point = before, after: Point = after, language: Language = language
            ) -> None:
                forget_comparisons()
                differences(SLUG, before=before, after=after, language=language)

            yield measure(
                f"what changed between {name} ({language})",
                compare,
                max_cpu_ms=25,
                max_statements=10,
            )


def _get(client: Client, path: str) -> None:
    response = client.get(path)
    if response.status_code != 200:
        raise AssertionError(f"{path} answers {response.status_code}")


def _sheets() -> Iterator[Figure]:
    owing = {
        one.institution.slug for one in round_view(ROUND, language="de").owed if one.institution
    }
    owner = INSTITUTION if INSTITUTION in owing else sorted(owing)[0]

    def made_sheet() -> bytes:
        return render(sheet_source(respondent=_BENCH, slug=ROUND, institution=owner, language="de"))

    content = made_sheet()
    yield measure("sheet: write a workbook", made_sheet, runs=5)
    yield measure("sheet: read a workbook", lambda: read(content), runs=5)
    sheet = read(content)
    yield measure(
        "sheet: hold it against what stands there",
        lambda: sheet_preview(respondent=_BENCH, slug=ROUND, institution=owner, sheet=sheet),
        runs=10,
        max_statements=12,
    )


def _writers() -> Iterator[Figure]:
    """In processes of their own, on rounds of their own: wall clock, and answers a second."""
    for name, kill in (("", 0), (", five of ten processes killed", 5)):
        slug = f"bench-writers-{kill}"
        made(slug)
        connection.close()
        done = subprocess.run(
            [sys.executable, "-m", "bench.writers", slug, "--kill", str(kill)],
            env=os.environ,
            check=True,
            capture_output=True,
            text=True,
        )
        outcome = json.loads(done.stdout)
        if outcome["faults"]:
            raise AssertionError(f"{slug}: {outcome['faults']}")
        milliseconds = round(outcome["seconds"] * 1000)
        yield Figure(
            f"{TOTAL:,} answers by {WRITERS} writers{name} (wall)",
            milliseconds,
            milliseconds,
            0,
            1,
            per_second=round(TOTAL / outcome["seconds"]),
        )
