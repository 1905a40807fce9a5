# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The plan itself: its editions, levels, words, strategies, own rules and institutions."""

from django.db import models
from django.db.models import F, Q

from leitstand.core.history import tracked
from leitstand.plan.enums import Numbering


class Plan(models.Model):
    """A published plan that is steered here. ``slug`` is stable for ever."""

    slug = models.SlugField(max_length=80, unique=True)
    title_de = models.CharField(max_length=2000)
    title_en = models.CharField(max_length=2000)
    city_de = models.CharField(max_length=2000)
    city_en = models.CharField(max_length=2000)
    summary_de = models.TextField()
    summary_en = models.TextField()
    period_start = models.DateField()
    period_end = models.DateField()
    publisher_de = models.CharField(max_length=2000, blank=True)
    publisher_en = models.CharField(max_length=2000, blank=True)
    source_title = models.CharField(max_length=500, blank=True)
    source_sha256 = models.CharField(max_length=64, blank=True)

    history = tracked()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="plan_period_forward",
            )
        ]

    def __str__(self) -> str:
        return self.title_de


class PlanRow(models.Model):
    """What all rows below a plan have: the plan, and a place in the plan's printed order."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()

    class Meta:
        abstract = True
        ordering = ("position",)


class Edition(PlanRow):
    """One edition in the plan's line of editions; ``is_this`` marks the one held here."""

    number = models.PositiveSmallIntegerField()
    label_de = models.CharField(max_length=2000)
    label_en = models.CharField(max_length=2000)
    year = models.PositiveSmallIntegerField()
    is_this = models.BooleanField(default=False)
    adopted_on = models.DateField(null=True)
    lines_from = models.PositiveIntegerField(null=True)
    lines_to = models.PositiveIntegerField(null=True)

    history = tracked()

    class Meta(PlanRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=("plan", "number"), name="edition_once"),
            models.UniqueConstraint(
                fields=("plan",), condition=Q(is_this=True), name="one_edition_is_this"
            ),
        ]

    def __str__(self) -> str:
        return self.label_de


class Level(PlanRow):
    """A named level of the plan's tree; ``declared_count`` is what the plan says of itself."""

    key = models.SlugField(max_length=80)
    name_de = models.CharField(max_length=2000)
    name_en = models.CharField(max_length=2000)
    plural_de = models.CharField(max_length=2000)
    plural_en = models.CharField(max_length=2000)
    numbering = models.CharField(max_length=8, choices=Numbering.choices)
    declared_count = models.PositiveIntegerField(null=True)
    declared_from = models.PositiveIntegerField(null=True)
    declared_to = models.PositiveIntegerField(null=True)

    history = tracked()

    class Meta(PlanRow.Meta):
        constraints = [models.UniqueConstraint(fields=("plan", "key"), name="level_once")]

    def __str__(self) -> str:
        return self.name_de


class Term(PlanRow):
    """English for a phase or scope that roles carry in printed German."""

    kind = models.CharField(max_length=8, choices=[("phase", "phase"), ("scope", "scope")])
    term = models.CharField(max_length=500)
    en = models.CharField(max_length=500)

    history = tracked()

    class Meta(PlanRow.Meta):
        constraints = [models.UniqueConstraint(fields=("plan", "kind", "term"), name="term_once")]

    def __str__(self) -> str:
        return self.term


class Reference(PlanRow):
    """A strategy or an outside programme that the plan builds on."""

    kind = models.CharField(
        max_length=9, choices=[("strategy", "strategy"), ("programme", "programme")]
    )
    key = models.SlugField(max_length=80)
    name_de = models.CharField(max_length=2000)
    name_en = models.CharField(max_length=2000)
    lines_from = models.PositiveIntegerField(null=True)
    lines_to = models.PositiveIntegerField(null=True)

    history = tracked()

    class Meta(PlanRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=("plan", "kind", "key"), name="reference_once")
        ]

    def __str__(self) -> str:
        return self.name_de


class OwnRule(PlanRow):
    """A rule that the plan sets for itself."""

    key = models.CharField(max_length=8)
    statement_de = models.TextField()
    statement_en = models.TextField()
    check_key = models.SlugField(max_length=80, blank=True)
    limit = models.PositiveSmallIntegerField(null=True)
    lines_from = models.PositiveIntegerField()
    lines_to = models.PositiveIntegerField()

    history = tracked()

    class Meta(PlanRow.Meta):
        constraints = [models.UniqueConstraint(fields=("plan", "key"), name="own_rule_once")]

    def __str__(self) -> str:
        return self.key


class Participation(PlanRow):
    """An institution that the plan knows, whether or not it holds a role."""

    institution = models.ForeignKey("core.Institution", on_delete=models.PROTECT, related_name="+")

    history = tracked()

    class Meta(PlanRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=("plan", "institution"), name="participation_once")
        ]

    def __str__(self) -> str:
        return f"{self.institution} in {self.plan}"
