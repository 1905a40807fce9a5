# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Proposals for new topics, and who supports them."""

from django.db import models
from django.db.models import Q

from leitstand.committee.enums import ProposalState


class Proposal(models.Model):
    """A topic that shall join the plan: what, for which goal, where, and who would lead.

    ``goal`` and ``node`` are keys of the plan. ``measure`` is the key of what it became.
    ``reason`` is why it was rejected.
    """

    plan = models.ForeignKey("plan.Plan", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    text = models.TextField()
    goal = models.CharField(max_length=120)
    node = models.CharField(max_length=120)
    lead = models.ForeignKey(
        "core.Institution", on_delete=models.PROTECT, null=True, related_name="+"
    )
    proposed_for = models.ForeignKey(
        "core.Institution", on_delete=models.PROTECT, null=True, related_name="+"
    )
    proposed_by = models.CharField(max_length=200)
    state = models.CharField(
        max_length=12, choices=ProposalState.choices, default=ProposalState.DRAFT, db_index=True
    )
    is_example = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    decision = models.ForeignKey(
        "committee.Decision", on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.TextField(blank=True)
    measure = models.CharField(max_length=120, blank=True)
    submission = models.UUIDField(unique=True)

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ProposalState.values), name="proposal_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(ProposalState.ACCEPTED, ProposalState.REJECTED))
                | Q(decision__isnull=False),
                name="proposal_decided",
            ),
            models.CheckConstraint(
                condition=Q(measure="") | Q(state=ProposalState.ACCEPTED),
                name="proposal_measure_after_acceptance",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Support(models.Model):
    """An institution supports a proposal since a day."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="supporters")
    institution = models.ForeignKey("core.Institution", on_delete=models.PROTECT, related_name="+")
    supported_on = models.DateField()
    recorded_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("proposal", "supported_on", "id")
        constraints = [
            models.UniqueConstraint(fields=("proposal", "institution"), name="support_once"),
        ]

    def __str__(self) -> str:
        return f"{self.institution}: {self.proposal}"
