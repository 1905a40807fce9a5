# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The reports room."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reports for the committee, parliament and the public, made from frozen rounds alone."""

    name = "leitstand.reports"
    label = "reports"

    def ready(self) -> None:
        """Register the room's permissions, and what it links to from the pages of others."""
        from leitstand.reports import panels, permissions  # noqa: F401  (models exist only now)

        panels.register()
