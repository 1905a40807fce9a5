# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What Berliners would type, and the page that must answer: judged by reading the plan.

Each row: what is typed, and how far from the top which pages may stand. The same table holds on
SQLite and on PostgreSQL (`make test-pg`).
"""

import pytest

from leitstand.core.languages import Language
from leitstand.core.search.selectors import search
from leitstand.plan.document import PlanDocument

pytestmark = pytest.mark.django_db

# (typed, the answer must be among the first so many, answers: all of them).
QUERIES: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    # Plain words in every form and spelling.
    ("Flächen", 3, ("flaechen",)),
    ("Flaeche", 3, ("flaechen",)),
    ("flachen", 3, ("flaechen",)),
    ("Fläche", 3, ("flaechen",)),
    ("Flächen", 15, ("flaechen.1.I", "flaechen.1.II", "flaechen.2.II", "flaechen.a")),
    ("Fachkräfte", 1, ("fachkraefte",)),
    ("fachkraft", 3, ("fachkraefte",)),
    ("Messe", 3, ("messe-berlin", "marketing.2.I")),
    ("Breitband", 1, ("verwaltung-infrastruktur.1.I",)),
    ("Stromspeicher", 1, ("energie.1.VII",)),
    ("Gründungsbonus", 1, ("finanzierung.1.I",)),
    ("Geflüchtete", 1, ("fachkraefte.5.III",)),
    ("Innovationsfonds", 1, ("smart-city.1.IV",)),
    ("Datenschutz", 2, ("smart-city.2.II", "blnbdi")),
    ("Marienpark", 1, ("digitale-industrie.2.II.A",)),
    ("Schöneweide", 2, ("vernetzung-startups-industrie.1.I", "digitale-industrie.2.III")),
    ("Tegel", 2, ("flaechen.4.III", "tegel-projekt")),
    # Compounds and their parts, both ways.
    ("Gewerbeflächen", 4, ("flaechen.1.I", "flaechen.1.II", "flaechen.2.IV", "flaechen.3.II")),
    ("gewerbe fläche", 4, ("flaechen.1.I", "flaechen.3.II")),
    ("Industrieflächen", 1, ("flaechen.a",)),
    ("Industrieflächenbedarf", 4, ("flaechen.1", "flaechen.a")),
    ("Berufsschule", 2, ("fachkraefte.3.III", "fachkraefte.3.IV")),
    ("Wirtschaftsverkehr", 2, ("verwaltung-infrastruktur.3", "verwaltung-infrastruktur.3.I")),
    ("Verkehr", 5, ("verwaltung-infrastruktur.3.I", "verwaltung-infrastruktur.3.II")),
    ("Messeförderung", 1, ("marketing.2.III",)),
    ("Transferallianz", 3, ("wissens-und-technologietransfer.2",)),
    ("smartcity", 2, ("smart-city",)),
    ("start up", 6, ("vernetzung-startups-industrie",)),
    ("Klimaschutzkonzept Gewerbegebiet", 1, ("energie.1.IV",)),
    ("Gewerbegebiet Bebauungsplan", 2, ("flaechen.2.I", "flaechen.3.III")),
    # Abbreviations, codes, names.
    ("IHK", 1, ("ihk",)),
    ("ihk", 2, ("ihk", "marketing.3.II")),
    ("SenWEB", 1, ("senweb",)),
    ("senweb", 1, ("senweb",)),
    ("hwk", 1, ("hwk",)),
    ("TU Berlin", 1, ("tu-berlin",)),
    ("Technische Universität", 1, ("tu-berlin",)),
    ("SKIP", 1, ("skip",)),
    ("GEFIS", 1, ("flaechen.1.II",)),
    ("W-14", 1, ("energie.1.I",)),
    ("w14", 1, ("energie.1.I",)),
    ("E-23", 1, ("energie.1.VII",)),
    ("GE/GI", 2, ("flaechen.2", "flaechen.a")),
    ("ITZ 4.0", 2, ("vernetzung-startups-industrie.1.I", "digitale-industrie.2.III")),
    ("24/7", 1, ("flaechen.3.III",)),
    ("Flächen 2 II", 1, ("flaechen.2.II",)),
    ("flaechen.2.II", 1, ("flaechen.2.II",)),
    ("Industrie- und Handelskammer", 1, ("ihk",)),
    ("Senatsverwaltung für Wirtschaft", 1, ("senweb",)),
    ("Senatsverwaltung für Wirtschaft, Technologie und Forschung", 1, ("senweb",)),
    ("Landesamt für Einwanderung", 1, ("auslaenderbehoerde",)),
    ("Bezirk Neukölln", 1, ("bezirk-neukoelln",)),
    ("neukoelln", 1, ("bezirk-neukoelln",)),
    # Several words and questions.
    ("Fachkräfte aus dem Ausland", 2, ("fachkraefte.5.I", "fachkraefte.5")),
    ("duale Ausbildung", 3, ("fachkraefte.3.II",)),
    ("Lange Nacht der Industrie", 3, ("marketing.1.II", "fachkraefte.2.III")),
    ("Hochschulen Technologietransfer", 4, ("wissens-und-technologietransfer.1.II",)),
    ("Weiterbildung Digitalisierung", 3, ("fachkraefte.4", "fachkraefte.4.II")),
    ("Startups und Industrie", 2, ("vernetzung-startups-industrie",)),
    ("Frauen in MINT-Berufen", 1, ("fachkraefte.2.III",)),
    ("Wer ist für Gewerbeflächen zuständig?", 4, ("flaechen.1.I", "flaechen.1.II")),
    ("klimaneutrales Gewerbe", 2, ("energie.1.III", "energie.1.I")),
    ("offene Daten", 1, ("smart-city.2",)),
    ("Bus und Bahn zum Campus", 1, ("digitale-industrie.2.II.C",)),
    # Beginnings and mistakes.
    ("gewerbefl", 4, ("flaechen.1.I", "flaechen.1.II", "flaechen.2.IV", "flaechen.3.II")),
    ("Fachkräft", 2, ("fachkraefte",)),
    ("Flächennutsung", 2, ("flaechen.b", "flaechen.3.II")),
    ("Digitalisirung", 1, ("digitalisierung",)),
    ("Ausbildngsmarkt", 1, ("fachkraefte.1.II",)),
    ("Fachkrefte", 1, ("fachkraefte",)),
    ("Cybersicherheit", 1, ("digitale-industrie.1.IV",)),
)


ENGLISH: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("commercial land", 3, ("flaechen.1.I",)),
    ("startups", 3, ("vernetzung-startups-industrie",)),
    ("skilled workers from abroad", 3, ("fachkraefte.5.I",)),
    ("IHK", 1, ("ihk",)),
    ("Handwerkskammer", 1, ("hwk",)),
    ("electricity storage", 3, ("energie.1.VII",)),
)
NOWHERE = ("Wasserstoff", "Xylophon", "Quastenflosser Elbphilharmonie")


# One test for a whole table: the plan is read in once, and all that is missing is told at once.
@pytest.mark.parametrize(
    ("language", "table"), [("de", QUERIES), ("en", ENGLISH)], ids=["de", "en"]
)
def test_every_query_finds_what_the_plan_says(
    berlin: PlanDocument, language: Language, table: tuple[tuple[str, int, tuple[str, ...]], ...]
) -> None:
    missed = {}
    for typed, depth, answers in table:
        found = [hit.key for hit in search(typed, language=language, limit=depth).hits]
        if not set(answers) <= set(found):
            missed[typed] = found
    assert missed == {}


def test_what_the_plan_does_not_say_is_not_found(berlin: PlanDocument) -> None:
    assert [typed for typed in NOWHERE if search(typed, language="de").total] == []


def test_the_table_is_no_small_sample() -> None:
    assert len({typed for typed, _depth, _answers in QUERIES}) >= 40
