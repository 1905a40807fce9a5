# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What everyone may read: the published rounds, where the plan stands, all answers of a round."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from leitstand.steering.enums import Overall
from leitstand.steering.rules.rollup import RollUp, Share
from leitstand.steering.selectors.results import RoundResults, frozen_on
from leitstand.steering.selectors.rounds import RoundCard
from leitstand.steering.views.public_filters import PARAMETERS, chosen
from leitstand.steering.views.public_parts import (
    Opened,
    example_words,
    open_rounds,
    plan_ways,
    round_href,
    round_source,
    round_title,
    with_mark,
)
from leitstand.steering.views.public_tables import (
    flat_table,
    money_table,
    part_table,
    silence_table,
)
from leitstand.ui.addresses import address
from leitstand.ui.filters import without
from leitstand.ui.formats import day as day_words
from leitstand.ui.marks import example_mark
from leitstand.ui.pages import Page, is_for_reading, public_page
from leitstand.ui.panels import Place, links_on
from leitstand.ui.pictures import Bar, Bars, Series, bars_table
from leitstand.ui.tables import Column, Link, Table


@public_page
def round_list(request: HttpRequest, plan: str) -> Page:
    """The published rounds of a plan, newest first."""
    opened = open_rounds(plan)
    cards = opened.rounds.cards
    return Page(
        template="steering/public/rounds.html",
        title=_("Berichtsrunden"),
        description=opened.title,
        context={
            "links": plan_ways(plan),
            "example": next((card for card in cards if card.is_example), None),
        },
        tables=(_round_table(opened),),
        breadcrumb=opened.way_up,
    )


def _round_table(opened: Opened) -> Table:
    return Table(
        key="runden",
        caption=_("Veröffentlichte Berichtsrunden"),
        columns=(
            Column("round", _("Runde"), "link"),
            Column("reporting_on", _("Stichtag"), "date"),
            Column("due_on", _("Frist"), "date"),
            Column("published_on", _("veröffentlicht am"), "date"),
            Column("coverage", _("Antworten")),
            Column("example", _("Hinweis")),
            Column("id", _("Kennung"), is_data_only=True),
            Column("frozen_on", _("eingefroren am"), "date", is_data_only=True),
            Column("answered", _("Antworten, die vorliegen"), "number", is_data_only=True),
            Column("owed", _("Antworten, die jemand schuldet"), "number", is_data_only=True),
        ),
        rows=tuple(
            (
                Link(card.title, round_href(card)),
                card.reporting_on,
                card.due_on,
                card.published_at.date() if card.published_at else None,
                Share(card.answered, card.owed).sentence,
                example_mark(card.is_example),
                card.slug,
                frozen_on(card),
                card.answered,
                card.owed,
            )
            for card in opened.rounds.cards
        ),
        note=_("Gezählt sind nur Antworten, die jemand schuldet."),
    )


@public_page
def standing(request: HttpRequest, plan: str) -> Page:
    """Where the plan stands by the newest published round, judged for the reader's day."""
    opened = open_rounds(plan)
    card = next(iter(opened.rounds.cards), None)
    title = _("Wo stehen wir?")
    if card is None:
        return Page(
            template="steering/public/nothing.html",
            title=title,
            description=opened.title,
            context={"links": plan_ways(plan)},
            tables=(_round_table(opened),),
            payload={"round": None, "example_notice": None},
            breadcrumb=opened.way_up,
        )
    results = opened.rounds.results(card, judged_on=opened.shown_on)
    states, coverage = _state_bars(results), _coverage_bars(results)
    # The page shows what is counted from the answers, the data also hold every one of them.
    lines = () if is_for_reading(request) else results.lines
    found = with_mark(
        card,
        flat_table(results, lines, caption=_("Alle Antworten der Runde")),
        part_table(results, by="states"),
        part_table(results, by="verdicts"),
        silence_table(results),
        money_table(results, results.budget),
        bars_table(states),
        bars_table(coverage),
    )
    return Page(
        template="steering/public/standing.html",
        title=title,
        description=opened.title,
        context={
            "card": card,
            "round": Link(round_title(card), round_href(card)),
            "judged_on": results.judged_on,
            "total": results.total,
            "verdicts": _verdict_links(card, results.total),
            "bars": (states, coverage),
            "budget": results.budget,
            "links": plan_ways(plan),
            "rules": address("steering:rules", plan=plan),
        },
        tables=found,
        payload=_payload(card, results),
        breadcrumb=opened.way_up,
    )


