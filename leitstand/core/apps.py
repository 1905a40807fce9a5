# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The core room."""

from django.apps import AppConfig
from django.core.checks import Tags, register


class CoreConfig(AppConfig):
    """Institutions, accounts, the record of acts, history."""

    name = "leitstand.core"
    label = "core"

    def ready(self) -> None:
        """Register the room's permissions and its deployment check."""
        # Both look at models, which exist only from here on.
        from leitstand.core import permissions  # noqa: F401
        from leitstand.core.deployment.checks import deployment_is_safe

        register(Tags.security, deploy=True)(deployment_is_safe)
