# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Rounds, what is owed in them, what was answered, and the letters about it."""

from leitstand.steering.models.answers import Answer, Attachment, Duty, Remark
from leitstand.steering.models.letters import AnswerLink, Contact, Letter
from leitstand.steering.models.rounds import ReportingRound, RoundArchive

__all__ = [
    "Answer",
    "AnswerLink",
    "Attachment",
    "Contact",
    "Duty",
    "Letter",
    "Remark",
    "ReportingRound",
    "RoundArchive",
]
