# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The steering room."""

from django.apps import AppConfig


class SteeringConfig(AppConfig):
    """Reporting rounds, the states that come back, boards, and what is published of them."""

    name = "leitstand.steering"
    label = "steering"

    def ready(self) -> None:
        """Register the room's permissions."""
        from leitstand.steering import permissions  # noqa: F401  (models exist only now)
