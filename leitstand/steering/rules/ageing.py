# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""How an old answer ages: by published limits, in words and days."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leitstand.steering.enums import Freshness
from leitstand.steering.rules.published import PublishedRule
from leitstand.steering.rules.wording import on_day

FRESH_DAYS: Final = 183
"""A round comes twice a year: an answer is fresh until the next one is due."""
STALE_DAYS: Final = 365
"""Beyond a year two rounds went by: the answer no longer says how things stand."""

AGEING = PublishedRule(
    "age-of-answer",
    gettext_lazy("Alter einer Angabe"),
    gettext_lazy("Die Tage zwischen der Antwort und dem Tag, für den geurteilt wird."),
    gettext_lazy(
        "Bis 183 Tage gilt eine Angabe als aktuell, bis 365 Tage als älter als ein halbes Jahr,"
        " danach als veraltet. Eine veraltete Angabe trägt kein Urteil mehr."
    ),
)


@dataclass(frozen=True, slots=True)
class Age:
    """How old an answer is on a day."""

    said_on: dt.date
    days: int
    freshness: Freshness

    @property
    def sentence(self) -> str:
        """The age in words, „Angabe vom 3. März 2026, 264 Tage alt: älter als ein halbes Jahr“."""
        text = ngettext(
            "Angabe vom %(day)s, %(days)d Tag alt: %(freshness)s",
            "Angabe vom %(day)s, %(days)d Tage alt: %(freshness)s",
            self.days,
        )
        return text % {
            "day": on_day(self.said_on),
            "days": self.days,
            "freshness": self.freshness.label,
        }


def age_of(said_on: dt.date, judged_on: dt.date) -> Age:
    """How old an answer of ``said_on`` is on ``judged_on``; never less than no day."""
    days = max((judged_on - said_on).days, 0)
    if days <= FRESH_DAYS:
        freshness = Freshness.FRESH
    elif days <= STALE_DAYS:
        freshness = Freshness.AGEING
    else:
        freshness = Freshness.STALE
    return Age(said_on, days, freshness)


def age_sentence(said_on: dt.date | None, judged_on: dt.date) -> str:
    """The age in words; that nothing was ever said is said too."""
    if said_on is None:
        return _("Noch nie berichtet")
    return age_of(said_on, judged_on).sentence
