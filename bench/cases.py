# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The cases: pages, selectors against a contestant, import, check."""

import datetime as dt
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.test import Client, override_settings
from django.utils import translation
from jinja2 import Environment

from bench.measuring import Figure, duel, measure
from leitstand.plan import selectors
from leitstand.plan.checks import check
from leitstand.plan.document.loading import load
from leitstand.plan.packages import shipped_plans
from leitstand.plan.views.parts import MeasureTable
from leitstand.ui.api.kept import kept
from leitstand.ui.markup import shown_columns, table_body

SLUG = "berlin-2018-2021"
PLAN = f"/plaene/{SLUG}"
PAST = "?stand=2019-03-01"


def pages() -> Iterator[Figure]:
    """Whole requests through all middleware, nothing cached."""
    get = _reader(kept_mb=0)

    bars: tuple[tuple[str, str, float | None, int], ...] = (
        ("list of all 90 measures", f"{PLAN}/massnahmen", 20, 10),
        ("list, English", f"/en{PLAN}/massnahmen", 20, 10),
        ("list as JSON", f"{PLAN}/massnahmen.json", 20, 10),
        ("measure", f"{PLAN}/massnahmen/flaechen.2.II", 8, 8),
        ("measure in three parts", f"{PLAN}/massnahmen/digitale-industrie.2.II", 8, 8),
        ("measure, English", f"/en{PLAN}/massnahmen/flaechen.2.II", 8, 8),
        ("list of a past day", f"{PLAN}/massnahmen{PAST}", 20, 10),
        ("measure of a past day", f"{PLAN}/massnahmen/flaechen.2.II{PAST}", 8, 8),
        ("plan at a glance", PLAN, None, 12),
        ("cluster", f"{PLAN}/themen/flaechen", None, 12),
        ("goals", f"{PLAN}/ziele", None, 12),
        ("institutions", f"{PLAN}/institutionen", None, 12),
        ("institution", f"{PLAN}/institutionen/senweb", None, 12),
        ("list, filtered by words", f"{PLAN}/massnahmen?text=Fl%C3%A4chen&rolle=lead", 20, 10),
        ("web of all institutions", f"{PLAN}/geflecht", 30, 10),
        ("web, English", f"/en{PLAN}/geflecht", 30, 10),
        ("web as JSON", f"{PLAN}/geflecht.json", 30, 10),
        ("check results, known", f"{PLAN}/pruefung", None, 12),
    )
    for name, path, cpu, statements in bars:
        yield measure(
            f"page: {name}", partial(get, path), max_cpu_ms=cpu, max_statements=statements
        )


def interface() -> Iterator[Figure]:
    """Answers of the data interface: worked out anew, kept by the process, and not sent at all.

    Counting requests is switched on, with a limit that is not reached.
    """
    settings.LEITSTAND_API_RATE = 10_000_000
    client = Client(headers={"host": "localhost"})
    root = f"/api/v1/plans/{SLUG}"

    def get(path: str, status: int = 200, **headers: str) -> Any:
        response = client.get(path, headers=headers)
        if response.status_code != status:
            raise AssertionError(f"{path} answers {response.status_code}")
        return response

    def anew(path: str) -> None:
        kept.clear()
        get(path)

    for name, path in (
        ("list of all measures", f"{root}/measures"),
        ("list, English", f"{root}/measures?lang=en"),
        ("list on a past day", f"{root}/measures?stand=2020-01-01"),
        ("measure", f"{root}/measures/flaechen.2.II"),
        ("institutions", f"{root}/institutions"),
        ("500 changes", "/api/v1/changes?limit=500"),
    ):
        yield measure(f"API, anew: {name}", partial(anew, path), max_statements=10)
    tag = get(f"{root}/measures")["ETag"]
    yield measure("API: list again", partial(get, f"{root}/measures"), max_cpu_ms=3)
    again = partial(get, f"{root}/measures", 304, if_none_match=tag)
    yield measure("API: list, 304", again, max_cpu_ms=1, max_statements=1)


def repeated_pages() -> Iterator[Figure]:
    """The same from the page cache: what the second stranger costs."""
    get = _reader(kept_mb=64)
    for name, path in (
        ("list of all 90 measures", f"{PLAN}/massnahmen"),
        ("list as JSON", f"{PLAN}/massnahmen.json"),
        ("list, filtered", f"{PLAN}/massnahmen?rolle=lead&text=ihk"),
        ("list of a past day", f"{PLAN}/massnahmen{PAST}"),
        ("check results", f"{PLAN}/pruefung"),
    ):
        yield measure(f"repeat: {name}", partial(get, path), max_cpu_ms=1, max_statements=1)


