# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Section "Gesamtschau": every measure counted by state and verdict, by field and cluster."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from leitstand.reports import charts
from leitstand.reports.building.basis import Basis
from leitstand.reports.building.cells import source_of
from leitstand.reports.building.changes import changes
from leitstand.reports.building.counting import count_table
from leitstand.reports.building.sentences import BARE, CALM, GRAVE, UNSAID
from leitstand.reports.building.silence import silence
from leitstand.reports.building.trouble import ageing, contradicted, slipping
from leitstand.reports.building.words import counted, office, sentences
from leitstand.reports.charts import Series
from leitstand.reports.document import Section, Tabular
from leitstand.reports.drawing import Look
from leitstand.steering.enums import Overall
from leitstand.steering.rules.rollup import Count, RollUp

KEY = "gesamtschau"


def overall(basis: Basis) -> Section:
    """The overall view with everything that concerns the whole plan."""
    words = _(
        "Eine Gesamtnote gibt es nicht. Jede Maßnahme zählt einmal; wo Antworten fehlen, steht es"
        " dabei."
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
    table = count_table(basis, "staende", "states", _fields(basis), total)
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
        Series("grave", _("zu beanstanden"), Look.DARK),
        Series("bare", _("etwas fehlt"), Look.STRIPED),
        Series("calm", _("ohne Beanstandung"), Look.LIGHT),
        Series("silent", _("nicht ganz berichtet"), Look.BLANK),
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
    table = count_table(basis, "urteile", "verdicts", _fields(basis), total)
    return Section("nach-urteil", title, (sentences(words), chart, Tabular(table)))


def _group(verdict: str) -> str:
    groups = {"grave": GRAVE, "bare": BARE, "calm": CALM, "silent": UNSAID}
    return next(name for name, verdicts in groups.items() if verdict in verdicts)


def _fields(basis: Basis) -> list[tuple[str, str, RollUp]]:
    frame = basis.results.view.frame
    found = []
    for key, one in basis.results.by_field.items():
        node = frame.node(key)
        found.append((key, node.title if node else key, one))
    return found


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
    reported = basis.results.total.complete
    chart = charts.stacked_bars(
        key="bild-abdeckung",
        title=_("Wie viel berichtet ist, nach Teilen des Plans"),
        alt=_(
            "Balken: je Teil des Plans die Zahl der vollständig, teilweise und nicht berichteten"
            " Maßnahmen. Vollständig berichtet sind zusammen %(share)s."
        )
        % {"share": reported.sentence},
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
