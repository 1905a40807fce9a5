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

from bench.cases import SLUG
from bench.measuring import Figure, measure
from bench.writers import TOTAL, WRITERS
from leitstand.core.accounts.actors import Operator
from leitstand.core.accounts.services import account_create, role_grant
from leitstand.core.rules import GrantedRole
from leitstand.steering.selectors.rounds import round_view
from leitstand.steering.services.rounds import Wanted, round_create, round_open
from leitstand.steering.services.sheets import sheet_preview, sheet_source
from leitstand.steering.sheet.reading import read
from leitstand.steering.sheet.writing import render

ROUND = "bench"
INSTITUTION = "senweb"
# Names and addresses that the office opens, signed in; every one is held to the budget of boards.
BOARDS: tuple[tuple[str, str], ...] = (
    ("the office's desk", "/geschaeftsstelle"),
    ("the office's worklist", f"/geschaeftsstelle/runden/{ROUND}"),
    ("the office's worklist in English", f"/en/geschaeftsstelle/runden/{ROUND}"),
    ("page of a sheet", f"/meine-aufgaben/{ROUND}/{INSTITUTION}/tabelle"),
)
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
    made(ROUND)
    yield from _boards()
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


def _boards() -> Iterator[Figure]:
    office = account_create(actor=_BENCH, username="bench-office", name="Bench")
    role_grant(actor=_BENCH, account=office, role=GrantedRole("office", ""))
    with override_settings(LEITSTAND_MFA="optional"):
        client = Client(headers={"host": "localhost"})
        client.force_login(office)

        def get(path: str) -> None:
            response = client.get(path)
            if response.status_code != 200:
                raise AssertionError(f"{path} answers {response.status_code}")

        for name, path in BOARDS:
            yield measure(f"board: {name}", partial(get, path), max_cpu_ms=25, max_statements=12)


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
