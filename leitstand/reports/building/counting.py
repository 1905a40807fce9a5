# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Tables of counts: a row for each state or verdict, a column for each part of the plan."""

from collections.abc import Sequence
from typing import Literal

from django.utils.translation import gettext as _

from leitstand.reports.building.basis import Basis
from leitstand.reports.building.cells import source_of
from leitstand.steering.rules.rollup import RollUp
from leitstand.ui.tables import Cell, Column, Table


def count_table(
    basis: Basis,
    key: str,
    by: Literal["states", "verdicts"],
    parts: Sequence[tuple[str, str, RollUp]],
    whole: RollUp,
) -> Table:
    """The measures of ``whole`` by state or verdict, a column for each of ``parts`` (key, name,
    counts). The last rows say on how many answers the numbers rest.
    """
    columns = [*(one for _key, _name, one in parts), whole]
    rows: list[tuple[Cell, ...]] = []
    for place, one in enumerate(getattr(whole, by)):
        if one.count:
            counts = [getattr(each, by)[place].count for each in columns]
            rows.append((one.label, *counts, one.value))
    rows += [
        (_("Maßnahmen zusammen"), *(one.measures for one in columns), "measures"),
        (_("Antworten, die vorliegen"), *(one.answers.part for one in columns), "answered"),
        (_("Antworten, die geschuldet sind"), *(one.answers.whole for one in columns), "owed"),
    ]
    is_state = by == "states"
    return Table(
        key=key,
        caption=_("Maßnahmen nach gemeldetem Stand")
        if is_state
        else _("Maßnahmen nach dem Urteil der Regeln"),
        columns=(
            Column("label", _("Stand") if is_state else _("Urteil der Regeln")),
            *(Column(name, title, "number") for name, title, _counts in parts),
            Column("total", _("zusammen"), "number"),
            Column("id", _("Kennung"), is_data_only=True),
        ),
        rows=tuple(rows),
        source=source_of(basis.results),
        note=_("Eine Maßnahme in Teilen zählt je Teil."),
    )
