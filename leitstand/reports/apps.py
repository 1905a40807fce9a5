# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The reports room."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reports for the committee, parliament and the public, made from frozen rounds alone."""

    name = "leitstand.reports"
    label = "reports"
