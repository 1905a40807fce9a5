# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What one answer says, as a document: the same for every way in which it comes."""

from leitstand.steering.answer.content import (
    AnswerContent,
    BudgetLine,
    Evidence,
    Milestone,
    content_from,
    missing_for_submission,
    references,
)

__all__ = [
    "AnswerContent",
    "BudgetLine",
    "Evidence",
    "Milestone",
    "content_from",
    "missing_for_submission",
    "references",
]
