# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Cross references between measures, and undertakings that several of them order."""

from collections.abc import Callable

from leitstand.plan.checks import Finding
from leitstand.plan.document.model import PlanDocument
from tests.plan.documents import Record, document, measure, undertaking

Of = Callable[[PlanDocument, str], list[Finding]]


def _to(*targets: str) -> list[Record]:
    return [{"target": target, "as_printed": f"siehe {target}"} for target in targets]


def _plan(*targets: str, back: tuple[str, ...] = ()) -> PlanDocument:
    return document(
        measure("hafen.1.I", cross_refs=_to(*targets), lines=(11, 12)),
        measure("markt.1.I", cross_refs=_to(*back)),
        measure("markt.1.II"),
        measure("markt.1.III.A"),
        measure("markt.1.III.B"),
    )


def test_a_reference_into_nothing_is_told(findings: Of) -> None:
    [finding] = findings(_plan("markt.7.I"), "cross-reference-missing")
    assert finding.message == (
        "Hafen 1 I verweist mit „siehe markt.7.I“ auf etwas, das es im Plan nicht gibt."
        " (Zeilen 11–12)"
    )
    assert findings(_plan("markt.7.I"), "cross-reference-not-returned") == []
    assert findings(_plan("markt.7.I"), "cross-reference-unnumbered") == []


def test_a_reference_to_a_measure_a_whole_or_a_branch_is_not_missing(findings: Of) -> None:
    plan = _plan("markt.1.II", "markt.1.III", "markt.1")
    assert findings(plan, "cross-reference-missing") == []


def test_a_reference_to_a_branch_is_told_with_the_number_of_measures_there(findings: Of) -> None:
    [finding] = findings(_plan("markt"), "cross-reference-unnumbered")
    assert "Themencluster „Markt“, ohne Nummer. Dort stehen 3 Maßnahmen." in finding.message


def test_a_reference_with_a_number_is_fine(findings: Of) -> None:
    assert findings(_plan("markt.1.I", "markt.1.III"), "cross-reference-unnumbered") == []


def test_a_reference_that_is_not_returned_is_told(findings: Of) -> None:
    [finding] = findings(_plan("markt.1.I"), "cross-reference-not-returned")
    assert finding.message.startswith(
        "Hafen 1 I verweist auf Markt 1 I, von dort führt kein Verweis zurück."
    )


def test_a_reference_returned_to_the_measure_or_its_branch_is_fine(findings: Of) -> None:
    for back in ("hafen.1.I", "hafen.1", "hafen"):
        told = findings(_plan("markt.1.I", back=(back,)), "cross-reference-not-returned")
        assert "hafen.1.I" not in [subject for one in told for subject in one.subjects]


def test_a_branch_returns_a_reference_through_any_of_its_measures(findings: Of) -> None:
    told = findings(_plan("markt", back=("hafen.1.I",)), "cross-reference-not-returned")
    assert told == []


def test_a_reference_returned_to_a_neighbour_is_told_with_the_neighbour(findings: Of) -> None:
    plan = document(
        measure("hafen.1.I", cross_refs=_to("markt.1.I")),
        measure("hafen.1.II"),
        measure("markt.1.I", cross_refs=_to("hafen.1.II")),
    )
    first, _second = findings(plan, "cross-reference-not-returned")
    assert "Markt 1 I verweist stattdessen auf Hafen 1 II." in first.message


def test_a_reference_to_ones_own_branch_needs_no_return(findings: Of) -> None:
    assert findings(_plan("hafen"), "cross-reference-not-returned") == []


def test_an_undertaking_ordered_under_different_leads_is_told(findings: Of) -> None:
    plan = document(
        measure("hafen.1.I", leads=["werft"]),
        measure("markt.1.I.A", leads=["zoll", "amt"]),
        measure("markt.1.I.B"),
        undertakings=[undertaking("kran", "hafen.1.I", "markt.1.I.A", "markt.1.I.B")],
    )
    [finding] = findings(plan, "one-undertaking-several-leads")
    assert finding.subjects == ("hafen.1.I", "markt.1.I.A", "markt.1.I.B")
    assert finding.message.startswith(
        "Kran: 3 Maßnahmen beauftragen dasselbe Vorhaben mit verschiedener Federführung – Hafen 1 I"
        " (Werft), Markt 1 I A (Zoll und Amt), Markt 1 I B (ohne Federführung)."
    )


def test_an_undertaking_ordered_under_the_same_leads_is_fine(findings: Of) -> None:
    plan = document(
        measure("hafen.1.I", leads=["werft", "zoll"]),
        measure("markt.1.I", leads=["zoll", "werft"]),
        undertakings=[undertaking("kran", "hafen.1.I", "markt.1.I")],
    )
    assert findings(plan, "one-undertaking-several-leads") == []


def test_an_undertaking_that_others_only_mention_is_fine(findings: Of) -> None:
    plan = document(
        measure("hafen.1.I", leads=["werft"]),
        measure("markt.1.I", leads=["zoll"]),
        undertakings=[undertaking("kran", "hafen.1.I", mentions=["markt.1.I"])],
    )
    assert findings(plan, "one-undertaking-several-leads") == []
