# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""For the committee, the network, the office, and who has orders."""

from django.urls import URLPattern, path

from leitstand.committee.views import board, bodies, meetings, orders, proposals, proposing
from leitstand.ui.pages import page_paths

ROOT, MINE = "gremien", "meine-auftraege"
PROPOSAL = f"{ROOT}/vorschlaege/<int:proposal>"
urlpatterns: list[URLPattern] = [
    *page_paths(ROOT, bodies.bodies, "bodies"),
    *page_paths(f"{ROOT}/lage", board.board, "board"),
    *page_paths(f"{ROOT}/auftraege", orders.orders, "orders"),
    *page_paths(f"{ROOT}/auftraege/<int:order>", orders.order, "order"),
    *page_paths(f"{ROOT}/vorschlaege", proposals.proposals, "proposals"),
    path(f"{ROOT}/vorschlaege/neu/<slug:plan>", proposing.proposal_new, name="proposal-new"),
    *page_paths(PROPOSAL, proposals.proposal, "proposal"),
    path(f"{PROPOSAL}/aendern", proposing.proposal_edit, name="proposal-edit"),
    path(f"{PROPOSAL}/einreichen", proposing.proposal_sent, name="proposal-submit"),
    path(f"{PROPOSAL}/unterstuetzen", proposing.proposal_support, name="proposal-support"),
    *page_paths(f"{ROOT}/sitzungen/<int:meeting>", meetings.meeting, "meeting"),
    *page_paths(f"{ROOT}/beschluesse/<int:decision>", meetings.decision, "decision"),
    path(f"{ROOT}/unterlagen/<int:paper>", meetings.paper, name="paper"),
    *page_paths(f"{ROOT}/<slug:body>", bodies.body, "body"),
    *page_paths(MINE, orders.my_orders, "my-orders"),
    *page_paths(f"{MINE}/<int:order>", orders.my_order, "my-order"),
    path(f"{MINE}/<int:order>/stand", orders.my_follow_up, name="my-follow-up"),
]
