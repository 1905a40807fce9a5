# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The institutions of a plan: what each leads, joins and contributes to."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from leitstand.core.enums import InstitutionKind, NameKind
from leitstand.core.selectors import InstitutionBrief, MemberLine
from leitstand.plan import selectors
from leitstand.plan.enums import MentionRelation, RoleKind
from leitstand.plan.selectors import InstitutionLoad, InstitutionPage, PlanFrame
from leitstand.plan.selectors.institutions import HeldRole
from leitstand.plan.ties import Load, LoadGroup, TieFilter, Web, around, chosen
from leitstand.plan.views.parts import (
    institution_link,
    measure_href,
    open_frame,
    plan_link,
    source_words,
)
from leitstand.plan.web_drawing import pair_note, web_strips
from leitstand.ui.addresses import address, with_query
from leitstand.ui.pages import Page, is_for_reading, public_page
from leitstand.ui.pictures import Bar, Bars, Series, bars_table
from leitstand.ui.strips import Strips
from leitstand.ui.tables import Column, Link, Table

DRAWN = 15
DRAWN_PARTNERS = 12


@public_page
def institution_list(request: HttpRequest, plan: str) -> Page:
    """All institutions with their load: the busiest as a picture, all as a table."""
    frame = open_frame(plan)
    loads = selectors.institution_loads(frame)
    picture = load_bars(frame, loads[:DRAWN])
    table = Table(
        key="institutionen",
        caption=_("Institutionen und ihre Maßnahmen"),
        columns=(
            Column("institution", _("Institution"), "link"),
            Column("name", _("Voller Name")),
            Column("kind", _("Art")),
            Column("leads", _("Federführung"), "number"),
            Column("joins", _("in Verbindung mit"), "number"),
            Column("contributes", _("Mitarbeit"), "number"),
            Column("total", _("Maßnahmen gesamt"), "number"),
        ),
        rows=tuple(
            (
                institution_link(frame, load.institution),
                load.institution.name,
                str(InstitutionKind(load.institution.kind).label),
                load.leads,
                load.joins,
                load.contributes,
                load.total,
            )
            for load in loads
        ),
        source=source_words(frame),
        note=_(
            "Gezählt sind Maßnahmen; Teile zählen nicht einzeln. Wer in einer Maßnahme zwei Rollen"
            " hat, zählt in beiden Spalten, aber nur einmal gesamt."
        ),
    )
    return Page(
        template="plan/institutions.html",
        title=_("Institutionen"),
        description=_("Wer führt, wer mitträgt und wer mitarbeitet."),
        context={"frame": frame, "bars": picture, "bars_table": bars_table(picture)},
        tables=(table,),
        breadcrumb=(plan_link(frame),),
    )


def load_bars(frame: PlanFrame, loads: tuple[InstitutionLoad, ...]) -> Bars:
    """The load of some institutions as stacked bars."""
    return Bars(
        key="last",
        title=_("Die %d Institutionen mit den meisten Maßnahmen") % len(loads),
        description=_("Gestapelte Balken: Federführung, in Verbindung mit, Mitarbeit."),
        label_heading=_("Institution"),
        series=(
            Series("lead", str(RoleKind.LEAD.label), 1),
            Series("joint", str(RoleKind.JOINT.label), 2),
            Series("contributor", str(RoleKind.CONTRIBUTOR.label), 3),
        ),
        bars=tuple(
            Bar(
                load.institution.label,
                (load.leads, load.joins, load.contributes),
                institution_link(frame, load.institution).href,
            )
            for load in loads
        ),
        source=source_words(frame),
    )


@public_page
def institution_detail(request: HttpRequest, plan: str, institution: str) -> Page:
    """One institution with every role it holds in the plan."""
    frame = open_frame(plan, with_levels=False)
    found = selectors.institution_page(frame, institution)
    if found is None:
        raise Http404(_("Diese Institution ist nicht bekannt: %s") % institution)
    card = found.card
    partners = _Partners.of(frame, found)
    return Page(
        template="plan/institution.html",
        title=card.label,
        description=card.name if card.name != card.label else "",
        context={
            "frame": frame,
            "found": found,
            "facts": _facts(frame, found),
            "counts": tuple(
                (str(kind.label), len({r.measure_whole for r in found.of_kind(kind)}))
                for kind in RoleKind
            ),
            "partners": partners,
            "picture": partners.picture() if partners and is_for_reading(request) else None,
        },
        tables=(
            _roles_table(frame, found),
            *((_mentions_table(frame, found),) if found.mentions else ()),
            *((partners.table(),) if partners else ()),
            _names_table(found),
        ),
        payload={
            "id": card.slug,
            "kind": card.kind,
            "name": card.name,
            "note": card.note or None,
        },
        breadcrumb=(plan_link(frame), _list_link(frame)),
    )


