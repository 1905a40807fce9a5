# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the pages about reports share: opening a round's report, words, addresses."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from leitstand.core.languages import Language, reader_language
from leitstand.core.permissions import require
from leitstand.reports.permissions import ReportSubject
from leitstand.steering.errors import RoundNotFound
from leitstand.steering.selectors.rounds import RoundCard, round_card
from leitstand.steering.selectors.settled import Settled, settled
from leitstand.ui.addresses import address
from leitstand.ui.tables import Link

FORMAT_WORDS = {"pdf": "PDF", "html": "HTML", "xlsx": "Excel", "json": "JSON"}


@dataclass(frozen=True, slots=True)
class OpenReport:
    """The report of a frozen round that lies open before somebody who may see it."""

    card: RoundCard
    found: Settled

    @property
    def subject(self) -> ReportSubject:
        """What permissions are asked about."""
        return ReportSubject(self.found.plan, self.found.slug)


def open_report(request: HttpRequest, slug: str, permission: str) -> OpenReport:
    """The report of the round that the address names; two or three statements.

    Raises ``Http404``, ``NotPermitted``, and ``RoundNotFrozen`` while the round can still change.
    """
    try:
        card = round_card(slug, language=reader_language())
    except RoundNotFound:
        raise Http404(_("Diese Runde gibt es nicht: %s") % slug) from None
    require(request.user, permission, ReportSubject(card.plan, slug))
    return OpenReport(card, settled(slug))


def language_words(language: Language) -> str:
    """The name of a report's language, in the language of the page."""
    return {"de": _("deutsch"), "en": _("englisch")}[language]


def desk_href(round: str) -> str:
    """The office's page of a report."""
    return address("reports:desk", round=round)


def office_way(card: RoundCard | None = None) -> tuple[Link, ...]:
    """Breadcrumbs: the office's desk, then the round."""
    desk = Link(_("Geschäftsstelle"), address("steering:office"))
    if card is None:
        return (desk,)
    return (desk, Link(card.title, address("steering:office-round", round=card.slug)))
