# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The answer workbook for who is signed in; personal links have theirs beside the form."""

from django.urls import path

from leitstand.steering.views import sheets

MINE = "meine-aufgaben/<slug:round>/<slug:institution>"
urlpatterns = [
    path(f"{MINE}/tabelle", sheets.account_sheet, name="sheet"),
    path(f"{MINE}/tabelle.xlsx", sheets.account_sheet_file, name="sheet-file"),
]
