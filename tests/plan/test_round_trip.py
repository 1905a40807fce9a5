# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A plan comes out as it went in: through the tables and through every file that reads back."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from leitstand.plan.assembly import assemble, flatten
from leitstand.plan.document import PlanDocument
from leitstand.plan.document.loading import load
from leitstand.plan.export import render
from leitstand.plan.selectors import plan_document, plan_slugs
from leitstand.plan.services import plan_import
from tests.plan.documents import both, document, goal, measure, node, undertaking
from tests.plan.made_documents import documents
from tests.plan.state import everything

# A document is large: shrinking one takes minutes and tells little more than its difference.
made = settings(
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
LOSSLESS = ("json", "yaml", "xlsx")


@contextlib.contextmanager
def rolled_back() -> Iterator[None]:
    """Whatever is written inside is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files")


def through_file(document: PlanDocument, form: str, folder: Path) -> PlanDocument:
    path = folder / f"plan.{form}"
    path.write_bytes(render(document, form))
    return load(path)


def test_the_berlin_plan_survives_its_records(berlin_document: PlanDocument) -> None:
    assert assemble(flatten(berlin_document)) == berlin_document


def test_the_berlin_plan_survives_the_database(berlin: PlanDocument) -> None:
    assert plan_document("berlin-2018-2021") == berlin


@pytest.mark.parametrize("form", LOSSLESS)
def test_the_berlin_plan_survives_a_file(
    berlin_document: PlanDocument, form: str, folder: Path
) -> None:
    assert through_file(berlin_document, form, folder) == berlin_document


@pytest.mark.parametrize("form", LOSSLESS)
def test_an_exported_plan_brought_in_again_changes_nothing(
    berlin: PlanDocument, form: str, folder: Path
) -> None:
    before = everything()
    exported = through_file(plan_document("berlin-2018-2021"), form, folder)
    result = plan_import(document=exported, actor="test", reason="noch einmal")
    assert (result.changes, result.is_new) == ((), False)
    assert everything() == before


@pytest.mark.parametrize("form", ["json", "yaml", "csv", "md"])
def test_the_same_plan_gives_the_same_file(berlin_document: PlanDocument, form: str) -> None:
    assert render(berlin_document, form) == render(berlin_document, form)


@made
@given(documents())
def test_any_plan_survives_its_records(document: PlanDocument) -> None:
    assert assemble(flatten(document)) == document


@settings(made, max_examples=20)
@given(documents())
@pytest.mark.django_db
def test_any_plan_survives_the_database(document: PlanDocument) -> None:
    with rolled_back():
        plan_import(document=document, actor="test")
        assert plan_document(document.plan.slug) == document
        assert plan_import(document=document, actor="test").changes == ()
        assert plan_document(document.plan.slug, day=document.plan.period.start) == document


@settings(made, max_examples=25)
@given(documents())
@pytest.mark.parametrize("form", LOSSLESS)
def test_any_plan_survives_a_file(form: str, folder: Path, document: PlanDocument) -> None:
    assert through_file(document, form, folder) == document


@settings(made, max_examples=12)
@given(documents(), documents())
@pytest.mark.django_db
def test_any_plan_can_become_any_other(first: PlanDocument, second: PlanDocument) -> None:
    head = second.plan.model_copy(update={"slug": first.plan.slug, "period": first.plan.period})
    second = second.model_copy(update={"plan": head})
    with rolled_back():
        start = first.plan.period.start
        plan_import(document=first, actor="test")
        plan_import(document=second, actor="test", effective_on=start)
        assert plan_document(first.plan.slug) == second
        assert plan_document(first.plan.slug, day=start) == second


@pytest.mark.parametrize("form", ["yaml", "xlsx"])
@pytest.mark.parametrize(
    "title", ["_x0041_", "x005F_", "a\xa0b", "a\u200bb", "\ufeffa", "\U0010fffd"]
)
def test_rare_signs_survive_a_file(form: str, title: str, folder: Path) -> None:
    given = document(measure("hafen.1.I", leads=["werft"], title=both(title)))
    assert through_file(given, form, folder) == given


@pytest.mark.parametrize("form", LOSSLESS)
def test_a_plan_with_empty_lists_survives_a_file(form: str, folder: Path) -> None:
    given = document()
    assert through_file(given, form, folder) == given


@pytest.mark.parametrize("form", LOSSLESS)
def test_an_undertaking_of_no_measure_survives_a_file(form: str, folder: Path) -> None:
    given = document(measure("hafen.1.I", leads=["werft"]), undertakings=[undertaking("kran")])
    assert through_file(given, form, folder) == given


@pytest.mark.django_db
def test_two_fields_can_swap_their_numbers() -> None:
    fields = [node("hafen.1"), node("hafen.2")]
    swapped = [fields[0] | {"number": "2"}, fields[1] | {"number": "1"}]
    measures = [measure("hafen.1.I"), measure("hafen.2.I")]
    plan_import(document=document(*measures, nodes=fields), actor="test")
    wanted = document(*measures, nodes=swapped)
    plan_import(document=wanted, actor="test")
    assert plan_document("klein") == wanted


@pytest.mark.django_db
def test_a_field_can_be_put_in_before_another() -> None:
    plan_import(document=document(measure("hafen.1.I"), nodes=[node("hafen.1")]), actor="test")
    nodes = [node("hafen.neu", number="1"), node("hafen.1", number="2")]
    wanted = document(measure("hafen.1.I"), nodes=nodes)
    plan_import(document=wanted, actor="test")
    assert plan_document("klein") == wanted


@pytest.mark.django_db
@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_the_next_edition_can_become_this_one(order: tuple[int, int]) -> None:
    old, new = order

    def plan(this: int, *numbers: int) -> PlanDocument:
        editions = [
            {"number": n, "label": both(str(n)), "year": 2010 + n, "is_this": n == this}
            for n in numbers
        ]
        return document(measure("hafen.1.I"), editions=editions)

    plan_import(document=plan(old, 1, 2), actor="test")
    plan_import(document=plan(new, 1, 2), actor="test")
    plan_import(document=plan(3, 1, 2, 3), actor="test")
    assert plan_document("klein") == plan(3, 1, 2, 3)


@pytest.mark.django_db
def test_a_branch_can_go_with_all_below_it() -> None:
    plan_import(document=document(measure("hafen.1.I"), measure("bad.1.I")), actor="test")
    wanted = document(measure("hafen.1.I"))
    plan_import(document=wanted, actor="test")
    assert plan_document("klein") == wanted


@pytest.mark.django_db
def test_a_branch_can_go_while_what_hung_on_it_moves() -> None:
    nodes = [node("hafen"), node("bad"), node("hafen.1"), node("hafen.2", level="cluster")]
    moved = [node("hafen"), node("hafen.1", parent="hafen", number="3")]
    goals = [goal("ziel", "bad")]
    plan_import(document=document(nodes=nodes, goals=goals), actor="test")
    wanted = document(nodes=moved, goals=[goal("ziel", "hafen")])
    plan_import(document=wanted, actor="test")
    assert plan_document("klein") == wanted


@pytest.mark.django_db
def test_one_plan_does_not_change_another(berlin: PlanDocument) -> None:
    other = document(measure("hafen.1.I", leads=["ihk-hafen"]), slug="hafen")
    plan_import(document=other, actor="test")
    mended = document(measure("hafen.2.I"), slug="hafen")
    plan_import(document=mended, actor="test", effective_on=mended.plan.period.start)
    assert plan_slugs() == ("berlin-2018-2021", "hafen")
    assert plan_document("berlin-2018-2021") == berlin
