# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The strips: columns keep apart and within the width, heights tell, what is printed is escaped."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from leitstand.ui.pictures import SENATE
from leitstand.ui.strips import (
    HEIGHTS,
    ROW_PX,
    Band,
    Column,
    Layout,
    Mark,
    Row,
    RowGroup,
    Strips,
    strips_ground,
    strips_names,
    strips_profile,
    strips_rows,
)
from leitstand.ui.tables import Link


def band(count: int, code: str = "A", *, starts_group: bool = False) -> Band:
    columns = tuple(Column(f"/m/{code}{n}", f"Maßnahme {n}", n) for n in range(count))
    return Band(code, f"Thema {code}", columns, starts_group)


def strips(*marks: Mark, bands: tuple[Band, ...] = (band(3),)) -> Strips:
    row = Row(Link("Hafen & Co", "/i/hafen"), SENATE, marks, (1, 2), "Federführung: <1>")
    return Strips(
        key="bild",
        title="Bild",
        description="Was zu sehen ist",
        row_heading="Institution",
        strip_heading="Maßnahmen",
        bands=bands,
        levels=("stark", "mittel", "schwach", "kaum"),
        headings=(("FF", "Federführung"), ("ges.", "gesamt")),
        groups=(RowGroup("Gruppe", (row,)),),
    )


def percent(text: str) -> float:
    assert text.endswith("%")
    return float(text[:-1])


@pytest.mark.parametrize("counts", [(1,), (3,), (18, 5, 8), (40, 52), (1,) * 30])
def test_columns_keep_apart_and_within_the_width(counts: tuple[int, ...]) -> None:
    layout = Layout([band(n, starts_group=place % 2 == 1) for place, n in enumerate(counts)])
    width = percent(layout.width)
    starts = [percent(x) for x in layout.xs]
    assert len(starts) == sum(counts)
    assert starts[0] >= 0
    assert starts[-1] + width <= 100.05
    for one, other in pairwise(starts):
        assert other - one > width
    edges = [(percent(x), percent(x) + percent(w)) for x, w in layout.bands]
    for (_a, end), (start, _b) in pairwise(edges):
        assert start > end


def test_a_few_columns_are_bars_and_not_walls() -> None:
    assert percent(Layout([band(2)]).width) < 3


def test_a_new_group_of_bands_stands_further_off() -> None:
    def gap(starts_group: bool) -> float:
        layout = Layout([band(20), band(20, "B", starts_group=starts_group)])
        (first, width), (second, _w) = layout.bands
        return percent(second) - percent(first) - percent(width)

    assert gap(True) > gap(False) > 0


def test_the_stronger_the_higher_and_all_stand_on_one_line() -> None:
    marks = tuple(Mark(0, level, "x") for level in range(len(HEIGHTS)))
    drawn = str(strips_rows(strips(*marks), strips(*marks).groups[0]))
    found = re.findall(r'ls-tie--(\d)" x="[^"]+" y="(\d+)" width="[^"]+" height="(\d+)"', drawn)
    heights = [int(height) for _level, _y, height in found]
    assert [int(level) for level, _y, _height in found] == [0, 1, 2, 3]
    assert heights == sorted(set(heights), reverse=True)
    assert {int(y) + int(height) for _level, y, height in found} == {ROW_PX - 2}


def test_a_mark_leads_to_its_column_and_says_what_it_is() -> None:
    picture = strips(Mark(2, 0, "Wer führt"))
    drawn = str(strips_rows(picture, picture.groups[0]))
    assert '<a href="/m/A2" tabindex="-1"><title>Wer führt</title>' in drawn


def test_what_comes_from_a_plan_is_escaped() -> None:
    picture = strips(Mark(0, 0, "<b>&"), bands=(replace(band(1), label="<i>"),))
    drawn = str(strips_rows(picture, picture.groups[0])) + str(strips_names(picture))
    assert "<b>" not in drawn
    assert "<i>" not in drawn
    assert "Federführung: &lt;1&gt;" in drawn
    assert "Hafen &amp; Co" in drawn


def test_a_column_where_something_is_missing_is_hatched_behind_every_row() -> None:
    columns = (Column("/a", "a", 1), Column("/b", "b", 0, is_flagged=True))
    picture = strips(bands=(Band("A", "Thema", columns),))
    assert picture.flagged == 1
    assert str(strips_ground(picture)).count("url(#bild-luecke)") == 1
    assert 'href="#bild-grund"' in str(strips_rows(picture, picture.groups[0]))


def test_the_profile_is_highest_where_most_are_and_stays_inside() -> None:
    drawn = str(strips_profile(strips(bands=(band(4),))))
    found = re.findall(r'count" x="[^"]+" y="([\d.]+)" width="[^"]+" height="([\d.]+)"', drawn)
    heights = [float(height) for _y, height in found]
    assert heights == sorted(set(heights))
    assert heights[0] == 0
    assert all(abs(float(y) + float(height) - 48) < 0.11 for y, height in found)
    assert strips_profile(strips(bands=(band(1),)))


def test_a_row_needs_a_value_for_every_heading() -> None:
    picture = strips()
    with pytest.raises(ValueError, match="Hafen"):
        replace(picture, headings=(("FF", "Federführung"),))


def test_there_are_no_more_levels_than_heights() -> None:
    with pytest.raises(ValueError, match="heights"):
        replace(strips(), levels=("a", "b", "c", "d", "e"))


def test_long_names_get_room_above_the_strips() -> None:
    short, long = strips(), strips(bands=(replace(band(3), label="Wissenstransfer" * 4),))
    assert long.names_px > short.names_px > 24
