# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A source of foreign measures, and what the office says about it."""

from django.db import models
from django.db.models import Q

from leitstand.foreign.enums import SourceKind


class ForeignSource(models.Model):
    """Where the state of one programme's measures comes from. ``slug`` and all else is for ever.

    ``programme`` is the key under which the plan knows the programme. A source is never removed,
    because pages of past days show what it said; it is switched off.
    """

    plan = models.ForeignKey("plan.Plan", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=80, unique=True)
    programme = models.SlugField(max_length=80)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug


class SourceTerms(models.Model):
    """What the office says about a source; never changed afterwards, the newest number holds.

    ``states`` maps a state word of the source to one of ours, "" where the word is kept as it is;
    a word that is not there was not decided yet. ``codes`` maps a code of the source to the one
    that the plan uses. Beyond ``stale_days`` after its reporting day a state counts as stale.
    ``is_example``: what the source says is invented, even if it does not say so.
    """

    source = models.ForeignKey(ForeignSource, on_delete=models.CASCADE, related_name="terms")
    number = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    name_de = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=SourceKind.choices)
    url = models.CharField(max_length=2000, blank=True)
    language = models.CharField(max_length=2, default="de")
    states = models.JSONField(default=dict)
    codes = models.JSONField(default=dict)
    stale_days = models.PositiveSmallIntegerField()
    is_active = models.BooleanField(default=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ("source", "number")
        constraints = [
            models.UniqueConstraint(fields=("source", "number"), name="source_terms_once"),
            models.CheckConstraint(
                condition=Q(kind__in=SourceKind.values), name="source_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(kind=SourceKind.FILE) | ~Q(url=""), name="source_url_where_fetched"
            ),
            models.CheckConstraint(condition=Q(stale_days__gte=1), name="source_stale_after_days"),
        ]

    def __str__(self) -> str:
        return f"{self.source} #{self.number}"
