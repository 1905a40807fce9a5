# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Filters in the address: read safely, told in words, taken back one by one."""

import pytest
from django.test import RequestFactory

from leitstand.core.search.queries import LONGEST_QUERY, Fault
from leitstand.ui.filters import Option, fault_sentence, given, without


def test_a_value_is_one_line_without_invisible_signs() -> None:
    request = RequestFactory().get("/x", {"text": " a\x00\n\u202eb  c "})
    assert given(request, "text") == "a b c"
    assert given(request, "anderes") == ""


def test_a_value_that_is_too_long_is_seen_to_be_and_not_kept_whole() -> None:
    request = RequestFactory().get("/x", {"text": "ä" * 100_000})
    assert len(given(request, "text")) == LONGEST_QUERY + 1


@pytest.mark.parametrize(
    ("query", "names", "expected"),
    [
        ("a=1&b=2", ("a",), "/x?b=2"),
        ("a=1&b=2", ("a", "b"), "/x"),
        ("a=1&c=2", ("b",), "/x?a=1&c=2"),
        ("a=&b=", (), "/x"),
        ("a=%C3%A4+%26", (), "/x?a=%C3%A4+%26"),
    ],
)
def test_a_filter_is_taken_back_and_the_rest_stays(
    query: str, names: tuple[str, ...], expected: str
) -> None:
    assert without(RequestFactory().get(f"/x?{query}"), "/x", names) == expected


def test_the_day_stays_where_the_pages_own_address_has_it() -> None:
    request = RequestFactory().get("/x?stand=2020-01-01&a=1&b=2")
    here = "/x?stand=2020-01-01"
    assert without(request, here, ("a",)) == "/x?stand=2020-01-01&b=2"


def test_an_option_says_what_it_would_leave() -> None:
    assert tuple(Option("ihk", "IHK", 33)) == ("ihk", "IHK (33)")
    assert tuple(Option("ihk", "IHK")) == ("ihk", "IHK")


def test_every_fault_has_a_sentence_of_its_own() -> None:
    sentences = [fault_sentence(fault) for fault in Fault]
    assert len(set(sentences)) == len(sentences)
    assert all(sentence.endswith(".") for sentence in sentences)
