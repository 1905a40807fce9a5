# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Differences as a page groups them, and as tables: one row for each."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leitstand.steering.enums import ChangeKind
from leitstand.steering.rules.differing import Difference, Differences
from leitstand.steering.rules.rollup import RollUp
from leitstand.ui.addresses import address
from leitstand.ui.tables import Cell, Column, Link, Table


@dataclass(frozen=True, slots=True)
class Shown:
    """A difference with the way to its measure."""

    one: Difference
    measure: Link | str


@dataclass(frozen=True, slots=True)
class Section:
    """Differences of one kind; ``key`` is its anchor."""

    key: str
    title: str
    entries: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds that belong together; ``key`` is its anchor."""

    key: str
    title: str
    sections: tuple[Section, ...]


def sections(found: Differences, most: int) -> tuple[Group, ...]:
    """Groups and kinds that have anything; the first ``most`` differences."""
    left = most
    groups = []
    for key, title, kinds in _groups():
        own = []
        for kind in kinds:
            entries = found.of(kind)[:left]
            left -= len(entries)
            if entries:
                shown = tuple(Shown(one, _measure(found, one)) for one in entries)
                own.append(Section(kind.value, str(kind.label), shown))
        if own:
            groups.append(Group(key, title, tuple(own)))
    return tuple(groups)


def _groups() -> tuple[tuple[str, str, tuple[ChangeKind, ...]], ...]:
    kind = ChangeKind
    return (
        ("stand", _("Stand"), (kind.MOVED, kind.ENDED, kind.MERGED, kind.RESUMED)),
        (
            "urteil",
            _("Was die Regeln daraus schließen"),
            (kind.OVERDUE, kind.SLIPPING, kind.CONTRADICTORY, kind.CLEARED, kind.LAPSED),
        ),
        (
            "termine",
            _("Termine"),
            (kind.POSTPONED, kind.BROUGHT_FORWARD, kind.DATED, kind.UNDATED, kind.NEXT_STEP),
        ),
        (
            "meilensteine",
            _("Meilensteine"),
            (
                kind.REACHED,
                kind.REOPENED,
                kind.CORRECTED,
                kind.PLANNED,
                kind.GONE,
                kind.DROPPED,
                kind.WANTED_AGAIN,
            ),
        ),
        ("selbsteinschaetzung", _("Selbsteinschätzung"), (kind.OUTLOOK,)),
        ("plan", _("Plan und Federführung"), (kind.NEW, kind.REMOVED, kind.LEADS)),
        (
            "antworten",
            _("Wer antwortet"),
            (kind.UNANSWERED, kind.ANSWERED, kind.ASKED, kind.NOT_ASKED),
        ),
    )


def _measure(found: Differences, one: Difference) -> Link | str:
    """To the measure in the plan; no way to one that is gone."""
    key, label = one.measure.key, one.measure.label
    if key not in found.after.measures:
        return label
    return Link(label, address("plan:measure", plan=found.after.plan, measure=key))


def difference_table(found: Differences | None) -> Table:
    """One row for each difference."""
    return Table(
        key="unterschiede",
        caption=_("Was sich geändert hat"),
        columns=_columns(),
        rows=_rows(found, found.entries if found else ()),
        source=_source(found),
        note=_("Eine Zeile je Unterschied, mit beiden Quellen."),
    )


def silent_table(found: Differences | None) -> Table:
    """Who owed an answer both times and gave none."""
    return Table(
        key="beide-male-still",
        caption=_("Beide Male nicht beantwortet"),
        columns=tuple(
            one
            if one.key in {"measure", "institution", "limits"}
            else Column(one.key, one.label, one.kind, is_data_only=True)
            for one in _columns()
        ),
        rows=_rows(found, found.silent if found else ()),
        source=_source(found),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("measure", _("Maßnahme"), "link"),
        Column("institution", _("Institution")),
        Column("limits", _("Teil der Maßnahme")),
        Column("kind", _("Art der Änderung")),
        Column("what", _("Was")),
        Column("was", _("vorher")),
        Column("now", _("nachher")),
        Column("days", _("verschoben um"), "number", _("Tage")),
        Column("source_before", _("Quelle vorher")),
        Column("source_after", _("Quelle nachher")),
        Column("title", _("Titel der Maßnahme"), is_data_only=True),
        Column("measure_id", _("Kennung der Maßnahme"), is_data_only=True),
        Column("field_id", _("Kennung des Handlungsfelds"), is_data_only=True),
        Column("cluster_id", _("Kennung des Themenclusters"), is_data_only=True),
        Column("institution_id", _("Kennung der Institution"), is_data_only=True),
        Column("kind_id", _("Kennung der Art"), is_data_only=True),
        Column("aspect", _("Was verglichen ist"), is_data_only=True),
        Column("thing", _("Kennung des Meilensteins"), is_data_only=True),
        Column("before", _("Wert vorher"), is_data_only=True),
        Column("after", _("Wert nachher"), is_data_only=True),
        Column("said_before", _("vorher gesagt am"), "date", is_data_only=True),
        Column("said_after", _("nachher gesagt am"), "date", is_data_only=True),
    )


def _rows(found: Differences | None, entries: Iterable[Difference]) -> tuple[tuple[Cell, ...], ...]:
    if found is None:
        return ()
    return tuple(
        (
            _measure(found, one),
            one.name,
            one.limits,
            str(one.kind.label),
            one.what,
            one.was,
            one.now,
            one.days,
            one.sources[0].sentence,
            one.sources[1].sentence,
            one.measure.title,
            one.measure.key,
            one.measure.field,
            one.measure.cluster,
            one.institution,
            one.kind.value,
            one.aspect,
            one.thing,
            one.before,
            one.after,
            one.sources[0].said_on,
            one.sources[1].said_on,
        )
        for one in entries
    )


def count_table(found: Differences | None) -> Table:
    """The measures by state and by verdict at both points. No difference is worked out: where the
    coverage differs, it would say nothing.
    """
    before, after = (found.before, found.after) if found else (None, None)
    rows: list[tuple[Cell, ...]] = []
    if before and after and (before.total or after.total):
        totals = (before.total, after.total)
        rows = [
            (_("Antworten"), *(one.answers.sentence if one else "" for one in totals), "answers"),
            (_("Maßnahmen"), *(str(one.measures) if one else "" for one in totals), "measures"),
            *_counted(totals, "states", _("Stand: %s")),
            *_counted(totals, "verdicts", _("Urteil: %s")),
        ]
    return Table(
        key="zaehlung",
        caption=_("Gezählt, vorher und nachher"),
        columns=(
            Column("what", _("Gezählt")),
            Column("before", before.label if before else _("vorher")),
            Column("after", after.label if after else _("nachher")),
            Column("id", _("Kennung"), is_data_only=True),
        ),
        rows=tuple(rows),
        source=_source(found),
        note=" ".join(found.coverage) if found else None,
    )


def _counted(
    totals: tuple[RollUp | None, RollUp | None], by: str, words: str
) -> Iterable[tuple[Cell, ...]]:
    """Every word that occurs at one of the points, with how many measures are called so."""
    counts = [
        {c.value: (c.label, c.count) for c in getattr(one, by)} if one else {} for one in totals
    ]
    for value in dict.fromkeys((*counts[0], *counts[1])):
        both = [own.get(value) for own in counts]
        if any(one and one[1] for one in both):
            label = next(one[0] for one in both if one)
            shown = (str(one[1]) if one else "" for one in both)
            yield (words % label, *shown, f"{by.removesuffix('s')}:{value}")


def _source(found: Differences | None) -> str:
    words = _("Eingefrorene Runden und der Plan")
    return f"{words} ({_('Beispieldaten')})" if found and found.is_example else words
