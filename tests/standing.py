# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The Berlin plan, imported once a process, in a database beside the empty one.

Every seventh test wants it, and importing it costs half a second. Such a test gets the connection
to a copy of the test database in which the plan stands; what the test writes is rolled back there.

A plugin (``-p tests.standing``) and no part of the conftest: the connection must be there before
pytest-django's own fixture opens the transaction of the test.
"""

from collections.abc import Iterator
from typing import Any

import pytest

_NEEDS_ITS_OWN = frozenset({"transactional_db", "live_server", "django_db_reset_sequences"})
_copies: list[Any] = []
_here: list[bool] = []


def berlin_is_here() -> bool:
    """Whether the test's database already holds the plan."""
    return bool(_here)


@pytest.fixture(autouse=True)
def where_berlin_stands(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that asks for ``berlin`` works in the copy, unless it must commit or a module holds a
    transaction open already.
    """
    if "berlin" not in request.fixturenames or _commits(request):
        yield
        return
    request.getfixturevalue("django_db_setup")
    from django.db import connection

    if connection.in_atomic_block:
        yield
        return
    with request.getfixturevalue("django_db_blocker").unblock():
        if not _copies:
            _copies.append(_copied(request))
        connection.ensure_connection()
    empty, connection.connection = connection.connection, _copies[0]
    _here.append(True)
    yield
    _here.clear()
    connection.connection = empty


def _commits(request: pytest.FixtureRequest) -> bool:
    marks = request.node.iter_markers("django_db")
    return any(mark.kwargs.get("transaction") for mark in marks) or not _NEEDS_ITS_OWN.isdisjoint(
        request.fixturenames
    )


def _copied(request: pytest.FixtureRequest) -> Any:
    """A connection to a copy of the empty test database, with the plan in it."""
    from django.db import connection

    from leitstand.plan.services import plan_import

    connection.ensure_connection()
    copy = _sqlite_copy() if connection.vendor == "sqlite" else _postgresql_copy(request)
    empty, connection.connection = connection.connection, copy
    plan_import(document=request.getfixturevalue("berlin_document"), actor="test")
    connection.connection = empty
    return copy


def _sqlite_copy() -> Any:
    from django.db import connection

    database = "file:leitstand_berlin?mode=memory&cache=shared"
    copy = connection.get_new_connection(
        {**connection.get_connection_params(), "database": database}
    )
    connection.connection.backup(copy)
    return copy


def _postgresql_copy(request: pytest.FixtureRequest) -> Any:
    from django.db import connection

    connection.close()
    connection.creation.clone_test_db("berlin", verbosity=0, autoclobber=True)
    name = connection.creation.get_test_db_clone_settings("berlin")["NAME"]
    copy = connection.get_new_connection({**connection.get_connection_params(), "dbname": name})

    blocker = request.getfixturevalue("django_db_blocker")

    def drop() -> None:
        copy.close()
        with blocker.unblock(), connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}"')

    request.session.addfinalizer(drop)
    connection.ensure_connection()
    return copy
