# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Measures that another programme steers: shown with source and age, counted nowhere."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.reports.building.basis import Basis
from leitstand.reports.building.words import bullets, clipped, office, sentences
from leitstand.reports.document import Block, Section, Tabular
from leitstand.reports.inputs import ForeignLine
from leitstand.ui.formats import number
from leitstand.ui.tables import Cell, Column, Table

KEY = "andere-programme"


def others(basis: Basis) -> Section:
    """What the other programmes say, and where they say nothing."""
    found = {one.measure: one for one in basis.inputs.foreign if one.measure}
    tied = _tied(basis)
    heard = sum(bool(found.get(key) and found[key].their_state) for key, _refs in tied)
    blocks: list[Block] = [sentences(*_words(len(tied), heard))]
    blocks += office(basis.inputs.texts.words.get(KEY, ""))
    rows = tuple(_row(basis, key, refs, found.get(key)) for key, refs in tied)
    if rows:
        blocks.append(Tabular(_table(rows)))
    stale = tuple(dict.fromkeys(one.stale for one in basis.inputs.foreign if one.stale))
    if stale:
        blocks.append(bullets((one,) for one in stale))
    return Section(KEY, section_title(basis), tuple(blocks), is_new_page=True)


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


def _row(
    basis: Basis, key: str, refs: tuple[dict[str, Any], ...], found: ForeignLine | None
) -> tuple[Cell, ...]:
    name = basis.name(key)
    programmes = {
        one["id"]: one["name"][basis.inputs.language] for one in basis.tree["plan"]["programmes"]
    }
    codes = _listed(each["code"] for each in refs)
    programme = _listed(programmes.get(each["programme"], each["programme"]) for each in refs)
    label, title = (name.label, name.title) if name else (key, key)
    if found is None or not found.their_state:
        nothing = _("kein Stand")
        return (label, title, programme, codes, nothing, "", None, None, "", key)
    return (
        label,
        title,
        found.programme or programme,
        found.code or codes,
        found.their_state,
        found.state,
        found.reporting_on,
        found.fetched_on,
        _told(found),
        key,
    )


def _told(found: ForeignLine) -> str:
    words = clipped(found.account, 240)
    if not words:
        return found.source
    return _("„%(words)s“ (%(source)s)") % {"words": words, "source": found.source}


def _listed(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words))


def _table(rows: tuple[tuple[Cell, ...], ...]) -> Table:
    return Table(
        key="andere-programme",
        caption=_("Was andere Programme melden"),
        columns=(
            Column("measure", _("Maßnahme")),
            Column("title", _("Titel")),
            Column("programme", _("Programm")),
            Column("code", _("dort")),
            Column("their_state", _("Stand in deren Worten")),
            Column("state", _("in unseren Worten")),
            Column("reporting_on", _("Stand vom"), "date"),
            Column("fetched_on", _("abgerufen am"), "date"),
            Column("source", _("Quelle")),
            Column("id", _("Kennung"), is_data_only=True),
        ),
        rows=rows,
        source=_("Fremde Quellen, wie am Tag des Einfrierens gespiegelt"),
    )
