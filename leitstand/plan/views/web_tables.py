# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The web of a plan as tables: every tie, every institution, every pair, every topic."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from leitstand.core.enums import InstitutionKind
from leitstand.plan.enums import MentionRelation
from leitstand.plan.selectors import PlanFrame, PlanWeb
from leitstand.plan.ties import KINDS, MENTION, Footing, Load, Pair, Tie, Web
from leitstand.plan.views.parts import institution_link, measure_href, node_link, source_words
from leitstand.plan.web_drawing import pair_note, tie_kind_words
from leitstand.ui.tables import Cell, Column, Link, Table


class WebTables:
    """Tables of what is shown. A link is made once for each institution and each measure."""

    def __init__(self, frame: PlanFrame, known: PlanWeb, shown: Web) -> None:
        self.frame, self.known, self.shown = frame, known, shown
        self.source = source_words(frame)
        self.words = tie_kind_words()
        self._relations = {"": ""} | {str(one.value): str(one.label) for one in MentionRelation}
        self._kinds = {str(kind.value): str(kind.label) for kind in InstitutionKind}
        self.who = {
            slug: institution_link(frame, brief) for slug, brief in known.institutions.items()
        }
        self.entries = {
            entry.key: Link(entry.label, measure_href(frame, entry.key))
            for entry in known.web.entries
        }
        self.wholes = {
            entry.whole: self.entries[entry.key]
            if entry.key == entry.whole
            # The label of a part is that of its measure and the part's letter.
            else Link(entry.label.rpartition(" ")[0], measure_href(frame, entry.whole))
            for entry in known.web.entries
        }
        self.titles = {entry.whole: entry.title for entry in reversed(known.web.entries)}
        self._nodes = {node.key: node_link(frame, node.id) for node in frame.nodes.values()}

    def kind(self, slug: str) -> str:
        """What sort of institution it is."""
        return self._kinds[self.known.institutions[slug].kind]

    def ties(self) -> Table:
        """Every tie, in the order of the plan: the table that all others are counted from."""
        return Table(
            key="bindungen",
            caption=_("Wer an welche Maßnahme gebunden ist"),
            columns=(
                Column("institution", _("Institution"), "link"),
                Column("institution_kind", _("Art")),
                Column("role", _("Rolle")),
                Column("measure", _("Maßnahme"), "link"),
                Column("title", _("Titel")),
                Column("node", _("Thema"), "link"),
                Column("phase", _("Phase")),
                Column("scope", _("Umfang")),
                Column("relation", _("Genannt als")),
                Column("holder", _("bei"), "link"),
                Column("as_printed", _("So gedruckt")),
                Column("measure_id", _("Kennung der Maßnahme"), is_data_only=True),
                Column("institution_id", _("Kennung der Institution"), is_data_only=True),
                Column("role_id", _("Kennung der Rolle"), is_data_only=True),
            ),
            rows=tuple(self._tie_row(tie) for tie in self.shown.in_order),
            source=self.source,
        )

    def _tie_row(self, tie: Tie) -> tuple[Cell, ...]:
        entry = tie.entry
        return (
            self.who[tie.institution],
            self.kind(tie.institution),
            self.words[tie.kind],
            self.entries[entry.key],
            entry.title,
            self._nodes[entry.path[min(1, len(entry.path) - 1)]],
            self.frame.in_words(tie.phase),
            self.frame.in_words(tie.scope),
            self._relations[tie.relation],
            self.who[tie.holder] if tie.holder else None,
            tie.as_printed,
            entry.key,
            tie.institution,
            tie.kind,
        )

    def institutions(self, loads: Iterable[Load]) -> Table:
        """The picture as a table: a row an institution, the measures by kind of tie."""
        bound: dict[tuple[str, str], dict[str, Link]] = defaultdict(dict)
        for tie in self.shown.in_order:
            bound[tie.institution, tie.kind][tie.entry.key] = self.entries[tie.entry.key]
        return Table(
            key="institutionen",
            caption=_("Institutionen und die Maßnahmen, an die sie gebunden sind"),
            columns=(
                Column("institution", _("Institution"), "link"),
                Column("kind", _("Art")),
                Column("total", _("Maßnahmen gesamt"), "number"),
                *(Column(kind, self.words[kind], "list") for kind in KINDS),
                Column("leads", _("Anzahl Federführung"), "number", is_data_only=True),
                Column("joins", _("Anzahl in Verbindung mit"), "number", is_data_only=True),
                Column("contributes", _("Anzahl Mitarbeit"), "number", is_data_only=True),
                Column("mentions", _("Anzahl nur genannt"), "number", is_data_only=True),
                Column("id", _("Kennung"), is_data_only=True),
            ),
            rows=tuple(
                (
                    self.who[load.institution],
                    self.kind(load.institution),
                    load.total,
                    *(tuple(bound[load.institution, kind].values()) for kind in KINDS),
                    load.leads,
                    load.joins,
                    load.contributes,
                    load.mentions,
                    load.institution,
                )
                for load in loads
            ),
            source=self.source,
            note=_(
                "Gezählt sind Maßnahmen; Teile zählen nicht einzeln. Gruppen stehen für sich:"
                " Ihre Mitglieder sind dadurch nicht mitgezählt. Wer nur genannt ist, zählt nicht"
                " zu „gesamt“."
            ),
        )

    def footings(self, footings: Iterable[Footing]) -> Table:
        """What every topic stands on, whoever is shown."""
        return Table(
            key="themen",
            caption=_("An wem die Themen hängen"),
            columns=(
                Column("node", _("Thema"), "link"),
                Column("measures", _("Maßnahmen"), "number"),
                Column("institutions", _("Institutionen"), "number"),
                Column("bearer", _("Führt am häufigsten"), "link"),
                Column("led", _("führt davon"), "number"),
                Column("alone", _("führt allein"), "number"),
                Column("leaderless", _("ohne Federführung"), "number"),
                Column("id", _("Kennung"), is_data_only=True),
            ),
            rows=tuple(
                (
                    self._nodes[one.node],
                    one.measures,
                    one.institutions,
                    self.who[one.bearer] if one.bearer else None,
                    one.led,
                    one.alone,
                    len(one.leaderless),
                    one.node,
                )
                for one in footings
            ),
            source=self.source,
            note=_(
                "„Allein“ heißt: Keine zweite Institution führt mit. Art und Rolle in der Auswahl"
                " ändern diese Zahlen nicht."
            ),
        )

    def pairs(self, pairs: Iterable[Pair]) -> Table:
        """Who shares measures with whom."""
        return Table(
            key="paare",
            caption=_("Wer mit wem an Maßnahmen beteiligt ist"),
            columns=(
                Column("one", _("Institution"), "link"),
                Column("other", _("mit"), "link"),
                Column("shared", _("gemeinsame Maßnahmen"), "number"),
                Column("one_id", _("Kennung der ersten"), is_data_only=True),
                Column("other_id", _("Kennung der zweiten"), is_data_only=True),
                Column("measure_ids", _("Kennungen der Maßnahmen"), "list", is_data_only=True),
            ),
            rows=tuple(
                (
                    self.who[pair.one],
                    self.who[pair.other],
                    len(pair.wholes),
                    pair.one,
                    pair.other,
                    pair.wholes,
                )
                for pair in pairs
            ),
            source=self.source,
            note=pair_note(),
        )

    def leaderless(self, footings: Iterable[Footing]) -> Table:
        """The measures that nobody leads."""
        bound: dict[str, dict[str, Link]] = defaultdict(dict)
        for tie in self.shown.every_tie:
            if tie.kind != MENTION:
                bound[tie.entry.whole][tie.institution] = self.who[tie.institution]
        return Table(
            key="ohne-federfuehrung",
            caption=_("Maßnahmen ohne Federführung"),
            columns=(
                Column("measure", _("Maßnahme"), "link"),
                Column("title", _("Titel")),
                Column("institutions", _("Beteiligt"), "list"),
                Column("id", _("Kennung"), is_data_only=True),
            ),
            rows=tuple(
                (self.wholes[whole], self.titles[whole], tuple(bound[whole].values()), whole)
                for one in footings
                for whole in one.leaderless
            ),
            source=self.source,
        )
