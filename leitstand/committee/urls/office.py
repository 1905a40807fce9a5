# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The office's work on bodies, meetings, decisions and orders."""

from django.urls import URLPattern, path

from leitstand.committee.views import (
    office_bodies,
    office_decisions,
    office_meetings,
    orders,
    proposing,
    steps,
)
from leitstand.plan import converters  # noqa: F401  (registers path_id)

DESK = "geschaeftsstelle"
BODY = f"{DESK}/gremien/<slug:body>"
MEETING = f"{DESK}/sitzungen/<int:meeting>"
ITEM = f"{DESK}/tagesordnungspunkte/<int:item>"
DECISION = f"{DESK}/beschluesse/<int:decision>"
ORDER = f"{DESK}/auftraege/<int:order>"
urlpatterns: list[URLPattern] = [
    path(f"{DESK}/plaene/<slug:plan>/neues-gremium", office_bodies.body_new, name="body-new"),
    path(f"{BODY}/aendern", office_bodies.body_edit, name="body-edit"),
    path(f"{BODY}/sitze/neu", office_bodies.seat_new, name="seat-new"),
    path(f"{BODY}/sitze/<int:seat>/ende", office_bodies.seat_over, name="seat-end"),
    path(f"{BODY}/neue-sitzung", office_meetings.meeting_new, name="meeting-new"),
    path(f"{MEETING}/aendern", office_meetings.meeting_edit, name="meeting-edit"),
    path(f"{MEETING}/schritte/<slug:step>", steps.step, name="meeting-step"),
    path(f"{MEETING}/neuer-punkt", office_meetings.item_new, name="item-new"),
    path(f"{MEETING}/neue-unterlage", office_meetings.paper_new, name="paper-new"),
    path(
        f"{MEETING}/unterlagen/<int:paper>/entfernen",
        office_meetings.paper_gone,
        name="paper-remove",
    ),
    path(f"{ITEM}/aendern", office_meetings.item_edit, name="item-edit"),
    path(f"{ITEM}/tun", office_meetings.item_act, name="item-act"),
    path(f"{ITEM}/beschluss", office_decisions.decision_new, name="decision-new"),
    path(f"{DECISION}/auftrag", office_decisions.order_new, name="order-new"),
    path(f"{DECISION}/aenderung/<path_id:measure>", office_decisions.amend, name="decision-amend"),
    path(f"{ORDER}/stand", orders.follow_up, name="order-follow-up"),
    path(f"{ORDER}/abschliessen", office_decisions.order_settled, name="order-accept"),
    path(
        f"{DESK}/vorschlaege/<int:proposal>/in-den-plan",
        proposing.proposal_into_plan,
        name="proposal-adopt",
    ),
]
