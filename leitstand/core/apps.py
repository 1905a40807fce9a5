# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The core room."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Institutions, accounts, the record of acts, history."""

    name = "leitstand.core"
    label = "core"

    def ready(self) -> None:
        """Register the room's permissions."""
        from leitstand.core import permissions  # noqa: F401  (models exist only now)
