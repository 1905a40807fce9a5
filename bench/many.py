# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Many plans in one database: how they are made, and whether pages get slower by them.

``BENCH_PLANS`` says how many. One in 25 is brought in as any plan is; the database copies them. A
made plan says what Berlin's says, with its sentences dealt anew and with towns, quarters and works
of its own: common words stay common, and the vocabulary grows with every plan as it does in life.
"""

import gc
import os
import random
import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.test import Client

from bench.cases import PLAN
from bench.copies import copy_plans
from bench.measuring import Figure, cpu_seconds
from leitstand.plan.document import PlanDocument, Text
from leitstand.plan.services import plan_import

PLANS = int(os.environ.get("BENCH_PLANS", "1000"))
MAX_RATIO = 1.2
_BEGINNINGS = ("Al", "Bran", "Dor", "El", "Fur", "Gar", "Hal", "In", "Ker", "Lin", "Mar", "Nau")
_MIDDLES = ("ost", "pel", "ros", "sta", "tan", "ul", "wal", "zen", "lin", "mar", "nau", "dor")
_ENDS = ("berg", "burg", "dorf", "feld", "hafen", "hausen", "werke", "au", "ow", "itz", "ingen")
COPIES = 24
_PAGES = (
    ("list of all 90 measures", f"{PLAN}/massnahmen"),
    ("list as JSON", f"{PLAN}/massnahmen.json"),
    ("list on a past day", f"{PLAN}/massnahmen?stand=2020-01-01"),
    ("measure", f"{PLAN}/massnahmen/flaechen.2.II"),
    ("measure in three parts", f"{PLAN}/massnahmen/digitale-industrie.2.II"),
    ("plan at a glance", PLAN),
    ("institution", f"{PLAN}/institutionen/senweb"),
)


@contextmanager
def one_plan_kept() -> Iterator[str]:
    """The name of a copy of the database as it is now; gone afterwards."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "postgresql":
        copy = f"{name}_one_plan"
        connection.close()
        _on_server(f'DROP DATABASE IF EXISTS "{copy}"')
        _on_server(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
    else:
        copy = f"{name}.one-plan"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [copy])
    try:
        yield copy
    finally:
        _use(name)
        if connection.vendor == "postgresql":
            _on_server(f'DROP DATABASE "{copy}"')
        else:
            Path(copy).unlink()


def _on_server(statement: str) -> None:
    """A database can be copied and dropped only from another one, outside of transactions."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def make_plans(document: PlanDocument, count: int) -> None:
    """The database holds ``count`` plans or a few more, the same every time."""
    gc.freeze()
    imported = -(-count // (COPIES + 1))
    with transaction.atomic():
        for number in range(1, imported):
            plan_import(document=_made(document, number), actor="bench")
    copy_plans(min(COPIES, -(-count // imported) - 1))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _made(model: PlanDocument, number: int) -> PlanDocument:
    chance = random.Random(number)
    summaries = [node.summary for node in model.nodes] + [goal.summary for goal in model.goals]
    summaries += [measure.summary for measure in model.measures]

    def place() -> str:
        parts = (_BEGINNINGS, _MIDDLES, _MIDDLES, _ENDS)
        return "".join(map(chance.choice, parts))

    def dealt(parts: tuple[Any, ...]) -> tuple[Any, ...]:
        found = []
        for part in parts:
            where = f" in {place()}" if chance.random() < 0.3 else ""
            title = Text(de=f"{part.title.de}{where}", en=f"{part.title.en}{where}")
            text, there = chance.choice(summaries), place()
            summary = Text(de=f"{text.de} {there}.", en=f"{text.en} {there}.")
            found.append(part.model_copy(update={"title": title, "summary": summary}))
        return tuple(found)

    title, city = f"Masterplan Neustadt{number}", Text(de=place(), en=place())
    head = {"slug": f"made-{number}", "title": Text(de=title, en=title), "city": city}
    return model.model_copy(
        update={
            "plan": model.plan.model_copy(update=head),
            "nodes": dealt(model.nodes),
            "goals": dealt(model.goals),
            "measures": dealt(model.measures),
        }
    )


def pages_with_many(one_plan: str) -> Iterator[Figure]:
    """The same pages with one plan and with all, turn by turn, the database server's CPU too."""
    many = str(connection.settings_dict["NAME"])
    client = Client(headers={"host": "localhost"})
    for name, path in _PAGES:
        times: dict[str, list[float]] = {one_plan: [], many: []}
        answers = set()
        for _ in range(4):
            for database, kept in times.items():
                _use(database)
                answers.add(client.get(path).content)
                kept.extend(_times(partial(client.get, path), 8))
        _use(many)
        if len(answers) != 1:
            raise AssertionError(f"{path} says something else with {PLANS} plans")
        alone, among = (statistics.median(kept) for kept in times.values())
        yield Figure(
            f"{PLANS:,} plans: {name}",
            round(min(times[many]), 2),
            round(among, 2),
            0,
            len(times[many]),
            against="with one plan",
            ratio=round(alone / among, 2),
            max_slowdown=MAX_RATIO,
        )


def _times(work: Callable[[], Any], runs: int) -> list[float]:
    work()
    found = []
    for _ in range(runs):
        start = cpu_seconds()
        work()
        found.append((cpu_seconds() - start) * 1000)
    return found
