# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Section "Gesamtschau": every measure counted by state and verdict, by field and cluster."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from leitstand.reports import charts
from leitstand.reports.building.basis import Basis
from leitstand.reports.building.cells import source_of
from leitstand.reports.building.changes import changes
from leitstand.reports.building.silence import silence
from leitstand.reports.building.trouble import ageing, contradicted, slipping
from leitstand.reports.building.words import counted, office, percent, sentences
from leitstand.reports.charts import Series
from leitstand.reports.document import Section, Tabular
from leitstand.reports.drawing import Look
from leitstand.steering.enums import Overall, Verdict
from leitstand.steering.rules.rollup import Count, RollUp
from leitstand.ui.tables import Cell, Column, Table

KEY = "gesamtschau"


def overall(basis: Basis) -> Section:
    """The overall view with everything that concerns the whole plan."""
    words = _(
        "Eine Gesamtnote gibt es nicht. Jede Maßnahme zählt einmal; wo Antworten fehlen, steht das"
        " in einer eigenen Spalte."
    )
    return Section(
        KEY,
        _("Gesamtschau"),
        (
            sentences(basis.results.total.coverage, words),
            *office(basis.inputs.texts.words.get(KEY, "")),
        ),
        (
            by_state(basis),
            by_verdict(basis),
            _coverage(basis),
            changes(basis),
            silence(basis),
            contradicted(basis),
            slipping(basis),
            ageing(basis),
        ),
        is_new_page=True,
    )


def by_state(basis: Basis) -> Section:
    """The measures by what was reported, as picture and by part of the plan."""
    title = _("Maßnahmen nach gemeldetem Stand")
    series = (
        Series("reported", _("berichtet"), Look.DARK),
        Series("partly", _("teilweise berichtet"), Look.STRIPED),
        Series("silent", _("nicht berichtet"), Look.BLANK),
    )
    part = {Overall.PARTLY_REPORTED.value: "partly", Overall.NOT_REPORTED.value: "silent"}
    total = basis.results.total
    shown = [one for one in total.states if one.count]
    chart = charts.stacked_bars(
        key="bild-staende",
        title=title,
        alt=_told(_("Balken: Maßnahmen nach gemeldetem Stand. %(list)s."), shown),
        first=_("Stand"),
        rows=[(one.label, {part.get(one.value, "reported"): one.count}) for one in shown],
        series=series,
        source=source_of(basis.results),
        note=total.coverage,
    )
    table = _part_table(basis, "staende", _("Gemeldeter Stand nach Teilen des Plans"), "states")
    return Section("nach-stand", title, (chart, Tabular(table)))


def by_verdict(basis: Basis) -> Section:
    """The measures by what the rules conclude."""
    title = _("Maßnahmen nach dem Urteil der Regeln")
    words = _(
        "Das Urteil entsteht nach veröffentlichten Regeln aus Terminen, Meilensteinen und"
        " Nachweisen; sie stehen im Anhang. Es steht neben der Selbsteinschätzung der Institution"
        " und ersetzt sie nicht."
    )
    series = (
        Series("grave", _("überfällig, verzögert oder widersprüchlich"), Look.DARK),
        Series("open", _("ohne Beleg, Termin oder vollständige Antwort"), Look.STRIPED),
        Series("calm", _("ohne Beanstandung"), Look.LIGHT),
    )
    total = basis.results.total
    shown = [one for one in reversed(total.verdicts) if one.count]
    chart = charts.stacked_bars(
        key="bild-urteile",
        title=title,
        alt=_told(_("Balken: Maßnahmen nach dem Urteil der Regeln. %(list)s."), shown),
        first=_("Urteil der Regeln"),
        rows=[(one.label, {_group(one.value): one.count}) for one in shown],
        series=series,
        source=source_of(basis.results),
        note=total.coverage,
    )
    table = _part_table(basis, "urteile", _("Urteil der Regeln nach Teilen des Plans"), "verdicts")
    return Section("nach-urteil", title, (sentences(words), chart, Tabular(table)))


_GRAVE = frozenset({Verdict.OVERDUE, Verdict.SLIPPING, Verdict.CONTRADICTORY})
_OPEN = frozenset(
    {
        Verdict.UNDATED,
        Verdict.CLAIMED,
        Verdict.NO_BASIS,
        Verdict.PARTLY_REPORTED,
        Verdict.NOT_REPORTED,
    }
)


