# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The committee room."""

from django.apps import AppConfig


class CommitteeConfig(AppConfig):
    """Bodies that steer the plan, what they decide, and what becomes of it."""

    name = "leitstand.committee"
    label = "committee"
