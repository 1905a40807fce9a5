# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Nobody beside the lead, one institution alone, places kept open, one institution twice."""

from collections.abc import Callable

from leitstand.plan.checks import Finding
from leitstand.plan.document.model import PlanDocument
from tests.plan.documents import document, institution, measure, mention, open_role, role

Of = Callable[[PlanDocument, str], list[Finding]]


# --- without-contributors ---


def test_a_lead_without_contributors_is_told(findings: Of) -> None:
    [finding] = findings(
        document(measure("hafen.1.I", leads=["werft"], joint=["zoll"])), "without-contributors"
    )
    assert finding.message == ("Hafen 1 I: Der Plan nennt niemanden, der mitarbeitet. (Zeile 20)")


def test_measures_of_one_passage_without_contributors_are_one_finding(findings: Of) -> None:
    plan = document(
        measure("hafen.1.I", leads=["werft"]),
        measure("hafen.1.II", leads=["werft"]),
        measure("hafen.1.III", leads=["werft"], structure=(40, 40)),
        measure("hafen.1.IV", leads=["werft"], structure=None),
    )
    assert [finding.subjects for finding in findings(plan, "without-contributors")] == [
        ("hafen.1.I", "hafen.1.II"),
        ("hafen.1.III",),
        ("hafen.1.IV",),
    ]


def test_a_contributor_named_or_open_is_enough(findings: Of) -> None:
    plan = document(
        measure("hafen.1.I", leads=["werft"], contributors=["zoll"]),
        measure("hafen.1.II", leads=["werft"], open_roles=[open_role("weitere")]),
    )
    assert findings(plan, "without-contributors") == []


def test_a_measure_without_any_role_is_not_told_again(findings: Of) -> None:
    assert findings(document(measure("hafen.1.I")), "without-contributors") == []


# --- single-institution ---


def test_one_institution_in_every_role_is_told(findings: Of) -> None:
    [finding] = findings(document(measure("hafen.1.I", leads=["werft"])), "single-institution")
    assert "bei einer einzigen Institution, Werft." in finding.message


def test_a_group_alone_is_told_as_a_group(findings: Of) -> None:
    plan = document(
        measure("hafen.1.I", leads=["kammern"]),
        institutions=[institution("kammern", kind="group")],
    )
    [finding] = findings(plan, "single-institution")
    assert "bei einer einzigen Gruppe, Kammern." in finding.message


def test_an_institution_only_mentioned_does_not_share_the_work(findings: Of) -> None:
    roles = [role("werft", mentions=[mention("amt", "channel")])]
    [finding] = findings(document(measure("hafen.1.I", roles=roles)), "single-institution")
    assert "Erwähnt, aber ohne Aufgabe: Amt." in finding.message


def test_a_second_institution_or_an_open_place_is_enough(findings: Of) -> None:
    plan = document(
        measure("hafen.1.I", leads=["werft"], joint=["zoll"]),
        measure("hafen.1.II", leads=["werft"], open_roles=[open_role("weitere")]),
    )
    assert findings(plan, "single-institution") == []


def test_one_passage_with_different_institutions_gives_a_finding_each(findings: Of) -> None:
    plan = document(measure("hafen.1.I", leads=["werft"]), measure("hafen.1.II", leads=["zoll"]))
    assert len(findings(plan, "single-institution")) == 2


# --- open-roles ---


def test_each_open_place_is_told_with_its_words(findings: Of) -> None:
    places = [
        open_role("weitere Ressorts", phase="Umsetzung"),
        open_role("weitere Partner", kind="to-be-identified"),
    ]
    plan = document(measure("hafen.1.I", leads=["werft"], open_roles=places))
    first, second = findings(plan, "open-roles")
    assert "Mitarbeit für Umsetzung: „weitere Ressorts“. Namen nennt" in first.message
    assert "Mitarbeit: „weitere Partner“. Wer das ist, soll erst noch" in second.message


def test_the_same_words_in_two_phases_are_one_finding(findings: Of) -> None:
    places = [open_role("weitere", phase="Aufbau"), open_role("weitere", phase="Umsetzung")]
    plan = document(measure("hafen.1.I", leads=["werft"], open_roles=places))
    [finding] = findings(plan, "open-roles")
    assert "für Aufbau:" in finding.message


def test_a_full_structure_has_no_open_place(findings: Of) -> None:
    plan = document(measure("hafen.1.I", leads=["werft"], contributors=["zoll"]))
    assert findings(plan, "open-roles") == []


# --- lead-also-contributes ---


def test_lead_and_contributor_for_the_whole_measure_is_told(findings: Of) -> None:
    plan = document(measure("hafen.1.I", leads=["werft"], contributors=["zoll", "werft"]))
    [finding] = findings(plan, "lead-also-contributes")
    assert finding.message.startswith("Hafen 1 I: Werft steht doppelt da")


def test_lead_in_one_phase_and_contributor_in_another_is_fine(findings: Of) -> None:
    roles = [role("werft", phase="Planung"), role("werft", "contributor", phase="Bau")]
    assert findings(document(measure("hafen.1.I", roles=roles)), "lead-also-contributes") == []
