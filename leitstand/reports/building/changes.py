# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What changed since the round before: counted, then one thing after the other."""

from functools import lru_cache

from django.utils.translation import gettext as _

from leitstand.core.languages import Language
from leitstand.reports.building.basis import Basis
from leitstand.reports.building.words import office, paragraph, sentences
from leitstand.reports.document import Block, PageOf, Section, Tabular
from leitstand.steering.enums import ChangeKind
from leitstand.steering.rules.differing import Difference, Differences, differing
from leitstand.steering.selectors.settled import Settled
from leitstand.steering.selectors.snapshots import snapshot_of
from leitstand.ui.tables import Cell, Column, Table

KEY = "veraenderungen"
ANNEX = "anhang-veraenderungen"
# In the order of reading: what somebody must know first.
GROUPS: tuple[tuple[str, tuple[ChangeKind, ...]], ...] = (
    ("stand", (ChangeKind.MOVED, ChangeKind.ENDED, ChangeKind.MERGED, ChangeKind.RESUMED)),
    ("urteil", (ChangeKind.OVERDUE, ChangeKind.SLIPPING, ChangeKind.CONTRADICTORY)),
    ("antworten", (ChangeKind.ANSWERED, ChangeKind.UNANSWERED)),
    ("plan", (ChangeKind.NEW, ChangeKind.REMOVED, ChangeKind.LEADS)),
)
# Many, and each of them small: they stand in the annex.
LONG_GROUPS: tuple[tuple[str, tuple[ChangeKind, ...]], ...] = (
    ("termine", (ChangeKind.POSTPONED, ChangeKind.BROUGHT_FORWARD, ChangeKind.UNDATED)),
    ("erreicht", (ChangeKind.REACHED, ChangeKind.REOPENED, ChangeKind.DROPPED)),
)


@lru_cache(maxsize=16)
def _differences(found: Settled, earlier: tuple[Settled, ...], language: Language) -> Differences:
    before = snapshot_of(earlier[-1], language=language, earlier=earlier[:-1])
    return differing(before, snapshot_of(found, language=language, earlier=earlier))


def changes_of(basis: Basis) -> Differences | None:
    """What differs from the round before; None where this is the first."""
    if not basis.inputs.earlier:
        return None
    return _differences(basis.inputs.found, basis.inputs.earlier, basis.inputs.language)


def changes(basis: Basis) -> Section:
    """The section on what changed."""
    title = _("Seit der vorigen Runde")
    found = changes_of(basis)
    if found is None:
        words = _(
            "Dies ist die erste eingefrorene Runde: Es gibt nichts, womit sie zu vergleichen wäre."
        )
        return Section(KEY, title, (sentences(words),))
    blocks: list[Block] = [sentences(*found.coverage), paragraph(found.summary)]
    if tables_of(found, LONG_GROUPS):
        where = PageOf(ANNEX, _("Meilensteine und Termine seit der vorigen Runde"))
        blocks.append(paragraph(_("Jeder Meilenstein und Termin einzeln:"), " ", where))
    blocks += office(basis.inputs.texts.words.get(KEY, ""))
    blocks += tables_of(found, GROUPS)
    return Section(KEY, title, tuple(blocks))


def changes_annex(basis: Basis) -> tuple[Section, ...]:
    """Every milestone and date that is not as it was; nothing where there is none."""
    found = changes_of(basis)
    tables = tables_of(found, LONG_GROUPS) if found else ()
    if not tables:
        return ()
    title = _("Meilensteine und Termine seit der vorigen Runde")
    return (Section(ANNEX, title, tables, is_new_page=True),)


def tables_of(
    found: Differences, groups: tuple[tuple[str, tuple[ChangeKind, ...]], ...]
) -> tuple[Tabular, ...]:
    """A table for each group of kinds that occurs."""
    return tuple(
        Tabular(table) for key, kinds in groups if (table := change_table(found, key, kinds)).rows
    )


def change_table(found: Differences, key: str, kinds: tuple[ChangeKind, ...]) -> Table:
    """The differences of some kinds, in the order of the plan."""
    captions = {
        "stand": _("Maßnahmen, deren gemeldeter Stand ein anderer ist"),
        "urteil": _("Maßnahmen, die nach den Regeln neu zu beanstanden sind"),
        "termine": _("Termine, die sich verschoben haben oder weggefallen sind"),
        "erreicht": _("Meilensteine, die erreicht, doch nicht erreicht oder gestrichen sind"),
        "antworten": _("Antworten, die hinzukamen oder ausblieben"),
        "plan": _("Was sich am Plan selbst geändert hat"),
    }
    return Table(
        key=f"{KEY}-{key}",
        caption=captions[key],
        columns=(
            Column("measure", _("Maßnahme")),
            Column("institution", _("Institution")),
            # The caption says it already where all are of one sort.
            Column("kind", _("Veränderung"), is_data_only=key in {"stand", "urteil"}),
            Column("what", _("Meilenstein oder Schritt")),
            Column("was", _("vorher")),
            Column("now", _("jetzt")),
            Column("days", _("Tage"), "number"),
            Column("measure_id", _("Kennung der Maßnahme"), is_data_only=True),
            Column("kind_id", _("Kennung der Veränderung"), is_data_only=True),
        ),
        rows=tuple(_row(one) for one in found.of(*kinds)),
        source=_("Runden %(before)s und %(after)s")
        % {
            "before": found.before.label,
            "after": found.after.label,
        },
    )


def _row(one: Difference) -> tuple[Cell, ...]:
    limits = f" ({one.limits})" if one.limits else ""
    return (
        _("%(label)s: %(title)s") % {"label": one.measure.label, "title": one.measure.title},
        f"{one.name}{limits}",
        str(one.kind.label),
        one.what,
        one.was,
        one.now,
        one.days,
        one.measure.key,
        one.kind.value,
    )