def _reader(*, kept_mb: int) -> Callable[[str], None]:
    """Asks as a stranger, of a house with so much room for finished pages."""
    client = Client(headers={"host": "localhost"})
    with override_settings(LEITSTAND_PAGE_CACHE_MB=kept_mb):
        client.handler.load_middleware()

    def get(path: str) -> None:
        response = client.get(path)
        if response.status_code != 200:
            raise AssertionError(f"{path} answers {response.status_code}")

    return get


def contestants() -> Iterator[Figure]:
    """Our way against the usual one, on the same data, with results compared."""
    yield from duel(
        "90 measures: a statement a table",
        _lines_by_selector,
        "90 measures: prefetch_related",
        _lines_by_prefetch,
    )
    yield from duel(
        "90 measures: a statement a table ",
        _lines_by_selector,
        "90 measures: related objects one by one",
        _lines_one_by_one,
        runs=5,
    )
    with translation.override("de"):
        frame = selectors.plan_frame(SLUG, language="de")
        table = MeasureTable(frame).of(selectors.measure_lines(frame), "x")
        columns = shown_columns(table)
        template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
            _MACRO_TABLE
        )
        yield from duel(
            "table body: string formatting",
            lambda: "".join(str(table_body(table, columns)).split()),
            "table body: Jinja macros",
            lambda: "".join(template.render(table=table, columns=columns).split()),
        )


def _lines_by_selector() -> list[Any]:
    frame = selectors.plan_frame(SLUG, language="de")
    return [
        (line.key, line.title, [(r.kind, r.phase, r.institution.slug) for r in line.roles])
        for line in selectors.measure_lines(frame)
    ]


def _measures() -> Any:
    return apps.get_model("plan.Measure").objects.filter(plan__slug=SLUG).order_by("position")


def _lines_by_prefetch() -> list[Any]:
    rows = _measures().select_related("node__level", "node__parent__parent", "plan")
    rows = rows.prefetch_related("roles__institution", "open_roles")
    return [
        (m.key, m.title_de, [(r.kind, r.phase, r.institution.slug) for r in m.roles.all()])
        for m in rows
    ]


def _lines_one_by_one() -> list[Any]:
    return [
        (m.key, m.title_de, [(r.kind, r.phase, r.institution.slug) for r in m.roles.all()])
        for m in _measures()
    ]


_MACRO_TABLE = """
{%- macro single(c) -%}
{%- if c is string -%}{{ c }}{%- elif c is none -%}{%- else -%}
<a class="ls-link" href="{{ c.href }}">{{ c.text }}</a>{%- endif -%}
{%- endmacro -%}
{%- macro several(cells) -%}
{%- if cells -%}
<ul class="ls-cell-list">{% for c in cells %}<li>{{ single(c) }}</li>{% endfor %}</ul>
{%- endif -%}
{%- endmacro -%}
{%- for row in table.rows -%}
<tr class="kern-table__row">
{%- for p in columns %}{% set cell = row[p] %}{% set e = 'th' if loop.first else 'td' %}
<{{ e }} class="kern-table__cell"{% if e == 'th' %} scope="row"{% endif %}>
{{- single(cell) if cell is string or cell is none or cell.href is defined else several(cell) -}}
</{{ e }}>{% endfor %}</tr>
{% endfor %}"""


def whole_plan() -> Iterator[Figure]:
    """Work on the plan as a whole."""
    path = shipped_plans()[SLUG]
    document = load(path)
    yield measure("read the package", lambda: load(path), runs=5)
    yield measure("check, 24 rules", lambda: check(document), runs=5)
    yield measure("document from the database", lambda: selectors.plan_document(SLUG), runs=10)
    day = dt.date(2020, 1, 1)
    yield measure(
        "document as of a past day", lambda: selectors.plan_document(SLUG, day=day), runs=10
    )


def import_command() -> Iterator[Figure]:
    """``leitstand plan import`` as a user runs it, a process of its own: wall clock."""
    command = str(Path(sys.executable).with_name("leitstand"))

    def run(home: str, *arguments: str) -> float:
        start = time.perf_counter()
        subprocess.run(
            [command, *arguments],
            env={"LEITSTAND_HOME": home},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        return (time.perf_counter() - start) * 1000

    for name, prepare, bar in (
        ("leitstand plan import (process, wall clock)", True, 2000.0),
        ("the same, making the tables first", False, None),
    ):
        times = []
        for _ in range(3):
            with tempfile.TemporaryDirectory() as home:
                if prepare:
                    run(home, "migrate")
                times.append(run(home, "plan", "import", SLUG))
        yield Figure(name, round(min(times)), round(sorted(times)[1]), 0, 3, max_cpu_ms=bar)
