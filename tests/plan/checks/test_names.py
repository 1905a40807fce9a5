# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Abbreviations nobody explains and names that are probably one institution."""

from collections.abc import Callable

import pytest

from leitstand.plan.checks import Finding
from leitstand.plan.document.model import PlanDocument
from tests.plan.documents import (
    Record,
    document,
    institution,
    measure,
    mention,
    name,
    role,
)

Of = Callable[[PlanDocument, str], list[Finding]]


# --- abbreviation-not-expanded ---


def _printing(*names: str | Record) -> PlanDocument:
    roles = [role("hwk", as_printed="HWK")]
    return document(
        measure("hafen.1.I", roles=roles),
        institutions=[institution("hwk", *names, abbreviation="HWK")],
    )


def test_an_abbreviation_that_the_plan_never_writes_out_is_told(findings: Of) -> None:
    plan = _printing(name("HWK", lines=[7, 7]), name("Handwerkskammer", "full"))
    [finding] = findings(plan, "abbreviation-not-expanded")
    assert finding.subjects == ("hafen.1.I",)
    assert finding.message == (
        "„HWK“ schreibt der Plan nirgends aus. Gemeint ist wohl „Handwerkskammer“. (Zeile 7)"
    )


def test_an_abbreviation_written_out_anywhere_is_fine(findings: Of) -> None:
    plan = _printing("HWK", name("Handwerkskammer", "expanded"))
    assert findings(plan, "abbreviation-not-expanded") == []


def test_an_abbreviation_printed_beside_its_name_is_fine(findings: Of) -> None:
    assert findings(_printing("Handwerkskammer (HWK)"), "abbreviation-not-expanded") == []


def test_one_printed_explanation_is_enough(findings: Of) -> None:
    plan = _printing("HWK", "Handwerkskammer (HWK)")
    assert findings(plan, "abbreviation-not-expanded") == []


def test_an_abbreviation_that_is_not_printed_is_fine(findings: Of) -> None:
    assert findings(_printing("Handwerkskammer"), "abbreviation-not-expanded") == []


def test_letters_inside_a_word_are_not_the_abbreviation(findings: Of) -> None:
    assert findings(_printing("HWKler"), "abbreviation-not-expanded") == []


def test_an_unexplained_second_name_is_told_with_the_abbreviation(findings: Of) -> None:
    plan = _printing("HWK", name("Kammer des Handwerks", is_assumed=True))
    [finding] = findings(plan, "abbreviation-not-expanded")
    assert "Anderswo steht „Kammer des Handwerks“" in finding.message


# --- name-variants of one institution ---


def _named(*names: str | Record, **more: object) -> PlanDocument:
    roles = [role("eins", as_printed=one if isinstance(one, str) else one["text"]) for one in names]
    measures = [
        measure(f"hafen.1.{number}", roles=[one])
        for number, one in zip(("I", "II", "III"), roles, strict=False)
    ]
    return document(*measures, institutions=[institution("eins", *names, **more)])


def test_a_name_only_assumed_to_be_the_same_is_told(findings: Of) -> None:
    plan = _named("Amt Hafen", name("Hafen Amt", is_assumed=True))
    [finding] = findings(plan, "name-variants")
    assert finding.severity == "warning"
    assert finding.subjects == ("hafen.1.II",)
    assert "„Amt Hafen“ heißt anderswo vermutlich „Hafen Amt“." in finding.message


def test_where_every_name_is_assumed_the_first_stands_for_all(findings: Of) -> None:
    plan = _named(name("Amt Hafen", is_assumed=True), name("Hafen Amt", is_assumed=True))
    [finding] = findings(plan, "name-variants")
    assert "„Amt Hafen“ heißt anderswo vermutlich „Hafen Amt“." in finding.message


def test_the_surest_name_stands_for_all(findings: Of) -> None:
    [finding] = findings(_named(name("Hafen Amt", is_assumed=True), "Amt Hafen"), "name-variants")
    assert "„Amt Hafen“ heißt anderswo vermutlich „Hafen Amt“." in finding.message


def test_a_shortened_name_is_a_notice(findings: Of) -> None:
    [finding] = findings(_named("Bundesagentur für Arbeit", "Bundesagentur"), "name-variants")
    assert finding.severity == "notice"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bezirke", "Bezirken"),
        ("Netzwerk Hafen", "Netzwerkes Hafen"),
        ("Digitales Zentrum", "Digitalen Zentrums"),
        ("Unternehmensnetzwerke", "lokale Unternehmensnetzwerke"),
        ("Senat", "Kleinstadter Senat"),
    ],
)
def test_inflection_and_adjectives_in_front_make_no_variant(
    one: str, other: str, findings: Of
) -> None:
    assert findings(_named(one, other), "name-variants") == []


def test_an_abbreviation_without_explanation_makes_a_variant(findings: Of) -> None:
    [finding] = findings(_named("Kreis", "SKIP", abbreviation="SKIP"), "name-variants")
    assert "„Kreis“ heißt anderswo „SKIP“." in finding.message


