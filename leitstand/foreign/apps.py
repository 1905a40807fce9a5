# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The foreign room."""

from django.apps import AppConfig


class ForeignConfig(AppConfig):
    """Measures of other programmes, mirrored and never counted as our own; ours, served alike."""

    name = "leitstand.foreign"
    label = "foreign"

    def ready(self) -> None:
        """Register the room's permissions, and what it says on the plan's pages."""
        from leitstand.foreign import panels, permissions  # noqa: F401  (models exist only now)

        panels.register()
