# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The foreign room."""

from django.apps import AppConfig


class ForeignConfig(AppConfig):
    """Measures of other programmes, mirrored and never counted as our own; ours, served alike."""

    name = "leitstand.foreign"
    label = "foreign"
