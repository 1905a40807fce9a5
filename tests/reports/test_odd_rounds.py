# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Rounds that nobody thinks of: other scripts, long texts, no goals, a flagship in parts."""

import datetime as dt

import pytest

from leitstand.plan.services import plan_import
from leitstand.reports.building import field_summary, monitoring_report
from leitstand.reports.building.ahead import half_year_after
from leitstand.reports.document import Document
from leitstand.reports.gathering import gather_monitoring, text_places
from leitstand.reports.inputs import OfficeTexts
from leitstand.reports.refusals import UnknownField, UnknownMeasure
from leitstand.reports.rendering import render
from leitstand.steering.selectors.settled import settled
from tests.plan.documents import document, institution, measure
from tests.reports.pdfs import read
from tests.reports.reading import all_words, rows, section, tables, words_of
from tests.reports.small_rounds import ALL, frozen_round, said
from tests.steering.harbour import plan_stands

pytestmark = pytest.mark.django_db
GREEK, ARABIC, CJK = "Λιμάνι Πειραιά", "ميناء برلين", "柏林港口"


def report(**texts: object) -> Document:
    return monitoring_report(
        gather_monitoring("herbst", language="de", texts=OfficeTexts(1, **texts))  # type: ignore[arg-type]
    )


def test_names_and_texts_in_other_scripts_are_told_as_they_are() -> None:
    plan_stands()
    frozen_round(
        {
            ALL[0]: said(
                account=f"{GREEK}: {ARABIC}",
                obstacles=CJK,
                milestones=[{"id": "a", "title": ARABIC, "due_on": dt.date(2026, 12, 1)}],
            )
        }
    )
    found = report(words={"wo-stehen-wir": GREEK})
    text = all_words(found)
    for words in (GREEK, ARABIC, CJK):
        assert words in text
    assert render(found, "html")
    assert render(found, "pdf").startswith(b"%PDF")


def test_an_account_of_4000_letters_with_line_breaks_is_whole_in_the_annex() -> None:
    plan_stands()
    long = ("Der Kran steht noch nicht, weil das Fundament trocknet.\n" * 80)[:3990]
    frozen_round({ALL[0]: said(account=f"Erst.\n\n{long}", obstacles=long)})
    found = report(flagships=("hafen.1.I",))
    annex = words_of(section(found, "massnahme-hafen.1.I"))
    assert " ".join(long.split()) in annex
    quoted = words_of(section(found, "hindernisse-hafen"))
    assert "[…]“" in quoted
    assert "im Anhang ganz" in quoted
    assert len(quoted) < 600
    assert "\n" not in all_words(found)
    assert render(found, "pdf").startswith(b"%PDF")


def test_a_plan_without_goals_budget_or_publisher_is_told() -> None:
    plan_import(
        document=document(
            measure("hafen.1.I", leads=["werft"]),
            slug="hafen",
            goals=[],
            institutions=[institution("zoll"), institution("werft")],
        ),
        actor="test",
    )
    frozen_round({ALL[0]: said()})
    found = report()
    summary = words_of(section(found, "wo-stehen-wir"))
    assert "Die eine geschuldete Antwort liegt vor." in summary
    assert "Gefragt wurde nach 1 Maßnahme des Plans" in summary
    assert "Keine Antwort nennt Mittel." in words_of(section(found, "programmbudget"))
    assert [one.key for one in section(found, "handlungsfelder").sections] == ["feld-hafen"]
    assert found.publisher
    assert "Ziel" not in words_of(section(found, "feld-hafen"))


def test_a_round_that_asked_about_one_branch_only() -> None:
    plan_stands()
    frozen_round({one: said() for one in ALL[:3]}, scope=("hafen.1",))
    found = report()
    text = words_of(section(found, "wo-stehen-wir"))
    assert "Alle 3 geschuldeten Antworten liegen vor." in text
    assert "Gefragt wurde nach 2 Maßnahmen des Plans" in text
    assert "haben geantwortet" in words_of(section(found, "schweigen"))
    assert not any(one.key == "massnahme-hafen.2.I" for one in found.walk())


def test_an_unknown_flagship_is_refused_with_what_is_close() -> None:
    plan_stands()
    frozen_round({})
    with pytest.raises(UnknownMeasure, match=r"„hafen\.1\.IV“ gibt es") as told:
        report(flagships=("hafen.1.IV",))
    assert "hafen.1.I" in told.value.suggestions
    with pytest.raises(UnknownMeasure) as told:
        report(flagships=("zzz",))
    assert told.value.suggestions == ()


