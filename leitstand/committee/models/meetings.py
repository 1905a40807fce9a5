# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A meeting with its agenda and papers."""

from django.db import models
from django.db.models import Q

from leitstand.committee.enums import ItemKind, MeetingState
from leitstand.committee.models.bodies import Body


class Meeting(models.Model):
    """A meeting of a body. Its day can change until it has taken place."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    title_de = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    held_on = models.DateField(db_index=True)
    starts_at = models.TimeField(null=True)
    place = models.CharField(max_length=200, blank=True)
    state = models.CharField(
        max_length=12, choices=MeetingState.choices, default=MeetingState.PLANNED
    )
    is_example = models.BooleanField(default=False)
    invited_at = models.DateTimeField(null=True)
    recorded_held_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True, db_index=True)
    submission = models.UUIDField(unique=True)

    class Meta:
        ordering = ("-held_on", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=MeetingState.values), name="meeting_state_known"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(closed_at__isnull=False),
                name="meeting_published_after_minutes",
            ),
            models.CheckConstraint(
                condition=~Q(state=MeetingState.PUBLISHED) | Q(published_at__isnull=False),
                name="meeting_published",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.held_on}"


class AgendaItem(models.Model):
    """One item of an agenda. ``measures`` are keys of the plan; they outlive the measures."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=ItemKind.choices)
    title_de = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    text_de = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    measures = models.JSONField(default=list)
    proposal = models.ForeignKey(
        "committee.Proposal", on_delete=models.PROTECT, null=True, related_name="items"
    )
    order = models.ForeignKey(
        "committee.Order", on_delete=models.PROTECT, null=True, related_name="items"
    )

    class Meta:
        ordering = ("meeting", "position")
        constraints = [
            models.UniqueConstraint(fields=("meeting", "position"), name="item_place_once"),
            models.CheckConstraint(condition=Q(kind__in=ItemKind.values), name="item_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} #{self.position}"


class Paper(models.Model):
    """A file for a meeting, or for one item of it. Its bytes stand in the database."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="papers")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, related_name="papers")
    title = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    added_by = models.CharField(max_length=200)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=("meeting", "sha256"), name="paper_once"),
        ]

    def __str__(self) -> str:
        return self.name
