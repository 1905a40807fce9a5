# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the foreign room: what is public, and the office's desk."""

from django.urls import path

from leitstand.foreign.views import offered, office, office_forms, office_source, public
from leitstand.ui.pages import page_paths

app_name = "foreign"
PLAN = "plaene/<slug:plan>"
DESK = "geschaeftsstelle/fremde-massnahmen"
SOURCE = f"{DESK}/quellen/<slug:source>"
urlpatterns = [
    *page_paths(f"{PLAN}/fremde-massnahmen", public.steered, "steered"),
    *page_paths(f"{PLAN}/massnahmen-stand", offered.report, "offered"),
    *page_paths(DESK, office.source_list, "office-sources"),
    path(f"{DESK}/plaene/<slug:plan>/neue-quelle", office_forms.source_new, name="office-new"),
    *page_paths(SOURCE, office_source.source_detail, "office-source"),
    path(f"{SOURCE}/aendern", office_forms.source_edit, name="office-edit"),
    path(f"{SOURCE}/abrufen", office_source.source_fetch, name="office-fetch"),
    path(f"{SOURCE}/zuordnen", office_forms.source_meanings, name="office-meanings"),
]
