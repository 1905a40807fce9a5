# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The rules a plan is held against, read from the registry."""

from leitstand.plan.checks import RULES, Severity
from tests.house.reference.english import english
from tests.house.reference.markdown import code, page, table


def checks_page() -> str:
    """The page."""
    rows = (
        (
            code(rule.key),
            english(rule.title),
            english(rule.severity.label),
            english(rule.basis.label),
            english(rule.explanation),
        )
        for rule in RULES
    )
    promises = dict.fromkeys(
        key
        for rule in RULES
        if rule.severity == Severity.BREACH
        for key in (rule.key, *rule.own_checks)
    )
    return page(
        "Checks",
        "`leitstand plan check` holds a plan against these rules, in this order. A finding never"
        " stops anything: the plan is published as it is. Keys are stable; they stand in addresses"
        " and exports.",
        "A *breach* needs a rule that the plan sets for itself (`own_rules` of the package, its"
        f" `check` one of {', '.join(map(code, promises))}). Without it the finding is a warning.",
        table(("Key", "Title", "Severity", "Basis", "What is held against what, and why"), rows),
    )
