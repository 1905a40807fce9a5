# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the checks say about the Berlin plan, against lists made by reading its text."""

from collections import Counter
from collections.abc import Callable

import pytest

from leitstand.plan.checks import RULES, Finding, check
from leitstand.plan.document.model import PlanDocument

Of = Callable[[PlanDocument, str], list[Finding]]

FK, WTT, SC = "fachkraefte", "wissens-und-technologietransfer", "smart-city"
VN, DI, FL = "vernetzung-startups-industrie", "digitale-industrie", "flaechen"
FI, VW, MK = "finanzierung", "verwaltung-infrastruktur", "marketing"

# Made by reading lines 653–1838 of the published text, not by running the checks.
SUBJECTS: dict[str, set[str]] = {
    "without-lead": {f"energie.1.{n}" for n in ("I", "II", "III", "IV", "V", "VI", "VII")},
    "lead-only-per-phase": {f"{FK}.3.VIII", f"{WTT}.1.II", f"{FL}.2.I", f"{FL}.2.II", f"{VW}.2.II"},
    "too-many-responsible": {f"{WTT}.1.III"},
    "too-many-responsible-joint": {
        *(f"{FK}.2.I", f"{FK}.2.II", f"{FK}.2.III"),
        *(f"{WTT}.2.I", f"{WTT}.2.II"),
        f"{SC}.1.IV",
        *(f"{VN}.1.I", f"{VN}.1.II", f"{VN}.2.II"),
        f"{DI}.2.II.B",
        *(f"{FL}.2.I", f"{FL}.3.I", f"{FL}.4.II", f"{FL}.4.III", f"{FL}.5.I"),
        f"{FI}.2.II",
        *(f"{MK}.2.I", f"{MK}.2.II", f"{MK}.2.III", f"{MK}.3.I"),
    },
    "without-contributors": {
        *(f"{WTT}.1.II", f"{WTT}.1.III"),
        f"{SC}.1.IV",
        f"{VN}.2.III",
        *(f"{DI}.1.IV", f"{DI}.2.II.C", f"{DI}.2.III"),
        *(f"{FL}.3.I", f"{FL}.3.II", f"{FL}.3.III", f"{FL}.4.II", f"{FL}.4.III"),
        *(f"{FI}.1.I", f"{FI}.2.I", f"{FI}.2.II"),
        *(f"{VW}.2.I", f"{VW}.2.II", f"{VW}.2.III"),
        *(f"{MK}.1.V", f"{MK}.2.I", f"{MK}.2.II", f"{MK}.2.III", f"{MK}.3.II"),
    },
    "single-institution": {
        *(f"{VN}.2.III", f"{DI}.1.IV", f"{FL}.3.II", f"{FL}.3.III"),
        *(f"{VW}.2.I", f"{VW}.2.III", f"{MK}.3.II"),
    },
    "collective-lead": {
        *(f"{FK}.3.VII", f"{FK}.3.VIII", f"{WTT}.1.III", f"{DI}.2.II.B"),
        *(f"{FL}.2.I", f"{FL}.2.II", f"{FL}.3.II", f"{FL}.3.III", f"{FL}.4.II"),
    },
    "open-roles": {f"{WTT}.2.I", f"{WTT}.2.II", f"{SC}.1.I", f"{VW}.3.II"},
    "cross-reference-unnumbered": {f"{DI}.2.III"},
    "cross-reference-not-returned": {f"{DI}.2.III", f"{VN}.1.I"},
    "beyond-period": {f"{FK}.3.VI", f"{WTT}.1.II", "energie.1.I"},
}

# How many findings tell of these subjects: one per cause.
COUNTS = {
    "declared-counts": 1,
    "without-lead": 1,
    "lead-only-per-phase": 5,
    "too-many-responsible": 1,
    "too-many-responsible-joint": 20,
    "without-contributors": 21,
    "single-institution": 7,
    "collective-lead": 6,
    "open-roles": 4,
    "lead-concentration": 2,
    "abbreviation-not-expanded": 25,
    "name-variants": 6,
    "cross-reference-unnumbered": 1,
    "cross-reference-not-returned": 2,
    "one-undertaking-several-leads": 5,
    "nothing-dated": 1,
    "nothing-prioritised": 1,
    "nothing-measurable": 1,
    "beyond-period": 3,
}

