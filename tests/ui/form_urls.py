# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A form that writes, for the tests of held forms: it takes a text, if the person may."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

from leitstand.config import urls
from leitstand.core.permissions import HAVE_ACCOUNT
from leitstand.ui import held_forms
from leitstand.ui.pages import requires

TAKEN: list[tuple[str, dict[str, Any]]] = []


@requires(HAVE_ACCOUNT)
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Shows the form with what was held, or takes it."""
    if request.method == "POST":
        TAKEN.append((request.user.get_username(), dict(request.POST.lists())))
        held_forms.release(request)
        return HttpResponse("taken")
    kept = held_forms.held(request)
    values = kept.values if kept else {}
    return HttpResponse(
        f"<form method=post>{held_forms.form_ticket(request)}"
        f"<textarea name=text>{values.get('text', 'wie gedruckt')}</textarea></form>"
    )


urlpatterns = [path("bearbeiten/<int:number>", edit, name="edit"), *urls.urlpatterns]
handler403 = urls.handler403
handler404 = urls.handler404
