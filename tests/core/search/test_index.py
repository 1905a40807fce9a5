# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The index holds what the rooms hand over, in few statements, all of it or nothing."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from leitstand.core.search.models import SearchDocument, SearchWord
from leitstand.core.search.selectors import search
from leitstand.core.search.services import IndexResult, index_clear, index_replace, index_update
from tests.core.search.made import page

pytestmark = pytest.mark.django_db


def keys(text: str, **given: str) -> list[str]:
    return [hit.key for hit in search(text, language="de", **given).hits]  # type: ignore[arg-type]


def test_what_is_handed_over_is_found_and_what_is_not_is_gone() -> None:
    index_replace(plan="ulm", documents=[page("a", "Flächen"), page("b", "Messen")])
    assert index_replace(plan="ulm", documents=[page("b", "Messen")]) == IndexResult(0, 1)
    assert (keys("Flächen"), keys("Messen")) == ([], ["b"])


def test_a_changed_page_is_found_by_its_new_words_only() -> None:
    index_replace(plan="ulm", documents=[page("a", "Flächen")])
    assert index_replace(plan="ulm", documents=[page("a", "Messen")]) == IndexResult(1, 0)
    assert (keys("Flächen"), keys("Messen")) == ([], ["a"])


def test_the_same_again_writes_nothing() -> None:
    index_replace(plan="ulm", documents=[page("a", "Flächen")])
    assert index_replace(plan="ulm", documents=[page("a", "Flächen")]) == IndexResult(0, 0)


@pytest.mark.parametrize(
    "change", [{"label": "x"}, {"position": 3}, {"arguments": {"plan": "x"}}, {"codes": ("x",)}]
)
def test_every_difference_is_seen(change: dict[str, object]) -> None:
    one = page("a", "Flächen")
    assert replace(one, **change).digest != one.digest  # type: ignore[arg-type]


def test_an_update_leaves_the_rest() -> None:
    index_replace(plan="ulm", documents=[page("a", "Flächen"), page("b", "Messen")])
    assert index_update(documents=[page("b", "Züge")]) == IndexResult(1, 0)
    assert (keys("Flächen"), keys("Messen"), keys("Züge")) == (["a"], [], ["b"])


def test_an_update_of_nothing_asks_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):  # the savepoint alone
        index_update(documents=[])


@pytest.mark.parametrize("count", [1, 40])
def test_the_statements_of_an_update_do_not_grow_with_the_plans(count: int) -> None:
    slugs = [f"stadt{n}" for n in range(count)]
    index_update(documents=[page("a", "Messen", plan=slug) for slug in slugs])
    with CaptureQueriesContext(connection) as captured:
        done = index_update(documents=[page("a", "Flächen", plan=slug) for slug in slugs])
    own = [q for q in captured if "SAVEPOINT" not in q["sql"].upper()]
    assert done == IndexResult(count, 0)
    assert search("Flächen", language="de").total == count
    assert len(own) <= (4 if connection.vendor == "postgresql" else 8)


def test_one_plan_does_not_touch_another() -> None:
    index_replace(plan="ulm", documents=[page("a", "Flächen")])
    index_replace(plan="jena", documents=[page("a", "Flächen", plan="jena")])
    index_replace(plan="ulm", documents=[])
    assert [hit.plan for hit in search("Flächen", language="de").hits] == ["jena"]


def test_a_document_of_another_plan_is_refused() -> None:
    with pytest.raises(ValueError, match="belong to jena"):
        index_replace(plan="jena", documents=[page("a", "Flächen")])


@pytest.mark.parametrize("count", [1, 300])
def test_the_statements_do_not_grow_with_the_pages(count: int) -> None:
    pages = [page(f"k{n}", f"Fläche {n}") for n in range(count)]
    index_replace(plan="ulm", documents=[replace(one, text="alt") for one in pages])
    with CaptureQueriesContext(connection) as captured:
        index_replace(plan="ulm", documents=pages)
    own = [q for q in captured if "SAVEPOINT" not in q["sql"].upper()]
    assert len(own) <= (4 if connection.vendor == "postgresql" else 8)


def test_a_write_that_fails_leaves_the_index_as_it_was() -> None:
    index_replace(plan="ulm", documents=[page("a", "Flächen")])
    with transaction.atomic():
        index_replace(plan="ulm", documents=[page("a", "Messen")])
        transaction.set_rollback(True)
    assert (keys("Flächen"), keys("Messen")) == (["a"], [])


def test_clearing_forgets_pages_and_words() -> None:
    index_replace(plan="ulm", documents=[page("a", "Flächen")])
    index_clear()
    assert (SearchDocument.objects.count(), SearchWord.objects.count()) == (0, 0)
    assert keys("Flächen") == []


def test_kind_and_plan_narrow_a_search() -> None:
    index_replace(plan="ulm", documents=[page("a", "Flächen"), page("g", "Flächen", kind="goal")])
    index_replace(plan="jena", documents=[page("j", "Flächen", plan="jena")])
    assert keys("Flächen", kind="goal") == ["g"]
    assert keys("Flächen", plan="jena") == ["j"]
    assert keys("Flächen", plan="nirgends") == []


def test_a_page_is_found_in_its_own_language_only() -> None:
    index_replace(plan="ulm", documents=[page("a", "Flächen"), page("a", "Land", language="en")])
    assert keys("Land") == []
    assert [h.title.text for h in search("land", language="en").hits] == ["Land"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("gewerbefl", "a"),
        ("Gewebeflächen", "a"),
        ("Gewerbeflaechn", "a"),
        ("gewerbe flächen", "a"),
        ("Wirtschaftskonferens", "b"),
        ("konferenz", "b"),
    ],
)
def test_short_boxes_are_completed_and_corrected(typed: str, found: str) -> None:
    index_replace(
        plan="ulm",
        documents=[page("a", "Gewerbeflächen sichern"), page("b", "Wirtschaftskonferenz")],
    )
    assert keys(typed)[:1] == [found]


def test_a_replacement_is_told() -> None:
    index_replace(plan="ulm", documents=[page("a", "Gewerbeflächen sichern")])
    [told] = search("Gewebeflächen", language="de").replacements
    assert (told.typed, told.shown) == ("Gewebeflächen", ("Gewerbeflächen",))


def test_a_sentence_is_not_corrected() -> None:
    index_replace(plan="ulm", documents=[page("a", "Gewerbeflächen sichern")])
    assert search("Gewebeflächen schern Platz Betriebe", language="de").replacements == ()


def test_a_very_common_word_is_answered_by_the_most_promising(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("leitstand.core.search.selectors.MOST_COUNTED", 20)
    monkeypatch.setattr("leitstand.core.search.selectors.MOST_RANKED", 10)
    noise = [page(f"n{n}", f"Titel {n}", "Industrie") for n in range(40)]
    index_replace(plan="ulm", documents=[*noise, page("x", "Industrie", "Wasserstoff")])
    found = search("Industrie", language="de")
    assert (found.hits[0].key, found.total, found.is_more) == ("x", 20, True)
    assert search("Industrie Wasserstoff", language="de").hits[0].key == "x"