DATED = {
    *(f"{FK}.1.I", f"{FK}.3.VI", f"{WTT}.1.II", f"{SC}.1.III", f"{VN}.1.II"),
    *("energie.1.I", f"{MK}.1.II"),
}


@pytest.mark.parametrize("rule", sorted(SUBJECTS))
def test_the_rule_names_exactly_the_measures_found_by_reading(
    rule: str, berlin: PlanDocument, findings: Of
) -> None:
    named = {subject for finding in findings(berlin, rule) for subject in finding.subjects}
    assert named == SUBJECTS[rule]


def test_each_rule_finds_as_many_causes_as_a_reader(berlin: PlanDocument) -> None:
    assert dict(Counter(finding.rule for finding in check(berlin))) == COUNTS


def test_only_three_rules_are_broken_outright(berlin: PlanDocument) -> None:
    breaches = [finding.rule for finding in check(berlin) if finding.severity == "breach"]
    assert breaches == ["declared-counts", "without-lead", "too-many-responsible"]


def test_eleven_clusters_are_declared_and_ten_exist(berlin: PlanDocument, findings: Of) -> None:
    [finding] = findings(berlin, "declared-counts")
    assert finding.as_json() == {
        "rule": "declared-counts",
        "severity": "breach",
        "subjects": [],
        "message": "Themencluster: Der Plan kündigt 11 an, enthält aber 10. (Zeile 617)",
        "source_lines": [[617, 617]],
    }


def test_the_phases_of_the_land_concepts_are_told_with_names(
    berlin: PlanDocument, findings: Of
) -> None:
    [message] = [
        finding.message
        for finding in findings(berlin, "lead-only-per-phase")
        if finding.subjects == (f"{FL}.2.II",)
    ]
    assert message == (
        "Flächen 2 II: Federführung nur je Phase – SenSW für Programmierung, Bezirke für Erstellung"
        " und Umsetzung. Für das Ganze ist niemand verantwortlich. (Zeilen 1374–1377)"
    )


def test_the_seven_energy_measures_are_one_finding(berlin: PlanDocument, findings: Of) -> None:
    [finding] = findings(berlin, "without-lead")
    assert finding.message.startswith("Energie 1 I–VII: Der Plan nennt keine einzige Institution")
    assert "BEK 2030" in finding.message
    assert finding.source_lines == ((1682, 1684),)


def test_too_many_leads_are_told_with_their_number_and_names(
    berlin: PlanDocument, findings: Of
) -> None:
    [finding] = findings(berlin, "too-many-responsible")
    assert "5 Institutionen haben die Federführung, höchstens 2" in finding.message
    for who in ("RBm-WissForsch", "IFAF Berlin", "BIT6", "Berlin University Alliance"):
        assert who in finding.message


def test_an_excess_only_over_several_parts_is_told_as_such(
    berlin: PlanDocument, findings: Of
) -> None:
    spread = {
        subject
        for finding in findings(berlin, "too-many-responsible-joint")
        if "über alle Phasen und Teile" in finding.message
        for subject in finding.subjects
    }
    assert spread == {f"{FK}.2.II", f"{FK}.2.III", f"{FL}.2.I"}


def test_seven_of_ninety_measures_carry_a_date(berlin: PlanDocument, findings: Of) -> None:
    [finding] = findings(berlin, "nothing-dated")
    assert finding.message.startswith("83 von 90 Maßnahmen")
    assert {measure.id for measure in berlin.measures} - set(finding.subjects) == DATED
    assert "Marketing 1 II („ab Mai 2018“)" in finding.message


def test_only_the_eleven_urban_quarters_can_be_counted(berlin: PlanDocument, findings: Of) -> None:
    [finding] = findings(berlin, "nothing-measurable")
    assert finding.message.startswith("89 von 90 Maßnahmen")
    assert {measure.id for measure in berlin.measures} - set(finding.subjects) == {f"{FL}.2.IV"}


def test_the_announced_order_in_time_is_missing(berlin: PlanDocument, findings: Of) -> None:
    [finding] = findings(berlin, "nothing-prioritised")
    assert finding.severity == "warning"
    assert finding.source_lines == ((1861, 1863),)
    assert "steht bei 4 von 90 Maßnahmen" in finding.message


