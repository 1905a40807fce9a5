# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Answering signed in: the institution's board, and the same pages as behind a personal link."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.core.enums import INSTITUTIONAL_ROLES
from leitstand.core.languages import reader_language
from leitstand.core.permissions import allows, roles_for
from leitstand.plan.enums import RoleKind
from leitstand.steering.permissions import MANAGE_ROUNDS, PREPARE_ANSWER, SUBMIT_ANSWER
from leitstand.steering.selectors.board import Board, BoardDuty, HeldRole, board
from leitstand.steering.views.desks import Desk
from leitstand.ui.addresses import address, with_query
from leitstand.ui.pages import Page, View, requires
from leitstand.ui.panels import Place, links_on
from leitstand.ui.tables import Column, Link, Table


def by_account(view: Callable[..., HttpResponse]) -> View:
    """The view at the desk of whoever is signed in and may prepare answers at all."""

    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return view(request, Desk(request.user), **kwargs)  # type: ignore[arg-type]

    answer.__doc__ = view.__doc__
    return requires(PREPARE_ANSWER)(answer)


@requires(PREPARE_ANSWER)
def tasks(request: HttpRequest) -> Page:
    """Your own institutions: what they owe until when, and their load across all roles."""
    account: Any = request.user
    slugs = {
        one.institution for role in INSTITUTIONAL_ROLES for one in roles_for(account, role, None)
    }
    found = board(
        slugs,
        language=reader_language(),
        today=timezone.localdate(),
        plan=request.GET.get("plan", ""),
    )
    return Page(
        template="steering/answer/board.html",
        title=_("Meine Aufgaben"),
        description=_("Was Ihre Institution schuldet, bis wann, und woran sie beteiligt ist."),
        context={
            "board": found,
            "desk": Desk(account),
            "loads": _loads(found),
            "load": len({one.measure for one in found.roles}),
            "is_office": allows(account, MANAGE_ROUNDS),
            "elsewhere": links_on(Place.BOARD),
            "may_submit": allows(account, SUBMIT_ANSWER),
            "sheets": _places(found, "steering:sheet"),
            "passes": _places(found, "steering:desk-pass")
            if allows(account, SUBMIT_ANSWER)
            else (),
            "plan_links": [
                (slug, with_query(address("steering:desk-start"), {"plan": slug}))
                for slug in found.plans
            ],
            "has_example": any(one.round.is_example for one in found.duties),
        },
        tables=(_duties_table(found), _roles_table(found)),
        payload={"plan": found.plan, "is_example": any(x.round.is_example for x in found.duties)},
    )


def _loads(found: Board) -> list[tuple[str, tuple[HeldRole, ...], int]]:
    """For each kind of role its holders, and how many measures (a measure counts once)."""
    by_kind = ((kind, found.of_kind(kind)) for kind in RoleKind.values)
    return [(kind, roles, len({one.measure for one in roles})) for kind, roles in by_kind]


def _places(found: Board, name: str) -> list[Link]:
    """Where each institution passes its tasks of a round on, or has them as a sheet."""
    places = dict.fromkeys((one.round.slug, one.institution) for one in found.duties)
    return [
        Link(
            institution.label,
            address(name, round=round, institution=institution.slug),
        )
        for round, institution in places
    ]


def state_words(duty: BoardDuty) -> str:
    """Where an answer stands, in a few words."""
    if duty.questions:
        return _("Rückfrage offen")
    if duty.is_answered:
        return _("abgegeben, neuer Entwurf") if duty.has_draft else _("abgegeben")
    if duty.is_late:
        return _("überfällig, Entwurf") if duty.has_draft else _("überfällig")
    return _("Entwurf") if duty.has_draft else _("offen")


def _duties_table(found: Board) -> Table:
    return Table(
        key="aufgaben",
        caption=_("Antworten, die Sie schulden"),
        columns=(
            Column("measure", _("Maßnahme"), "link"),
            Column("title", _("Titel")),
            Column("limits", _("Umfang")),
            Column("institution", _("Institution")),
            Column("round", _("Berichtsrunde")),
            Column("due_on", _("Frist"), "date"),
            Column("state", _("Stand")),
            Column("is_example", _("Beispieldaten"), is_data_only=True),
        ),
        rows=tuple(
            (
                Link(one.label, address("steering:desk-duty", duty=str(one.id))),
                one.title,
                one.limits,
                one.institution.label,
                one.round.title,
                one.round.due_on,
                state_words(one),
                one.round.is_example,
            )
            for one in (*found.waiting, *found.done)
        ),
    )


def _roles_table(found: Board) -> Table:
    return Table(
        key="rollen",
        caption=_("Ihre Rollen im Plan"),
        columns=(
            Column("measure", _("Maßnahme"), "link"),
            Column("title", _("Titel")),
            Column("role", _("Rolle")),
            Column("limits", _("Umfang")),
            Column("institution", _("Institution")),
            Column("via", _("als Mitglied von")),
            Column("leads", _("Federführung"), "list"),
            Column("waits", _("wartet auf Ihre Antwort")),
        ),
        rows=tuple(
            (
                Link(one.label, address("plan:measure", plan=found.plan, measure=one.measure)),
                one.title,
                str(RoleKind(one.kind).label),
                one.limits,
                one.institution.label,
                one.via,
                one.leads,
                one.waits,
            )
            for one in found.roles
        ),
    )
