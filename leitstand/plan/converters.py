# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Address parts that only the plan room knows."""

from django.urls import register_converter


class PathIdConverter:
    """An id that carries its path: ``flaechen.2.II``."""

    regex = r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)*"

    def to_python(self, value: str) -> str:
        """The id as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The id as it stands."""
        return value


register_converter(PathIdConverter, "path_id")
