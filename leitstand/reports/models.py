# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the reports room keeps: the office's own words, and what was made public.

Neither is ever changed: each saying is a new number. Built files are not kept here, because they
can be built again.
"""

from django.db import models
from django.db.models import Q


class ReportTexts(models.Model):
    """What the office adds to the report of a round: texts by section, and the flagships.

    ``content`` is the canonical JSON text of ``texts.KeptTexts``, ``base`` the number that whoever
    wrote had seen.
    """

    round = models.ForeignKey("steering.ReportingRound", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    base = models.PositiveIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    said_by = models.CharField(max_length=200)
    said_at = models.DateTimeField()

    class Meta:
        ordering = ("round", "number")
        constraints = [
            models.UniqueConstraint(fields=("round", "number"), name="report_texts_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="report_texts_numbered"),
            models.CheckConstraint(
                condition=Q(base__lt=models.F("number")), name="report_texts_after_base"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.number}"


class Release(models.Model):
    """A report that the office made public. A correction is the next number and says why.

    ``texts`` is the number of the office's texts in it, 0 where it has none. Of each language it
    holds the report's fingerprint and the report itself as ``keeping`` packs it; the English ones
    are empty where only the German was made public.
    """

    round = models.ForeignKey("steering.ReportingRound", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    texts = models.PositiveIntegerField()
    fingerprint_de = models.CharField(max_length=64)
    fingerprint_en = models.CharField(max_length=64, blank=True)
    content_de = models.BinaryField()
    content_en = models.BinaryField(default=b"")
    reason = models.TextField(blank=True)
    released_by = models.CharField(max_length=200)
    released_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ("round", "number")
        constraints = [
            models.UniqueConstraint(fields=("round", "number"), name="release_once"),
            models.CheckConstraint(
                condition=Q(number=1) | (Q(number__gt=1) & ~Q(reason="")),
                name="release_correction_says_why",
            ),
            models.CheckConstraint(
                # No pattern: only Django's own connections could check it in SQLite.
                condition=~Q(fingerprint_de=""),
                name="release_has_fingerprint",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.number}"
