# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Writing the index. It says what the rooms hand over, in the same transaction as their write."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any

from django.db import connection, transaction

from leitstand.core.search.documents import (
    AnalysedDocument,
    IndexDocument,
    TokenColumns,
    WordEntry,
    analysed_document,
    vocabulary,
)
from leitstand.core.search.models import SearchDocument, SearchWord

_OWN = ("plan", "language", "kind", "key", "position", "label", "title", "text", "route", "digest")
_TOKENS = tuple(field.name for field in fields(TokenColumns))
_WORD = tuple(field.name for field in fields(WordEntry))


@dataclass(frozen=True, slots=True)
class IndexResult:
    """How many rows were written and removed; the others stood so already."""

    written: int
    removed: int


@transaction.atomic
def index_replace(
    *, plan: str, documents: Iterable[IndexDocument], is_complete: bool = True
) -> IndexResult:
    """The index of ``plan`` holds these documents; ``is_complete``: and no others.

    Only documents that differ from what the index holds are analysed and written. At most 4
    statements. No permission and no audit: the index repeats what an audited write has made public.
    """
    wanted = {(d.language, d.kind, d.key): d for d in documents}
    if any(document.plan != plan for document in wanted.values()):
        raise ValueError(f"not all documents belong to {plan}")
    held = {
        (language, kind, key): (row_id, digest)
        for row_id, language, kind, key, digest in SearchDocument.objects.filter(
            plan=plan
        ).values_list("id", "language", "kind", "key", "digest")
    }
    changed = [d for key, d in wanted.items() if held.get(key, (0, ""))[1] != d.digest]
    gone = [held[key][0] for key in held.keys() - wanted.keys()] if is_complete else []
    stale = [held[key][0] for d in changed if (key := (d.language, d.kind, d.key)) in held]
    if len(gone) + len(stale) == len(held) and held:
        SearchDocument.objects.filter(plan=plan).delete()
    elif gone or stale:
        SearchDocument.objects.filter(id__in=[*gone, *stale]).delete()
    if changed:
        analysed = [analysed_document(document) for document in changed]
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
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)