@pytest.mark.usefixtures("demonstration")
def test_a_flagship_in_parts_is_told_part_by_part() -> None:
    texts = OfficeTexts(1, {f"leuchtturm-{CAMPUS}": "Unser Campus."}, (CAMPUS, CAMPUS))
    found = monitoring_report(gather_monitoring("fruehjahr-2026", language="de", texts=texts))
    [flagship] = section(found, "leuchtturmprojekte").sections
    text = words_of(flagship)
    assert flagship.title == "Digitale Industrie 2 II (3 Teile)"
    assert text.startswith("Unser Campus.")
    for part in "ABC":
        assert f"Digitale Industrie 2 II {part}: " in text
    assert "wählt" not in text
    assert "Ausgewählt hat die Geschäftsstelle 1 Maßnahme." in words_of(
        section(found, "leuchtturmprojekte")
    )


CAMPUS = "digitale-industrie.2.II"


@pytest.mark.usefixtures("demonstration")
def test_the_office_writes_into_every_place_and_nowhere_else() -> None:
    places = text_places(settled("fruehjahr-2026"), language="de")
    words = {one.key: f"Hier steht etwas zu {one.key}." for one in places}
    texts = OfficeTexts(1, {**words, "nirgends": "Das darf nicht erscheinen."})
    found = monitoring_report(gather_monitoring("fruehjahr-2026", language="de", texts=texts))
    for one in places:
        key = one.key
        assert words[key] in words_of(section(found, key)), key
    assert "Das darf nicht erscheinen." not in all_words(found)
    assert len(places) == 12
    assert [one.title for one in places][3:5] == [
        "1 Fachkräfte und Innovation",
        "2 Digitalisierung",
    ]


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_field_fits_on_one_page(language: str) -> None:
    inputs = gather_monitoring("fruehjahr-2026", language=language)  # type: ignore[arg-type]
    for field in (
        "fachkraefte-und-innovation",
        "digitalisierung",
        "rahmenbedingungen",
        "marketing-feld",
    ):
        paper = field_summary(inputs, field)
        assert len(read(render(paper, "pdf")).pages) == 1, field
        assert len(rows(tables(paper)["kritisch"])) <= 5


def test_long_names_still_fit_on_one_page() -> None:
    long = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrente und vieles andere mehr " * 3
    many = [
        measure(f"hafen.1.{number}", leads=["werft"], title={"de": long, "en": long})
        for number in ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
    ]
    plan_import(
        document=document(
            *many,
            slug="hafen",
            institutions=[institution("zoll"), institution("werft", long[:160])],
        ),
        actor="test",
    )
    due = dt.date(2026, 12, 1)
    milestones = [{"id": f"m{number}", "title": long[:290], "due_on": due} for number in range(9)]
    late = [{"id": "spaet", "title": long[:290], "due_on": dt.date(2026, 9, 1)}]
    frozen_round({(one["id"], "werft"): said(milestones=[*milestones, *late]) for one in many})
    paper = field_summary(gather_monitoring("herbst", language="de"), "hafen")
    assert len(read(render(paper, "pdf")).pages) == 1
    assert "weitere im Bericht" in words_of(section(paper, "kurzfassung"))


def test_an_unknown_field_is_refused_with_those_that_there_are() -> None:
    plan_stands()
    frozen_round({})
    with pytest.raises(UnknownField, match="„hafen“"):
        field_summary(gather_monitoring("herbst", language="de"), "wueste")


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (dt.date(2026, 5, 26), dt.date(2026, 11, 26)),
        (dt.date(2026, 8, 31), dt.date(2027, 2, 28)),
        (dt.date(2023, 8, 31), dt.date(2024, 2, 29)),
        (dt.date(2026, 6, 30), dt.date(2026, 12, 30)),
        (dt.date(2026, 12, 31), dt.date(2027, 6, 30)),
        (dt.date(2026, 7, 5), dt.date(2027, 1, 5)),
    ],
)
def test_half_a_year_ends_on_a_day_that_exists(day: dt.date, later: dt.date) -> None:
    assert half_year_after(day) == later


def test_what_stands_in_the_way_is_quoted_and_cited() -> None:
    plan_stands()
    frozen_round({ALL[2]: said(obstacles="Das Wasser fehlt.", support_wanted="Regen.")})
    found = report()
    assert words_of(section(found, "hindernisse-hafen")) == (
        "Hafen 1 II, Zoll (Umsetzung): „Das Wasser fehlt.“"
    )
    assert words_of(section(found, "unterstuetzung-hafen")).endswith("„Regen.“")
    [citation] = found.citations
    assert citation.text == "Runde Herbst 2026: Zoll zu Hafen 1 II, 1. Oktober 2026"
    assert {one.number for one in found.cites()} == {1}
