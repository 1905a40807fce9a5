# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What everyone may read of the measures that other programmes steer."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.core.languages import reader_language
from leitstand.foreign.enums import SourceKind
from leitstand.foreign.rules.mirror import Mirror
from leitstand.foreign.rules.words import notes, state_told
from leitstand.foreign.selectors.mirrored import (
    ForeignState,
    Steered,
    SteeredElsewhere,
    failure_words,
    moment,
    steered_elsewhere,
)
from leitstand.plan.selectors import PlanNotFound
from leitstand.ui.addresses import address
from leitstand.ui.as_of import NoSuchDay, reader_day
from leitstand.ui.pages import Page, public_page
from leitstand.ui.tables import Cell, Column, Link, Table


@public_page
def steered(request: HttpRequest, plan: str) -> Page:
    """All measures that other programmes steer, with what is known of them; 5 statements."""
    found = open_steered(plan)
    reported = sum(bool(one.states) for one in found.measures)
    return Page(
        template="foreign/public/steered.html",
        title=_("Maßnahmen anderer Programme"),
        description=found.frame.title,
        context={
            "reported": reported,
            "all": len(found.measures),
            "is_example": _is_example(found),
            "troubles": tuple(_troubles(found)),
        },
        tables=(_measure_table(found), _source_table(found), _unknown_table(found)),
        payload={"reported": reported, "example_notice": _example_words(found)},
        breadcrumb=(Link(found.frame.title, address("plan:glance", plan=plan)),),
    )


def open_steered(plan: str) -> SteeredElsewhere:
    """What other programmes steer of the plan that the address names, on the reader's day.

    Raises ``Http404``, or ``NoSuchDay`` on a past day, where there is no such plan.
    """
    day = reader_day()
    try:
        return steered_elsewhere(plan, language=reader_language(), day=day)
    except PlanNotFound as error:
        if day:
            raise NoSuchDay(str(error), is_readable=True) from None
        raise Http404(str(error)) from None


def _is_example(found: SteeredElsewhere) -> bool:
    return any(state.is_example for one in found.measures for state in one.states)


def _example_words(found: SteeredElsewhere) -> str | None:
    if not _is_example(found):
        return None
    return _("Beispieldaten: Was eine so gekennzeichnete Quelle sagt, ist erfunden.")


def _troubles(found: SteeredElsewhere) -> Iterator[tuple[str, str]]:
    """The sources whose newest attempt brought nothing, with the sentence about it."""
    at = moment(found.frame.day)
    for one in found.mirrors:
        if failed := one.failed(at):
            yield one.terms.name(found.frame.language), failure_words(failed, reader_language())


def _measure_table(found: SteeredElsewhere) -> Table:
    shown = (
        Column("measure", _("Maßnahme"), "link"),
        Column("title", _("Titel")),
        Column("code", _("Dort")),
        Column("state", _("Stand")),
        Column("reporting_on", _("Stichtag"), "date"),
        Column("checked_on", _("zuletzt abgerufen"), "date"),
        Column("notice", _("Hinweis"), "list"),
        Column("source", _("Quelle"), "link"),
    )
    names = (
        ("id", _("Kennung der Maßnahme"), "text"),
        ("programme", _("Programm"), "text"),
        ("programme_id", _("Kennung des Programms"), "text"),
        ("state_id", _("Kennung des Stands"), "text"),
        ("words", _("Stand in den Worten der Quelle"), "text"),
        ("said_on", _("dort gesagt am"), "date"),
        ("fetched_on", _("erstmals abgerufen"), "date"),
        ("is_stale", _("veraltet"), "text"),
        ("is_gone", _("nicht mehr genannt"), "text"),
        ("failed_on", _("letzter Abruf misslungen am"), "date"),
        ("failure", _("Grund"), "text"),
        ("is_example", _("Beispieldaten"), "text"),
        ("source_id", _("Kennung der Quelle"), "text"),
    )
    hidden = (Column(key, label, kind, is_data_only=True) for key, label, kind in names)  # type: ignore[arg-type]
    return Table(
        key="massnahmen",
        caption=_("Maßnahmen, die ein anderes Programm steuert"),
        columns=(*shown, *hidden),
        rows=tuple(
            row
            for one in found.measures
            for row in (
                [_row(found, one, state) for state in one.states] or [_silent_row(found, one)]
            )
        ),
        source=_("die genannten Quellen"),
        note=_(
            "Diese Angaben macht das andere Programm. In der Zählung unserer eigenen Runden kommen"
            " sie nicht vor."
        ),
    )


