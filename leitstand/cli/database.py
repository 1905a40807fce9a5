# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Making the database fit before a command uses it."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from leitstand.cli.output import fail


def ready_database() -> None:
    """The tables exist. A new database gets them; an older one is left for ``migrate``.

    Nobody's data is rebuilt in passing: that is the operator's decision, after a backup.
    """
    pending = pending_migrations()
    if not pending:
        return
    if "django_migrations" in connection.introspection.table_names():
        fail(
            _("Die Datenbank ist älter als diese Fassung (%d Schritte). Bitte: leitstand migrate")
            % len(pending)
        )
    migrate_database()


def pending_migrations() -> list[str]:
    """The steps that the database still lacks, by name."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def migrate_database() -> None:
    """Every step is applied."""
    call_command("migrate", interactive=False, verbosity=0)
