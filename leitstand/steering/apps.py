# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The steering room."""

from django.apps import AppConfig


class SteeringConfig(AppConfig):
    """Reporting rounds, the states that come back, boards, and what is published of them."""

    name = "leitstand.steering"
    label = "steering"

    def ready(self) -> None:
        """Register the room's permissions, and what it says on the plan's pages."""
        from leitstand.steering import panels, permissions  # noqa: F401  (models exist only now)

        panels.register()
