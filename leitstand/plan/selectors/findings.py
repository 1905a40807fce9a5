# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the check finds in a plan, found once for every state that the plan was in."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from leitstand.core.history import BERLIN
from leitstand.core.journal import newest_hold
from leitstand.core.languages import Language, reader_language
from leitstand.core.selectors import data_version
from leitstand.plan.checks import Finding, check
from leitstand.plan.labels import Labels, in_language
from leitstand.plan.selectors.documents import PlanNotFound, plan_document, plan_id_on


@dataclass(frozen=True, slots=True)
class CheckedPlan:
    """Findings, labels and title of a plan, worded in the reader's language."""

    findings: tuple[Finding, ...]
    labels: Labels
    title: str


def checked_plan(slug: str, *, day: dt.date | None = None) -> CheckedPlan:
    """The plan as it stood at the end of ``day``, checked.

    A check reads the whole plan (0.15 s). It is done once for each state the plan was in, not for
    each visit nor for each day that somebody asks for: 1 statement where the state is known, 2 with
    a day. Raises :class:`PlanNotFound`.
    """
    same = day
    if day is not None and (held := newest_hold(slug, day)) is not None:
        same = held.astimezone(BERLIN).date()
    try:
        return _checked(slug, same, reader_language(), data_version())
    except PlanNotFound:
        plan_id_on(slug, day)  # says why, of the day that was asked for
        raise


@lru_cache(maxsize=32)
def _checked(slug: str, day: dt.date | None, _language: Language, _version: int) -> CheckedPlan:
    document = plan_document(slug, day=day)
    return CheckedPlan(check(document), Labels(document), in_language(document.plan.title))
