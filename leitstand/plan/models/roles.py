# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Who does what in a measure: roles, institutions named beside them, and open places."""

from django.db import models

from leitstand.core.history import tracked
from leitstand.plan.enums import MentionRelation, OpenRoleKind, RoleKind
from leitstand.plan.models.plan import PlanRow
from leitstand.plan.models.tree import Measure


class Role(PlanRow):
    """One institution's role in a measure or part, for one phase and scope.

    ``as_printed`` keeps the plan's words beside the institution they were resolved to.
    """

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="roles")
    institution = models.ForeignKey(
        "core.Institution", on_delete=models.PROTECT, related_name="plan_roles"
    )
    kind = models.CharField(max_length=12, choices=RoleKind.choices)
    phase = models.CharField(max_length=500, blank=True)
    scope = models.CharField(max_length=500, blank=True)
    as_printed = models.CharField(max_length=500)

    history = tracked()

    class Meta(PlanRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=("measure", "institution", "kind", "phase", "scope"),
                name="role_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=RoleKind.values), name="role_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.as_printed} ({self.kind})"


class Mention(PlanRow):
    """An institution named beside the one that holds the role, without a role of its own."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="mentions")
    institution = models.ForeignKey(
        "core.Institution", on_delete=models.PROTECT, related_name="plan_mentions"
    )
    relation = models.CharField(max_length=12, choices=MentionRelation.choices)
    as_printed = models.CharField(max_length=500)

    history = tracked()

    class Meta(PlanRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=("role", "institution", "relation"), name="mention_once")
        ]

    def __str__(self) -> str:
        return f"{self.as_printed} ({self.relation})"


class OpenRole(PlanRow):
    """A place in the structure that the plan leaves open."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="open_roles")
    as_printed = models.CharField(max_length=500)
    role = models.CharField(max_length=12, choices=RoleKind.choices)
    kind = models.CharField(max_length=20, choices=OpenRoleKind.choices)
    phase = models.CharField(max_length=500, blank=True)
    scope = models.CharField(max_length=500, blank=True)

    history = tracked()

    class Meta(PlanRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=("measure", "role", "as_printed"), name="open_role_once")
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.as_printed}"
