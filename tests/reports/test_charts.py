# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Charts tell what their table tells, can be read without colour, and never show nothing."""

import datetime as dt
import itertools
import re
from decimal import Decimal
from typing import Any

import pytest

from leitstand.reports import charts
from leitstand.reports.charts import Look, Series, Span
from leitstand.reports.document import Chart, Notice
from leitstand.reports.drawing import drawn, svg
from leitstand.reports.rendering import ReportRefused
from leitstand.reports.rendering.letters import Letters
from tests.plan.pages import parse
from tests.reports.documents import STATES, states_chart


def words_of(text: str) -> list[str]:
    return [one.text for one in parse(text).all("text")]


def counted(rows: list[tuple[str, int]]) -> Chart | Notice:
    return charts.counts(key="c", title="Urteile", alt="A.", first="U", unit="Zahl", rows=rows)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("rows", [[], [("a", 0), ("b", 0)]])
def test_nothing_to_draw_is_a_sentence(rows: list[tuple[str, int]]) -> None:
    assert counted(rows) == Notice("Urteile", "Keine Angaben.")


def test_every_builder_has_a_sentence_for_nothing() -> None:
    same = {"key": "k", "title": "T", "alt": "A.", "first": "F"}
    empty = Notice("T", "Keine Angaben.")
    assert charts.stacked_bars(**same, rows=[("a", {})], series=STATES) == empty
    assert charts.amounts(**same, rows=[("a", Decimal(0))]) == empty
    assert charts.timeline(**same, spans=[], series=STATES, as_of=dt.date(2019, 6, 30)) == empty


def test_a_part_carries_its_number_and_the_table_all_of_them() -> None:
    chart = states_chart()
    words = words_of(svg(chart.spec))
    assert words[:3] == ["Aufgabenfeld 0", "Aufgabenfeld 1", "Aufgabenfeld 2"]
    assert words.count("7") == 10  # nine firsts, and one second
    assert {"berichtet", "teilweise berichtet", "nicht berichtet"} <= set(words)
    assert chart.table.rows[0] == ("Aufgabenfeld 0", 7, 2, 3, 12)


def test_figures_are_german_in_german() -> None:
    chart = counted([("viele", 12_345)])
    assert isinstance(chart, Chart)
    assert "12.345" in words_of(svg(chart.spec))
    sums = charts.amounts(
        key="k", title="T", alt="A.", first="F", rows=[("EFRE", Decimal("1250000.5"))]
    )
    assert isinstance(sums, Chart)
    assert "1.250.000 €" in words_of(svg(sums.spec))


def test_the_timeline_has_the_day_of_the_report_and_every_label() -> None:
    day = dt.date(2019, 6, 30)
    spans = [
        Span("Konzept", day, day, "partly"),
        Span("Konzept", day, dt.date(2020, 1, 1), "silent"),
    ]
    chart = charts.timeline(
        key="k", title="T", alt="A.", first="F", spans=spans, series=STATES, as_of=day
    )
    assert isinstance(chart, Chart)
    words = words_of(svg(chart.spec))
    assert words.count("Konzept") == 2
    assert "30.06.2019" in words
    assert chart.table.rows[1] == ("Konzept", day, dt.date(2020, 1, 1), "nicht berichtet")


def test_a_long_label_stands_in_lines() -> None:
    chart = counted([("Ein wirklich sehr langer Name eines Aufgabenfeldes in Berlin", 3)])
    assert isinstance(chart, Chart)
    assert words_of(svg(chart.spec))[:2] == [
        "Ein wirklich sehr langer Name eines",
        "Aufgabenfeldes in Berlin",
    ]


def test_every_chart_is_as_wide_as_a_page() -> None:
    assert 600 <= drawn(states_chart().spec).width <= 604


def test_looks_differ_without_colour() -> None:
    grounds = {(look.value[1], look.value[2]) for look in Look}
    assert len(grounds) == len({look.sign for look in Look}) == len(Look)
    plain = [look.value[1] for look in Look if not look.value[2]]
    shades = sorted(luminance(colour) for colour in plain)
    assert all(b - a > 0.08 for a, b in itertools.pairwise(shades))


def test_words_on_every_look_can_be_read() -> None:
    for look in Look:
        ink = "#ffffff" if look.is_dark else "#1b2330"
        assert contrast(ink, look.value[1]) >= 4.5, look


def test_no_sign_colour_is_left_in_a_drawing_and_no_name_is_shared() -> None:
    series = [Series(str(look), look.name) for look in Look]
    rows = [("a", {one.key: 5 for one in series})]
    one = charts.stacked_bars(key="k", title="T", alt="A.", first="F", rows=rows, series=series)
    assert isinstance(one, Chart)
    text = svg(one.spec)
    assert not any(look.sign in text for look in Look)
    assert "#0a0a0a" not in text
    names = set(re.findall(r'id="([^"]+)"', text))
    assert names
    assert names & set(re.findall(r'id="([^"]+)"', svg(states_chart().spec))) == set()
    assert set(re.findall(r"url\(#([^)]+)\)", text)) <= names


def test_too_many_series_are_refused() -> None:
    series = [Series(str(n), str(n)) for n in range(9)]
    rows = [("a", {"0": 1})]
    with pytest.raises(ValueError, match="at most 8"):
        charts.stacked_bars(key="k", title="T", alt="A.", first="F", rows=rows, series=series)


def test_labels_that_no_font_has_are_latin_and_remembered() -> None:
    letters = Letters()
    chart = counted([("王 & Söhne <b>", 2)])
    assert isinstance(chart, Chart)
    assert "[Wang] & Söhne <b>" in words_of(drawn(chart.spec, letters).text)
    assert letters.unshown == {"王": "[Wang]"}


def test_pictures_use_the_main_family_alone() -> None:
    chart = counted([("שלום", 2)])
    assert isinstance(chart, Chart)
    assert "[slvm]" in words_of(svg(chart.spec))


@pytest.mark.parametrize(
    "spec",
    [
        {"mark": "bar", "data": {"values": 7}, "encoding": {"x": {"field": 3}}, "layer": 1},
        {
            "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
            "data": {"url": "http://127.0.0.1:9/data.json"},
            "mark": "bar",
            "encoding": {"x": {"field": "a", "type": "quantitative"}},
        },
    ],
)
def test_a_picture_that_cannot_be_drawn_or_asks_elsewhere_is_refused(spec: dict[str, Any]) -> None:
    with pytest.raises(ReportRefused, match="Ein Bild lässt sich nicht zeichnen"):
        svg(spec)