def _payload(card: RoundCard, results: RoundResults) -> dict[str, object]:
    return {
        "round": card.slug,
        "judged_on": results.judged_on,
        "rules": results.total.rules,
        "example_notice": example_words(card),
    }


def _verdict_links(card: RoundCard, total: RollUp) -> tuple[tuple[Link | str, int], ...]:
    """Every verdict that occurs with its number of measures."""
    return tuple((one.label, one.count) for one in total.verdicts if one.count)


def _state_bars(results: RoundResults) -> Bars:
    """The measures by state; what is not reported looks unlike what is."""
    silent = {Overall.NOT_REPORTED.value: 2, Overall.PARTLY_REPORTED.value: 1}
    series = (
        Series("reported", _("berichtet"), 1),
        Series("partly", _("teilweise berichtet"), 3),
        Series("silent", _("nicht berichtet"), 4),
    )
    bars = []
    for one in results.total.states:
        if one.count or one.value == Overall.NOT_REPORTED:
            values = [0, 0, 0]
            values[silent.get(one.value, 0)] = one.count
            bars.append(Bar(one.label, tuple(values)))
    return Bars(
        key="nach-stand",
        title=_("Maßnahmen nach gemeldetem Stand"),
        description=_("%(count)s Maßnahmen. %(coverage)s")
        % {"count": results.total.measures, "coverage": results.total.coverage},
        label_heading=_("Stand"),
        series=series,
        bars=tuple(bars),
        source=round_source(results.view.card),
    )


def _coverage_bars(results: RoundResults) -> Bars:
    """How much of each cluster is reported at all."""
    frame = results.view.frame
    bars = []
    for key, found in results.by_cluster.items():
        counts = {one.value: one.count for one in found.states}
        silent = counts[Overall.NOT_REPORTED]
        partly = counts[Overall.PARTLY_REPORTED]
        node = frame.node(key)
        bars.append(
            Bar(
                node.name if node else key,
                (found.measures - silent - partly, partly, silent),
                address("plan:node", plan=results.view.card.plan, node=key),
            )
        )
    return Bars(
        key="abdeckung",
        title=_("Wie viel berichtet ist, nach Themenclustern"),
        description=results.total.coverage,
        label_heading=_("Themencluster"),
        series=(
            Series("complete", _("vollständig berichtet"), 1),
            Series("partly", _("teilweise berichtet"), 3),
            Series("silent", _("nicht berichtet"), 4),
        ),
        bars=tuple(bars),
        source=round_source(results.view.card),
    )


@public_page
def round_detail(request: HttpRequest, plan: str, round: str) -> Page:
    """All answers of a round, or those that `zustand`, `urteil`, `institution`, `thema` ask for."""
    opened = open_rounds(plan)
    card = opened.card(round)
    results = opened.rounds.results(card, judged_on=frozen_on(card))
    here = round_href(card)
    asked = chosen(request, results, here)
    return Page(
        template="steering/public/round.html",
        title=round_title(card),
        description=opened.title,
        context={
            "card": card,
            "facts": _facts(card, results),
            "chosen": asked,
            "here": here,
            "all_of_it": without(request, here, PARAMETERS),
            "all_lines": len(results.lines),
            "links": (
                *plan_ways(plan),
                *opened.since_before(card),
                *links_on(Place.ROUND, card.slug),
            ),
        },
        tables=with_mark(
            card,
            flat_table(results, asked.lines, caption=_("Antworten der Runde")),
            part_table(results, by="states"),
            part_table(results, by="verdicts"),
        ),
        payload={
            **_payload(card, results),
            "filter": {name: value for name, value in asked.values.items() if value},
            "problems": asked.problems,
        },
        breadcrumb=opened.way_up_from_round,
    )


def _facts(card: RoundCard, results: RoundResults) -> tuple[tuple[str, str], ...]:
    facts = [
        (_("Gefragt nach dem Plan vom"), day_words(card.reporting_on)),
        (_("Frist"), day_words(card.due_on)),
        (_("Eingefroren und beurteilt am"), day_words(results.judged_on)),
    ]
    if card.published_at:
        facts.append((_("Veröffentlicht am"), day_words(card.published_at)))
    return (*facts, (_("Abdeckung"), results.total.coverage))
