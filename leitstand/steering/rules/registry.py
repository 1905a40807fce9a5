# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Every published rule of the rounds, as a page or a reference prints them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leitstand.steering.rules.ageing import AGEING
from leitstand.steering.rules.assessment import RULES
from leitstand.steering.rules.budget import BUDGET_SUM
from leitstand.steering.rules.contradictions import CONTRADICTIONS
from leitstand.steering.rules.nagging import NAGGING
from leitstand.steering.rules.published import PublishedRule
from leitstand.steering.rules.rollup import MEASURE_STATE, MEASURE_VERDICT, ROLL_UP


@dataclass(frozen=True, slots=True)
class Chapter:
    """Rules that belong together; ``key`` is the fragment of the address."""

    key: str
    title: Promise
    rules: tuple[PublishedRule, ...]


CHAPTERS: tuple[Chapter, ...] = (
    Chapter("assessment", _("Wie eine Antwort beurteilt wird"), RULES),
    Chapter("contradictions", _("Was ein Widerspruch ist"), CONTRADICTIONS),
    Chapter("ageing", _("Wie eine Antwort altert"), (AGEING,)),
    Chapter("roll-up", _("Wie zusammengezählt wird"), (MEASURE_STATE, MEASURE_VERDICT, ROLL_UP)),
    Chapter("budget", _("Wie Mittel summiert werden"), (BUDGET_SUM,)),
    Chapter("mails", _("Wann Mails hinausgehen"), (NAGGING,)),
)


def rule_of(key: str) -> PublishedRule | None:
    """The rule that a reason, contradiction or roll-up names; None for an unknown key."""
    return next((rule for chapter in CHAPTERS for rule in chapter.rules if rule.key == key), None)
