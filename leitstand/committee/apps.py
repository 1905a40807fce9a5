# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The committee room."""

from django.apps import AppConfig


class CommitteeConfig(AppConfig):
    """Bodies that steer the plan, what they decide, and what becomes of it."""

    name = "leitstand.committee"
    label = "committee"

    def ready(self) -> None:
        """Register the room's permissions, and what it says on other rooms' pages."""
        from leitstand.committee import panels, permissions  # noqa: F401  (models exist only now)

        panels.register()
