# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The desk of the programme office."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
