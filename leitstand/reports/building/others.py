# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Measures that another programme steers: shown with source and age, counted nowhere."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.reports.building.basis import Basis
from leitstand.reports.building.cells import measure_of
from leitstand.reports.building.words import bullets, clipped, office, sentences
from leitstand.reports.document import Block, Section, Tabular
from leitstand.reports.inputs import ForeignLine
from leitstand.ui.formats import number
from leitstand.ui.tables import Cell, Column, Table

KEY = "andere-programme"


def others(basis: Basis) -> Section:
    """What the other programmes say, and where they say nothing."""
    tied = _tied(basis)
    heard = {one.measure for one in basis.inputs.foreign}
    blocks: list[Block] = [sentences(*_words(len(tied), len(heard)))]
    blocks += office(basis.inputs.texts.words.get(KEY, ""))
    rows = tuple(row for key, refs in tied for row in _rows(basis, key, refs))
    if rows:
        blocks.append(Tabular(_table(rows)))
    failures = dict.fromkeys(
        _("Quelle %(source)s: %(failure)s") % {"source": one.source, "failure": one.failure}
        for one in basis.inputs.foreign
        if one.failure
    )
    if failures:
        blocks.append(bullets((one,) for one in failures))
    return Section(KEY, section_title(basis), tuple(blocks))


def section_title(basis: Basis) -> str:
    """ "Energie: Maßnahmen anderer Programme" where all belong to one part of the plan."""
    frame = basis.results.view.frame
    clusters = {basis.lines[key][0].cluster for key, _refs in _tied(basis)}
    node = frame.node(clusters.pop()) if len(clusters) == 1 else None
    if node is None:
        return _("Maßnahmen anderer Programme")
    return _("%(part)s: Maßnahmen anderer Programme") % {"part": node.title}


def _tied(basis: Basis) -> tuple[tuple[str, tuple[dict[str, Any], ...]], ...]:
    """The measures that nobody leads here and that the plan takes from an outside programme, and
    those that a source says something of.
    """
    told = {one.measure for one in basis.inputs.foreign}
    found = []
    for one in basis.tree["measures"]:
        refs = tuple(each for each in one["external_refs"] if each["code"])
        is_taken = bool(refs) and one["id"] in basis.nobody_owes
        if one["id"] in basis.lines and (is_taken or one["id"] in told):
            found.append((one["id"], refs))
    return tuple(found)


def _words(tied: int, heard: int) -> tuple[str, ...]:
    if not tied:
        return (_("Der Plan übernimmt keine Maßnahme eines anderen Programms."),)
    first = ngettext(
        "%(count)s Maßnahme steuert ein anderes Programm.",
        "%(count)s Maßnahmen steuern andere Programme.",
        tied,
    ) % {"count": number(tied)}
    if heard:
        second = ngettext(
            "Zu %(count)s davon lag am Tag des Einfrierens ein Stand aus der fremden Quelle vor.",
            "Zu %(count)s davon lag am Tag des Einfrierens ein Stand aus der fremden Quelle vor.",
            heard,
        ) % {"count": number(heard)}
    else:
        second = _("Am Tag des Einfrierens lag aus keiner fremden Quelle ein Stand vor.")
    return (
        first,
        second,
        _("Was sie melden, ist in keiner Zahl dieses Berichts mitgezählt."),
    )


def _rows(basis: Basis, key: str, refs: tuple[dict[str, Any], ...]) -> Iterable[tuple[Cell, ...]]:
    """A row for each source that says something of the measure, else one that says so."""
    measure = measure_of(basis.lines[key][0])
    found = [one for one in basis.inputs.foreign if one.measure == key]
    for one in found:
        yield (
            measure,
            _("%(code)s, %(programme)s") % {"code": one.code, "programme": one.programme},
            _("„%(words)s“") % {"words": clipped(one.their_state, 200)},
            one.state or _("keines unserer Worte"),
            one.reporting_on,
            _age(basis, one),
            one.source,
            key,
        )
    if not found:
        programmes = {
            one["id"]: one["name"][basis.inputs.language]
            for one in basis.tree["plan"]["programmes"]
        }
        where = _listed(
            _("%(code)s, %(programme)s")
            % {
                "code": each["code"],
                "programme": programmes.get(each["programme"], each["programme"]),
            }
            for each in refs
        )
        yield (measure, where, _("kein Stand"), "", None, "", "", key)


def _age(basis: Basis, one: ForeignLine) -> str:
    """How old the foreign report was on the day of freezing, and whether the source was late."""
    days = max((basis.on - one.reporting_on).days, 0)
    parts = [ngettext("%(days)s Tag", "%(days)s Tage", days) % {"days": number(days)}]
    if one.is_stale:
        parts.append(_("überholt"))
    if one.is_gone:
        parts.append(_("dort nicht mehr genannt"))
    return ", ".join(parts)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words))


def _table(rows: tuple[tuple[Cell, ...], ...]) -> Table:
    return Table(
        key="andere-programme",
        caption=_("Was andere Programme melden"),
        columns=(
            Column("measure", _("Maßnahme")),
            Column("code", _("dort")),
            Column("their_state", _("Stand in deren Worten")),
            Column("state", _("in unseren Worten")),
            Column("reporting_on", _("Stand vom"), "date"),
            Column("age", _("Alter beim Einfrieren")),
            Column("source", _("Quelle")),
            Column("id", _("Kennung"), is_data_only=True),
        ),
        rows=rows,
        source=_("Fremde Quellen, wie am Tag des Einfrierens gespiegelt"),
    )
