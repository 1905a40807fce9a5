# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the web room."""

from django.urls import path

from leitstand.ui.pages import page_paths
from leitstand.web import gallery, home, interface, search, sitemap, views
from leitstand.web.accounts import views as accounts

app_name = "web"
urlpatterns = [
    *page_paths("", home.home, "home", data_route="start"),
    *page_paths("suche", search.search_page, "search"),
    *page_paths("bausteine", gallery.gallery, "gallery"),
    *page_paths("schnittstelle", interface.interface, "interface"),
    *page_paths("barrierefreiheit", views.accessibility, "accessibility", formats=("json",)),
    *page_paths("datenschutz", views.privacy, "privacy", formats=("json",)),
    *page_paths("impressum", views.imprint, "imprint", formats=("json",)),
    *page_paths("konto", accounts.account, "account"),
    *page_paths("protokoll", accounts.audit, "audit"),
    *page_paths("leichte-sprache", views.plain_language, "plain-language", formats=("json",)),
]
# For machines, and therefore without a language.
fixed_patterns = [
    path(".well-known/security.txt", views.security, name="security"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap/seiten.xml", sitemap.site, name="sitemap-site"),
    path("sitemap/<slug:plan>/<int:part>.xml", sitemap.plan_part, name="sitemap-plan"),
    path("gesundheit", views.health, name="health"),
]
