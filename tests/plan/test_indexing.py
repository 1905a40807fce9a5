# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A plan can be found as soon as it is read in, as it then stands, and not before."""

from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leitstand.cli.commands import leitstand
from leitstand.core.search.models import SearchDocument
from leitstand.core.search.selectors import search
from leitstand.plan.indexing import index_documents
from leitstand.plan.services import plan_import, search_rebuild
from tests.plan.documents import Record, document, institution, name

pytestmark = pytest.mark.django_db


def read_in(*measures: Record, **given: Any) -> None:
    plan_import(document=document(*measures, **given), actor="test")


def found(text: str) -> list[tuple[str, str]]:
    return [(hit.plan, hit.key) for hit in search(text, language="de").hits]


def rows() -> set[tuple[str, ...]]:
    return set(SearchDocument.objects.values_list("plan", "language", "kind", "key", "digest"))


def test_the_index_holds_what_the_document_says_and_nothing_else() -> None:
    plan = document(institutions=(institution("amt", "Amt für Züge"),))
    plan_import(document=plan, actor="test")
    assert {row[1:4] for row in rows()} == {
        (d.language, d.kind, d.key) for d in index_documents(plan)
    }


def test_every_page_of_the_index_has_an_address() -> None:
    plan = document(institutions=(institution("amt", "Amt für Züge"),))
    assert [reverse(d.route, kwargs=dict(d.arguments)) for d in index_documents(plan)]


def test_a_rehearsal_leaves_the_index_alone() -> None:
    plan_import(document=document(), actor="test", dry_run=True)
    assert rows() == set()


def test_an_institution_is_found_by_every_name_it_bears() -> None:
    named = institution("amt", "Amt für Züge", "AfZ", name("Bahnbehörde", kind="former"))
    read_in(institutions=(named,))
    for text in ("AfZ", "afz", "Amt für Züge", "Bahnbehörde", "Bahn"):
        assert (document().plan.slug, "amt") in found(text), text


def test_a_second_import_of_the_same_writes_no_index() -> None:
    read_in()
    before = set(SearchDocument.objects.values_list("id", flat=True))
    read_in()
    assert set(SearchDocument.objects.values_list("id", flat=True)) == before


def test_the_index_follows_an_edit_without_being_made_anew(berlin: Any) -> None:
    before = dict(SearchDocument.objects.values_list("id", "digest"))
    changed = berlin.model_copy(
        update={
            "measures": (
                berlin.measures[0].model_copy(
                    update={
                        "title": berlin.measures[0].title.model_copy(
                            update={"de": "Quastenflosser"}
                        )
                    }
                ),
                *berlin.measures[1:],
            )
        }
    )
    with CaptureQueriesContext(connection) as captured:
        plan_import(document=changed, actor="test")
    assert found("Quastenflosser") == [(berlin.plan.slug, berlin.measures[0].id)]
    assert len(before.keys() - set(SearchDocument.objects.values_list("id", flat=True))) == 1
    # None of them grows with the plan or with how many plans there are.
    own = [q for q in captured if "core_search" in q["sql"]]
    assert len(own) <= (4 if connection.vendor == "postgresql" else 8)


def test_rebuilding_changes_nothing_where_nothing_was_wrong(berlin: Any) -> None:
    before = rows()
    assert search_rebuild() == {berlin.plan.slug: len(before)}
    assert rows() == before


def test_the_command_rebuilds_what_was_lost(berlin: Any) -> None:
    SearchDocument.objects.all().delete()
    result = CliRunner().invoke(leitstand, ["search", "rebuild"])
    assert (result.exit_code, found("GEFIS")) == (0, [(berlin.plan.slug, "flaechen.1.II")])
    assert "498" in result.output


def test_a_renamed_institution_is_found_in_every_plan_that_knows_it() -> None:
    first = document(institutions=(institution("amt", "Amt für Züge"),))
    other = first.model_copy(update={"plan": first.plan.model_copy(update={"slug": "jena"})})
    plan_import(document=first, actor="test")
    plan_import(document=other, actor="test")
    read_in(institutions=(institution("amt", "Amt für Schwebebahnen"),))
    assert sorted(plan for plan, _key in found("Schwebebahn")) == sorted(["jena", first.plan.slug])
