# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Copies of the plans that a database holds, rows and history and search, made by the database.

Bringing 1,000 plans in takes minutes; copying some of them over and over takes seconds, and what
a page or a search has to read through is as much.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, models, transaction

from leitstand.core.search.documents import scope_tokens
from leitstand.core.search.engines import engine

# Every copy's rows are numbered from here on: copy 2 of row 17 is row 20,000,017.
_STRIDE = 10_000_000
_NUMBERS = "WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < %s)"


@transaction.atomic
def copy_plans(times: int) -> None:
    """Every plan stands here ``times`` times more, under its name with ``-1``, ``-2``, …"""
    if times < 1:
        return
    plan = apps.get_model("plan.Plan")
    slugs = list(plan.objects.order_by("slug").values_list("slug", flat=True))
    for model in apps.get_app_config("plan").get_models():
        _copy(model, times)
    with engine().told_of_new("core_searchdocument"), _index_made_anew():
        for slug in slugs:
            for number in range(1, times + 1):
                _copy_index(slug, number)


def _copy(model: type[models.Model], times: int) -> None:
    of = dict(_columns(model))
    names, values = ", ".join(map(_quoted, of)), ", ".join(of.values())
    table = _quoted(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_NUMBERS} INSERT INTO {table} ({names}) SELECT {values} FROM {table}, copies",
            [times],
        )


def _columns(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """The columns of a plan's table with what each says in copy ``n``."""
    for field in model._meta.concrete_fields:
        name = str(field.column)
        points_at_plan = field.is_relation and field.related_model._meta.app_label == "plan"  # type: ignore[union-attr]
        if name in {"id", "history_id"} or points_at_plan:
            yield name, f"{_quoted(name)} + {_STRIDE} * n"
        elif name == "slug" and model._meta.object_name in {"Plan", "HistoricalPlan"}:
            yield name, f"{_quoted(name)} || '-' || n"
        else:
            yield name, _quoted(name)


def _copy_index(slug: str, number: int) -> None:
    """The pages of a plan are found a second time, under the name of the copy."""
    model = apps.get_model("core.SearchDocument")
    copy = f"{slug}-{number}"
    [old], [new] = scope_tokens(plan=slug), scope_tokens(plan=copy)
    said = {
        "id": f"id + {_STRIDE * number}",
        "plan": "%(copy)s",
        "key": "CASE WHEN kind = 'plan' THEN %(copy)s ELSE key END",
        "scope": "replace(scope, %(old)s, %(new)s)",
        "arguments": "replace(CAST(arguments AS text), %(quoted)s, %(requoted)s)",
    }
    if connection.vendor == "postgresql":
        said["arguments"] = f"CAST({said['arguments']} AS jsonb)"
    columns = [str(field.column) for field in model._meta.concrete_fields]
    of = {column: said.get(column, _quoted(column)) for column in columns}
    table, names = _quoted(model._meta.db_table), ", ".join(map(_quoted, of))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {', '.join(of.values())} FROM {table}"
            " WHERE plan = %(slug)s",
            {
                "slug": slug,
                "copy": copy,
                "old": old,
                "new": new,
                "quoted": f'"{slug}"',
                "requoted": f'"{copy}"',
            },
        )


@contextmanager
def _index_made_anew() -> Iterator[None]:
    """PostgreSQL makes an index of all rows ten times as fast as it adds them one by one."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'core_search_index'")
        [(definition,)] = cursor.fetchall()
        cursor.execute("DROP INDEX core_search_index")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        cursor.execute(definition)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
