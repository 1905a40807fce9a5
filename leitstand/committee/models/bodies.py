# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Bodies and who sits in them."""

from django.db import models
from django.db.models import F, Q

from leitstand.committee.enums import BodyKind, SeatRole


class Body(models.Model):
    """A body that meets about a plan. ``institution`` is what the plan calls it, if it names it.

    ``is_example`` marks an invented body; whatever shows something of it says so.
    """

    plan = models.ForeignKey("plan.Plan", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=80, unique=True)
    name_de = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    short = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=12, choices=BodyKind.choices)
    rule_de = models.TextField(blank=True)
    rule_en = models.TextField(blank=True)
    institution = models.ForeignKey(
        "core.Institution", on_delete=models.PROTECT, null=True, related_name="+"
    )
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=BodyKind.values), name="body_kind_known"),
        ]

    def __str__(self) -> str:
        return self.slug


class Seat(models.Model):
    """Somebody sits in a body for a span of days: an institution, a function, or both.

    A seat is ended by a day and never deleted: who decided what can be asked years later.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    institution = models.ForeignKey(
        "core.Institution", on_delete=models.PROTECT, null=True, related_name="+"
    )
    function_de = models.CharField(max_length=200, blank=True)
    function_en = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=12, choices=SeatRole.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ("body", "id")
        constraints = [
            models.CheckConstraint(condition=Q(role__in=SeatRole.values), name="seat_role_known"),
            models.CheckConstraint(
                condition=Q(institution__isnull=False) | ~Q(function_de=""), name="seat_held"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="seat_forward",
            ),
            models.UniqueConstraint(
                fields=("body", "institution", "function_de", "valid_from"), name="seat_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution or self.function_de}: {self.body}"
