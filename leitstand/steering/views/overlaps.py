# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Overlaps: the same undertaking in several measures, side by side."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.core.languages import reader_language
from leitstand.plan.enums import UndertakingSense
from leitstand.steering.answer import Milestone
from leitstand.steering.rules.rollup import Share
from leitstand.steering.rules.wording import on_day, state_words
from leitstand.steering.selectors.differences import sight
from leitstand.steering.selectors.overlaps import Shared, Speaker, shared_undertakings
from leitstand.steering.selectors.settled import Settled
from leitstand.steering.views.public_parts import open_plan, plan_ways
from leitstand.ui.addresses import address
from leitstand.ui.as_of import reader_day
from leitstand.ui.pages import Page, public_page
from leitstand.ui.tables import Cell, Column, Link, Table, with_column


@dataclass(frozen=True, slots=True)
class _Told:
    """The undertakings with the round that speaks of them."""

    plan: str
    newest: Settled | None
    found: tuple[Shared, ...]

    @property
    def is_example(self) -> bool:
        return bool(self.newest and self.newest.is_example)

    @property
    def source(self) -> str:
        if self.newest is None:
            return _("Plan")
        words = _("Plan und Antworten der federführenden Institutionen, Runde %s") % (
            self.newest.title(reader_language())
        )
        return f"{words} ({_('Beispieldaten')})" if self.is_example else words


@public_page
def overlap_list(request: HttpRequest, plan: str) -> Page:
    """Every undertaking that several measures order or mention, with what is said of each."""
    title, day, language = open_plan(plan), reader_day(), reader_language()
    newest = next(iter(reversed(sight(plan, until=day).rounds)), None)
    found = shared_undertakings(plan, language=language, day=day, newest=newest)
    told = _Told(plan, newest, found)
    tables = (_speaker_table(told), _clash_table(told), _fund_table(told))
    if told.is_example:
        mark = Column("example", _("Hinweis"), is_data_only=True)
        tables = tuple(with_column(one, mark, _("Beispieldaten")) for one in tables)  # type: ignore[assignment]
    return Page(
        template="steering/public/overlaps.html",
        title=_("Überschneidungen"),
        description=title,
        context={
            "example": newest,
            "lead": _lead(told),
            "round": _round(told),
            "links": plan_ways(plan),
            "here": address("steering:overlaps", plan=plan),
            "shared": [(one, _one_table(told, one)) for one in found],
        },
        tables=tables,
        payload={
            "round": newest.slug if newest else None,
            "example_notice": _("Beispieldaten: Alle Antworten dieser Runde sind erfunden.")
            if told.is_example
            else None,
        },
        breadcrumb=(Link(title, address("plan:glance", plan=plan)),),
    )


def _round(told: _Told) -> Link | None:
    if told.newest is None:
        return None
    href = address("steering:round", plan=told.plan, round=told.newest.slug)
    return Link(_("Runde %s") % told.newest.title(reader_language()), href)


def _lead(told: _Told) -> str:
    """How much is spoken of more than once, and how much of that does not go together."""
    count = len(told.found)
    ordered = sum(one.orders > 1 for one in told.found)
    clashing = sum(bool(one.overlap.clashes) for one in told.found)
    words = [
        ngettext(
            "%(count)d Vorhaben steht in mehreren Maßnahmen.",
            "%(count)d Vorhaben stehen in mehreren Maßnahmen.",
            count,
        )
        % {"count": count}
    ]
    if ordered:
        words.append(
            ngettext(
                "%(count)d davon ist mehrfach beauftragt.",
                "%(count)d davon sind mehrfach beauftragt.",
                ordered,
            )
            % {"count": ordered}
        )
    if clashing:
        words.append(
            ngettext(
                "Bei %(count)d passen die Angaben nicht zusammen.",
                "Bei %(count)d passen die Angaben nicht zusammen.",
                clashing,
            )
            % {"count": clashing}
        )
    return " ".join(words)


def _speaker_columns() -> tuple[Column, ...]:
    return (
        Column("measure", _("Maßnahme"), "link"),
        Column("sense", _("Im Plan")),
        Column("leads", _("Federführung"), "list"),
        Column("state", _("Stand")),
        Column("milestones", _("Meilensteine"), "list"),
        Column("money", _("Haushaltsstellen"), "list"),
        Column("said_on", _("zuletzt gesagt am"), "date"),
        Column("title", _("Titel der Maßnahme"), is_data_only=True),
        Column("as_printed", _("im Wortlaut des Plans"), is_data_only=True),
        Column("measure_id", _("Kennung der Maßnahme"), is_data_only=True),
        Column("sense_id", _("Kennung (im Plan)"), is_data_only=True),
        Column("lead_ids", _("Kennungen der Federführung"), "list", is_data_only=True),
        Column("state_id", _("Kennung des Stands"), is_data_only=True),
    )