def _group(verdict: str) -> str:
    if verdict in _GRAVE:
        return "grave"
    return "open" if verdict in _OPEN else "calm"


def _coverage(basis: Basis) -> Section:
    """How much of each cluster is reported at all."""
    title = _("Wie viel berichtet ist")
    rows = []
    for _key, name, found in _clusters(basis):
        counts = counted(found.states)
        silent = counts[Overall.NOT_REPORTED.value]
        partly = counts[Overall.PARTLY_REPORTED.value]
        complete = found.measures - silent - partly
        rows.append((name, {"complete": complete, "partly": partly, "silent": silent}))
    complete = basis.results.total.complete
    chart = charts.stacked_bars(
        key="bild-abdeckung",
        title=_("Wie viel berichtet ist, nach Teilen des Plans"),
        alt=_(
            "Balken: je Teil des Plans die Zahl der vollständig, teilweise und nicht berichteten"
            " Maßnahmen. Vollständig berichtet sind zusammen %(share)s."
        )
        % {"share": complete.sentence},
        first=_("Teil des Plans"),
        rows=rows,
        series=(
            Series("complete", _("vollständig berichtet"), Look.DARK),
            Series("partly", _("teilweise berichtet"), Look.STRIPED),
            Series("silent", _("nicht berichtet"), Look.BLANK),
        ),
        source=source_of(basis.results),
    )
    return Section("abdeckung", title, (chart,))


def _clusters(basis: Basis) -> Iterable[tuple[str, str, RollUp]]:
    frame = basis.results.view.frame
    for key, found in basis.results.by_cluster.items():
        node = frame.node(key)
        yield key, node.name if node else key, found


def _told(text: str, shown: Sequence[Count]) -> str:
    return text % {"list": ", ".join(f"{one.label} {one.count}" for one in shown)}


def _part_table(basis: Basis, key: str, caption: str, by: str) -> Table:
    """The whole, the fields and the clusters, counted by "states" or "verdicts"."""
    words: tuple[Count, ...] = getattr(basis.results.total, by)
    rows = tuple(_part_row(*one, by=by) for one in _parts(basis))
    return Table(
        key=key,
        caption=caption,
        columns=(
            Column("part", _("Teil des Plans")),
            Column("measures", _("Maßnahmen"), "number"),
            Column("answers", _("Antworten"), "text"),
            *(
                Column(one.value.replace("-", "_"), one.label, "number", is_data_only=not one.count)
                for one in words
            ),
            Column("level", _("Ebene"), is_data_only=True),
            Column("id", _("Kennung"), is_data_only=True),
            Column("answered", _("Antworten, die vorliegen"), "number", is_data_only=True),
            Column("owed", _("Antworten, die geschuldet sind"), "number", is_data_only=True),
            Column("heard", _("Maßnahmen mit einer Antwort"), "number", is_data_only=True),
            Column("complete", _("Maßnahmen mit allen Antworten"), "number", is_data_only=True),
        ),
        rows=rows,
        source=source_of(basis.results),
        note=_("Eine Maßnahme in Teilen zählt je Teil. Spalten ohne Maßnahme sind weggelassen."),
    )


def _parts(basis: Basis) -> Iterable[tuple[str, str, str, RollUp]]:
    frame, results = basis.results.view.frame, basis.results
    yield "plan", "", _("Der ganze Plan"), results.total
    for level, groups in (("field", results.by_field), ("cluster", results.by_cluster)):
        for key, found in groups.items():
            if level == "cluster" and key in results.by_field:
                continue  # A plan of one level: its fields are its clusters.
            node = frame.node(key)
            yield level, key, node.name if node else key, found


def _part_row(level: str, key: str, name: str, found: RollUp, *, by: str) -> tuple[Cell, ...]:
    answers = found.answers
    share = f"{answers.part}/{answers.whole}"
    return (
        name,
        found.measures,
        _("%(share)s (%(percent)s)") % {"share": share, "percent": percent(answers)}
        if answers.whole
        else _("niemand schuldet eine"),
        *(one.count for one in getattr(found, by)),
        level,
        key,
        answers.part,
        answers.whole,
        found.heard.part,
        found.complete.part,
    )
