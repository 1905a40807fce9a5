# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Leads that are missing, partial, too many, collective or heaped on one institution."""

from collections.abc import Callable

from leitstand.plan.checks import Finding
from leitstand.plan.document.model import PlanDocument
from tests.plan.documents import (
    both,
    document,
    institution,
    measure,
    mention,
    open_role,
    own_rule,
    role,
)

Of = Callable[[PlanDocument, str], list[Finding]]

AT_MOST_ONE = [own_rule("responsible-institutions", limit=1)]


# --- without-lead ---


def test_measures_that_one_passage_leaves_without_any_role_are_one_finding(findings: Of) -> None:
    plan = document(measure("hafen.1.I"), measure("hafen.1.II"))
    [finding] = findings(plan, "without-lead")
    assert finding.subjects == ("hafen.1.I", "hafen.1.II")
    assert finding.message.startswith("Hafen 1 I–II: Der Plan nennt keine einzige Institution")


def test_measures_of_different_passages_are_findings_of_their_own(findings: Of) -> None:
    plan = document(measure("hafen.1.I"), measure("hafen.1.II", structure=(30, 30)))
    assert [finding.subjects for finding in findings(plan, "without-lead")] == [
        ("hafen.1.I",),
        ("hafen.1.II",),
    ]


def test_contributors_without_a_lead_are_told_apart_from_no_role_at_all(findings: Of) -> None:
    plan = document(measure("hafen.1.I", contributors=["zoll"]), measure("hafen.1.II"))
    first, second = findings(plan, "without-lead")
    assert first.message == "Hafen 1 I: Der Plan nennt keine Federführung. (Zeile 20)"
    assert "keine einzige Institution" in second.message


def test_the_outside_programme_that_all_point_to_is_named(findings: Of) -> None:
    programme = {"id": "klima", "name": both("Klimaprogramm")}
    refs = [{"programme": "klima", "as_printed": "K-1"}]
    plan = document(measure("hafen.1.I", external_refs=refs), programmes=[programme])
    [finding] = findings(plan, "without-lead")
    assert "Er verweist auf ein anderes Programm: Klimaprogramm." in finding.message


def test_a_programme_that_only_some_point_to_is_not_named_for_all(findings: Of) -> None:
    programme = {"id": "klima", "name": both("Klimaprogramm")}
    refs = [{"programme": "klima", "as_printed": "K-1"}]
    plan = document(
        measure("hafen.1.I", external_refs=refs), measure("hafen.1.II"), programmes=[programme]
    )
    [finding] = findings(plan, "without-lead")
    assert "Klimaprogramm" not in finding.message


def test_a_lead_or_an_open_lead_is_enough(findings: Of) -> None:
    plan = document(
        measure("hafen.1.I", leads=["werft"]),
        measure("hafen.1.II", open_roles=[open_role("wird benannt", role="lead")]),
    )
    assert findings(plan, "without-lead") == []


# --- lead-only-per-phase ---


def test_leads_that_hold_for_different_phases_leave_the_whole_to_nobody(findings: Of) -> None:
    roles = [role("werft", phase="Planung"), role("zoll", phase="Bau")]
    [finding] = findings(document(measure("hafen.1.I", roles=roles)), "lead-only-per-phase")
    assert finding.message == (
        "Hafen 1 I: Federführung nur je Phase – Werft für Planung, Zoll für Bau."
        " Für das Ganze ist niemand verantwortlich. (Zeile 20)"
    )


def test_leads_that_hold_for_different_scopes_leave_the_whole_to_nobody(findings: Of) -> None:
    roles = [role("werft", scope="Stege"), role("zoll", scope="Kräne")]
    [finding] = findings(document(measure("hafen.1.I", roles=roles)), "lead-only-per-phase")
    assert "nur je Teil – Werft für „Stege“, Zoll für „Kräne“." in finding.message


def test_leads_for_one_and_the_same_scope_leave_it_open(findings: Of) -> None:
    roles = [role("werft", scope="Stege"), role("zoll", scope="Stege")]
    [finding] = findings(document(measure("hafen.1.I", roles=roles)), "lead-only-per-phase")
    assert "Werft und Zoll für „Stege“" in finding.message
    assert "sagt der Plan nicht" in finding.message
    assert "niemand" not in finding.message


def test_one_lead_for_the_whole_is_enough(findings: Of) -> None:
    roles = [role("werft"), role("zoll", scope="Kräne")]
    assert findings(document(measure("hafen.1.I", roles=roles)), "lead-only-per-phase") == []


def test_a_phase_of_a_contributor_does_not_matter(findings: Of) -> None:
    plan = document(
        measure("hafen.1.I", leads=["werft"], roles=[role("zoll", "contributor", phase="Bau")])
    )
    assert findings(plan, "lead-only-per-phase") == []


# --- too-many-responsible, too-many-responsible-joint ---


def test_more_leads_than_the_plan_allows_itself_are_a_breach(findings: Of) -> None:
    plan = document(measure("hafen.1.I", leads=["werft", "zoll"]), own_rules=AT_MOST_ONE)
    [finding] = findings(plan, "too-many-responsible")
    assert finding.severity == "breach"
    assert "2 Institutionen haben die Federführung, höchstens 1 sieht der Plan" in finding.message
    assert "Werft und Zoll" in finding.message


def test_as_many_leads_as_the_plan_allows_are_fine(findings: Of) -> None:
    plan = document(measure("hafen.1.I", leads=["werft"]), own_rules=AT_MOST_ONE)
    assert findings(plan, "too-many-responsible") == []


