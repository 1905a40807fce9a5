# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The better answer stands above the worse one."""

from typing import Any

from leitstand.core.search.documents import IndexDocument, analysed_document
from leitstand.core.search.queries import Query, parse
from leitstand.core.search.ranking import Candidate, ranked
from tests.core.search.made import page


def order(text: str, *documents: IndexDocument) -> list[str]:
    query = parse(text, "de")
    assert isinstance(query, Query)
    candidates = []
    for row_id, document in enumerate(documents):
        columns = analysed_document(document).columns
        fields: dict[str, Any] = {
            name: f" {getattr(columns, name)} "
            for name in ("names", "title_tokens", "title_parts", "body_tokens", "body_parts")
        }
        candidates.append(
            Candidate(row_id, document.kind, document.plan, document.position, **fields)
        )
    return [documents[one.id].key for one in ranked(query, candidates)]


def test_a_title_counts_more_than_a_text() -> None:
    assert order("Messe", page("a", "Werbung", "Messe"), page("b", "Messe", "Werbung")) == [
        "b",
        "a",
    ]


def test_the_word_itself_counts_more_than_a_part_of_one() -> None:
    pages = page("a", "Gewerbeflächen sichern"), page("b", "Neue Flächen sichern")
    assert order("Flächen", *pages) == ["b", "a"]


def test_what_bears_the_name_stands_first() -> None:
    chamber = page("ihk", "Industrie- und Handelskammer", kind="institution", names=("IHK",))
    talk = page("a", "IHK und IHK", "IHK IHK IHK")
    assert order("ihk", talk, chamber) == ["ihk", "a"]


def test_more_of_the_words_count_more_than_one_of_them_often() -> None:
    pages = page("a", "Energie", "Energie Energie Energie"), page("b", "Betrieb", "Energie Klima")
    assert order("Klima Energie", *pages) == ["b", "a"]


def test_words_side_by_side_count_more_than_words_apart() -> None:
    apart = page("a", "Duale Wege", "in die gute Ausbildung")
    beside = page("b", "Gute Wege", "in die duale Ausbildung")
    assert order("duale Ausbildung", apart, beside) == ["b", "a"]


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    pages = [page(f"a{n}", "Industrie") for n in range(9)] + [page("b", "Wasserstoff")]
    assert order("Industrie Wasserstoff", *pages)[0] == "b"


def test_equals_stand_in_the_order_of_the_plan() -> None:
    pages = page("b", "Messe", position=2), page("a", "Messe", position=1)
    assert order("Messe", *pages) == ["a", "b"]
