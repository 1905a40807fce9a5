# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""System checks of the ui room: say what is missing before a page does."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Warning

from leitstand.ui import assets


def vendor_files_are_there(
    app_configs: Sequence[AppConfig] | None = None, **_options: Any
) -> list[CheckMessage]:
    """Warn, in one line, that pages would stand without KERN and its fonts.

    A warning, not an error: commands that show no page (import, migrate) must go on working.
    """
    absent = assets.missing()
    if not absent:
        return []
    return [
        Warning(
            f"Style sheets or fonts are missing: {', '.join(absent)}.",
            hint="run make assets",
            id="ui.W001",
        )
    ]
