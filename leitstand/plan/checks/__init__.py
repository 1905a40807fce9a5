# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A plan held against its own rules and against good practice.

``check`` is pure: the same document and language give the same findings in the same order. A
finding never stops anything; the plan is published as it is.
"""

from leitstand.plan.checks.finding import Basis, Finding, FindingJson, Rule, Severity
from leitstand.plan.checks.reading import Reading
from leitstand.plan.checks.registry import RULES
from leitstand.plan.document.model import PlanDocument

__all__ = ["RULES", "Basis", "Finding", "FindingJson", "Rule", "Severity", "check"]


def check(document: PlanDocument) -> tuple[Finding, ...]:
    """Every finding about the document: by rule in the order of ``RULES``, then as the plan runs.

    Messages are in the language active now.
    """
    reading = Reading(document)
    return tuple(finding for rule in RULES for finding in rule.findings(reading))
