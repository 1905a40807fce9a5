# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Whom the office writes to, the links it gives them, and the letters themselves."""

from django.db import models
from django.db.models import Q

from leitstand.steering.enums import LetterKind, LetterState
from leitstand.steering.models.rounds import ReportingRound


class Contact(models.Model):
    """A person whom the office asks for an institution. Known to the office alone."""

    institution = models.ForeignKey("core.Institution", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=254)
    language = models.CharField(max_length=2, default="de")
    is_active = models.BooleanField(default=True)
    bounced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("institution", "id")
        constraints = [
            models.UniqueConstraint(fields=("institution", "email"), name="contact_once"),
        ]

    def __str__(self) -> str:
        return self.email


class AnswerLink(models.Model):
    """A personal link to what one institution owes in one round, usable without an account.

    ``key`` stands in the address with a signature of the installation's secret
    (``services.links``): nobody who reads the table or a backup of it can open the link.
    ``measures`` limits what it opens (keys; none: all that the institution owes). ``given_by`` is
    the link whose holder passed the task on; ``passed_on_by`` names whoever did, holder or account,
    as the record does, and is empty where the office gave it. It ends at ``expires_at``, or earlier
    at ``revoked_at``, and with its giver's.
    """

    round = models.ForeignKey(ReportingRound, on_delete=models.CASCADE, related_name="links")
    institution = models.ForeignKey("core.Institution", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=254)
    language = models.CharField(max_length=2, default="de")
    measures = models.JSONField(default=list)
    given_by = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="given")
    passed_on_by = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("round", "institution", "id")

    def __str__(self) -> str:
        return f"{self.round}: {self.institution}"


class Letter(models.Model):
    """A mail that waits, went out, or did not arrive. Nobody gets more than one a day.

    Whoever sends it claims it first (``claimed_at``, and ``day``, which the constraint keeps for
    one letter): so two that send at once do not send it twice. ``day`` is the day on which it went
    out; ``failure`` is what the mail server said. What it says is written when it is sent, and is
    kept nowhere: the personal link stands in it.
    """

    round = models.ForeignKey(
        ReportingRound, on_delete=models.CASCADE, null=True, related_name="letters"
    )
    link = models.ForeignKey(
        AnswerLink, on_delete=models.SET_NULL, null=True, related_name="letters"
    )
    kind = models.CharField(max_length=12, choices=LetterKind.choices)
    email = models.EmailField(max_length=254)
    language = models.CharField(max_length=2, default="de")
    state = models.CharField(
        max_length=12, choices=LetterState.choices, default=LetterState.WAITING, db_index=True
    )
    message_id = models.CharField(max_length=255, blank=True, db_index=True)
    subject = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    day = models.DateField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=("email", "day"),
                condition=Q(day__isnull=False),
                name="letter_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=LetterKind.values), name="letter_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=LetterState.values), name="letter_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.email}"
