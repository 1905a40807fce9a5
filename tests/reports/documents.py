# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Documents for the tests of rendering: one with everything, one short, one as long as it gets."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from leitstand.core.languages import Language
from leitstand.reports import charts
from leitstand.reports.charts import Series, Span
from leitstand.reports.document import (
    Block,
    Bullets,
    Chart,
    Citation,
    Cite,
    Document,
    Facts,
    Ground,
    Notice,
    PageOf,
    Paragraph,
    Section,
    Tabular,
)
from leitstand.ui.tables import Column, Link, Table

DAY = dt.date(2019, 6, 30)
HOSTILE = "#let x = 1 $a$ *b* _c_ <d> @e \\ [f] {{ g }} <script>h()</script> & = + `i` // j"
# A name a script, as somebody may be called who leads a measure.
NAMES = {
    "Greek": "Ελένη Παπαδοπούλου",
    "Cyrillic": "Зоя Ёлкина, Ђорђе Ћосић",
    "Vietnamese": "Nguyễn Thị Phương",
    "Polish": "Łucja Żółć-Gęś",
    "Turkish": "Ğülşen İpekçioğlu",
    "Hebrew": "שלום עליכם",
    "Arabic": "محمد بن راشد",
    "Chinese": "王小明",
    "Japanese": "山田 たろう",
    "Korean": "홍길동",
    "Thai": "สมชาย",
    "Devanagari": "अमित",
    "Emoji": "Team 😀👨‍👩‍👧🇩🇪",
    "combining": "e\u0301le\u0300ve x\u0301\u0302 Z\u0351\u036b\u0343A",
    "mathematical": "𝓑𝓮𝓻𝓵𝓲𝓷 ①",
    "controls": "a\x07b\u202ec\u2066d\ufeff e\u200bf\u00adg",
    "private": "\ue000 und \U000f0000",
    "spaces": "1\u202f000\u2009€ non\u2011breaking",
}
STATES = (
    Series("reported", "berichtet"),
    Series("partly", "teilweise berichtet"),
    Series("silent", "nicht berichtet"),
)
_WORDS = (
    "Die Maßnahme verbessert die Bedingungen für industrielle Unternehmen in Berlin und wird mit"
    " den Bezirken abgestimmt. "
)


def everything(language: Language = "de", *, mark: str = "Beispieldaten") -> Document:
    """A report with every kind of block, in three levels of sections."""
    return Document(
        kind="monitoring",
        title="Monitoringbericht zum Masterplan Industriestadt Berlin",
        subtitle="Frühjahr 2019",
        publisher="Senatsverwaltung für Wirtschaft, Energie und Betriebe",
        language=language,
        as_of=DAY,
        mark=mark,
        grounds=(Ground("Runde Frühjahr 2019", "ab" * 32), Ground("Runde Herbst 2018", "0f" * 32)),
        sections=(
            Section("stand", "Wo stehen wir?", tuple(_standing())),
            Section("felder", "Handlungsfelder", (), (_field(1), _field(2)), is_new_page=True),
            Section("budget", "Programmbudget", tuple(_budget())),
            Section("namen", "Namen in anderen Schriften", (Facts(tuple(NAMES.items())),)),
        ),
        citations=(
            Citation(1, "Runde Frühjahr 2019, IHK Berlin, 3. Mai 2019", "https://example.org/1"),
            Citation(2, f"Handwerkskammer {HOSTILE}"),
        ),
    )


def short_paper() -> Document:
    """A paper of one page, without a title page."""
    return Document(
        "field",
        "Flächen",
        "Auf einer Seite",
        "Senatsverwaltung für Wirtschaft",
        "de",
        DAY,
        "",
        (Ground("Runde Frühjahr 2019", "ab" * 32),),
        (Section("a", "Stand", (Paragraph(("Alle haben berichtet.", Cite(1))), states_chart())),),
        (Citation(1, "IHK Berlin"),),
        has_cover=False,
    )


def long_report(*, sections: int = 40, rows: int = 8, pictures: int = 12) -> Document:
    """As long as a real monitoring report: sections, two or three measures in each, charts."""
    found = []
    for place in range(sections):
        blocks: list[Block] = [
            Paragraph((_WORDS * 4, Cite(1), " ", PageOf("s0", "Anfang"))),
            Paragraph((_WORDS * 3,), "office"),
        ]
        if place < pictures:
            blocks.append(states_chart(place))
        measures = tuple(
            Section(
                f"s{place}-{one}",
                f"Maßnahme {place}.{one}",
                (
                    Facts((("Frist", "1. Mai 2020"),)),
                    Tabular(measure_table(f"{place}-{one}", rows)),
                ),
            )
            for one in range(2 + (place % 4 == 0))
        )
        found.append(Section(f"s{place}", f"Aufgabenfeld {place}", tuple(blocks), measures))
    citations = tuple(Citation(one, f"Runde 2019, Institution {one}") for one in range(1, 200))
    ground = Ground("Runde Frühjahr 2019", "ab" * 32)
    return Document(
        "monitoring",
        "Monitoringbericht",
        "Frühjahr 2019",
        "Senatsverwaltung für Wirtschaft",
        "de",
        DAY,
        "Beispieldaten",
        (ground,),
        tuple(found),
        citations,
    )


