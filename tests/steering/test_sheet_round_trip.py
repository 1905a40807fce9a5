# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A workbook that nobody touched changes nothing, whatever the answer says."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from leitstand.steering.answer import AnswerContent, BudgetLine, Evidence, Milestone
from leitstand.steering.enums import EvidenceKind, Outlook, Progress
from leitstand.steering.sheet import cells
from leitstand.steering.sheet.columns import SHEETS, Column, Kind
from leitstand.steering.sheet.comparing import compared
from leitstand.steering.sheet.reading import read
from leitstand.steering.sheet.rows import sheet_from_json
from leitstand.steering.sheet.source import OwedRow, SheetSource
from leitstand.steering.sheet.writing import render

DAYS = st.none() | st.dates()
EUROS = st.none() | st.decimals(0, Decimal("99999999999.99"), places=2, allow_nan=False)
# Whatever may have come in elsewhere: control letters, line ends, formulas, escapes.
WORDS = st.text(max_size=60) | st.sampled_from(
    [
        "=1+1",
        "+49",
        "-",
        "@x",
        "'quoted",
        "_x000D_",
        "_x005F_x0041_",
        "_x000F_x0014_",
        "a\r\nb\rc",
        "\x0b",
        "30.9.26",
    ]
)
LINES = WORDS.map(str.strip).filter(bool)
NAMES = st.from_regex(r"[a-z0-9-]{1,40}", fullmatch=True)


def entries(made: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(made, max_size=4, unique_by=lambda one: getattr(one, "id", None)).map(tuple)


MILESTONES = entries(
    st.builds(Milestone, id=NAMES, title=LINES, due_on=DAYS, done_on=DAYS, is_dropped=st.booleans())
)
EVIDENCE = entries(
    st.builds(
        Evidence,
        id=NAMES,
        kind=st.sampled_from(EvidenceKind),
        title=LINES,
        href=st.just("https://example.org/") | st.just("http://example.org/?a=1&b=ä"),
        code=LINES,
        body=WORDS,
        dated_on=DAYS,
        attachment=st.none() | st.integers(1, 99),
    )
)
BUDGET = st.lists(
    st.builds(
        BudgetLine,
        line=LINES,
        source=LINES,
        year=st.integers(2000, 2100),
        planned_eur=EUROS,
        committed_eur=EUROS,
        spent_eur=EUROS,
    ),
    max_size=4,
    unique_by=lambda one: (one.line, one.source, one.year),
).map(tuple)
CONTENTS = st.builds(
    AnswerContent,
    state=st.none() | st.sampled_from(Progress),
    outlook=st.none() | st.sampled_from(Outlook),
    account=WORDS,
    obstacles=WORDS,
    support_wanted=WORDS,
    next_step=WORDS,
    next_step_due=DAYS,
    merged_into=WORDS,
    milestones=MILESTONES,
    evidence=EVIDENCE,
    budget=BUDGET,
)


def source(*contents: AnswerContent) -> SheetSource:
    """A sheet of so many owed answers."""
    rows = tuple(
        OwedRow(f"hafen.{n}.I", n, f"hafen.{n}.I", f"Hafen {n} I", "=Titel", "", "", 1, content)
        for n, content in enumerate(contents, start=1)
    )
    day = dt.date(2026, 9, 30)
    now = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
    return SheetSource("herbst", "Herbst & Co", "werft", "Werft", day, day, "open", True, now, rows)


# Making a workbook smaller and smaller takes minutes and tells little more.
@settings(max_examples=25, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(first=CONTENTS, second=CONTENTS, language=st.sampled_from(["de", "en"]))
def test_a_workbook_that_nobody_touched_says_nothing_new(
    first: AnswerContent, second: AnswerContent, language: str
) -> None:
    with translation.override(language):
        content = render(source(first, second))
    sheet = read(content, asked="herbst", institution="werft")
    assert sheet.troubles == ()
    assert sheet.notes == ()
    assert sheet_from_json(json.loads(json.dumps(sheet.as_json()))) == sheet
    for key, said in (("hafen.1.I", first), ("hafen.2.I", second)):
        found = compared(key=key, base=said, theirs=said, rows=sheet.of(key), choices={})
        assert (found.changes, found.conflicts, found.troubles, found.notes) == ([], [], [], [])
        assert found.content == said


COLUMNS = [(sheet.part, column) for sheet in SHEETS for column in sheet.columns]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(("part", "column"), COLUMNS, ids=lambda one: getattr(one, "field", one))
def test_what_a_cell_shows_it_is_understood_to_say(
    part: str, column: Column, language: str
) -> None:
    known: dict[Kind, list[cells.Value]] = {
        Kind.TEXT: ["", "a\nb", "_x000A_", "=SUM(A1)"],
        Kind.STATE: [None, *Progress.values],
        Kind.OUTLOOK: [None, *Outlook.values],
        Kind.EVIDENCE: [None, *EvidenceKind.values],
        Kind.DAY: [None, dt.date(2026, 9, 30), dt.date(1789, 7, 14)],
        Kind.YES: [True, False],
        Kind.EURO: [None, Decimal("0"), Decimal("1250000.50")],
        Kind.YEAR: [None, 2026],
        Kind.NAMES: ["", "flaechen.2.II; smart-city.2.I#steg"],
    }
    for value in known[column.kind]:
        with translation.override(language):
            shown = cells.shown(column, value)
        assert cells.understood(column, shown) == value
        assert cells.unpacked(column, cells.packed(value)) == value


DAY = Column("due_on", "x", Kind.DAY)
EURO = Column("spent_eur", "x", Kind.EURO)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("30.09.2026", dt.date(2026, 9, 30)),
        (" 1.2.27 ", dt.date(2027, 2, 1)),
        ("30. 09. 2026", dt.date(2026, 9, 30)),
        ("2026-09-30", dt.date(2026, 9, 30)),
        (dt.datetime(2026, 9, 30, 14), dt.date(2026, 9, 30)),  # noqa: DTZ001
        (46_295, dt.date(2026, 9, 30)),
    ],
)
def test_a_day_is_read_as_people_write_it(written: object, day: dt.date) -> None:
    assert cells.understood(DAY, written) == day


@pytest.mark.parametrize(
    "written", ["Mitte 2027", "31.02.2027", "9/30/2026", 2026, True, dt.time(3), "30.09.", -5]
)
def test_what_is_no_day_is_not_guessed(written: object) -> None:
    with pytest.raises(cells.NotUnderstood, match=r"30\.09\.2026"):
        cells.understood(DAY, written)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1.250.000", "1250000"),
        ("1.250.000,50 €", "1250000.50"),
        ("1,250,000.50", "1250000.50"),
        ("99,5", "99.50"),
        ("99.50 EUR", "99.50"),
        ("1 250 000", "1250000"),
        ("12.345", "12345"),
        (12345.67, "12345.67"),
        (7, "7"),
        ("0", "0"),
    ],
)
def test_an_amount_is_read_as_people_write_it(written: object, amount: str) -> None:
    assert cells.understood(EURO, written) == Decimal(amount)


@pytest.mark.parametrize(
    "written",
    ["1,5 Mio", "-3", -3, "1.25.00", 0.001, True, float("nan"), float("inf"), "1e9", "12.3456"],
)
def test_what_is_no_amount_is_not_guessed(written: object) -> None:
    with pytest.raises(cells.NotUnderstood, match="Betrag in Euro"):
        cells.understood(EURO, written)
