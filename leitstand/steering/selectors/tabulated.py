# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A round as one flat table: a row for every answer that is owed, in the order of the plan."""

from collections.abc import Iterator
from typing import Any

from leitstand.core.languages import Language
from leitstand.steering.answer import AnswerContent
from leitstand.steering.selectors.rounds import DutyLine, RoundView, round_view

# What is told of an answer, beside its lists.
_SAID = (
    "state",
    "outlook",
    "account",
    "obstacles",
    "support_wanted",
    "next_step",
    "next_step_due",
    "merged_into",
)


def round_records(slug: str, *, language: Language) -> list[dict[str, Any]]:
    """The rows of the table, all with the same keys; 7 statements.

    Drafts say nothing yet, so they are not in it. Nobody led is an empty ``institution``; silence
    is an empty ``state``. Money is the sum of the answer's own budget lines, None without one.
    Raises ``RoundNotFound``.
    """
    return list(_records(round_view(slug, language=language)))


def _records(view: RoundView) -> Iterator[dict[str, Any]]:
    for line in view.duties:
        yield {
            "round": view.card.slug,
            "is_example": view.card.is_example,
            **_owed(line),
            **_said(line.content),
        }


def _owed(line: DutyLine) -> dict[str, Any]:
    return {
        "measure": line.measure.key,
        "label": line.measure.label,
        "title": line.measure.title,
        "phase": line.phase,
        "scope": line.scope,
        "institution": line.institution.slug if line.institution else "",
        "institution_name": line.institution.name if line.institution else "",
        "via": line.via.slug if line.via else "",
        "is_answered": line.is_answered,
        "has_draft": line.draft is not None,
        "is_accepted": line.is_accepted,
        "said_at": line.said_at,
        "way": line.way,
    }


def _said(content: AnswerContent | None) -> dict[str, Any]:
    said = content or AnswerContent()
    found: dict[str, Any] = {name: getattr(said, name) for name in _SAID}
    found["state"], found["outlook"] = said.state or "", said.outlook or ""
    found["milestones"] = len([one for one in said.milestones if not one.is_dropped])
    found["milestones_done"] = len(
        [one for one in said.milestones if one.done_on and not one.is_dropped]
    )
    found["evidence"] = len(said.evidence)
    for name in ("planned_eur", "committed_eur", "spent_eur"):
        amounts = [getattr(one, name) for one in said.budget]
        known = [amount for amount in amounts if amount is not None]
        found[name] = sum(known) if known else None
    return found
