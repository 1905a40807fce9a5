# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Proposals for new topics with who supports them."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from leitstand.committee.errors import ProposalNotFound
from leitstand.committee.models import Proposal, Support
from leitstand.core.languages import Language


@dataclass(frozen=True, slots=True)
class SupportLine:
    """An institution that supports a proposal since a day."""

    institution: str
    called: str
    supported_on: dt.date


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal as it stands. ``goal`` and ``node`` are keys of the plan; ``lead`` and
    ``proposed_for`` slugs or "" with the names beside them. ``decision`` has a row and a number.
    """

    id: int
    plan: str
    title: str
    text: str
    goal: str
    node: str
    lead: str
    lead_called: str
    proposed_for: str
    proposed_for_called: str
    proposed_by: str
    state: str
    is_example: bool
    submitted_at: dt.datetime | None
    decision: tuple[int, str] | None
    reason: str
    measure: str
    supporters: tuple[SupportLine, ...]


def proposal_lines(where: Q, *, language: Language) -> tuple[ProposalLine, ...]:
    """The proposals that meet ``where``, newest first; 2 statements, 1 where there are none."""
    names = [
        f"{who}__{name}"
        for who in ("lead", "proposed_for")
        for name in ("slug", "abbreviation", f"short_{language}", f"name_{language}")
    ]
    rows = list(
        Proposal.objects.filter(where)
        .order_by("-id")
        .values(
            "id",
            "plan__slug",
            "title",
            "text",
            "goal",
            "node",
            "proposed_by",
            "state",
            "is_example",
            "submitted_at",
            "decision_id",
            "decision__number",
            "reason",
            "measure",
            *names,
        )
    )
    if not rows:
        return ()
    supporters: dict[int, list[SupportLine]] = {}
    for proposal, slug, abbreviation, short, name, day in (
        Support.objects.filter(proposal_id__in=[row["id"] for row in rows])
        .order_by("supported_on", "id")
        .values_list(
            "proposal_id",
            "institution__slug",
            "institution__abbreviation",
            f"institution__short_{language}",
            f"institution__name_{language}",
            "supported_on",
        )
    ):
        supporters.setdefault(proposal, []).append(
            SupportLine(slug, abbreviation or short or name, day)
        )

    def called(row: dict[str, object], who: str) -> str:
        words = ("abbreviation", f"short_{language}", f"name_{language}")
        return next((str(row[f"{who}__{one}"]) for one in words if row[f"{who}__{one}"]), "")

    return tuple(
        ProposalLine(
            id=row["id"],
            plan=row["plan__slug"],
            title=row["title"],
            text=row["text"],
            goal=row["goal"],
            node=row["node"],
            lead=row["lead__slug"] or "",
            lead_called=called(row, "lead"),
            proposed_for=row["proposed_for__slug"] or "",
            proposed_for_called=called(row, "proposed_for"),
            proposed_by=row["proposed_by"],
            state=row["state"],
            is_example=row["is_example"],
            submitted_at=row["submitted_at"],
            decision=(row["decision_id"], row["decision__number"]) if row["decision_id"] else None,
            reason=row["reason"],
            measure=row["measure"],
            supporters=tuple(supporters.get(row["id"], ())),
        )
        for row in rows
    )


def proposal_line(proposal: int, *, language: Language) -> ProposalLine:
    """One of them. Raises ``ProposalNotFound``."""
    found = proposal_lines(Q(id=proposal), language=language)
    if not found:
        raise ProposalNotFound(str(proposal))
    return found[0]
