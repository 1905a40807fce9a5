# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Emptying the tables after a test that commits, though the record of acts refuses to be emptied.

Django's flush deletes from every table. Only here, between tests, the triggers make way.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations

TABLE = "core_auditevent"


@contextmanager
def suspended() -> Iterator[None]:
    """The table can be written freely; afterwards its triggers are what they were."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
                [TABLE],
            )
            triggers = cursor.fetchall()
            leave = [f"DROP TRIGGER {name}" for name, _sql in triggers]
            come_back = [sql for _name, sql in triggers]
        else:
            leave = [f"ALTER TABLE {TABLE} DISABLE TRIGGER USER"]
            come_back = [f"ALTER TABLE {TABLE} ENABLE TRIGGER USER"]
        for statement in leave:
            cursor.execute(statement)
        try:
            yield
        finally:
            for statement in come_back:
                cursor.execute(statement)


def let_flush_through() -> None:
    """From now on Django's flush, and nothing else, gets past the triggers."""
    flush: Callable[..., Any] = BaseDatabaseOperations.execute_sql_flush

    def execute(self: BaseDatabaseOperations, sql_list: Any) -> Any:
        with suspended():
            return flush(self, sql_list)

    BaseDatabaseOperations.execute_sql_flush = execute  # type: ignore[method-assign]
