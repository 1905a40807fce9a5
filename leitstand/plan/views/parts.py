# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What several pages of a plan show: measures as a table, links, the way back up."""

import datetime as dt
from collections.abc import Iterable

from django.http import Http404
from django.utils.translation import gettext as _

from leitstand.core.languages import reader_language
from leitstand.core.selectors import InstitutionBrief
from leitstand.plan import selectors
from leitstand.plan.document import Measure
from leitstand.plan.enums import RoleKind
from leitstand.plan.selectors import MeasureLine, PlanFrame, PlanNotFound
from leitstand.plan.selectors.measures import RoleLine
from leitstand.ui.addresses import address
from leitstand.ui.as_of import NoSuchDay, reader_day
from leitstand.ui.formats import day as day_words
from leitstand.ui.tables import Column, Link, Scalar, Table


def open_frame(plan: str, *, with_levels: bool = True) -> PlanFrame:
    """The plan that the address names, in the reader's language and as of the day asked for.

    Raises `Http404`, or `NoSuchDay` on a past day, where there is none.
    """
    try:
        return selectors.plan_frame(
            plan, language=reader_language(), day=reader_day(), with_levels=with_levels
        )
    except PlanNotFound as error:
        raise not_there(error) from None


def not_there(error: PlanNotFound) -> Exception:
    """What a view raises where there is no such plan, or was none on the day asked for."""
    return NoSuchDay(str(error), is_readable=True) if reader_day() else Http404(str(error))


def plan_link(frame: PlanFrame) -> Link:
    """To the plan at a glance."""
    return Link(frame.title, address("plan:glance", plan=frame.slug))


def node_link(frame: PlanFrame, node_id: int) -> Link:
    """To a branch of the tree."""
    node = frame.nodes[node_id]
    return Link(node.name, address("plan:node", plan=frame.slug, node=node.key))


def measure_href(frame: PlanFrame, key: str) -> str:
    """The address of a measure."""
    return address("plan:measure", plan=frame.slug, measure=key)


def measure_name(frame: PlanFrame, measure: Measure) -> str:
    """How a measure is called: "Flächen 2 II"; its key where its branch is gone."""
    node = frame.node(measure.node)
    return frame.label(node.id, measure.number, measure.part or "") if node else measure.id


def measure_link(frame: PlanFrame, measure: Measure) -> Link:
    """To a measure, by its name."""
    return Link(measure_name(frame, measure), measure_href(frame, measure.id))


def institution_link(frame: PlanFrame, institution: InstitutionBrief) -> Link:
    """To an institution, by its short name."""
    href = address("plan:institution", plan=frame.slug, institution=institution.slug)
    return Link(institution.label, href)


def way_up(frame: PlanFrame, node_id: int | None = None) -> tuple[Link, ...]:
    """Breadcrumbs: the plan, then the branches down to ``node_id``."""
    path = frame.path(node_id) if node_id is not None else ()
    return (plan_link(frame), *(node_link(frame, node.id) for node in path))


def source_words(frame: PlanFrame) -> str:
    """Where the figures of a page come from."""
    start, end = frame.period
    words = _("%(title)s (Laufzeit %(start)d–%(end)d), eigene Zusammenfassung") % {
        "title": frame.title,
        "start": start.year,
        "end": end.year,
    }
    return as_of_day(words, frame.day)


def as_of_day(source: str, day: dt.date | None) -> str:
    """A source with the past day whose state is shown; as it is for today."""
    if day is None:
        return source
    return _("%(source)s, Stand vom %(day)s") % {"source": source, "day": day_words(day)}


class MeasureTable:
    """Measures as a table. A link is made once for each institution and limit, not each role."""

    def __init__(self, frame: PlanFrame) -> None:
        self.frame = frame
        self._links: dict[tuple[str, str, str], Link] = {}

    def of(self, lines: Iterable[MeasureLine], caption: str, key: str = "massnahmen") -> Table:
        """One row a measure or part, in the order given."""
        return Table(
            key=key,
            caption=caption,
            columns=(
                Column("measure", _("Maßnahme"), "link"),
                Column("title", _("Titel")),
                Column("lead", _("Federführung"), "list"),
                Column("joint", _("in Verbindung mit"), "list"),
                Column("contributor", _("Mitarbeit"), "list"),
                Column("open", _("noch offen"), "list"),
                Column("id", _("Kennung"), is_data_only=True),
            ),
            rows=tuple(self._row(line) for line in lines),
            source=source_words(self.frame),
        )

    def _row(self, line: MeasureLine) -> tuple[Scalar | tuple[Scalar, ...], ...]:
        cells: dict[str, list[Scalar]] = {kind: [] for kind in RoleKind.values}
        for role in line.roles:
            cells[role.kind].append(self.role_link(role))
        return (
            Link(line.label, measure_href(self.frame, line.key)),
            line.title,
            tuple(cells[RoleKind.LEAD]),
            tuple(cells[RoleKind.JOINT]),
            tuple(cells[RoleKind.CONTRIBUTOR]),
            tuple(role.as_printed for role in line.open_roles),
            line.key,
        )

    def role_link(self, role: RoleLine) -> Link:
        """The institution, with phase and scope where the plan limits its role."""
        key = (role.institution.slug, role.phase, role.scope)
        found = self._links.get(key)
        if found is None:
            terms = [self.frame.in_words(term) for term in (role.phase, role.scope) if term]
            found = institution_link(self.frame, role.institution)
            if terms:
                found = Link(f"{found.text} ({', '.join(terms)})", found.href)
            self._links[key] = found
        return found
