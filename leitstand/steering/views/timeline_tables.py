# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The timeline as tables: every step, what is held up by what, and references that lead nowhere."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leitstand.plan.selectors import MeasureName, PlanFrame
from leitstand.steering.rules.depending import FAULTS, Dependency
from leitstand.steering.rules.wording import on_day
from leitstand.steering.selectors.rounds import RoundCard
from leitstand.steering.selectors.timeline import DatedStep, Timeline
from leitstand.steering.views.public_parts import round_measure_href, round_source
from leitstand.ui.addresses import address
from leitstand.ui.tables import Cell, Column, Link, Table


@dataclass(frozen=True)
class Told:
    """A timeline with what its words need; ``card`` is None where nothing was published yet."""

    plan: str
    card: RoundCard | None
    frame: PlanFrame
    names: Mapping[str, MeasureName]
    line: Timeline

    def measure_href(self, one: DatedStep) -> str:
        """To what the round says of the measure; of a deadline to the plan."""
        if self.card is None or one.institution is None:
            return address("plan:measure", plan=self.plan, measure=one.measure.key)
        return round_measure_href(self.card, one.measure.key)

    def who(self, one: DatedStep) -> str:
        """Who said it; the plan itself for its deadlines."""
        return one.institution.label if one.institution else _("Plan")

    def full_words(self, one: DatedStep) -> str:
        """A step in one line."""
        day = on_day(one.shown_on) if one.shown_on else _("ohne Termin")
        return f"{one.measure.label}, {self.who(one)}: {one.title}; {day}, {one.state.label}"

    def waits_for(self, one: Dependency) -> str:
        """What a reference stands for, in words, with how it stands."""
        return _("%(what)s (%(how)s)") % {"what": self.named(one), "how": one.waiting.label}

    def named(self, one: Dependency) -> str:
        """Measure and milestone that a reference stands for; as written where it is unknown."""
        key, mark, _id = one.reference.partition("#")
        measure = self.names.get(key)
        label = measure.label if measure else self._whole(key) or key
        place = one.decisive if one.decisive is not None else next(iter(one.predecessors), None)
        step = self.line.by_place.get(place) if place is not None else None
        if step is None:
            return one.reference if mark else label
        return _("%(measure)s: „%(title)s“") % {"measure": step.measure.label, "title": step.title}

    def _whole(self, key: str) -> str:
        """What a measure in parts is called."""
        parts = (name for name in self.names.values() if name.whole == key)
        return next((name.label.rpartition(" ")[0] for name in parts), "")

    @property
    def source(self) -> str:
        """Where the days come from."""
        return round_source(self.card) if self.card else self.frame.title


def step_table(told: Told, shown: Iterable[DatedStep]) -> Table:
    """One row for each step, by day."""
    return Table(
        key="zeitplan",
        caption=_("Termine"),
        columns=(
            Column("day", _("Termin"), "date"),
            Column("title", _("Was")),
            Column("measure", _("Maßnahme"), "link"),
            Column("institution", _("Institution")),
            Column("state", _("Lage")),
            Column("before", _("zuvor genannt"), "list"),
            Column("slip_days", _("verschoben um"), "number", _("Tage")),
            Column("done_on", _("erreicht"), "date"),
            Column("waits_for", _("wartet auf"), "list"),
            Column("reference", _("Kennung")),
            Column("kind", _("Art"), is_data_only=True),
            Column("state_id", _("Kennung der Lage"), is_data_only=True),
            Column("depends_on", _("Wartet auf (Kennungen)"), "list", is_data_only=True),
            Column("limits", _("Teil der Maßnahme"), is_data_only=True),
            Column("measure_id", _("Kennung der Maßnahme"), is_data_only=True),
            Column("cluster_id", _("Kennung des Themenclusters"), is_data_only=True),
            Column("field_id", _("Kennung des Handlungsfelds"), is_data_only=True),
            Column("institution_id", _("Kennung der Institution"), is_data_only=True),
            Column("said_on", _("gesagt am"), "date", is_data_only=True),
        ),
        rows=tuple(_row(told, one) for one in shown),
        source=told.source,
        note=_("Lage am %s. Ob eine Frist des Plans eingehalten ist, sagt der Plan nicht.")
        % on_day(told.line.on),
    )


