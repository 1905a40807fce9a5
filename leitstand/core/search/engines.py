# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The two engines behind one question, which rows hold these tokens and how well.

SQLite answers with FTS5 and its ``bm25``, PostgreSQL with a ``tsvector`` of the ``simple``
dictionary and ``ts_rank``. Both weigh a name above a title, a title above the text, a word above
a part of one. Their order only decides what gets into the last round; `ranking` has the last word.
"""

from typing import Protocol

from django.db import connection

from leitstand.core.search.expressions import Expression, as_fts5, as_tsquery


class Engine(Protocol):
    """Finds rows. All answers are bounded by ``limit``."""

    def documents(self, wanted: Expression, limit: int) -> list[tuple[int, float]]:
        """Row number and weight (more is better) of documents, in no order."""

    def words(self, wanted: Expression, limit: int) -> list[tuple[str, str, str]]:
        """Word, term and spelling of words whose trigrams answer."""


class SqliteEngine:
    """FTS5. ``bm25`` counts downwards, and knows six columns: the last only narrows."""

    _DOCUMENTS = (
        "SELECT rowid, -bm25(core_search_index, 10, 6, 3, 2, 1, 0) FROM core_search_index"
        " WHERE core_search_index MATCH %s LIMIT %s"
    )
    _WORDS = (
        "SELECT w.word, w.term, w.shown FROM core_search_grams g"
        " JOIN core_searchword w ON w.id = g.rowid WHERE core_search_grams MATCH %s LIMIT %s"
    )

    def documents(self, wanted: Expression, limit: int) -> list[tuple[int, float]]:
        """See `Engine`."""
        with connection.cursor() as cursor:
            cursor.execute(self._DOCUMENTS, [as_fts5(wanted), limit])
            return list(cursor.fetchall())

    def words(self, wanted: Expression, limit: int) -> list[tuple[str, str, str]]:
        """See `Engine`."""
        with connection.cursor() as cursor:
            cursor.execute(self._WORDS, [as_fts5(wanted), limit])
            return list(cursor.fetchall())


class PostgresEngine:
    """``tsvector`` and GIN. Weights D to A: parts, text, title, names."""

    _DOCUMENTS = (
        "SELECT id, ts_rank('{0.05, 0.2, 0.6, 1.0}', vector, %s::tsquery)"
        " FROM core_searchdocument WHERE vector @@ %s::tsquery LIMIT %s"
    )
    _WORDS = "SELECT word, term, shown FROM core_searchword WHERE vector @@ %s::tsquery LIMIT %s"

    def documents(self, wanted: Expression, limit: int) -> list[tuple[int, float]]:
        """See `Engine`."""
        query = as_tsquery(wanted)
        with connection.cursor() as cursor:
            cursor.execute(self._DOCUMENTS, [query, query, limit])
            return list(cursor.fetchall())

    def words(self, wanted: Expression, limit: int) -> list[tuple[str, str, str]]:
        """See `Engine`."""
        with connection.cursor() as cursor:
            cursor.execute(self._WORDS, [as_tsquery(wanted), limit])
            return list(cursor.fetchall())


def engine() -> Engine:
    """The engine of this installation's database."""
    return PostgresEngine() if connection.vendor == "postgresql" else SqliteEngine()
