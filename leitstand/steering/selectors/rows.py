# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Single rows for services, which must know whether they are there before they write."""

from django.db.models import Q

from leitstand.steering.enums import RemarkKind
from leitstand.steering.errors import DutyNotFound, RoundNotFound
from leitstand.steering.models import Duty, ReportingRound


def round_row(slug: str) -> ReportingRound:
    """The round with its plan; one statement. Raises ``RoundNotFound``."""
    found = ReportingRound.objects.select_related("plan").filter(slug=slug).first()
    if found is None:
        raise RoundNotFound(slug)
    return found


def duty_row(duty: int) -> Duty:
    """What is owed, with round, plan, institution and answers; one statement.

    A writer's turn holds back every other writer of the house, so the row need not be locked.
    Raises ``DutyNotFound``.
    """
    rows = Duty.objects.select_related("round__plan", "institution", "answer", "draft")
    found = rows.filter(pk=duty).first()
    if found is None:
        raise DutyNotFound(str(duty))
    return found


def open_questions(way: str = "") -> Q:
    """Remarks that are questions and wait; ``way`` leads to them: "remarks__"."""
    return Q(**{f"{way}kind": RemarkKind.QUESTION, f"{way}closed_at__isnull": True})
