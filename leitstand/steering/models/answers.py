# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What is owed, and every answer that was given to it."""

from django.db import models
from django.db.models import Q

from leitstand.steering.enums import AnswerWay, RemarkKind
from leitstand.steering.models.rounds import ReportingRound


class Duty(models.Model):
    """One institution owes one answer: about a measure, or about the phase or scope that it leads.

    Without ``institution`` nobody leads: the office knows, or finds somebody. ``via`` is the group
    for whose lead its member answers. ``measure`` is the key in the plan, which never changes;
    ``phase`` and ``scope`` are the plan's printed words. ``number`` counts the answers so far,
    drafts included; ``answer`` is the newest that was handed in, ``draft`` a newer one that was
    not. ``accepted`` is the number of the answer that the office took as it is.
    """

    round = models.ForeignKey(ReportingRound, on_delete=models.CASCADE, related_name="duties")
    position = models.PositiveIntegerField()
    measure = models.CharField(max_length=120)
    phase = models.CharField(max_length=500, blank=True)
    scope = models.CharField(max_length=500, blank=True)
    institution = models.ForeignKey(
        "core.Institution", on_delete=models.PROTECT, null=True, related_name="+"
    )
    via = models.ForeignKey(
        "core.Institution", on_delete=models.PROTECT, null=True, related_name="+"
    )
    number = models.PositiveIntegerField(default=0)
    answer = models.ForeignKey(
        "steering.Answer", on_delete=models.PROTECT, null=True, related_name="+"
    )
    draft = models.ForeignKey(
        "steering.Answer", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    accepted = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("round", "measure", "phase", "scope", "institution"),
                name="duty_once",
            ),
            models.UniqueConstraint(
                fields=("round", "measure", "phase", "scope"),
                condition=Q(institution__isnull=True),
                name="duty_of_nobody_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.institution or '–'}"


class Answer(models.Model):
    """One saying of an answer, never changed afterwards; a correction is the next number.

    ``content`` is an :class:`~leitstand.steering.answer.AnswerContent`. ``base`` is the number that
    its writer had seen. ``said_by`` names the speaker as the record does; ``speaker`` is what they
    are called, for the office alone. ``submission`` makes sending the same form twice harmless.
    """

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="answers")
    number = models.PositiveIntegerField()
    base = models.PositiveIntegerField(default=0)
    content = models.JSONField()
    is_submitted = models.BooleanField()
    way = models.CharField(max_length=12, choices=AnswerWay.choices)
    said_by = models.CharField(max_length=200)
    speaker = models.CharField(max_length=200, blank=True)
    said_at = models.DateTimeField()
    submission = models.UUIDField(unique=True)

    class Meta:
        ordering = ("duty", "number")
        constraints = [
            models.UniqueConstraint(fields=("duty", "number"), name="answer_number_once"),
            models.CheckConstraint(condition=Q(way__in=AnswerWay.values), name="answer_way_known"),
        ]

    def __str__(self) -> str:
        return f"{self.duty} #{self.number}"


class Remark(models.Model):
    """A remark, a question of the office, or a reply; seen by the office and who owes the answer.

    A question is open until ``closed_at``; a reply points at it with ``replies_to``.
    """

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="remarks")
    kind = models.CharField(max_length=12, choices=RemarkKind.choices)
    text = models.TextField()
    said_by = models.CharField(max_length=200)
    speaker = models.CharField(max_length=200, blank=True)
    is_office = models.BooleanField()
    said_at = models.DateTimeField()
    replies_to = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, related_name="replies"
    )
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("said_at", "id")

    def __str__(self) -> str:
        return f"{self.duty}: {self.kind}"


class Attachment(models.Model):
    """A file that proves something. Its bytes stand in the database, and so in every backup.

    It belongs to a duty; what an answer says of it stands in the answer's evidence.
    """

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="attachments")
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
            models.UniqueConstraint(fields=("duty", "sha256"), name="attachment_once"),
        ]

    def __str__(self) -> str:
        return self.name
