# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The file for a meeting, for whoever may see the meeting."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leitstand.core.languages import Language
from leitstand.reports.permissions import READ_REPORTS
from leitstand.reports.rendering import Format
from leitstand.ui.pages import requires


@requires(READ_REPORTS)
def pack_file(
    request: HttpRequest, meeting: int, language: Language, format: Format
) -> HttpResponse:
    """The pack of a meeting, built on demand."""
    raise Http404(_("Diese Sitzung gibt es nicht."))