def _speaker_row(told: _Told, one: Speaker) -> tuple[Cell, ...]:
    contents = [duty.content for duty in one.duties if duty.content]
    given = [duty.said_at.date() for duty in one.duties if duty.said_at and duty.content]
    leads = {lead.institution.slug: lead.institution.label for lead in one.leads}
    return (
        Link(one.name.label, _measure_href(told, one)),
        str(UndertakingSense(one.sense).label),
        tuple(leads.values()),
        _state(one),
        tuple(_milestone(each) for said in contents for each in said.milestones),
        tuple(
            dict.fromkeys(
                f"{m.line} ({m.source}, {m.year})" for said in contents for m in said.budget
            )
        ),
        max(given, default=None),
        one.name.title,
        one.as_printed,
        one.name.key,
        one.sense,
        tuple(leads),
        one.state,
    )


def _measure_href(told: _Told, one: Speaker) -> str:
    """To what the round says of it; to the plan where nobody was asked."""
    if told.newest is None or not one.duties:
        return address("plan:measure", plan=told.plan, measure=one.name.key)
    return address(
        "steering:round-measure", plan=told.plan, round=told.newest.slug, measure=one.name.key
    )


def _state(one: Speaker) -> str:
    if not one.state:
        return _("nicht gefragt")
    answered = sum(duty.content is not None for duty in one.duties)
    if len(one.duties) == 1:
        return state_words(one.state)
    share = Share(answered, len(one.duties)).sentence
    return _("%(state)s; Antworten: %(share)s") % {"state": state_words(one.state), "share": share}


def _milestone(one: Milestone) -> str:
    if one.is_dropped:
        words = _("gestrichen")
    elif one.done_on:
        words = _("erreicht %s") % on_day(one.done_on)
    else:
        words = _("fällig %s") % on_day(one.due_on) if one.due_on else _("ohne Termin")
    return _("%(title)s (%(words)s)") % {"title": one.title, "words": words}


def _one_table(told: _Told, one: Shared) -> Table:
    """One undertaking, its measures below each other."""
    return Table(
        key=f"vorhaben-{one.key}",
        caption=one.name,
        columns=_speaker_columns(),
        rows=tuple(_speaker_row(told, speaker) for speaker in one.speakers),
        source=told.source,
    )


def _speaker_table(told: _Told) -> Table:
    """All of them in one table, for machines."""
    return Table(
        key="vorhaben",
        caption=_("Vorhaben, von denen mehrere Maßnahmen sprechen"),
        columns=(
            Column("undertaking", _("Vorhaben")),
            *_speaker_columns(),
            Column("undertaking_id", _("Kennung des Vorhabens"), is_data_only=True),
        ),
        rows=tuple(
            (shared.name, *_speaker_row(told, one), shared.key)
            for shared in told.found
            for one in shared.speakers
        ),
        source=told.source,
    )


def _clash_table(told: _Told) -> Table:
    about = {"state": _("Stand"), "milestone": _("Meilenstein"), "budget": _("Mittel")}
    return Table(
        key="widersprueche",
        caption=_("Was nicht zusammenpasst"),
        columns=(
            Column("undertaking", _("Vorhaben"), "link"),
            Column("about", _("Worum es geht")),
            Column("sentence", _("Was sich widerspricht")),
            Column("undertaking_id", _("Kennung des Vorhabens"), is_data_only=True),
            Column("about_id", _("Kennung"), is_data_only=True),
            Column("measures", _("Kennungen der Maßnahmen"), "list", is_data_only=True),
        ),
        rows=tuple(
            (
                Link(one.name, f"#{one.key}"),
                about[clash.about],
                clash.sentence,
                one.key,
                clash.about,
                clash.measures,
            )
            for one in told.found
            for clash in one.overlap.clashes
        ),
        source=told.source,
        note=_(
            "Eine Maßnahme kann mehr umfassen als das Vorhaben. Was hier steht, ist deshalb eine"
            " Frage an die Federführenden, kein Urteil."
        ),
    )


def _fund_table(told: _Told) -> Table:
    return Table(
        key="gemeinsame-mittel",
        caption=_("Haushaltsstellen, die mehrere dieser Maßnahmen nennen"),
        columns=(
            Column("undertaking", _("Vorhaben"), "link"),
            Column("line", _("Haushaltsstelle")),
            Column("source", _("Quelle")),
            Column("year", _("Jahr")),
            Column("planned_eur", _("geplant"), "number", "€"),
            Column("measures", _("Maßnahmen"), "list"),
            Column("undertaking_id", _("Kennung des Vorhabens"), is_data_only=True),
        ),
        rows=tuple(_fund_rows(told.found)),
        source=told.source,
        note=_("In jeder Summe zählt eine solche Haushaltsstelle einmal."),
    )


def _fund_rows(found: Iterable[Shared]) -> Iterator[tuple[Cell, ...]]:
    for one in found:
        for fund in one.overlap.funds:
            yield (
                Link(one.name, f"#{one.key}"),
                fund.line,
                fund.source,
                str(fund.year),
                fund.planned_eur,
                tuple(dict.fromkeys(fund.measures)),
                one.key,
            )
