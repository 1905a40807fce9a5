# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The acts on a plan as an Atom feed (RFC 4287), for those who do not want to come and look."""

import datetime as dt
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from leitstand.core.selectors import data_version
from leitstand.plan import selectors
from leitstand.plan.selectors import ActOnPlan, PlanFrame
from leitstand.plan.selectors.acts import MeasureName
from leitstand.plan.story import act_words
from leitstand.plan.views.parts import measure_href, open_frame
from leitstand.ui.access import public
from leitstand.ui.addresses import address
from leitstand.ui.formats import day as day_words
from leitstand.ui.pages import software

ACTS = 50


def _version(request: HttpRequest, **_kwargs: Any) -> str:
    return f'"{data_version()}-{get_language()}-{software().replace(" ", "-")}"'


@public
@require_safe
@condition(etag_func=_version)
def change_feed(request: HttpRequest, plan: str) -> HttpResponse:
    """The acts on a plan, the newest first, as an Atom feed."""
    frame = open_frame(plan, with_levels=False)
    acts = selectors.newest_acts(frame, limit=ACTS)
    feed = _feed(request, frame)
    for one in acts:
        _add(feed, request, frame, one)
    response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    response["Content-Language"] = get_language() or "de"
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _feed(request: HttpRequest, frame: PlanFrame) -> Atom1Feed:
    here = address("plan:changes-feed", plan=frame.slug)
    page = request.build_absolute_uri(address("plan:changes", plan=frame.slug))
    return _Feed(
        title=_("Änderungen: %s") % frame.title,
        link=page,
        description=_("Was an diesem Plan geändert wurde, und in welcher Rolle."),
        language=get_language() or "de",
        author_name=settings.LEITSTAND_OPERATOR or "Leitstand",
        feed_url=request.build_absolute_uri(here),
        feed_guid=f"urn:uuid:{uuid5(NAMESPACE_URL, page)}",
        fallback=dt.datetime.combine(frame.period[0], dt.time(), dt.UTC),
    )


class _Feed(Atom1Feed):
    """A feed without entries was last changed when its plan began, not at every visit."""

    def latest_post_date(self) -> dt.datetime:
        """When the feed changed last."""
        return super().latest_post_date() if self.items else self.feed["fallback"]


def _add(feed: Atom1Feed, request: HttpRequest, frame: PlanFrame, one: ActOnPlan) -> None:
    from_page = request.build_absolute_uri(_comparison(frame, one))
    identity = f"leitstand/{frame.slug}/{one.act.id}/{one.act.at.isoformat()}"
    feed.add_item(
        title=_title(one),
        link=from_page,
        description=_content(request, frame, one),
        unique_id=f"urn:uuid:{uuid5(NAMESPACE_URL, identity)}",
        author_name=one.act.actor,
        pubdate=one.act.at,
        updateddate=one.act.at,
    )


def _comparison(frame: PlanFrame, one: ActOnPlan) -> str:
    """The page that compares the day before the act holds with the day from which it does."""
    page = address("plan:changes", plan=frame.slug)
    until = timezone.localdate(one.holds_from)
    since = until - dt.timedelta(days=1)
    return f"{page}?seit={since}&bis={until}" if since >= frame.period[0] else page


def _title(one: ActOnPlan) -> str:
    words = act_words(one.act.act)
    if not one.measures:
        return words
    names = ", ".join(measure.label for measure in one.measures[:3])
    return f"{words}: {names}{' …' if len(one.measures) > 3 else ''}"


def _content(request: HttpRequest, frame: PlanFrame, one: ActOnPlan) -> str:
    """The act in a sentence, and the measures with their pages; HTML."""
    facts = _("Gilt ab %(day)s, eingetragen durch: %(role)s.") % {
        "day": day_words(one.holds_from),
        "role": one.act.actor,
    }
    items = "".join(
        f"<li>{_name(request, frame, measure)}: {escape(measure.title)}</li>"
        for measure in one.measures
    )
    return f"<p>{escape(facts)}</p>" + (f"<ul>{items}</ul>" if items else "")


def _name(request: HttpRequest, frame: PlanFrame, measure: MeasureName) -> str:
    """The measure's label, linked to its page where it has one; HTML."""
    label = escape(measure.label)
    if measure.is_gone:
        return _("%s (entfallen)") % label
    href = escape(request.build_absolute_uri(measure_href(frame, measure.key)))
    return f'<a href="{href}">{label}</a>'
