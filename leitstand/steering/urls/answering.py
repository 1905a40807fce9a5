# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Answering, by a personal link or signed in."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
