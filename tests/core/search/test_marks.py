# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What was found is marked, and nothing that was found can become markup."""

import re

from hypothesis import given
from hypothesis import strategies as st

from leitstand.core.search.marks import MarkedText, marked, snippet
from leitstand.ui.marks import marked as as_html

TOKENS = frozenset({"flach"})


def test_every_form_of_a_word_is_marked_whole() -> None:
    found = marked("Flächen und Gewerbeflächen, flach", "de", TOKENS)
    assert [found.text[a:b] for a, b in found.spans] == ["Flächen", "Gewerbeflächen", "flach"]


def test_the_page_escapes_everything_but_the_marks() -> None:
    found = marked('<b>Flächen</b> & "x"', "de", TOKENS)
    assert as_html(found) == "&lt;b&gt;<mark>Flächen</mark>&lt;/b&gt; &amp; &#34;x&#34;"


def test_a_long_text_is_cut_around_the_first_mark() -> None:
    text = "Wort " * 200 + "Flächen " + "Wort " * 200
    found = snippet(marked(text, "de", TOKENS))
    assert len(found.text) < 300
    assert found.text.startswith("… Wort") and found.text.endswith("Wort …")
    assert [found.text[a:b] for a, b in found.spans] == ["Flächen"]


@given(st.text("Flächen <&>„“Gewerbe- und ", max_size=600))
def test_marks_add_nothing_and_lose_nothing(text: str) -> None:
    for found in (marked(text, "de", TOKENS), snippet(marked(text, "de", TOKENS))):
        html = str(as_html(found))
        assert as_html(MarkedText(found.text)) == re.sub("</?mark>", "", html)
        assert all(0 <= a < b <= len(found.text) for a, b in found.spans)