def forty_pages() -> Document:
    """What nobody should write, and somebody will."""
    office = tuple(Paragraph((_WORDS * 30,), "office") for _one in range(44))
    blocks: tuple[Block, ...] = (
        *office,
        Paragraph(("W" * 20_000,)),
        Tabular(measure_table("riesig", 5_000)),
    )
    many = tuple(Section(f"k{n}", f"Kapitel {n}", (Paragraph((_WORDS,)),)) for n in range(300))
    long = Section("lang", "Vierzig Seiten", blocks)
    return Document("long", "Lang", "", "Amt", "de", DAY, "", (), (long, *many))


def states_chart(shift: int = 0) -> Chart:
    """The states of nine fields."""
    rows = [
        (f"Aufgabenfeld {place}", {"reported": 7 + shift, "partly": 2 + place, "silent": 3})
        for place in range(9)
    ]
    chart = charts.stacked_bars(
        key=f"staende-{shift}",
        title="Stand der Berichte",
        alt="Balken je Aufgabenfeld: Die meisten Maßnahmen sind berichtet.",
        first="Aufgabenfeld",
        rows=rows,
        series=STATES,
        source="Runde Frühjahr 2019",
    )
    assert isinstance(chart, Chart)
    return chart


def measure_table(key: str, rows: int) -> Table:
    """A table with every kind of cell."""
    columns = (
        Column("name", "Angabe"),
        Column("count", "Anzahl", "number"),
        Column("due", "Frist", "date"),
        Column("who", "Wer", "list"),
        Column("words", "Bemerkung"),
        Column("id", "Kennung", is_data_only=True),
    )
    cells = tuple(
        (
            f"Teil {row} mit Titel",
            row * 1234.5,
            DAY + dt.timedelta(row),
            ("Senatsverwaltung", Link("IHK", "https://www.ihk.de/berlin")),
            _WORDS,
            f"m.{row}",
        )
        for row in range(rows)
    )
    return Table(key, f"Angaben zu {key}", columns, cells, source="Runde 2019", note="Stand Mai.")


def wide_table() -> Table:
    """Twelve columns, which no page upright can hold."""
    columns = tuple(Column(f"c{n}", f"Sachbearbeitungsstelle {n}") for n in range(12))
    row = tuple(f"Verwaltungsangelegenheit {n}" for n in range(12))
    return Table("breit", "Eine breite Tabelle", columns, (row,) * 5)


def _standing() -> Iterator[Block]:
    yield Paragraph(
        (
            "Von 98 Maßnahmen sind 61 berichtet.",
            Cite(1),
            " Näheres auf ",
            PageOf("budget", "im Abschnitt Budget"),
            " und ",
            Link("beim Senat", "https://www.berlin.de/"),
            ".",
        )
    )
    yield Paragraph((HOSTILE,), "office")
    yield Paragraph(("Erste Zeile\nzweite Zeile",), "office")
    yield Bullets((Paragraph(("eins",)), Paragraph(("zwei", Cite(2)))))
    yield Facts((("Federführung", "Senatsverwaltung"), ("Frist", "30. Juni 2019")))
    yield Notice("Nicht vollständig", "Drei Institutionen haben nicht geantwortet.")
    yield states_chart()
    yield charts.nothing("Ein Bild ohne Angaben")
    yield charts.counts(
        key="urteile",
        title="Urteile",
        alt="Balken: 1.212 Maßnahmen im Zeitplan, vier überfällig.",
        first="Urteil",
        unit="Maßnahmen",
        rows=[("im Zeitplan", 1212), ("überfällig", 4), ("王 und Söhne", 2)],
    )


def _field(number: int) -> Section:
    inner = Section(
        f"feld-{number}-massnahme",
        f"Maßnahme {number}.1",
        (Paragraph((_WORDS,)), Tabular(measure_table(f"feld-{number}", 45))),
    )
    spans = (
        Span("Konzept", dt.date(2018, 3, 1), dt.date(2019, 2, 1), "reported"),
        Span("Beschluss der Bezirke", dt.date(2019, 5, 1), dt.date(2019, 5, 1), "partly"),
        Span("Bau", dt.date(2019, 9, 1), dt.date(2021, 5, 1), "silent"),
    )
    line = charts.timeline(
        key=f"zeit-{number}",
        title="Meilensteine",
        alt="Drei Meilensteine: Konzept bis Februar 2019, Beschluss im Mai, Bau ab September.",
        first="Meilenstein",
        spans=spans,
        series=STATES,
        as_of=DAY,
    )
    return Section(f"feld-{number}", f"Feld {number}", (line,), (inner,))


def _budget() -> Iterator[Block]:
    rows = [("EFRE", Decimal("1250000.50")), ("Land Berlin", Decimal(80000))]
    yield charts.amounts(
        key="mittel", title="Mittel", alt="EFRE gibt am meisten.", first="Quelle", rows=rows
    )
    yield Tabular(wide_table())
    yield Tabular(Table("leer", "Eine leere Tabelle", (Column("a", "A"),), ()))
    formula = Table("formel", "Formeln", (Column("a", "A"),), (("=1+1",), ("@SUM(A1)",), ("-2",)))
    yield Tabular(formula, widths=(1.0,))
