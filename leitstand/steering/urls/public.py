# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What everyone may read of a published round."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
