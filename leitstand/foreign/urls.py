# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the foreign room."""

from django.urls import URLPattern

app_name = "foreign"
urlpatterns: list[URLPattern] = []
