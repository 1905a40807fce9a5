# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Bodies, meetings, decisions, orders and proposals."""

from leitstand.committee.models.bodies import Body, Seat
from leitstand.committee.models.decisions import (
    Amendment,
    Decision,
    DecisionMeasure,
    Supersession,
)
from leitstand.committee.models.meetings import AgendaItem, Meeting, Paper
from leitstand.committee.models.orders import FollowUp, Order
from leitstand.committee.models.proposals import Proposal, Support

__all__ = [
    "AgendaItem",
    "Amendment",
    "Body",
    "Decision",
    "DecisionMeasure",
    "FollowUp",
    "Meeting",
    "Order",
    "Paper",
    "Proposal",
    "Seat",
    "Supersession",
    "Support",
]
