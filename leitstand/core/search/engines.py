# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The two engines behind one question: which rows hold these tokens, and how well.

SQLite answers with FTS5 and its ``bm25``, PostgreSQL with a ``tsvector`` of the ``simple``
dictionary and ``ts_rank``. Both weigh a name above a title, a title above the text, a word above
a part of one. Their order only decides what gets into the last round; `ranking` has the last word.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

from django.db import connection

from leitstand.core.search.expressions import Expression, as_fts5, as_tsquery

# The FTS5 table of a table, and its columns as migration 0002 has made them.
_INDEXES = {
    "core_searchdocument": (
        "core_search_index",
        "names, title_tokens, title_parts, body_tokens, body_parts, scope",
    ),
    "core_searchword": ("core_search_grams", "grams"),
}


class Engine(Protocol):
    """Finds rows. All answers are bounded by ``limit``."""

    def documents(self, wanted: Expression, limit: int) -> list[int]:
        """The numbers of documents that answer, in no order; as cheap as can be."""

    def best_documents(self, wanted: Expression, limit: int) -> list[int]:
        """The numbers of the documents that answer best, best first; weighs every one."""

    def words(self, wanted: Expression, limit: int) -> list[tuple[str, str, str]]:
        """Word, term and spelling of words whose trigrams answer."""

    def told_of_new(self, table: str) -> AbstractContextManager[None]:
        """Rows that the block puts into the table are found afterwards."""


class SqliteEngine:
    """FTS5. ``bm25`` counts downwards, and knows six columns: the last only narrows."""

    def documents(self, wanted: Expression, limit: int) -> list[int]:
        """See `Engine`."""
        statement = "SELECT rowid FROM core_search_index WHERE core_search_index MATCH %s LIMIT %s"
        return [row[0] for row in _rows(statement, as_fts5(wanted), limit)]

    def best_documents(self, wanted: Expression, limit: int) -> list[int]:
        """See `Engine`."""
        statement = (
            "SELECT rowid FROM core_search_index WHERE core_search_index MATCH %s"
            " ORDER BY bm25(core_search_index, 10, 6, 3, 2, 1, 0), rowid LIMIT %s"
        )
        return [row[0] for row in _rows(statement, as_fts5(wanted), limit)]

    def words(self, wanted: Expression, limit: int) -> list[tuple[str, str, str]]:
        """See `Engine`."""
        statement = (
            "SELECT w.word, w.term, w.shown FROM core_search_grams g"
            " JOIN core_searchword w ON w.id = g.rowid WHERE core_search_grams MATCH %s LIMIT %s"
        )
        return _rows(statement, as_fts5(wanted), limit)

    @contextmanager
    def told_of_new(self, table: str) -> Iterator[None]:
        """See `Engine`. One writer at a time: greater row numbers are the block's own."""
        index, columns = _INDEXES[table]
        # All three names are constants of this file.
        [(newest,)] = _rows(f"SELECT coalesce(max(id), 0) FROM {table}")  # noqa: S608
        yield
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {index}(rowid, {columns})"  # noqa: S608
                f" SELECT id, {columns} FROM {table} WHERE id > %s",
                [newest],
            )


class PostgresEngine:
    """``tsvector`` and GIN. Weights D to A: parts, text, title, names."""

    def documents(self, wanted: Expression, limit: int) -> list[int]:
        """See `Engine`."""
        statement = "SELECT id FROM core_searchdocument WHERE vector @@ %s::tsquery LIMIT %s"
        return [row[0] for row in _rows(statement, as_tsquery(wanted), limit)]

    def best_documents(self, wanted: Expression, limit: int) -> list[int]:
        """See `Engine`."""
        statement = (
            "SELECT id FROM core_searchdocument, (SELECT %s::tsquery AS wanted) AS asked"
            " WHERE vector @@ wanted"
            " ORDER BY ts_rank('{0.05, 0.2, 0.6, 1.0}', vector, wanted) DESC, id LIMIT %s"
        )
        return [row[0] for row in _rows(statement, as_tsquery(wanted), limit)]

    def words(self, wanted: Expression, limit: int) -> list[tuple[str, str, str]]:
        """See `Engine`."""
        statement = (
            "SELECT word, term, shown FROM core_searchword WHERE vector @@ %s::tsquery LIMIT %s"
        )
        return _rows(statement, as_tsquery(wanted), limit)

    @contextmanager
    def told_of_new(self, table: str) -> Iterator[None]:
        """See `Engine`. The columns that are found are generated."""
        yield


def _rows(statement: str, *parameters: str | int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def engine() -> Engine:
    """The engine of this installation's database."""
    return PostgresEngine() if connection.vendor == "postgresql" else SqliteEngine()
