# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The web room as a Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Home, statements, component gallery and error pages."""

    name = "leitstand.web"
    label = "web"
