# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The list of measures with its filters, and the page of one measure."""

from dataclasses import asdict

from django.http import HttpRequest
from django.utils.translation import gettext as _

from leitstand.plan import selectors
from leitstand.plan.enums import (
    RoleKind,
)
from leitstand.plan.selectors import MeasureFilter, MeasureLine, PlanFrame
from leitstand.plan.selectors.frame import NodeLine
from leitstand.plan.views.parts import (
    MeasureTable,
    open_frame,
    plan_link,
)
from leitstand.ui.addresses import address
from leitstand.ui.pages import Page, public_page

MAX_QUERY = 200


@public_page
def measure_list(request: HttpRequest, plan: str) -> Page:
    """All measures, or those that the reader asked for; the question stands in the address."""
    frame = open_frame(plan)
    lines = selectors.measure_lines(frame)
    asked = _asked(request)
    nodes = _nodes(frame, asked.node)
    kept = [line for line in lines if asked.keeps(line, nodes)]
    table = MeasureTable(frame).of(kept, _("Maßnahmen mit ihren Institutionen"))
    return Page(
        template="plan/measures.html",
        title=_("Maßnahmen"),
        description=frame.title,
        context={
            "frame": frame,
            "chosen": asked,
            "is_filtered": asked != MeasureFilter(),
            "shown": len({line.whole for line in kept}),
            "total": len({line.whole for line in lines}),
            "options": _options(frame, lines),
            "here": address("plan:measures", plan=plan),
        },
        tables=(table,),
        payload={"filter": {key: value for key, value in asdict(asked).items() if value}},
        breadcrumb=(plan_link(frame),),
    )


def _asked(request: HttpRequest) -> MeasureFilter:
    get = {key: str(request.GET[key])[:MAX_QUERY].replace("\x00", "") for key in request.GET}
    return MeasureFilter(
        node=get.get("thema", ""),
        institution=get.get("institution", ""),
        role=get.get("rolle", ""),
        phase=get.get("phase", ""),
        text=get.get("text", "").strip(),
    )


def _nodes(frame: PlanFrame, key: str) -> set[int] | None:
    """The branch asked for with all below it; None where nothing was asked."""
    if not key:
        return None
    node = frame.node(key)
    return set(frame.below(node.id)) if node else set()


def _options(
    frame: PlanFrame, lines: tuple[MeasureLine, ...]
) -> dict[str, tuple[tuple[str, str], ...]]:
    roles = [role for line in lines for role in line.roles]
    institutions = {role.institution.slug: role.institution.label for role in roles}
    phases = dict.fromkeys(role.phase for role in roles if role.phase)
    trunk = {node.id for node in frame.children.get(None, ())}
    return {
        "node": tuple(
            (node.key, node.name if node.parent_id is None else f"– {node.title}")
            for node in _in_order(frame)
            if node.parent_id is None or node.parent_id in trunk
        ),
        "institution": tuple(sorted(institutions.items(), key=lambda option: option[1].casefold())),
        "role": tuple((str(kind.value), str(kind.label)) for kind in RoleKind),
        "phase": tuple((phase, frame.in_words(phase)) for phase in phases),
    }


def _in_order(frame: PlanFrame) -> list[NodeLine]:
    ordered = []
    stack = list(reversed(frame.children.get(None, ())))
    while stack:
        node = stack.pop()
        ordered.append(node)
        stack.extend(reversed(frame.children.get(node.id, ())))
    return ordered
