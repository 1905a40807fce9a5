# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The account page, the record of acts, and what is answered when a form or a door stays shut."""

import datetime as dt
from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.core.accounts import selectors
from leitstand.core.accounts.selectors import EventFilter, EventLine
from leitstand.core.enums import AccountRole, GrantSource
from leitstand.core.permissions import HAVE_ACCOUNT, VIEW_AUDIT, allows
from leitstand.steering.permissions import PREPARE_ANSWER
from leitstand.ui import held_forms
from leitstand.ui.addresses import address
from leitstand.ui.pages import Page, html_response, requires
from leitstand.ui.tables import Column, Table

EVENTS_A_PAGE = 200
MAX_FILTER = 200


@requires(HAVE_ACCOUNT)
def account(request: HttpRequest) -> Page:
    """Who is signed in, with which roles, and how the sign-in is secured."""
    [line] = selectors.account_lines([request.user.get_username()])
    roles = Table(
        key="rollen",
        caption=_("Ihre Rollen"),
        columns=(
            Column("role", _("Rolle")),
            Column("institution", _("Für die Institution")),
            Column("plan", _("Im Plan")),
            Column("valid_from", _("Ab"), "date"),
            Column("valid_to", _("Bis"), "date"),
            Column("source", _("Woher")),
        ),
        rows=tuple(
            (
                str(AccountRole(grant.role).label),
                grant.institution,
                grant.plan or _("alle"),
                grant.valid_from,
                grant.valid_to,
                str(GrantSource(grant.source).label),
            )
            for grant in line.grants
            if grant.is_live
        ),
    )
    return Page(
        template="web/account.html",
        title=_("Ihr Konto"),
        context={
            "account": line,
            "rests": bool(getattr(request.user, "resting_roles", ())),
            "has_password": line.has_password,
            "may_audit": allows(request.user, VIEW_AUDIT),
            "may_answer": allows(request.user, PREPARE_ANSWER),
        },
        tables=(roles,),
    )


@requires(VIEW_AUDIT)
def audit(request: HttpRequest) -> Page:
    """Who did what when and why, newest first; the question stands in the address."""
    asked, before = _asked(request)
    events = selectors.event_lines(asked, before=before, limit=EVENTS_A_PAGE + 1)
    shown = events[:EVENTS_A_PAGE]
    query = request.GET.copy()
    if len(events) > EVENTS_A_PAGE:
        query["vor"] = str(shown[-1].id)
    return Page(
        template="web/audit.html",
        title=_("Protokoll"),
        description=_("Wer hat wann was getan. Einträge werden nie geändert und nie gelöscht."),
        context={
            "chosen": asked,
            "acts": tuple((act, act) for act in selectors.event_acts()),
            "here": address("web:audit"),
            "older": f"?{query.urlencode()}" if len(events) > EVENTS_A_PAGE else None,
        },
        tables=(_events_table(shown),),
        payload={"filter": {key: value for key, value in asdict(asked).items() if value}},
    )


def _asked(request: HttpRequest) -> tuple[EventFilter, int | None]:
    """What the address asks for; what cannot be read asks for nothing."""
    get = {key: str(request.GET[key])[:MAX_FILTER].replace("\x00", "") for key in request.GET}
    before = get.get("vor", "")
    return EventFilter(
        act=get.get("vorgang", ""),
        actor=get.get("wer", "").strip(),
        subject=get.get("gegenstand", "").strip(),
        since=_day(get.get("ab", "")),
        until=_day(get.get("bis", "")),
    ), int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _events_table(events: tuple[EventLine, ...]) -> Table:
    return Table(
        key="protokoll",
        caption=_("Vorgänge"),
        columns=(
            Column("at", _("Wann")),
            Column("actor_name", _("Wer")),
            Column("act", _("Vorgang")),
            Column("subject", _("Gegenstand")),
            Column("reason", _("Warum")),
            Column("details", _("Einzelheiten"), "list"),
            Column("actor", _("Kennung"), is_data_only=True),
            Column("id", _("Nummer"), "number", is_data_only=True),
        ),
        rows=tuple(
            (
                timezone.localtime(event.at).isoformat(sep=" ", timespec="seconds"),
                event.actor_name,
                event.act,
                event.subject,
                event.reason,
                tuple(f"{key}: {value}" for key, value in event.details.items() if value),
                event.actor,
                event.id,
            )
            for event in events
        ),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose security token is no longer good: what was written is held and shown again.

    That happens after signing in again in another tab. The ticket proves that the form is ours.
    """
    if held_forms.hold(request):
        if request.user.is_authenticated:
            return HttpResponseRedirect(request.path)
        target = held_forms.way_back(address("account_login"), request, was_held=True)
        return HttpResponseRedirect(target)
    return _problem(
        request,
        403,
        _("Dieses Formular gilt nicht mehr"),
        _("Bitte laden Sie die Seite neu, auf der Sie es ausgefüllt haben, und senden Sie erneut."),
    )


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """429 in plain words."""
    response = _problem(
        request,
        429,
        _("Zu viele Versuche"),
        _("Von Ihrem Anschluss kamen zu viele Versuche in kurzer Zeit. Bitte warten Sie etwas."),
    )
    response["Retry-After"] = "60"
    return response


def _problem(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    page = Page(template="web/problem.html", title=title, context={"text": text, "status": status})
    return html_response(request, page, status)
