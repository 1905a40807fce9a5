# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the check found in a plan."""

from collections import Counter

from django.http import HttpRequest
from django.utils.translation import gettext as _

from leitstand.plan import selectors
from leitstand.plan.checks import RULES, Finding, Severity
from leitstand.plan.selectors import PlanNotFound
from leitstand.plan.views.parts import as_of_day, not_there
from leitstand.ui.addresses import address
from leitstand.ui.as_of import reader_day
from leitstand.ui.pages import Page, public_page
from leitstand.ui.tables import Column, Link, Table


@public_page
def finding_list(request: HttpRequest, plan: str) -> Page:
    """The plan held against its own rules and against good practice."""
    day = reader_day()
    try:
        checked = selectors.checked_plan(plan, day=day)
    except PlanNotFound as error:
        raise not_there(error) from None
    findings, labels, title = checked.findings, checked.labels, checked.title
    rules = {rule.key: rule for rule in RULES}

    def subjects(finding: Finding) -> tuple[Link, ...]:
        return tuple(
            Link(
                labels.of_id(key),
                address("plan:measure", plan=plan, measure=key),
            )
            for key in finding.subjects
        )

    table = Table(
        key="befunde",
        caption=_("Befunde der Prüfung"),
        columns=(
            Column("rule", _("Regel")),
            Column("severity", _("Gewicht")),
            Column("message", _("Befund")),
            Column("subjects", _("Maßnahmen"), "list"),
            Column("source_lines", _("Zeilen im Plan"), "list"),
        ),
        rows=tuple(
            (
                str(rules[finding.rule].title),
                str(finding.severity.label),
                finding.message,
                subjects(finding),
                tuple(f"{a}–{b}" if a != b else str(a) for a, b in finding.source_lines),
            )
            for finding in findings
        ),
        source=as_of_day(title, day),
    )
    found = Counter(finding.severity for finding in findings)
    return Page(
        template="plan/findings.html",
        title=_("Prüfung"),
        description=_("Der Plan, gehalten gegen seine eigenen Regeln und gegen gute Praxis."),
        context={
            "counts": tuple((str(severity.label), found[severity]) for severity in Severity),
            "groups": tuple(
                (rule, [(f, subjects(f)) for f in findings if f.rule == rule.key])
                for rule in RULES
                if any(f.rule == rule.key for f in findings)
            ),
            "kept": tuple(
                str(rule.title) for rule in RULES if all(f.rule != rule.key for f in findings)
            ),
            "badges": {"breach": "danger", "warning": "warning", "notice": "info"},
        },
        tables=(table,),
        payload={"findings": [finding.as_json() for finding in findings]},
        breadcrumb=(Link(title, address("plan:glance", plan=plan)),),
    )
