# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A thing has one word for its colour."""

from django.db import models


class Thing(models.Model):
    """Something."""

    name = models.CharField(max_length=80)
    colour_word = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name
