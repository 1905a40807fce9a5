# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The rules by which answers are judged, printed as they are applied."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from leitstand.steering.enums import Verdict
from leitstand.steering.rules.assessment import METHOD, AssessmentRule
from leitstand.steering.rules.published import PublishedRule
from leitstand.steering.rules.registry import CHAPTERS
from leitstand.steering.views.public_parts import open_rounds
from leitstand.ui.pages import Page, public_page
from leitstand.ui.tables import Column, Table


@public_page
def rule_list(request: HttpRequest, plan: str) -> Page:
    """Every published rule: what it looks at, and what it concludes."""
    opened = open_rounds(plan)
    return Page(
        template="steering/public/rules.html",
        title=_("Regeln der Beurteilung"),
        description=opened.title,
        context={
            "chapters": CHAPTERS,
            "verdict_of": verdict_of,
            "method": METHOD,
            "verdicts": tuple(str(verdict.label) for verdict in Verdict),
        },
        tables=(_rule_table(), _verdict_table()),
        payload={"method": METHOD},
        breadcrumb=opened.way_up,
    )


def verdict_of(rule: PublishedRule) -> str:
    """What the rule concludes, in a word; "" where it decides nothing."""
    verdict = rule.verdict if isinstance(rule, AssessmentRule) else None
    return str(verdict.label) if verdict else ""


def _rule_table() -> Table:
    return Table(
        key="regeln",
        caption=_("Alle Regeln"),
        columns=(
            Column("chapter", _("Abschnitt")),
            Column("rule", _("Regel")),
            Column("looks_at", _("Was sie ansieht")),
            Column("concludes", _("Was sie daraus schließt")),
            Column("verdict", _("Urteil")),
            Column("id", _("Kennung")),
        ),
        rows=tuple(
            (
                str(chapter.title),
                str(rule.title),
                str(rule.looks_at),
                str(rule.concludes),
                verdict_of(rule),
                rule.key,
            )
            for chapter in CHAPTERS
            for rule in chapter.rules
        ),
        source=_("Leitstand, Regelwerk Nummer %d") % METHOD,
    )


def _verdict_table() -> Table:
    return Table(
        key="urteile",
        caption=_("Die Urteile, das leichteste zuerst"),
        columns=(
            Column("place", _("Rang"), "number"),
            Column("verdict", _("Urteil")),
            Column("id", _("Kennung"), is_data_only=True),
        ),
        rows=tuple(
            (place, str(verdict.label), verdict.value)
            for place, verdict in enumerate(Verdict, start=1)
        ),
        note=_("Schließen mehrere Regeln etwas, gilt das letzte Urteil in dieser Reihenfolge."),
    )
