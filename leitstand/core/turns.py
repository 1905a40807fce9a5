# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""One writer at a time, so that the order of acts is the order in which others see them.

A sequence gives its numbers before a transaction ends: act 11 can be there while act 10 is still
being written, and whoever then remembers "read up to 11" never sees 10. Edits are rare and short,
so they queue instead.
"""

from django.db import connection

# Any number that nothing else in the database uses for an advisory lock.
_WRITERS = 0x4C656974


def take_turn() -> None:
    """Nobody else writes until the transaction around this ends.

    A service that locks rows takes its turn before it does: two that wait for each other's locks
    would both have to be refused. Taking it again costs nothing.
    """
    # SQLite has one writer as it is; settings.py makes its transactions claim that from the start.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITERS])
