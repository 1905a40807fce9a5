# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A report as PDF/UA: what a reader, a screen reader and a printer find in it."""

import itertools
import re
from dataclasses import replace

import pytest

from leitstand.reports.document import Chart, Document, Section, fingerprint
from leitstand.reports.rendering import AltTextMissing, render
from tests.reports.documents import HOSTILE, everything, forty_pages, short_paper
from tests.reports.pdfs import Pdf, read


@pytest.fixture(scope="module")
def pdf() -> Pdf:
    return read(render(everything(), "pdf"))


def squeezed(text: str) -> str:
    """Without blanks, as readers of PDF differ about them."""
    return re.sub(r"[\s\u200b]", "", text)


def test_it_says_that_it_is_accessible_and_in_which_language(pdf: Pdf) -> None:
    assert pdf.root["/Lang"] == "de-DE"
    assert pdf.root["/MarkInfo"]["/Marked"]
    assert pdf.root["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = pdf.root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata


def test_it_names_title_author_day_and_hash(pdf: Pdf) -> None:
    about = pdf.reader.metadata
    assert about is not None
    assert about.title == "Monitoringbericht zum Masterplan Industriestadt Berlin"
    assert about.author == "Senatsverwaltung für Wirtschaft, Energie und Betriebe"
    assert str(about["/CreationDate"]) == str(about["/ModDate"]) == "D:20190630000000Z"
    assert fingerprint(everything()) in str(about["/Keywords"])


def test_an_english_report_is_english() -> None:
    english = read(render(everything("en"), "pdf"))
    assert english.root["/Lang"] == "en-GB"
    assert "1,250,000.50" in english.text
    assert "30 June 2019" in english.text


def test_the_mark_and_the_hash_stand_on_every_page(pdf: Pdf) -> None:
    short = fingerprint(everything())[:12]
    assert len(pdf.pages) > 10
    for number, words in enumerate(pdf.pages, start=1):
        assert "Beispieldaten" in words
        assert short in words
        assert f"Seite {number} von {len(pdf.pages)}" in words


def test_a_report_of_real_statements_carries_no_mark() -> None:
    assert "Beispieldaten" not in read(render(everything(mark=""), "pdf")).text


def test_the_whole_hashes_stand_in_the_proof(pdf: Pdf) -> None:
    last = squeezed(pdf.pages[-1])
    assert fingerprint(everything()) in last
    assert "ab" * 32 in last
    assert "0f" * 32 in last


def test_every_section_is_a_bookmark_on_its_page(pdf: Pdf) -> None:
    outline = pdf.outline()
    titles = [title for title, _page in outline]
    assert [title for title in titles if "Feld" in title] == ["2.1 Feld 1", "2.2 Feld 2"]
    for title, page in outline:
        words = squeezed(pdf.pages[page - 1])
        assert squeezed(title) in words, title


def test_a_page_reference_tells_the_page_and_leads_there(pdf: Pdf) -> None:
    [budget] = [page for title, page in pdf.outline() if title.endswith("Programmbudget")]
    [start] = [number for number, words in enumerate(pdf.pages, 1) if "Näheres auf" in words]
    assert f"Näheres auf Seite {budget} und" in pdf.pages[start - 1]
    assert budget in pdf.link_targets(start)


def test_a_citation_leads_to_the_list(pdf: Pdf) -> None:
    [belege] = [page for title, page in pdf.outline() if title == "Belege"]
    [start] = [number for number, words in enumerate(pdf.pages, 1) if "Näheres auf" in words]
    assert pdf.link_targets(start).count(belege) == 2


def test_every_picture_has_its_words_and_a_table_after_it(pdf: Pdf) -> None:
    pictures = pdf.tags("Figure")
    assert len(pictures) == 5
    assert all(picture.alt for picture in pictures)
    kinds = [tag.kind for tag in pdf.tags() if tag.kind in {"Figure", "Table"}]
    after = [kinds[place + 1] for place, kind in enumerate(kinds) if kind == "Figure"]
    assert after == ["Table"] * 5


def test_tables_have_headings_with_a_scope(pdf: Pdf) -> None:
    headings = pdf.tags("TH")
    assert len(headings) > 30
    assert all("/Scope" in heading.attributes for heading in headings)
    assert len(pdf.tags("Caption")) >= len(pdf.tags("Table"))


def test_a_table_repeats_its_headings_on_every_page(pdf: Pdf) -> None:
    pages = [words for words in pdf.pages if re.search(r"Teil \d+ mit Titel", words)]
    assert len(pages) > 3
    assert all("Angabe Anzahl Frist Wer Bemerkung" in words for words in pages)
    assert "Kennung" not in pdf.text


def test_headings_are_one_tree_without_gaps(pdf: Pdf) -> None:
    levels = [int(tag.kind[1]) for tag in pdf.tags() if re.fullmatch(r"H\d", tag.kind)]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))


def test_what_somebody_typed_is_never_read_as_markup(pdf: Pdf) -> None:
    assert pdf.text.count(HOSTILE) == 2


def test_the_offices_words_are_named_as_such(pdf: Pdf) -> None:
    assert f"Text der Geschäftsstelle {HOSTILE}" in pdf.text


def test_only_the_fonts_of_the_installation_are_in_it(pdf: Pdf) -> None:
    fonts = set()
    for page in pdf.reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[attr-defined]
            fonts.add(str(font.get_object()["/BaseFont"]).partition("+")[2])
    assert fonts == {
        "FiraSans-Regular",
        "FiraSans-SemiBold",
        "NotoSansArabic-Regular",
        "NotoSansHebrew-Regular",
    }


def test_a_short_paper_is_one_page() -> None:
    paper = read(render(short_paper(), "pdf"))
    assert len(paper.pages) == 1
    assert fingerprint(short_paper()) in squeezed(paper.text)


def test_a_picture_without_words_stops_the_build() -> None:
    chart = short_paper().sections[0].blocks[1]
    assert isinstance(chart, Chart)
    section = Section("a", "Stand", (replace(chart, alt=" "),))
    silent = replace(short_paper(), sections=(section,), citations=())
    with pytest.raises(AltTextMissing, match="Stand der Berichte"):
        render(silent, "pdf")


def test_forty_pages_of_words_and_five_thousand_rows_are_set() -> None:
    long = read(render(forty_pages(), "pdf"))
    places = long.outline()
    assert places[0] == ("1 Vierzig Seiten", places[0][1])
    assert places[-2][0] == "301 Kapitel 299"
    first = places[1][1] - 1
    # Reading every page would take longer than setting them.
    assert "Teil 4999 mit Titel" in long.page(first)
    words = (long.page(number) for number in range(40, 60))
    assert sum(page.count("W") for page in words if "WWWW" in page) > 20_000


def test_an_empty_report_is_still_a_report() -> None:
    nothing = Document("x", "Leer", "", "Amt", "de", everything().as_of, "", (), ())
    assert "Leer" in read(render(nothing, "pdf")).text