def _row(found: SteeredElsewhere, one: Steered, state: ForeignState) -> tuple[Cell, ...]:
    mark = (_("Beispieldaten"),) if state.is_example else ()
    return (
        _measure_link(found, one),
        one.measure.title,
        one.code,
        state_told(state),
        state.reporting_on,
        timezone.localdate(state.checked_at) if state.checked_at else None,
        (*mark, *notes(state)),
        Link(state.source_name, state.href) if state.href else state.source_name,
        one.measure.key,
        one.programme_name,
        one.programme,
        state.state,
        state.words,
        state.said_on,
        timezone.localdate(state.fetched_at),
        state.is_stale,
        state.is_gone,
        timezone.localdate(state.failed_at) if state.failed_at else None,
        state.failure,
        state.is_example,
        state.source,
    )


def _silent_row(found: SteeredElsewhere, one: Steered) -> tuple[Cell, ...]:
    """Nothing is known: because nobody says so, or because no source is there to say it."""
    words = _("kein Bericht") if one.has_source else _("keine Quelle eingerichtet")
    known: tuple[Cell, ...] = (_measure_link(found, one), one.measure.title, one.code, words)
    names: tuple[Cell, ...] = (one.measure.key, one.programme_name, one.programme)
    return (*known, None, None, (), "", *names, "", "", None, None, None, None, None, "", None, "")


def _measure_link(found: SteeredElsewhere, one: Steered) -> Link:
    href = address("plan:measure", plan=found.frame.slug, measure=one.measure.key)
    return Link(one.measure.label, href)


def _source_table(found: SteeredElsewhere) -> Table:
    return Table(
        key="quellen",
        caption=_("Quellen"),
        columns=(
            Column("source", _("Quelle"), "link"),
            Column("kind", _("Art")),
            Column("checked_on", _("zuletzt abgerufen"), "date"),
            Column("measures", _("Maßnahmen im Bericht"), "number"),
            Column("notice", _("Hinweis"), "list"),
            Column("id", _("Kennung"), is_data_only=True),
        ),
        rows=tuple(_source_row(found, one) for one in found.mirrors),
    )


def _source_row(found: SteeredElsewhere, one: Mirror) -> tuple[Cell, ...]:
    name = one.terms.name(found.frame.language)
    failed, good = one.failed(moment(found.frame.day)), one.last_good
    notices = (
        _("Beispieldaten") if one.terms.is_example else "",
        failure_words(failed, found.frame.language),
        _("noch nie abgerufen") if one.last is None else "",
    )
    return (
        Link(name, one.href) if one.href else name,
        _("Netz") if one.terms.kind == SourceKind.URL else _("Datei"),
        timezone.localdate(good.at) if good else None,
        len(good.codes) if good else None,
        tuple(words for words in notices if words),
        one.slug,
    )


def _unknown_table(found: SteeredElsewhere) -> Table:
    """What sources say about measures that the plan does not name."""
    by_programme: dict[str, list[str]] = {}
    for steered_one in found.measures:
        by_programme.setdefault(steered_one.programme, []).append(steered_one.code)
    return Table(
        key="weitere",
        caption=_("Im Bericht genannt, aber keine Maßnahme dieses Plans"),
        columns=(
            Column("code", _("Dort")),
            Column("title", _("Titel")),
            Column("source", _("Quelle")),
            Column("reporting_on", _("Stichtag"), "date"),
        ),
        rows=tuple(
            (
                said.code,
                str((said.content.get("title") or {}).get(found.frame.language, "")),
                one.terms.name(found.frame.language),
                said.reporting_on,
            )
            for one in found.mirrors
            for said in one.unknown_codes(by_programme.get(one.programme, ()))
        ),
    )
