# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the steering room: answering, the office's desk, and what is public."""

from leitstand.steering.urls import answering, office, public, sheets

app_name = "steering"
urlpatterns = [
    *answering.urlpatterns,
    *sheets.urlpatterns,
    *office.urlpatterns,
    *public.urlpatterns,
]
