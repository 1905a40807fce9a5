# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Which migrations a database and a backup have behind them, and the models of that state."""

from collections.abc import Iterable
from functools import cache

from django.apps import apps
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

Steps = frozenset[tuple[str, str]]


def applied_steps() -> Steps:
    """The migrations that this database has behind it and that this version knows."""
    loader = MigrationLoader(connection)
    return frozenset(step for step in loader.applied_migrations if step in loader.graph.nodes)


@cache
def known_steps() -> Steps:
    """Every migration of this version."""
    return frozenset(MigrationLoader(None).graph.nodes)


def latest(steps: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The ends of the lines: the steps that no other of the steps builds on."""
    graph, chosen = MigrationLoader(None).graph, set(steps)
    return sorted(
        step
        for step in chosen
        if not any(child.key in chosen for child in graph.node_map[step].children)
    )


def models_at(steps: Steps) -> Apps:
    """The models that fit a database with ``steps`` behind it: today's, or those of that day."""
    loader = MigrationLoader(None)
    if steps == frozenset(loader.graph.nodes):
        return apps
    return loader.project_state(latest(steps)).apps


def migrate_to(steps: Steps) -> Apps:
    """The empty database has exactly ``steps`` behind it; returns the models that fit it."""
    executor = MigrationExecutor(connection)
    executor.migrate(latest(steps))
    return models_at(steps)
