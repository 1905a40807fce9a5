# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The plan's tree: nodes of any depth, the goals on them, the measures below them."""

from django.db import models
from django.db.models import F, Q

from leitstand.core.history import tracked
from leitstand.plan.models.plan import Level, PlanRow


class Passage(models.Model):
    """Where in the published text a row stands; lines count from 1, both ends included."""

    lines_from = models.PositiveIntegerField()
    lines_to = models.PositiveIntegerField()
    page = models.PositiveSmallIntegerField(null=True)

    class Meta:
        abstract = True


class Node(PlanRow, Passage):
    """A branch above the measures. ``key`` carries the path and never changes."""

    key = models.CharField(max_length=120)
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    number = models.CharField(max_length=12, blank=True)
    title_de = models.CharField(max_length=2000)
    title_en = models.CharField(max_length=2000)
    summary_de = models.TextField()
    summary_en = models.TextField()

    history = tracked()

    class Meta(PlanRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=("plan", "key"), name="node_once"),
            models.UniqueConstraint(
                fields=("plan", "parent", "number"),
                condition=~Q(number=""),
                name="node_number_once",
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="node_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.key


class Goal(PlanRow, Passage):
    """A state to be reached, belonging to one node."""

    key = models.CharField(max_length=120)
    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="goals")
    letter = models.CharField(max_length=12, blank=True)
    title_de = models.CharField(max_length=2000)
    title_en = models.CharField(max_length=2000)
    summary_de = models.TextField()
    summary_en = models.TextField()

    history = tracked()

    class Meta(PlanRow.Meta):
        constraints = [models.UniqueConstraint(fields=("plan", "key"), name="goal_once")]

    def __str__(self) -> str:
        return self.key


class Measure(PlanRow):
    """A measure, or one part of it: parts share node and number. ``key`` never changes.

    It stands in the published text (``lines_from``) or was decided on later (``joined_on``).
    """

    key = models.CharField(max_length=120)
    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="measures")
    number = models.CharField(max_length=12)
    part = models.CharField(max_length=12, blank=True)
    title_de = models.CharField(max_length=2000)
    title_en = models.CharField(max_length=2000)
    summary_de = models.TextField()
    summary_en = models.TextField()
    remark_de = models.TextField(blank=True)
    remark_en = models.TextField(blank=True)
    lines_from = models.PositiveIntegerField(null=True)
    lines_to = models.PositiveIntegerField(null=True)
    page = models.PositiveSmallIntegerField(null=True)
    structure_from = models.PositiveIntegerField(null=True)
    structure_to = models.PositiveIntegerField(null=True)
    joined_on = models.DateField(null=True)
    joined_by = models.ForeignKey(
        "core.Institution", on_delete=models.PROTECT, null=True, related_name="+"
    )
    joined_goal = models.ForeignKey(Goal, on_delete=models.PROTECT, null=True, related_name="+")
    joined_decision = models.CharField(max_length=500, blank=True)

    history = tracked()

    class Meta(PlanRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=("plan", "key"), name="measure_once"),
            models.UniqueConstraint(fields=("node", "number", "part"), name="measure_number_once"),
            models.CheckConstraint(
                condition=Q(lines_from__isnull=False, joined_on__isnull=True)
                | Q(
                    lines_from__isnull=True,
                    joined_on__isnull=False,
                    joined_by__isnull=False,
                    joined_goal__isnull=False,
                ),
                name="measure_printed_or_joined",
            ),
        ]

    def __str__(self) -> str:
        return self.key
