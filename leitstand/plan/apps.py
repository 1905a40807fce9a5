# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The plan room."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """Plans, their tree, measures and roles; import, check, verification and export."""

    name = "leitstand.plan"
    label = "plan"

    def ready(self) -> None:
        """Register the room's permissions."""
        from leitstand.plan import permissions  # noqa: F401  (models exist only now)
