# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A harbour with a council: a body, a meeting that takes place, and who may do what there.

Built on the harbour of the steering room. The plan runs from 2020 to 2022, so the meeting is in
2022: only then can a decision bring a new measure in.
"""

import datetime as dt
import html
from typing import Any
from uuid import uuid4

from django.test import Client

from leitstand.committee.rules.life import Step
from leitstand.committee.services.agenda import WantedItem, item_add
from leitstand.committee.services.bodies import WantedBody, body_create
from leitstand.committee.services.decisions import WantedDecision, decision_record
from leitstand.committee.services.meetings import WantedMeeting, meeting_plan, meeting_step
from leitstand.committee.services.orders import (
    WantedFollowUp,
    WantedOrder,
    follow_up_add,
    order_give,
)
from leitstand.committee.services.proposals import (
    WantedProposal,
    proposal_submit,
    proposal_write,
)
from leitstand.core.accounts.actors import Account, Operator
from leitstand.core.accounts.services import account_create, role_grant
from leitstand.core.rules import GrantedRole
from tests.steering.cast import fields
from tests.steering.harbour import PLAN, plan_stands

OFFICE = Operator("cli:office")
BODY, NETWORK = "rat", "netz"
HELD_ON = dt.date(2022, 6, 1)
ABOUT = "hafen.1.I"


def council_stands() -> None:
    """The plan and two bodies: the council, which is political, and the network."""
    plan_stands()
    for slug, kind, institution in ((BODY, "political", "zoll"), (NETWORK, "working", "")):
        body_create(
            actor=OFFICE,
            plan=PLAN,
            slug=slug,
            wanted=WantedBody(
                name_de=f"{slug.capitalize()} der Stadt",
                name_en=f"{slug.capitalize()} of the city",
                kind=kind,
                short=slug.upper(),
                institution=institution,
            ),
        )


def meeting_stands(
    body: str = BODY,
    *,
    held_on: dt.date = HELD_ON,
    is_example: bool = False,
    items: tuple[WantedItem, ...] = (),
    is_held: bool = True,
) -> tuple[int, list[int]]:
    """A meeting with an agenda, held unless said otherwise; its number and those of its items."""
    wanted = WantedMeeting(f"Sitzung am {held_on}", held_on, is_example=is_example)
    made = meeting_plan(actor=OFFICE, body=body, wanted=wanted, submission=uuid4())
    agenda = items or (WantedItem("decision", "Der Kran", measures=(ABOUT,)),)
    rows = [item_add(actor=OFFICE, meeting=made, wanted=one) for one in agenda]
    meeting_step(actor=OFFICE, meeting=made, step=Step.INVITE)
    if is_held:
        meeting_step(actor=OFFICE, meeting=made, step=Step.HOLD)
    return made, rows


def decided(item: int, number: str = "RAT 2022/01", **changes: Any) -> int:
    """A decision under the item; its number."""
    facts: dict[str, Any] = {
        "number": number,
        "text_de": "Der Kran wird gebaut.",
        "outcome": "adopted",
        "decided_on": HELD_ON,
        "measures": (ABOUT,),
    }
    asked: dict[str, Any] = {"submission": uuid4(), "actor": OFFICE}
    for name in ("supersedes", "beside", "seen", "now", "submission", "actor"):
        if name in changes:
            asked[name] = changes.pop(name)
    return decision_record(item=item, wanted=WantedDecision(**(facts | changes)), **asked)


def ordered(decision: int, institution: str = "werft", **changes: Any) -> int:
    """An order of the decision; its number."""
    facts: dict[str, Any] = {
        "institution": institution,
        "text_de": "Den Kran bestellen.",
        "due_on": dt.date(2022, 9, 30),
        "measures": (ABOUT,),
    }
    asked: dict[str, Any] = {"submission": uuid4(), "actor": OFFICE}
    for name in ("replaces", "now", "submission", "actor"):
        if name in changes:
            asked[name] = changes.pop(name)
    return order_give(decision=decision, wanted=WantedOrder(**(facts | changes)), **asked)


def said(order: int, state: str = "in-progress", text: str = "Bestellt.", **changes: Any) -> int:
    """A follow-up of the order; its number."""
    asked: dict[str, Any] = {"submission": uuid4(), "actor": OFFICE} | changes
    said_on = asked.pop("said_on", dt.date(2022, 7, 1))
    return follow_up_add(order=order, wanted=WantedFollowUp(state, text, said_on), **asked)


def proposed(*, is_submitted: bool = True, actor: Any = OFFICE) -> int:
    """A proposal for the harbour's first goal; its number."""
    wanted = WantedProposal(
        "Landstrom", "Schiffe sollen am Kai Strom beziehen.", "hafen.a", "hafen.1", lead="werft"
    )
    made = proposal_write(actor=actor, plan=PLAN, wanted=wanted, submission=uuid4())
    if is_submitted:
        proposal_submit(actor=actor, proposal=made)
    return made


def account(role: str, institution: str = "") -> Account:
    """Somebody who holds the role for the institution."""
    made = account_create(actor=OFFICE, username=f"{role}-{institution}", name=f"Frau {role}")
    role_grant(actor=OFFICE, account=made, role=GrantedRole(role, institution))
    return made


def text(response: Any) -> str:
    """The page as it is read."""
    return html.unescape(response.content.decode())


def sent(client: Client, address: str, **changes: Any) -> Any:
    """Open the form, change something, press its button."""
    page = client.get(address)
    assert page.status_code == 200, address
    return client.post(address, fields(page, 'class="ls-form') | changes)
