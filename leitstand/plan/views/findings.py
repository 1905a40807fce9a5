# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the check found in a plan."""

import datetime as dt
from collections import Counter
from functools import lru_cache

from django.http import HttpRequest
from django.utils.translation import gettext as _

from leitstand.core.languages import Language, reader_language
from leitstand.core.selectors import data_version, same_since
from leitstand.plan import selectors
from leitstand.plan.checks import RULES, Finding, Severity, check
from leitstand.plan.labels import Labels, in_language
from leitstand.plan.selectors import PlanNotFound
from leitstand.plan.views.parts import as_of_day, not_there, open_frame
from leitstand.ui.addresses import address
from leitstand.ui.as_of import reader_day
from leitstand.ui.pages import Page, public_page
from leitstand.ui.tables import Column, Link, Table


@public_page
def finding_list(request: HttpRequest, plan: str) -> Page:
    """The plan held against its own rules and against good practice."""
    day = reader_day()
    # One check serves all days between two changes.
    state = same_since(day) if day else None
    try:
        findings, labels, title = _checked(plan, reader_language(), state, data_version())
    except PlanNotFound as error:
        open_frame(plan, with_levels=False)  # says it of the very day that was asked for
        raise not_there(error) from None
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


@lru_cache(maxsize=32)
def _checked(
    plan: str, _language: Language, day: dt.date | None, _version: int
) -> tuple[tuple[Finding, ...], Labels, str]:
    """Findings, labels and title of a plan on a day as of a data version, worded in a language.

    A check reads the whole plan (0.15 s); it is worth doing once after each change, not each visit.
    """
    document = selectors.plan_document(plan, day=day)
    return check(document), Labels(document), in_language(document.plan.title)
