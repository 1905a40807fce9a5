# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The pictures count every chip, share one scale and come with their tables."""

from decimal import Decimal

import pytest

from leitstand.core.enums import InstitutionKind
from leitstand.ui import pictures
from leitstand.ui.pictures import (
    Bar,
    Bars,
    Glance,
    GlanceCell,
    GlanceChip,
    GlanceGroup,
    GlanceRow,
    Series,
    bars_drawing,
    bars_table,
    glance_table,
    lead_kind,
)
from leitstand.ui.tables import Link


def chip(number: str, kind: pictures.LeadKind) -> GlanceChip:
    return GlanceChip(number, f"/{number}", f"Maßnahme {number}", kind.key, kind.code)


def small_glance(*chips: GlanceChip) -> Glance:
    row = GlanceRow("Flächen", (GlanceCell("1", "Bedarf", chips), GlanceCell("2", "Mehr", ())))
    return Glance("g", "Alle", (GlanceGroup("Rahmen", (row,)),), "Cluster", "Aufgabenfeld")


def bars(*rows: Bar) -> Bars:
    series = (Series("lead", "Federführung", 1), Series("other", "Mitarbeit", 3))
    return Bars("b", "Rollen", "Balken", "Institution", series, rows, unit="Rollen")


@pytest.mark.parametrize("kind", InstitutionKind.values)
def test_every_kind_of_institution_has_its_place_in_the_legend(kind: str) -> None:
    assert lead_kind(kind) in pictures.LEAD_KINDS


def test_nobody_named_is_a_kind_of_its_own() -> None:
    assert lead_kind(None) is pictures.NOBODY


def test_keys_and_codes_tell_the_kinds_apart() -> None:
    assert len({kind.key for kind in pictures.LEAD_KINDS}) == len(pictures.LEAD_KINDS)
    assert len({kind.code for kind in pictures.LEAD_KINDS}) == len(pictures.LEAD_KINDS)


def test_the_legend_counts_every_chip_once() -> None:
    glance = small_glance(
        chip("I", pictures.SENATE), chip("II", pictures.GROUP), chip("III", pictures.SENATE)
    )
    counts = {entry.kind.key: entry.count for entry in glance.legend}
    assert counts["senate"] == 2
    assert counts["group"] == 1
    assert sum(counts.values()) == len(glance.chips)


def test_a_chip_of_an_unknown_kind_is_refused() -> None:
    strange = GlanceChip("I", "/", "Maßnahme I", "strange", "X")
    with pytest.raises(ValueError, match="strange"):
        _ = small_glance(strange).legend


def test_the_picture_is_as_wide_as_its_widest_row() -> None:
    assert small_glance().width == 2


def test_the_glance_becomes_a_table_with_a_row_for_every_chip() -> None:
    table = glance_table(small_glance(chip("I", pictures.SENATE)), "Handlungsfeld")
    assert [row[:5] for row in table.rows] == [
        ("Rahmen", "Flächen", "1", "Bedarf", Link("I", "/I"))
    ]


def test_all_bars_share_one_scale_that_starts_at_zero() -> None:
    long, short = bars_drawing(bars(Bar("A", (30, 10)), Bar("B", (5, 5)))).bars
    assert long.segments[0].x == short.segments[0].x == 0
    assert long.end == pytest.approx(4 * short.end)
    assert long.end < 100


def test_a_part_of_zero_is_not_drawn_but_stands_in_the_table() -> None:
    picture = bars(Bar("A", (0, Decimal("2.5"))))
    assert [part.value for part in bars_drawing(picture).bars[0].segments] == [Decimal("2.5")]
    assert bars_table(picture).rows == (("A", 0, Decimal("2.5"), Decimal("2.5")),)


def test_a_value_without_room_is_not_written_over_its_neighbour() -> None:
    (drawn,) = bars_drawing(bars(Bar("A", (1, 1000)))).bars
    assert [part.has_room for part in drawn.segments] == [False, True]


def test_no_bars_make_an_empty_drawing() -> None:
    assert bars_drawing(bars()).height == 0


def test_a_bar_that_does_not_fit_its_series_is_refused() -> None:
    with pytest.raises(ValueError, match="every series"):
        bars(Bar("A", (1,)))
    with pytest.raises(ValueError, match="every series"):
        bars(Bar("A", (1, -1)))
