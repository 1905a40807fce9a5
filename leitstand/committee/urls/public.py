# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What everyone may read of what bodies decided."""

from django.urls import URLPattern

from leitstand.committee.views import public
from leitstand.ui.pages import page_paths

urlpatterns: list[URLPattern] = [
    *page_paths("plaene/<slug:plan>/beschluesse", public.decisions, "public-decisions"),
]
