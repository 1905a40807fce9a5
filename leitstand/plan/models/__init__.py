# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The plan's tables. Every row carries its plan and has a dated history."""

from leitstand.plan.models.plan import (
    Edition,
    Level,
    OwnRule,
    Participation,
    Plan,
    Reference,
    Term,
)
from leitstand.plan.models.references import (
    Commitment,
    CrossReference,
    ExternalReference,
    StrategyLink,
    Undertaking,
    UndertakingMeasure,
)
from leitstand.plan.models.roles import Mention, OpenRole, Role
from leitstand.plan.models.tree import Goal, Measure, Node

__all__ = [
    "Commitment",
    "CrossReference",
    "Edition",
    "ExternalReference",
    "Goal",
    "Level",
    "Measure",
    "Mention",
    "Node",
    "OpenRole",
    "OwnRule",
    "Participation",
    "Plan",
    "Reference",
    "Role",
    "StrategyLink",
    "Term",
    "Undertaking",
    "UndertakingMeasure",
]
