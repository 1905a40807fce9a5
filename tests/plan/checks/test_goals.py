# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Goals without measures, measures without a goal."""

from collections.abc import Callable

from leitstand.plan.checks import Finding
from leitstand.plan.document.model import PlanDocument
from tests.plan.documents import document, goal, measure, node, own_rule

Of = Callable[[PlanDocument, str], list[Finding]]


def test_a_goal_on_a_branch_without_measures_is_told(findings: Of) -> None:
    plan = document(
        measure("hafen.1.I"),
        nodes=[node("markt")],
        goals=[goal("hafen.a", "hafen"), goal("markt.a", "markt"), goal("markt.b", "markt")],
        own_rules=[own_rule("goals-without-measures")],
    )
    [finding] = findings(plan, "goals-without-measures")
    assert finding.severity == "breach"
    assert finding.message.startswith("Themencluster „Markt“: Zum Ziel „markt.a“ und „markt.b“")


def test_a_goal_with_measures_anywhere_below_is_fine(findings: Of) -> None:
    plan = document(measure("hafen.1.I"), goals=[goal("hafen.a", "hafen")])
    assert findings(plan, "goals-without-measures") == []


def test_measures_without_a_goal_are_one_finding_per_cluster(findings: Of) -> None:
    plan = document(
        measure("hafen.1.I"),
        measure("hafen.2.I"),
        measure("markt.1.I"),
        goals=[goal("markt.a", "markt")],
    )
    [finding] = findings(plan, "measures-without-goal")
    assert finding.subjects == ("hafen.1.I", "hafen.2.I")
    assert "Für Hafen 1 I, 2 I nennt der Plan kein Ziel." in finding.message


def test_a_goal_on_the_field_or_above_it_is_enough(findings: Of) -> None:
    for where in ("hafen", "hafen.1"):
        plan = document(measure("hafen.1.I"), goals=[goal("ziel", where)])
        assert findings(plan, "measures-without-goal") == []
