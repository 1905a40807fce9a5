# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What is searched: a row for everything that has a page, and the words that occur.

Derived data: `leitstand search rebuild` makes all of it anew, so it needs no history. The indexes
over the token columns differ from engine to engine and are made by the migration: on SQLite two
FTS5 tables kept by triggers, on PostgreSQL generated ``tsvector`` columns with GIN indexes. A
migration that makes Django rebuild these tables on SQLite must make the triggers again.
"""

from django.db import models


class SearchDocument(models.Model):
    """One page in one language. ``title`` and ``text`` are shown; the token columns are found."""

    plan = models.CharField(max_length=80)
    language = models.CharField(max_length=2)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=120)
    position = models.PositiveIntegerField()
    label = models.TextField(blank=True)
    title = models.TextField()
    text = models.TextField(blank=True)
    route = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict)
    digest = models.CharField(max_length=32)
    names = models.TextField(blank=True)
    title_tokens = models.TextField(blank=True)
    title_parts = models.TextField(blank=True)
    body_tokens = models.TextField(blank=True)
    body_parts = models.TextField(blank=True)
    scope = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("plan", "language", "kind", "key"), name="search_document_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} ({self.language})"


class SearchWord(models.Model):
    """A word that occurs somewhere: ``word`` folded, ``shown`` as written, ``term`` its token.

    ``grams`` are its trigrams and its length, so that a mistyped word finds its likes.
    """

    language = models.CharField(max_length=2)
    word = models.CharField(max_length=60)
    term = models.CharField(max_length=60)
    shown = models.CharField(max_length=120, blank=True)
    grams = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("language", "word"), name="search_word_once")
        ]
        indexes = [models.Index(fields=("language", "term"), name="search_word_term")]

    def __str__(self) -> str:
        return self.word
