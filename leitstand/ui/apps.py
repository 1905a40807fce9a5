# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The ui room as a Django app."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from leitstand.ui.checks import vendor_files_are_there


class UiConfig(AppConfig):
    """How pages look and speak."""

    name = "leitstand.ui"
    label = "ui"

    def ready(self) -> None:
        """Register the room's system checks."""
        register(Tags.staticfiles)(vendor_files_are_there)
