# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The file for a meeting, for whoever may see the meeting."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leitstand.committee.errors import MeetingNotFound
from leitstand.committee.permissions import VIEW_MEETINGS, BodySubject
from leitstand.committee.selectors.meetings import MeetingCard, meeting_card
from leitstand.core.languages import Language, reader_language
from leitstand.core.permissions import require
from leitstand.reports.rendering import Format
from leitstand.reports.selectors.documents import pack_document
from leitstand.reports.views.downloads import Wanted, download
from leitstand.ui.pages import requires


@requires(VIEW_MEETINGS)
def pack_file(
    request: HttpRequest, meeting: int, language: Language, format: Format
) -> HttpResponse:
    """The pack of a meeting, built on demand."""
    card = _opened(request, meeting)
    name = f"sitzung-{card.body.slug}-{card.held_on.isoformat()}-{language}"
    wanted = Wanted(format, name, f"account:{request.user.pk}")
    return download(request, wanted, lambda: pack_document(meeting, language=language))


def _opened(request: HttpRequest, meeting: int) -> MeetingCard:
    try:
        card = meeting_card(meeting, language=reader_language())
    except MeetingNotFound:
        raise Http404(_("Diese Sitzung gibt es nicht.")) from None
    body = card.body
    require(request.user, VIEW_MEETINGS, BodySubject(body.plan, body.slug, body.kind))
    return card
