# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Rules of PDF/UA-1 (ISO 14289-1) that can be held without veraPDF, read by pypdf."""

from typing import Any

import pytest
from pypdf.generic import ContentStream

from leitstand.reports.rendering import render
from tests.reports.documents import everything
from tests.reports.pdfs import Pdf, read

_SHOWS = {b"Tj", b"TJ", b"'", b'"', b"Do", b"S", b"f", b"f*", b"B", b"sh"}


@pytest.fixture(scope="module")
def pdf() -> Pdf:
    return read(render(everything(), "pdf"))


def fonts(pdf: Pdf) -> list[Any]:
    found = {}
    for page in pdf.reader.pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            found[font.idnum] = font.get_object()
    return list(found.values())


def test_whatever_is_drawn_is_tagged_or_an_artifact(pdf: Pdf) -> None:
    for number, page in enumerate(pdf.reader.pages, start=1):
        depth = shown = 0
        content = ContentStream(page.get_contents(), pdf.reader)
        for _operands, operator in content.operations:
            depth += (operator in {b"BDC", b"BMC"}) - (operator == b"EMC")
            if operator in _SHOWS:
                shown += 1
                assert depth > 0, f"page {number}: {operator!r} outside marked content"
        assert shown
        assert depth == 0


def test_pages_are_read_in_the_order_of_their_tags(pdf: Pdf) -> None:
    for page in pdf.reader.pages:
        assert str(page["/Tabs"]) == "/S"
        assert "/StructParents" in page


def test_every_link_has_words_and_a_tag(pdf: Pdf) -> None:
    links = 0
    for page in pdf.reader.pages:
        for entry in page.get("/Annots", ()):
            annotation = entry.get_object()
            assert annotation["/Subtype"] == "/Link"
            assert str(annotation.get("/Contents", "")).strip()
            assert "/StructParent" in annotation
            links += 1
    assert links > 100


def test_every_font_is_embedded_and_says_which_letters_it_shows(pdf: Pdf) -> None:
    assert len(fonts(pdf)) >= 4
    for font in fonts(pdf):
        assert "/ToUnicode" in font
        [descendant] = font["/DescendantFonts"]
        descriptor = descendant.get_object()["/FontDescriptor"].get_object()
        assert any(name in descriptor for name in ("/FontFile2", "/FontFile3"))


def test_no_letter_is_a_box(pdf: Pdf) -> None:
    assert "\ufffd" not in pdf.text
    assert "\u25a1" not in pdf.text


def test_nothing_in_it_runs_or_asks(pdf: Pdf) -> None:
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.root)
    for page in pdf.reader.pages:
        for entry in page.get("/Annots", ()):
            action = entry.get_object().get("/A", {})
            assert action.get("/S", "/GoTo") in {"/GoTo", "/URI"}
