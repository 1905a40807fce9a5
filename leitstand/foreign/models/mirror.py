# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What was fetched, and what became of every attempt."""

from django.db import models
from django.db.models import Q

from leitstand.foreign.enums import Fault, Outcome
from leitstand.foreign.models.sources import ForeignSource


class Fetch(models.Model):
    """One attempt to get the report of a source, by its address or from a file (``url`` empty).

    The row is there before the attempt, so that one that is broken off leaves a trace. ``fault``
    with ``details`` says why it failed. ``codes`` are all codes that the report named, ``head``
    what it says of itself, ``tag`` how the other side calls this answer.
    """

    source = models.ForeignKey(ForeignSource, on_delete=models.CASCADE, related_name="fetches")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(
        max_length=12, choices=Outcome.choices, default=Outcome.RUNNING, db_index=True
    )
    fault = models.CharField(max_length=20, choices=Fault.choices, blank=True)
    details = models.JSONField(default=dict)
    url = models.CharField(max_length=2000, blank=True)
    tag = models.CharField(max_length=500, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    codes = models.JSONField(default=list)
    head = models.JSONField(default=dict)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values), name="fetch_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.RUNNING, ended_at__isnull=True)
                | Q(~Q(outcome=Outcome.RUNNING), ended_at__isnull=False),
                name="fetch_ended",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.FAILED, fault__in=Fault.values)
                | Q(~Q(outcome=Outcome.FAILED), fault=""),
                name="fetch_failed_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.outcome}"


class Observation(models.Model):
    """What a source said of one measure for one reporting day; never changed afterwards.

    Said differently for the same day it is the next number. ``content`` is the measure of the
    report without code and day, with the source's own word for the state; ``digest`` its SHA-256.
    """

    source = models.ForeignKey(ForeignSource, on_delete=models.CASCADE, related_name="said")
    fetch = models.ForeignKey(Fetch, on_delete=models.CASCADE, related_name="said")
    code = models.CharField(max_length=200)
    reporting_on = models.DateField()
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    is_example = models.BooleanField(default=False)
    fetched_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=("source", "code", "reporting_on", "number"), name="observation_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.code}: {self.reporting_on}"
