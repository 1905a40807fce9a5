# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Decisions, written once: what was decided is never changed, a later decision supersedes it."""

from django.db import models
from django.db.models import F, Q

from leitstand.committee.enums import Outcome
from leitstand.committee.models.bodies import Body
from leitstand.committee.models.meetings import AgendaItem


class Decision(models.Model):
    """What a body decided under an item. ``body_de`` and ``body_en`` are its name on that day.

    ``submission`` makes sending the same form twice harmless.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    number = models.CharField(max_length=60)
    body_de = models.CharField(max_length=200)
    body_en = models.CharField(max_length=200)
    text_de = models.TextField()
    text_en = models.TextField(blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    decided_on = models.DateField()
    proposal = models.ForeignKey(
        "committee.Proposal", on_delete=models.PROTECT, null=True, related_name="decisions"
    )
    order = models.ForeignKey(
        "committee.Order", on_delete=models.PROTECT, null=True, related_name="decided_in"
    )
    recorded_at = models.DateTimeField(db_index=True)
    recorded_by = models.CharField(max_length=200)
    submission = models.UUIDField(unique=True)

    class Meta:
        ordering = ("decided_on", "id")
        constraints = [
            models.UniqueConstraint(fields=("body", "number"), name="decision_number_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values), name="decision_outcome_known"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class DecisionMeasure(models.Model):
    """A measure that a decision is about, by its key in the plan."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="measures")
    measure = models.CharField(max_length=120, db_index=True)

    class Meta:
        ordering = ("decision", "id")
        constraints = [
            models.UniqueConstraint(fields=("decision", "measure"), name="decision_measure_once"),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.measure}"


class Supersession(models.Model):
    """``decision`` supersedes ``earlier``, which holds no more. Nothing is superseded twice."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="supersedes")
    earlier = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="superseded_by")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(decision=F("earlier")), name="decision_not_superseding_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision} > {self.earlier}"


class Amendment(models.Model):
    """How a decision changed a measure of the plan: ``act`` is the number in the record of acts.

    ``is_new``: the measure came in by it. ``replaces``: the amendment by an earlier decision
    that this one takes the place of.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="amendments")
    measure = models.CharField(max_length=120, db_index=True)
    act = models.PositiveBigIntegerField(unique=True)
    is_new = models.BooleanField(default=False)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.decision}: {self.measure}"
