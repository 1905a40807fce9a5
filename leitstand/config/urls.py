# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""All addresses. German without prefix, English under ``/en/``; see docs/reference/addresses.md."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from leitstand.web import urls as web_urls
from leitstand.web.accounts import urls as account_urls

urlpatterns = [
    path("", include(web_urls.fixed_patterns)),
    path("api/", include("leitstand.web.api")),
    path("", include(account_urls.fixed_patterns)),
    *i18n_patterns(
        path("", include(account_urls.urlpatterns)),
        path("", include("leitstand.plan.urls")),
        path("", include("leitstand.steering.urls")),
        path("", include("leitstand.committee.urls")),
        path("", include("leitstand.foreign.urls")),
        path("", include("leitstand.reports.urls")),
        path("", include("leitstand.web.urls")),
        prefix_default_language=False,
    ),
]
handler400 = "leitstand.web.views.bad_request"
handler403 = "leitstand.web.views.permission_denied"
handler429 = "leitstand.web.accounts.views.too_many_requests"
handler404 = "leitstand.web.views.page_not_found"
handler500 = "leitstand.web.views.server_error"
