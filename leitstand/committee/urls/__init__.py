# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the committee room: reading, the office's work, what is public."""

from leitstand.committee.urls import office, public, reading

app_name = "committee"
urlpatterns = [*reading.urlpatterns, *office.urlpatterns, *public.urlpatterns]
