# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Orders to institutions, and what they say became of them."""

from django.db import models
from django.db.models import F, Q

from leitstand.committee.enums import OrderState
from leitstand.committee.models.decisions import Decision


class Order(models.Model):
    """A decision orders an institution to do something by a day.

    ``called_de`` and ``called_en`` are the institution's name when the order was given.
    ``number`` counts the orders of a decision. ``accepted_at``: the office took it as done.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="orders")
    number = models.PositiveIntegerField()
    institution = models.ForeignKey("core.Institution", on_delete=models.PROTECT, related_name="+")
    called_de = models.CharField(max_length=500)
    called_en = models.CharField(max_length=500)
    text_de = models.TextField()
    text_en = models.TextField(blank=True)
    measures = models.JSONField(default=list)
    due_on = models.DateField(db_index=True)
    recorded_at = models.DateTimeField()
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.CharField(max_length=200, blank=True)
    submission = models.UUIDField(unique=True)

    class Meta:
        ordering = ("due_on", "id")
        constraints = [
            models.UniqueConstraint(fields=("decision", "number"), name="order_number_once"),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")),
                name="order_not_replacing_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision}-{self.number}"


class FollowUp(models.Model):
    """What an institution said of an order, once; the newest entry counts.

    ``is_behalf``: the office wrote it down for them.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="follow_ups")
    state = models.CharField(max_length=12, choices=OrderState.choices)
    text = models.TextField(blank=True)
    called_de = models.CharField(max_length=500)
    called_en = models.CharField(max_length=500)
    said_by = models.CharField(max_length=200)
    speaker = models.CharField(max_length=200, blank=True)
    is_behalf = models.BooleanField()
    said_on = models.DateField()
    recorded_at = models.DateTimeField()
    submission = models.UUIDField(unique=True)

    class Meta:
        ordering = ("order", "recorded_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=OrderState.values), name="follow_up_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}: {self.state}"