@dataclass(frozen=True, slots=True)
class _Partners:
    """Whoever is bound to the same measures; ``nearest`` begins with the institution itself."""

    frame: PlanFrame
    found: InstitutionPage
    part: Web
    nearest: tuple[Load, ...]

    @classmethod
    def of(cls, frame: PlanFrame, found: InstitutionPage) -> "_Partners | None":
        """None where the institution is bound to nothing, or everywhere alone."""
        known, slug = found.known, found.card.slug
        part = chosen(known.web, TieFilter(institution=slug), known.kinds)
        nearest = around(part, slug)
        return cls(frame, found, part, nearest) if len(nearest) > 1 else None

    @property
    def everyone(self) -> Link:
        """To the same view of the web with all of them."""
        href = address("plan:web", plan=self.frame.slug)
        text = _("Alle %(count)d Beteiligten im Geflecht") % {"count": len(self.nearest) - 1}
        return Link(text, with_query(href, {"institution": self.found.card.slug}))

    def _link(self, load: Load) -> Link:
        return institution_link(self.frame, self.found.known.institutions[load.institution])

    def picture(self) -> Strips:
        """The measures of the institution as columns, the nearest partners as rows."""
        drawn = self.nearest[: DRAWN_PARTNERS + 1]
        names = {load.institution for load in drawn}
        return web_strips(
            self.frame,
            self.found.known,
            Web(
                self.part.entries,
                tuple(tie for tie in self.part.ties if tie.institution in names),
                self.part.every_tie,
            ),
            (LoadGroup("", drawn),),
            key="partner-bild",
            title=_("Die Maßnahmen von %(institution)s und wer dort mitwirkt")
            % {"institution": self.found.card.label},
            who={load.institution: self._link(load) for load in drawn},
            hrefs={entry.key: measure_href(self.frame, entry.key) for entry in self.part.entries},
            has_profile=False,
        )

    def table(self) -> Table:
        """Every partner with its roles in the institution's measures."""
        kinds = {str(kind.value): str(kind.label) for kind in InstitutionKind}
        briefs = self.found.known.institutions
        return Table(
            key="partner",
            caption=_("Wer an denselben Maßnahmen beteiligt ist"),
            columns=(
                Column("institution", _("Institution"), "link"),
                Column("kind", _("Art")),
                Column("total", _("gemeinsame Maßnahmen"), "number"),
                Column("leads", _("dort Federführung"), "number"),
                Column("joins", _("dort in Verbindung mit"), "number"),
                Column("contributes", _("dort Mitarbeit"), "number"),
                Column("mentions", _("dort nur genannt"), "number"),
            ),
            rows=tuple(
                (
                    self._link(load),
                    kinds[briefs[load.institution].kind],
                    load.total,
                    load.leads,
                    load.joins,
                    load.contributes,
                    load.mentions,
                )
                for load in self.nearest[1:]
            ),
            source=source_words(self.frame),
            note=pair_note(),
        )


def _list_link(frame: PlanFrame) -> Link:
    return Link(_("Institutionen"), address("plan:institutions", plan=frame.slug))


def _facts(frame: PlanFrame, found: InstitutionPage) -> tuple[tuple[str, object], ...]:
    card = found.card

    def linked(lines: tuple[MemberLine, ...]) -> tuple[Link, ...]:
        briefs = [InstitutionBrief(line.slug, "", _member(line), "") for line in lines]
        return tuple(institution_link(frame, brief) for brief in briefs)

    facts: list[tuple[str, object]] = [
        (_("Art"), str(InstitutionKind(card.kind).label)),
        (
            _("Teil von"),
            institution_link(frame, card.part_of) if card.part_of else None,
        ),
        (_("Mitglieder"), linked(card.members)),
        (_("Mitglied in"), linked(card.groups)),
        (_("Anmerkung"), card.note),
    ]
    return tuple((term, value) for term, value in facts if value)


def _member(line: MemberLine) -> str:
    """The other institution's name, with the years of a dated membership."""
    if line.valid_from is None and line.valid_to is None:
        return line.label
    start = line.valid_from.year if line.valid_from else ""
    end = line.valid_to.year if line.valid_to else ""
    return f"{line.label} ({start}–{end})"


def _roles_table(frame: PlanFrame, found: InstitutionPage) -> Table:
    ordered = [role for kind in RoleKind for role in found.of_kind(kind)]
    return Table(
        key="rollen",
        caption=_("Rollen von %s") % found.card.label,
        columns=(
            Column("role", _("Rolle")),
            Column("measure", _("Maßnahme"), "link"),
            Column("title", _("Titel")),
            Column("phase", _("Phase")),
            Column("scope", _("Umfang")),
            Column("as_printed", _("So gedruckt")),
        ),
        rows=tuple(
            (
                str(RoleKind(role.kind).label),
                _measure_link(frame, role),
                role.measure_title,
                frame.in_words(role.phase),
                frame.in_words(role.scope),
                role.as_printed,
            )
            for role in ordered
        ),
        source=source_words(frame),
    )


def _measure_link(frame: PlanFrame, role: HeldRole) -> Link:
    return Link(role.measure_label, measure_href(frame, role.measure_key))


def _mentions_table(frame: PlanFrame, found: InstitutionPage) -> Table:
    return Table(
        key="nennungen",
        caption=_("Ohne eigene Rolle genannt"),
        columns=(
            Column("measure", _("Maßnahme"), "link"),
            Column("title", _("Titel")),
            Column("relation", _("Genannt als")),
            Column("holder", _("bei"), "link"),
            Column("as_printed", _("So gedruckt")),
        ),
        rows=tuple(
            (
                _measure_link(frame, mention),
                mention.measure_title,
                str(MentionRelation(mention.relation).label),
                institution_link(frame, mention.holder) if mention.holder else None,
                mention.as_printed,
            )
            for mention in found.mentions
        ),
        source=source_words(frame),
    )


def _names_table(found: InstitutionPage) -> Table:
    return Table(
        key="namen",
        caption=_("Namen"),
        columns=(
            Column("name", _("Name")),
            Column("kind", _("Herkunft")),
            Column("line", _("Zeile im Plan")),
            Column("valid_from", _("gültig ab"), "date"),
            Column("valid_to", _("gültig bis"), "date"),
            Column("is_assumed", _("Zuordnung angenommen")),
        ),
        rows=tuple(
            (
                name.text,
                str(NameKind(name.kind).label),
                str(name.lines[0]) if name.lines else None,
                name.valid_from,
                name.valid_to,
                name.is_assumed,
            )
            for name in found.card.names
        ),
    )
