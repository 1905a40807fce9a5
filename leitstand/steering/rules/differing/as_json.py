# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What changed, as plain values; the published shape is tests/contracts/differences.schema.json."""

from typing import Any

from leitstand.steering.rules.differing.outcome import Difference, Differences, Source
from leitstand.steering.rules.differing.snapshot import Snapshot
from leitstand.steering.rules.rollup import RollUp


def differences_json(found: Differences) -> dict[str, Any]:
    """Everything that was found, with what it was found in."""
    return {
        "format": "leitstand.differences/1",
        "plan": found.after.plan,
        "before": _point(found.before),
        "after": _point(found.after),
        "is_example": found.is_example,
        "summary": found.summary,
        "coverage": list(found.coverage),
        "is_same_coverage": found.is_same_coverage,
        "compared_answers": found.compared,
        "counts": {kind.value: len(entries) for kind, entries in found.by_kind.items()},
        "entries": [_entry(one) for one in found.entries],
        "still_silent": [_entry(one) for one in found.silent],
    }


def _point(one: Snapshot) -> dict[str, Any]:
    return {
        "label": one.label,
        "day": one.day.isoformat(),
        "round": one.round or None,
        "totals": _totals(one.total) if one.total else None,
    }


def _totals(total: RollUp) -> dict[str, Any]:
    return {
        "measures": total.measures,
        "answered": total.answers.part,
        "owed": total.answers.whole,
        "states": {one.value: one.count for one in total.states},
        "verdicts": {one.value: one.count for one in total.verdicts},
    }


def _entry(one: Difference) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "aspect": one.aspect,
        "measure": one.measure.key,
        "label": one.measure.label,
        "title": one.measure.title,
        "institution": one.institution or None,
        "institution_label": one.name or None,
        "phase": one.phase or None,
        "scope": one.scope or None,
        "thing": one.thing or None,
        "what": one.what or None,
        "before": one.before or None,
        "after": one.after or None,
        "days": one.days,
        "sentence": one.sentence,
        "sources": [_source(source) for source in one.sources],
    }


def _source(one: Source) -> dict[str, Any]:
    return {
        "round": one.round or None,
        "plan_as_of": one.day.isoformat(),
        "institution": one.institution or None,
        "said_on": one.said_on.isoformat() if one.said_on else None,
        "sentence": one.sentence,
    }