def test_an_explained_abbreviation_makes_no_variant(findings: Of) -> None:
    names = ("Steuerungskreis", "SKIP", name("Steuerungskreis", "expanded"))
    plan = _named(*names, abbreviation="SKIP")
    assert findings(plan, "name-variants") == []


# --- name-variants of several institutions ---


def _pair(one: str, other: str, **more: object) -> PlanDocument:
    return document(
        measure("hafen.1.I", leads=["eins"]),
        measure("hafen.1.II", leads=["zwei"]),
        institutions=[institution("eins", one), institution("zwei", other, **more)],
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Geschäftsstelle Hafen", "Hafen Geschäftsstelle"),
        ("Leistungszentrum Digitale Vernetzung", "Digitales Leistungszentrum"),
        ("Akteure Additive Fertigung", "Akteuren im Bereich Additive Fertigung"),
        ("Investitionsbank", "Investitionsbank Hafen"),
        ("Technologie-Stiftung", "Technologiestiftung"),
        ("Wirtschaftsförderung Hafen", "Wirtschaftsfoerderung Hafen"),
        ("Hafen Projekt GmbH", "Hafen Projekt"),
    ],
)
def test_two_institutions_with_nearly_the_same_name_are_told(
    one: str, other: str, findings: Of
) -> None:
    [finding] = findings(_pair(one, other), "name-variants")
    assert finding.message.startswith(
        f"„{one}“ und „{other}“ sind vermutlich dieselbe Institution."
    )
    assert finding.subjects == ("hafen.1.I", "hafen.1.II")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bezirk Mitte", "Bezirk Pankow"),
        ("Bezirk Tempelhof-Schöneberg", "Bezirk Treptow-Köpenick"),
        ("Regionalmanagement Südost", "Regionalmanagement Nordost"),
        ("AG Smart City", "Netzwerk Smart City Kleinstadt"),
        ("Deutscher Gewerkschaftsbund", "Gewerkschaften"),
        ("IG Metall", "IGM Betriebsrätenetzwerk"),
        ("Industrieverbände", "Branchenverbände"),
        ("Landesbetriebe", "Landesunternehmen"),
        ("Hochschulen", "Hochschulpräsidien"),
        ("Senatsverwaltung für Finanzen", "Senatsverwaltung für Inneres und Sport"),
        ("Labor 4", "Labor 5"),
        ("Messe", "Messe Hafen"),
    ],
)
def test_different_institutions_with_words_in_common_are_left_alone(
    one: str, other: str, findings: Of
) -> None:
    assert findings(_pair(one, other), "name-variants") == []


def test_initials_give_a_full_name_away(findings: Of) -> None:
    plan = document(
        measure("hafen.1.I", leads=["ibb"]),
        institutions=[
            institution(
                "ibb", "IBB", name("Investitionsbank Bremen", "expanded"), abbreviation="IBB"
            ),
            institution("bank", "Investitionsbank Bremen-Brake"),
            institution("psw", "PSW", abbreviation="PSW"),
            institution("partner", "Partner Schule Wirtschaft"),
        ],
    )
    messages = [finding.message for finding in findings(plan, "name-variants")]
    assert len(messages) == 2
    assert "„PSW“ und „Partner Schule Wirtschaft“" in messages[1]


def test_group_and_member_are_not_one_institution(findings: Of) -> None:
    plan = document(
        measure("hafen.1.I", leads=["eins"]),
        institutions=[
            institution("eins", "Hafennetzwerke"),
            institution(
                "zwei", "Hafennetzwerke Nord", kind="group", members=[{"institution": "eins"}]
            ),
        ],
    )
    assert findings(plan, "name-variants") == []


def test_part_and_whole_are_not_one_institution(findings: Of) -> None:
    plan = _pair("Universität Hafen", "Universität Hafen Karrieredienst", part_of="eins")
    assert findings(plan, "name-variants") == []


def test_an_institution_mentioned_beside_another_is_not_the_same(findings: Of) -> None:
    roles = [role("eins", mentions=[mention("zwei", "unit")])]
    plan = document(
        measure("hafen.1.I", roles=roles),
        institutions=[
            institution("eins", "Universität Hafen"),
            institution("zwei", "Universität Hafen Karrieredienst"),
        ],
    )
    assert findings(plan, "name-variants") == []


def test_a_name_inside_several_others_is_a_common_noun(findings: Of) -> None:
    plan = document(
        measure("hafen.1.I", leads=["eins"]),
        institutions=[
            institution("eins", "Geschäftsstelle"),
            institution("zwei", "Geschäftsstelle Hafen"),
            institution("drei", "Geschäftsstelle Markt"),
        ],
    )
    assert findings(plan, "name-variants") == []


def test_three_names_of_one_institution_are_one_finding(findings: Of) -> None:
    plan = document(
        measure("hafen.1.I", leads=["eins"]),
        institutions=[
            institution("eins", "Zentrum Digitale Vernetzung"),
            institution("zwei", "Zentrums Digitale Vernetzung"),
            institution("drei", "Digitale Vernetzung Zentrum"),
        ],
    )
    [finding] = findings(plan, "name-variants")
    assert finding.message.count("„") == 3
