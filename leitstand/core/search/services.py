# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Writing the index. It says what the rooms hand over, in the same transaction as their write."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, TypeAlias

from django.db import connection, transaction
from django.db.models import QuerySet

from leitstand.core.search.documents import (
    AnalysedDocument,
    IndexDocument,
    TokenColumns,
    WordEntry,
    analysed_document,
    vocabulary,
)
from leitstand.core.search.engines import engine
from leitstand.core.search.models import SearchDocument, SearchWord

_OWN = ("plan", "language", "kind", "key", "position", "label", "title", "text", "route", "digest")
_TOKENS = tuple(field.name for field in fields(TokenColumns))
_WORD = tuple(field.name for field in fields(WordEntry))


@dataclass(frozen=True, slots=True)
class IndexResult:
    """How many rows were written and removed; the others stood so already."""

    written: int
    removed: int


# SQLite takes no more than 32,766 parameters in a statement.
_AT_ONCE = 10_000
_Name: TypeAlias = tuple[str, str, str, str]
_Held: TypeAlias = dict[_Name, tuple[int, str]]


@transaction.atomic
def index_replace(*, plan: str, documents: Iterable[IndexDocument]) -> IndexResult:
    """The index of ``plan`` holds these documents and no others.

    Only documents that differ from what the index holds are analysed and written. At most 4
    statements, on SQLite 8. No permission and no audit: the index repeats what an audited write
    has made public.
    """
    wanted = {_name(document): document for document in documents}
    if any(document.plan != plan for document in wanted.values()):
        raise ValueError(f"not all documents belong to {plan}")
    held = _held(SearchDocument.objects.filter(plan=plan))
    gone = [held[name][0] for name in held.keys() - wanted.keys()]
    return _write(wanted, held, gone)


@transaction.atomic
def index_update(*, documents: Iterable[IndexDocument]) -> IndexResult:
    """The index holds these documents, of whatever plans; all others stay as they are.

    As few statements as `index_replace`.
    """
    wanted = {_name(document): document for document in documents}
    if not wanted:
        return IndexResult(0, 0)
    plans, languages, kinds, keys = map(set, zip(*wanted, strict=True))
    rows = SearchDocument.objects.filter(
        plan__in=plans, language__in=languages, kind__in=kinds, key__in=keys
    )
    return _write(wanted, _held(rows), [])


def _name(document: IndexDocument) -> _Name:
    return document.plan, document.language, document.kind, document.key


def _held(rows: QuerySet[SearchDocument]) -> _Held:
    columns = rows.values_list("plan", "language", "kind", "key", "id", "digest")
    return {
        (plan, language, kind, key): (row_id, digest)
        for plan, language, kind, key, row_id, digest in columns
    }


def _write(wanted: dict[_Name, IndexDocument], held: _Held, gone: list[int]) -> IndexResult:
    changed = {n: d for n, d in wanted.items() if n not in held or held[n][1] != d.digest}
    leaving = [*gone, *(held[name][0] for name in changed if name in held)]
    for first in range(0, len(leaving), _AT_ONCE):
        SearchDocument.objects.filter(id__in=leaving[first : first + _AT_ONCE]).delete()
    if changed:
        analysed = [analysed_document(document) for document in changed.values()]
        _insert_documents(analysed)
        _insert_words(analysed)
    return IndexResult(len(changed), len(gone))


@transaction.atomic
def index_clear() -> None:
    """The index is empty; ``search rebuild`` fills it anew."""
    SearchDocument.objects.all().delete()
    SearchWord.objects.all().delete()


def _insert_documents(documents: list[AnalysedDocument]) -> None:
    own, tokens = attrgetter(*_OWN), attrgetter(*_TOKENS)
    arguments = SearchDocument._meta.get_field("arguments")
    rows = [
        (
            *own(one.document),
            arguments.get_db_prep_save(dict(one.document.arguments), connection),
            *tokens(one.columns),
        )
        for one in documents
    ]
    _insert("core_searchdocument", (*_OWN, "arguments", *_TOKENS), rows)


def _insert_words(documents: list[AnalysedDocument]) -> None:
    """Words are only ever added: one that no longer occurs finds nothing and harms nobody."""
    rows = [attrgetter(*_WORD)(entry) for entry in vocabulary(documents)]
    _insert("core_searchword", _WORD, rows)


def _insert(table: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    """All rows in one go; the ORM would take a statement for every 60 and twice the time."""
    places = ", ".join(["%s"] * len(columns))
    # Both names are constants of this file.
    statement = (
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places}) ON CONFLICT DO NOTHING"  # noqa: S608
    )
    with engine().told_of_new(table), connection.cursor() as cursor:
        cursor.executemany(statement, rows)
