# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The same values as from the tables, from a plan document that somebody kept; no statement.

``tree`` is a :class:`~leitstand.plan.document.PlanDocument` as plain values (``model_dump`` in mode
"json"). It was valid when it was kept and is not validated again.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeAlias

from leitstand.core.languages import Language
from leitstand.core.selectors import InstitutionBrief
from leitstand.plan.enums import CommitmentKind
from leitstand.plan.selectors.frame import NO_LEVEL, LevelLine, NodeLine, PlanFrame
from leitstand.plan.selectors.measures import MeasureName

Tree: TypeAlias = Mapping[str, Any]


def frame_from(tree: Tree, *, language: Language, day: dt.date) -> PlanFrame:
    """The plan and its branches. Row numbers are places in the document, from 1."""
    head = tree["plan"]
    levels = {
        one["key"]: LevelLine(one["key"], one["name"][language], one["plural"][language])
        for one in head["levels"]
    }
    ids = {one["id"]: place for place, one in enumerate(tree["nodes"], start=1)}
    nodes = {
        ids[one["id"]]: NodeLine(
            ids[one["id"]],
            one["id"],
            levels.get(one["level"], NO_LEVEL),
            ids.get(one["parent"]),
            one["number"] or "",
            one["title"][language],
            one["summary"][language],
            (one["source"]["lines"][0], one["source"]["lines"][1]),
        )
        for one in tree["nodes"]
    }
    terms = {} if language == "de" else {one["term"]: one["en"] for one in head["terms"]}
    return PlanFrame(
        0,
        head["slug"],
        head["title"][language],
        head["summary"][language],
        (_day(head["period"]["start"]), _day(head["period"]["end"])),
        language,
        day,
        tuple(levels.values()),
        nodes,
        terms,
    )


def names_from(tree: Tree, frame: PlanFrame) -> dict[str, MeasureName]:
    """Every measure and part by its id, in printed order."""
    ids = {node.key: node.id for node in frame.nodes.values()}
    found = {}
    for one in tree["measures"]:
        node_id = ids[f"{one['cluster']}.{one['task_field']}"]
        part = one["part"] or ""
        found[one["id"]] = MeasureName(
            one["id"],
            one["id"].removesuffix(f".{part}") if part else one["id"],
            frame.label(node_id, one["number"], part),
            one["title"][frame.language],
            node_id,
        )
    return found


def briefs_from(tree: Tree, *, language: Language) -> dict[str, InstitutionBrief]:
    """The institutions of the plan by slug."""
    return {
        one["id"]: InstitutionBrief(
            one["id"],
            one["kind"],
            one["abbreviation"] or (one["short"] or one["name"])[language],
            one["name"][language],
        )
        for one in tree["institutions"]
    }


def deadlines_from(tree: Tree) -> dict[str, tuple[tuple[str, dt.date], ...]]:
    """Words and last day of every deadline that the plan prints, by measure."""
    return {
        one["id"]: found
        for one in tree["measures"]
        if (
            found := tuple(
                (each["as_printed"], _day(each["end"]))
                for each in one["commitments"]
                if each["kind"] == CommitmentKind.DEADLINE and each["end"]
            )
        )
    }


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