def test_without_an_own_rule_two_leads_are_fine_and_three_are_only_a_warning(findings: Of) -> None:
    plan = document(
        measure("hafen.1.I", leads=["werft", "zoll"]),
        measure("hafen.1.II", leads=["werft", "zoll", "amt"]),
    )
    [finding] = findings(plan, "too-many-responsible")
    assert finding.severity == "warning"
    assert finding.subjects == ("hafen.1.II",)
    assert "üblich sind höchstens 2" in finding.message


def test_an_institution_that_leads_in_two_phases_counts_once(findings: Of) -> None:
    roles = [role("werft", phase="Planung"), role("werft", phase="Bau")]
    plan = document(measure("hafen.1.I", roles=roles), own_rules=AT_MOST_ONE)
    assert findings(plan, "too-many-responsible") == []


def test_too_many_leads_only_over_all_phases_are_told_per_phase(findings: Of) -> None:
    roles = [role("werft", phase="Planung"), role("zoll", phase="Bau")]
    plan = document(measure("hafen.1.I", roles=roles), own_rules=AT_MOST_ONE)
    [finding] = findings(plan, "too-many-responsible")
    assert "nur über alle Phasen und Teile hinweg: Werft für Planung, Zoll für Bau." in (
        finding.message
    )


def test_joint_institutions_count_in_the_second_rule_only(findings: Of) -> None:
    plan = document(measure("hafen.1.I", leads=["werft"], joint=["zoll"]), own_rules=AT_MOST_ONE)
    assert findings(plan, "too-many-responsible") == []
    [finding] = findings(plan, "too-many-responsible-joint")
    assert finding.severity == "warning"
    assert "Federführung: Werft; in Verbindung mit: Zoll." in finding.message


def test_too_many_leads_without_joint_ones_are_not_told_twice(findings: Of) -> None:
    plan = document(measure("hafen.1.I", leads=["werft", "zoll"]), own_rules=AT_MOST_ONE)
    assert findings(plan, "too-many-responsible-joint") == []


def test_too_many_leads_are_told_again_when_joint_ones_add_to_them(findings: Of) -> None:
    plan = document(
        measure("hafen.1.I", leads=["werft", "zoll"], joint=["amt"]), own_rules=AT_MOST_ONE
    )
    [finding] = findings(plan, "too-many-responsible-joint")
    assert "3 Institutionen" in finding.message


def test_contributors_are_not_responsible(findings: Of) -> None:
    plan = document(
        measure("hafen.1.I", leads=["werft"], contributors=["zoll", "amt"]), own_rules=AT_MOST_ONE
    )
    assert findings(plan, "too-many-responsible") == []
    assert findings(plan, "too-many-responsible-joint") == []


# --- collective-lead ---


def test_a_leading_group_is_one_finding_with_all_its_measures(findings: Of) -> None:
    plan = document(
        measure("hafen.1.I", leads=["kammern"]),
        measure("hafen.1.II", leads=["kammern", "werft"]),
        measure("hafen.1.III", contributors=["kammern"]),
        institutions=[institution("kammern", kind="group")],
    )
    [finding] = findings(plan, "collective-lead")
    assert finding.subjects == ("hafen.1.I", "hafen.1.II")
    assert finding.message.startswith("Kammern: eine Gruppe hat die Federführung (Hafen 1 I–II).")


def test_the_members_that_a_measure_names_are_told(findings: Of) -> None:
    roles = [role("kammern", mentions=[mention("ihk", "member"), mention("haus", "unit")])]
    plan = document(
        measure("hafen.1.I", roles=roles), institutions=[institution("kammern", kind="group")]
    )
    [finding] = findings(plan, "collective-lead")
    assert "Als Mitglieder sind genannt: Ihk." in finding.message


def test_a_leading_network_with_its_own_office_is_no_group(findings: Of) -> None:
    plan = document(
        measure("hafen.1.I", leads=["netz"]), institutions=[institution("netz", kind="network")]
    )
    assert findings(plan, "collective-lead") == []


# --- lead-concentration ---


def test_leading_a_fifth_of_all_measures_is_told_with_counts(findings: Of) -> None:
    others = [measure(f"markt.1.{n}", leads=[f"amt-{n.lower()}"]) for n in NUMBERS[:12]]
    own = [measure(f"hafen.1.{n}", leads=["werft"]) for n in NUMBERS[:3]]
    [finding] = findings(document(*own, *others), "lead-concentration")
    assert finding.message.startswith("Federführung von Werft in 3 von 15 Maßnahmen (20 Prozent).")
    assert finding.subjects == ("hafen.1.I", "hafen.1.II", "hafen.1.III")


def test_leading_everything_is_a_hundred_percent(findings: Of) -> None:
    own = [measure(f"hafen.1.{n}", leads=["werft"]) for n in NUMBERS]
    [finding] = findings(document(*own), "lead-concentration")
    assert "in 13 von 13 Maßnahmen (100 Prozent)" in finding.message


def test_leading_less_than_a_fifth_is_fine(findings: Of) -> None:
    others = [measure(f"markt.1.{n}", leads=[f"amt-{n.lower()}"]) for n in NUMBERS[:13]]
    own = [measure(f"hafen.1.{n}", leads=["werft"]) for n in NUMBERS[:3]]
    assert findings(document(*own, *others), "lead-concentration") == []


def test_parts_of_one_measure_count_once(findings: Of) -> None:
    parts = [measure(f"hafen.1.I.{part}", leads=["werft"]) for part in "ABC"]
    assert findings(document(*parts), "lead-concentration") == []


NUMBERS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII")
