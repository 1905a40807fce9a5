# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the database holds, whole, so that a test can say that nothing changed."""

from typing import Any, TypeAlias

from django.apps import apps

State: TypeAlias = dict[str, list[dict[str, Any]]]


def everything() -> State:
    """Every row of core and plan, history and acts included."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for room in ("core", "plan")
        for model in apps.get_app_config(room).get_models()
    }
