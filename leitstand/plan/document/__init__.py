# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The plan document: one shape for package, import, export and comparison.

A package directory, a single YAML or JSON file and an Excel workbook all become a
:class:`PlanDocument` before anything touches the database, and every export is made from one.
"""

from leitstand.plan.document.fields import LineRange
from leitstand.plan.document.model import (
    Commitment,
    CrossReference,
    EditionDocument,
    ExternalReference,
    Goal,
    InstitutionDocument,
    InstitutionName,
    Joining,
    Level,
    Measure,
    Membership,
    Mention,
    Node,
    OpenRole,
    OwnRule,
    PlanDocument,
    PlanHead,
    Role,
    Source,
    Term,
    Text,
    Undertaking,
    UndertakingMeasure,
)

__all__ = [
    "Commitment",
    "CrossReference",
    "EditionDocument",
    "ExternalReference",
    "Goal",
    "InstitutionDocument",
    "InstitutionName",
    "Joining",
    "Level",
    "LineRange",
    "Measure",
    "Membership",
    "Mention",
    "Node",
    "OpenRole",
    "OwnRule",
    "PlanDocument",
    "PlanHead",
    "Role",
    "Source",
    "Term",
    "Text",
    "Undertaking",
    "UndertakingMeasure",
]
