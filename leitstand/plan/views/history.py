# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a measure said before each change, and who changed it in which role, when and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.core.permissions import allows
from leitstand.plan import selectors
from leitstand.plan.permissions import CHANGE_MEASURE, MeasureSubject
from leitstand.plan.selectors import PlanFrame
from leitstand.plan.selectors.versions import MeasureHistory, MeasureVersion, measure_history
from leitstand.plan.story import Item, act_words, pieces, version_items
from leitstand.plan.telling import Teller
from leitstand.plan.views.parts import (
    measure_href,
    measure_link,
    measure_name,
    open_frame,
    plan_link,
    source_words,
)
from leitstand.ui.addresses import address
from leitstand.ui.as_of import reader_day
from leitstand.ui.pages import Page, public_page
from leitstand.ui.tables import Cell, Column, Link, Table


@dataclass(frozen=True, slots=True)
class Entry:
    """One version as the page tells it. ``undo`` is where to take it back, for those who may."""

    version: MeasureVersion
    items: tuple[Item, ...]
    undo: str | None

    @property
    def words(self) -> str:
        """What kind of act it was."""
        return act_words(self.version.act.act)


@public_page
def measure_history_page(request: HttpRequest, plan: str, measure: str) -> Page:
    """The changes of one measure, the newest first, old words beside new."""
    frame = open_frame(plan, with_levels=False)
    found = measure_history(frame, measure, day=reader_day())
    if not found.versions and (parts := selectors.part_keys(frame, measure)):
        return _of_parts(frame, measure, parts)
    if not found.versions:
        raise Http404(_("Diese Maßnahme gibt es im Plan nicht: %s") % measure)
    # What was so on a past day can be read, not changed.
    may_change = reader_day() is None and allows(
        request.user, CHANGE_MEASURE, MeasureSubject(plan, measure)
    )
    entries = tuple(_entries(frame, measure, found, may_change=may_change))
    now = found.versions[-1].measure
    title = measure
    if now is not None:
        words = now.title.en if frame.language == "en" else now.title.de
        title = f"{measure_name(frame, now)}: {words}"
    return Page(
        template="plan/history.html",
        title=_("Verlauf: %(measure)s") % {"measure": title},
        description=_(
            "Was sich an der Maßnahme geändert hat, mit Tag, Grund und der Rolle, in der jemand"
            " gehandelt hat. Personen werden nicht genannt."
        ),
        context={
            "entries": entries,
            "pieces": pieces,
            "saved": _saved(request, found),
            "edit": address("plan:measure-edit", plan=plan, measure=measure)
            if may_change and now is not None
            else None,
        },
        tables=(_table(frame, entries),),
        payload={"id": measure},
        breadcrumb=(plan_link(frame), *((measure_link(frame, now),) if now else ())),
    )


def _of_parts(frame: PlanFrame, measure: str, parts: tuple[str, ...]) -> Page:
    """A measure in parts has a history for each of them."""
    rows = tuple(
        (Link(part, address("plan:measure-history", plan=frame.slug, measure=part)),)
        for part in parts
    )
    table = Table(
        key="teile",
        caption=_("Teile der Maßnahme"),
        columns=(Column("part", _("Verlauf des Teils"), "link"),),
        rows=rows,
        source=source_words(frame),
    )
    return Page(
        template="plan/history_of_parts.html",
        title=_("Verlauf: %(measure)s") % {"measure": measure},
        description=_("Die Maßnahme steht in Teilen im Plan; jeder hat seinen eigenen Verlauf."),
        tables=(table,),
        payload={"id": measure},
        breadcrumb=(plan_link(frame), Link(measure, measure_href(frame, measure))),
    )


def _saved(request: HttpRequest, found: MeasureHistory) -> str:
    """What to say to somebody who just saved; the address says which act it was."""
    words = request.GET.get("vorgang", "")
    if words == "keiner":
        return _("Die Maßnahme sagt das schon. Es war nichts zu speichern.")
    if words.isascii() and words.isdigit() and int(words) == found.versions[-1].act.id:
        return _("Gespeichert. So steht es jetzt im Plan.")
    return ""


def _entries(
    frame: PlanFrame, measure: str, found: MeasureHistory, *, may_change: bool
) -> Iterator[Entry]:
    before = found.named
    told = []
    for place, version in enumerate(found.versions):
        teller = Teller(
            before=before,
            after=found.named | version.records,
            institutions=found.institutions,
            language=frame.language,
        )
        can_undo = may_change and (place > 0 or version.act.act == "measure.add")
        undo = address(
            "plan:change-undo", plan=frame.slug, measure=measure, act=str(version.act.id)
        )
        told.append(Entry(version, version_items(version, teller), undo if can_undo else None))
        before = found.named | version.records
    yield from reversed(told)


def _table(frame: PlanFrame, entries: tuple[Entry, ...]) -> Table:
    return Table(
        key="verlauf",
        caption=_("Verlauf"),
        columns=(
            Column("act", _("Vorgang"), "number"),
            Column("kind", _("Was getan wurde")),
            Column("recorded_on", _("erfasst am"), "date"),
            Column("holds_from", _("gilt ab"), "date"),
            Column("by", _("durch")),
            Column("reason", _("Warum")),
            Column("what", _("Gegenstand")),
            Column("field", _("Angabe")),
            Column("before", _("bisher")),
            Column("after", _("neu")),
        ),
        rows=tuple(_rows(entries)),
        source=source_words(frame),
    )


def _rows(entries: tuple[Entry, ...]) -> Iterator[tuple[Cell, ...]]:
    for entry in entries:
        act = entry.version.act
        head: tuple[Cell, ...] = (
            act.id,
            entry.words,
            timezone.localdate(act.at),
            timezone.localdate(entry.version.holds_from),
            act.actor,
            act.reason,
        )
        for item in entry.items:
            for one in item.alterations:
                yield (*head, item.what, one.field, one.before, one.after)