def _row(told: Told, one: DatedStep) -> tuple[Cell, ...]:
    waits = told.line.of_step(one)
    return (
        one.step.due_on,
        one.title,
        Link(one.measure.label, told.measure_href(one)),
        told.who(one),
        str(one.state.label),
        one.before,
        one.slip_days or None,
        one.step.done_on,
        tuple(told.waits_for(each) for each in waits),
        one.step.reference,
        one.kind,
        one.state.value,
        one.step.depends_on,
        one.limits,
        one.measure.key,
        one.cluster,
        one.field,
        one.institution.slug if one.institution else "",
        one.said_on,
    )


def blocked_table(told: Told, most: int | None) -> Table:
    """What cannot be in time as things stand, with both institutions; the first ``most``."""
    return Table(
        key="aufgehalten",
        caption=_("Was aufgehalten ist"),
        columns=_dependency_columns(),
        rows=tuple(_dependency_rows(told, told.line.blocked[:most])),
        source=told.source,
        note=_("So, wie die Institutionen es angegeben haben; Lage am %s.") % on_day(told.line.on),
    )


def fault_table(told: Told, most: int | None) -> Table:
    """References that lead nowhere or round in a circle; the first ``most``."""
    faults = [one for one in told.line.dependencies if one.waiting in FAULTS]
    return Table(
        key="unklar",
        caption=_("Angaben, die so nicht aufgehen"),
        columns=_dependency_columns(),
        rows=tuple(_dependency_rows(told, faults[:most])),
        source=told.source,
        note=_(
            "Eine unbekannte Kennung nennt nichts in diesem Plan; im Kreis wartet eines aufs"
            " andere."
        ),
    )


def _dependency_columns() -> tuple[Column, ...]:
    return (
        Column("institution", _("Institution")),
        Column("measure", _("Maßnahme"), "link"),
        Column("title", _("Was")),
        Column("due_on", _("Termin"), "date"),
        Column("waits_for", _("wartet auf")),
        Column("of", _("von")),
        Column("waits_until", _("dessen Termin"), "date"),
        Column("how", _("Warum")),
        Column("measure_id", _("Kennung der Maßnahme"), is_data_only=True),
        Column("institution_id", _("Kennung der Institution"), is_data_only=True),
        Column("reference", _("Kennung des Vorgängers"), is_data_only=True),
        Column("how_id", _("Kennung des Grunds"), is_data_only=True),
    )


def _dependency_rows(told: Told, found: Iterable[Dependency]) -> Iterator[tuple[Cell, ...]]:
    for one in found:
        step = told.line.by_place[one.step]
        place = one.decisive if one.decisive is not None else next(iter(one.predecessors), None)
        before = told.line.by_place.get(place) if place is not None else None
        yield (
            told.who(step),
            Link(step.measure.label, told.measure_href(step)),
            step.title,
            step.step.due_on,
            told.named(one),
            told.who(before) if before else "",
            before.step.due_on if before else None,
            str(one.waiting.label),
            step.measure.key,
            step.institution.slug if step.institution else "",
            one.reference,
            one.waiting.value,
        )


def held_up_table(told: Told) -> Table:
    """The measures that are held up, by the institution that waits."""
    found: dict[str, dict[str, dict[str, None]]] = {}
    for one in told.line.blocked:
        step = told.line.by_place[one.step]
        own = found.setdefault(told.who(step), {"measures": {}, "of": {}})
        own["measures"][step.measure.label] = None
        before = told.line.by_place.get(one.decisive) if one.decisive is not None else None
        if before:
            own["of"][told.who(before)] = None
    return Table(
        key="wer-wartet",
        caption=_("Wer wartet"),
        columns=(
            Column("institution", _("Institution")),
            Column("measures", _("aufgehaltene Maßnahmen"), "list"),
            Column("of", _("wartet auf"), "list"),
        ),
        rows=tuple(
            (name, tuple(own["measures"]), tuple(own["of"])) for name, own in sorted(found.items())
        ),
        source=told.source,
    )
