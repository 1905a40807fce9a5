# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a round holds, as one text that is the same wherever and whenever it is written."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from leitstand.core.selectors import institution_slugs
from leitstand.plan.selectors import plan_document
from leitstand.steering.models import Attachment, Duty, ReportingRound
from leitstand.steering.selectors.rounds import called_then

FORMAT = "leitstand.round/2"


@dataclass(frozen=True, slots=True)
class Archive:
    """A round as canonical JSON (keys in order, no blanks, UTF-8), and the SHA-256 of that."""

    text: str
    sha256: str


def archived(found: ReportingRound) -> Archive:
    """All that was owed and answered in the round, drafts left out, with the plan it asked about.

    Who spoke is named by the institution and the way, never by a person. The plan costs a statement
    for each of its tables.
    """
    return as_archive(round_document(found, _ground(found)))


def archived_again(found: ReportingRound, kept: dict[str, Any]) -> Archive:
    """The same from the rows of today, on the plan and the names that ``kept`` holds.

    The plan's history may be put right afterwards; what was answered may not.
    """
    return as_archive(round_document(found, {name: kept.get(name) for name in _GROUND}))


def as_archive(document: dict[str, Any]) -> Archive:
    """The document as text, with its fingerprint."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Archive(text, hashlib.sha256(text.encode()).hexdigest())


_GROUND = ("plan_as_of", "institutions")


def _ground(found: ReportingRound) -> dict[str, Any]:
    """The plan on the reporting day, and what who owes an answer was called then."""
    owners = Duty.objects.filter(round=found).values_list("institution_id", "via_id")
    ids = {one for pair in owners for one in pair if one is not None}
    called: dict[str, dict[str, Any]] = {}
    for language in ("de", "en"):
        for brief in called_then(ids, language, found.reporting_on).values():
            own = called.setdefault(brief.slug, {"kind": brief.kind, "label": {}, "name": {}})
            own["label"][language], own["name"][language] = brief.label, brief.name
    plan = plan_document(found.plan.slug, day=found.reporting_on)
    return {"plan_as_of": plan.model_dump(mode="json"), "institutions": called}


def round_document(found: ReportingRound, ground: dict[str, Any]) -> dict[str, Any]:
    """The round as plain values. Instants are in UTC, to the second."""
    slugs = institution_slugs()
    duties = Duty.objects.filter(round=found).select_related("answer").order_by("position", "id")
    told = [_duty(duty, slugs) for duty in duties]
    return {
        "format": FORMAT,
        "plan": found.plan.slug,
        "round": found.slug,
        "title": {"de": found.title_de, "en": found.title_en},
        "reporting_on": found.reporting_on.isoformat(),
        "due_on": found.due_on.isoformat(),
        "frozen_at": _instant(found.frozen_at) if found.frozen_at else None,
        "scope": found.scope,
        "is_example": found.is_example,
        "duties": told,
        "files": _files(found, told),
        **ground,
    }


def _files(found: ReportingRound, duties: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Name and fingerprint of every file that an answer names as evidence, by its number."""
    cited = {
        one["attachment"]
        for duty in duties
        if duty["answer"]
        for one in duty["answer"]["content"].get("evidence", ())
        if one.get("attachment") is not None
    }
    if not cited:
        return {}
    rows = Attachment.objects.filter(id__in=cited, duty__round=found)
    return {
        str(row_id): {"name": name, "sha256": sha256}
        for row_id, name, sha256 in rows.values_list("id", "name", "sha256")
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
            "said_at": _instant(answer.said_at),
            "is_accepted": duty.accepted == answer.number,
            "content": answer.content,
        },
    }


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
