# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the committee room."""

from django.urls import URLPattern

app_name = "committee"
urlpatterns: list[URLPattern] = []
