# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Colours are rows of their own now."""

from django.db import models


class Colour(models.Model):
    """A colour."""

    word = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.word


class Thing(models.Model):
    """Something with a colour."""

    colour = models.ForeignKey(Colour, on_delete=models.PROTECT, null=True)
    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name
