# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the reports room."""

from django.urls import URLPattern

app_name = "reports"
urlpatterns: list[URLPattern] = []
