# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""How our measures stand, for other programmes to take over: a page whose JSON is the report."""

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from leitstand.core.languages import reader_language
from leitstand.foreign.feed import FORMAT, FeedText, MeasuresFeed
from leitstand.foreign.selectors.offered import Addresses, Offered, feed_of, offered
from leitstand.plan.selectors import PlanNotFound, plan_title
from leitstand.steering.errors import ArchiveDamaged
from leitstand.steering.rules.wording import state_words
from leitstand.ui.addresses import address
from leitstand.ui.as_of import NoSuchDay, reader_day
from leitstand.ui.formats import day as day_words
from leitstand.ui.pages import Page, public_page
from leitstand.ui.tables import Column, Link, Table


@public_page
def report(request: HttpRequest, plan: str) -> Page:
    """The newest published round, measure by measure; 5 statements once archives were read."""
    title, found = _opened(plan)
    feed = feed_of(plan, found, title, _addresses(request, plan, found))
    round_href = (
        address("steering:round", plan=plan, round=found.card.slug)
        if found
        else address("steering:published-rounds", plan=plan)
    )
    own = title.en if reader_language() == "en" else title.de
    return Page(
        template="foreign/public/offered.html",
        title=_("Stand der Maßnahmen zum Übernehmen"),
        description=own,
        context={
            "round": Link(_("Runde %s") % found.card.title, round_href) if found else None,
            "is_example": feed.is_example,
            "format": FORMAT,
        },
        tables=(_table(plan, feed, found),),
        payload=feed.model_dump(mode="json"),
        breadcrumb=(Link(own, address("plan:glance", plan=plan)),),
    )


def _opened(plan: str) -> tuple[FeedText, Offered | None]:
    """The plan's title and its newest round on the reader's day, or a 404."""
    day, language = reader_day(), reader_language()
    try:
        title = FeedText(
            de=plan_title(plan, language="de", day=day), en=plan_title(plan, language="en", day=day)
        )
        return title, offered(plan, language=language, day=day)
    except PlanNotFound as error:
        if day:
            raise NoSuchDay(str(error), is_readable=True) from None
        raise Http404(str(error)) from None
    except ArchiveDamaged as error:
        raise Http404(str(error)) from None


def _addresses(request: HttpRequest, plan: str, found: Offered | None) -> Addresses:
    slug = found.card.slug if found else ""
    data = (
        address("steering:round-json", plan=plan, round=slug)
        if found
        else address("steering:published-rounds-json", plan=plan)
    )
    return Addresses(
        request.build_absolute_uri(address("steering:standing", plan=plan)),
        request.build_absolute_uri(data),
        lambda key: request.build_absolute_uri(_measure_href(plan, slug, key)),
    )


def _measure_href(plan: str, slug: str, key: str) -> str:
    return address("steering:round-measure", plan=plan, round=slug, measure=key)


def _table(plan: str, feed: MeasuresFeed, found: Offered | None) -> Table:
    language = reader_language()
    return Table(
        key="massnahmen",
        caption=_("Stand der Maßnahmen"),
        columns=(
            Column("measure", _("Maßnahme"), "link"),
            Column("title", _("Titel")),
            Column("state", _("Stand")),
            Column("reporting_on", _("Stichtag"), "date"),
            Column("said_on", _("gesagt am"), "date"),
            Column("answered", _("Antworten"), "number"),
            Column("owed", _("geschuldet"), "number"),
            Column("code", _("Code")),
            Column("labels", _("weitere Codes"), "list"),
            Column("state_id", _("Kennung des Stands"), is_data_only=True),
            Column("outlook_id", _("Kennung der Selbsteinschätzung"), is_data_only=True),
            Column("verdict_id", _("Kennung des Urteils"), is_data_only=True),
            Column("is_example", _("Hinweis"), is_data_only=True),
        ),
        rows=tuple(
            (
                Link(
                    found.results.view.measures[one.code].label,
                    _measure_href(plan, found.card.slug, one.code),
                ),
                one.title.en if language == "en" else one.title.de,
                state_words(one.state),
                one.reporting_on,
                one.said_on,
                one.answered,
                one.owed,
                one.code,
                one.labels,
                one.state,
                one.outlook or "",
                one.verdict or "",
                _("Beispieldaten") if feed.is_example else "",
            )
            for one in feed.measures
            if found
        ),
        source=_source(found),
        note=_("Gezählt wird wie auf den Seiten der Runde."),
    )


def _source(found: Offered | None) -> str | None:
    if found is None:
        return None
    words = _("Runde %(round)s, Stichtag %(day)s") % {
        "round": found.card.title,
        "day": day_words(found.card.reporting_on),
    }
    return f"{words} ({_('Beispieldaten')})" if found.card.is_example else words
