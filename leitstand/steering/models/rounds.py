# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A reporting round, and what it held when it was frozen."""

from django.db import models
from django.db.models import F, Q

from leitstand.steering.enums import RoundState


class ReportingRound(models.Model):
    """The office asks, institutions answer, the answer is frozen and published.

    ``reporting_on`` is the day whose plan is asked: who leads what, and who belongs to which group.
    ``scope`` holds the keys of the branches that are asked, none for the whole plan. ``is_example``
    marks invented answers; whatever shows one of them says so.
    """

    plan = models.ForeignKey("plan.Plan", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=80, unique=True)
    title_de = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    reporting_on = models.DateField()
    due_on = models.DateField()
    scope = models.JSONField(default=list)
    state = models.CharField(
        max_length=12, choices=RoundState.choices, default=RoundState.DRAFT, db_index=True
    )
    is_example = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    frozen_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-reporting_on", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=RoundState.values), name="round_state_known"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("reporting_on")), name="round_due_after_reporting_day"
            ),
            models.CheckConstraint(
                condition=Q(state=RoundState.DRAFT) | Q(opened_at__isnull=False),
                name="round_opened",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(RoundState.FROZEN, RoundState.PUBLISHED))
                | Q(frozen_at__isnull=False),
                name="round_frozen",
            ),
            models.CheckConstraint(
                condition=~Q(state=RoundState.PUBLISHED) | Q(published_at__isnull=False),
                name="round_published",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class RoundArchive(models.Model):
    """What a round said when it was frozen: one canonical JSON text, and its SHA-256.

    Reports are made from this text alone, so the same round always gives the same report.
    """

    round = models.OneToOneField(ReportingRound, on_delete=models.PROTECT, related_name="archive")
    content = models.TextField()
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.round}: {self.sha256[:12]}"
