# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The highest row number that every table ever gave away.

Numbers are carried along because history tells rows apart by them: after a restore a new row must
not get the number of a row that was deleted before the backup.
"""

from collections.abc import Iterable, Mapping

from django.db import connection

from leitstand.core.backup.shapes import TableShape

_POSTGRESQL_LAST = """
SELECT t.name, coalesce(pg_sequence_last_value(
    pg_get_serial_sequence(quote_ident(t.name), t.number)::regclass), 0)
FROM unnest(%s::text[], %s::text[]) AS t (name, number)
"""
_POSTGRESQL_SET = "SELECT setval(pg_get_serial_sequence(quote_ident(%s), %s), %s, true)"


def last_ids(shapes: Iterable[TableShape]) -> dict[str, int]:
    """The highest number given away so far, for every table that numbers its rows; 1 statement."""
    numbered = {shape.name: shape.numbered_by for shape in shapes if shape.numbered_by}
    if not numbered:
        return {}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_LAST, [list(numbered), list(numbered.values())])
        else:
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
        given = {str(name): int(last) for name, last in cursor.fetchall()}
    return {name: given.get(name, 0) for name in numbered}


def continue_after(shapes: Iterable[TableShape], last: Mapping[str, int]) -> None:
    """The next row of every table gets a number above ``last``."""
    with connection.cursor() as cursor:
        for shape in shapes:
            number = last.get(shape.name, 0)
            if not shape.numbered_by or not number:
                continue
            if connection.vendor == "postgresql":
                cursor.execute(_POSTGRESQL_SET, [shape.name, shape.numbered_by, number])
                continue
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [shape.name])
            cursor.execute(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [shape.name, number]
            )