def test_undertakings_ordered_under_different_leads(berlin: PlanDocument, findings: Of) -> None:
    assert [finding.subjects for finding in findings(berlin, "one-undertaking-several-leads")] == [
        (f"{WTT}.1.II", f"{VN}.1.I", f"{DI}.2.IV"),
        (f"{VN}.1.I", f"{DI}.2.III"),
        (f"{DI}.2.II.A", f"{DI}.2.II.C"),
        (f"{FL}.4.II", f"{FL}.4.III"),
        (f"{FI}.1.II", f"{FI}.1.III", f"{FI}.2.I"),
    ]


def test_two_institutions_lead_a_fifth_of_all_measures(berlin: PlanDocument, findings: Of) -> None:
    messages = [finding.message for finding in findings(berlin, "lead-concentration")]
    assert messages[0].startswith("Federführung von SenWEB in 20 von 90 Maßnahmen (22 Prozent).")
    assert messages[1].startswith("Federführung von Berlin Partner in 18 von 90 Maßnahmen (20 ")


def test_abbreviations_the_text_never_writes_out(berlin: PlanDocument, findings: Of) -> None:
    named = {
        finding.message.split("“")[0].removeprefix("„")
        for finding in findings(berlin, "abbreviation-not-expanded")
    }
    assert named == {
        *("RBm-WissForsch", "SenIAS", "SenBJF", "SenGPG", "SenFin", "SenInnDS", "SenSW", "SenUVK"),
        *("BlnBDI", "ITDZ", "BQN", "TSB", "IBB", "BIM", "IHK", "HWK", "UVB", "DGB", "VDMA"),
        *("ZVEI", "TU Berlin", "ZEWK", "IFAF Berlin", "BIT6", "HTW"),
    }


def test_names_that_probably_mean_one_institution(berlin: PlanDocument, findings: Of) -> None:
    variants = {
        finding.message.split("“")[0].removeprefix("„"): finding.subjects
        for finding in findings(berlin, "name-variants")
    }
    assert variants == {
        "Geschäftsstelle Zukunftsorte": (f"{SC}.3.I",),
        "Bundesagentur für Arbeit": (f"{FK}.2.III",),
        "IBB": (f"{FK}.1.I",),
        "Messe Berlin": (f"{MK}.2.I",),
        "Leistungszentrum Digitale Vernetzung": (f"{VN}.2.I", f"{DI}.2.IV"),
        "Akteure Additive Fertigung": (f"{MK}.2.IV",),
    }


def test_variants_are_found_again_when_each_name_is_an_institution_of_its_own(
    berlin: PlanDocument, findings: Of
) -> None:
    """The reader who made the package joined names; whoever joins none is told which to join."""
    tree = berlin.model_dump(mode="json")
    tree["institutions"] = []
    split = []
    for institution in berlin.model_dump(mode="json")["institutions"]:
        printed = [one for one in institution["names"] if one["kind"] == "printed"]
        others = [one for one in institution["names"] if one["kind"] != "printed"]
        tree["institutions"].append(institution | {"names": [*printed[:1], *others]})
        for number, one in enumerate(printed[1:]):
            tree["institutions"].append(
                {
                    "id": f"{institution['id']}-{number}",
                    "kind": institution["kind"],
                    "name": {"de": one["text"], "en": one["text"]},
                    "names": [one | {"is_assumed": False}],
                }
            )
            split.append(one["text"])
    told = " ".join(
        finding.message for finding in findings(PlanDocument.model_validate(tree), "name-variants")
    )
    assert len(split) == 16
    # "Messe" alone is a common noun; nothing in the word says that it is Messe Berlin.
    assert [text for text in split if f"„{text}“" not in told] == ["Messe"]


def test_every_finding_rests_on_lines_and_on_known_measures(berlin: PlanDocument) -> None:
    known = {measure.id for measure in berlin.measures}
    for finding in check(berlin):
        assert finding.source_lines, finding
        assert set(finding.subjects) <= known
        assert "%(" not in finding.message
        assert ".." not in finding.message.replace("...", "")


def test_no_rule_speaks_of_berlin_unless_the_document_does(berlin: PlanDocument) -> None:
    words = " ".join(f"{rule.title} {rule.explanation}" for rule in RULES)
    for name in ("Berlin", "SenWEB", "Energie", "Bezirk", "SLUG", berlin.plan.slug):
        assert name not in words
