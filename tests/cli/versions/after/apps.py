# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The app after the change."""

from django.apps import AppConfig


class GrownConfig(AppConfig):
    """Both versions have one label: they are the same app."""

    name = "tests.cli.versions.after"
    label = "grown"
