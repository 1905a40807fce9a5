# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a round holds, as one text that is the same wherever and whenever it is written."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from leitstand.core.selectors import institution_slugs
from leitstand.steering.models import Duty, ReportingRound

FORMAT = "leitstand.round/1"


@dataclass(frozen=True, slots=True)
class Archive:
    """A round as canonical JSON (keys in order, no blanks, UTF-8), and the SHA-256 of that."""

    text: str
    sha256: str


def archived(found: ReportingRound) -> Archive:
    """All that was owed and answered in the round, drafts left out; 2 statements.

    Who spoke is named by the institution and the way, never by a person.
    """
    text = json.dumps(
        round_document(found), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return Archive(text, hashlib.sha256(text.encode()).hexdigest())


def round_document(found: ReportingRound) -> dict[str, Any]:
    """The round as plain values. Instants are in UTC, to the second."""
    slugs = institution_slugs()
    duties = Duty.objects.filter(round=found).select_related("answer").order_by("position", "id")
    return {
        "format": FORMAT,
        "plan": found.plan.slug,
        "round": found.slug,
        "title": {"de": found.title_de, "en": found.title_en},
        "reporting_on": found.reporting_on.isoformat(),
        "due_on": found.due_on.isoformat(),
        "scope": found.scope,
        "is_example": found.is_example,
        "duties": [_duty(duty, slugs) for duty in duties],
    }


def _duty(duty: Duty, slugs: dict[int, str]) -> dict[str, Any]:
    answer = duty.answer
    return {
        "measure": duty.measure,
        "phase": duty.phase,
        "scope": duty.scope,
        "institution": slugs[duty.institution_id] if duty.institution_id else None,
        "via": slugs[duty.via_id] if duty.via_id else None,
        "answer": answer
        and {
            "number": answer.number,
            "way": answer.way,
            "said_at": answer.said_at.astimezone(UTC).isoformat(timespec="seconds"),
            "is_accepted": duty.accepted == answer.number,
            "content": answer.content,
        },
    }
