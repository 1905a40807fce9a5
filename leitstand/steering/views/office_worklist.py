# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The office's worklist of a round: what waits, as counts, a picture and a table."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.core.languages import reader_language
from leitstand.steering.enums import Outlook, Progress, RoundState, Verdict
from leitstand.steering.errors import RoundNotFound
from leitstand.steering.permissions import MANAGE_ROUNDS
from leitstand.steering.rules.life import SETTLED, TAKES_ANSWERS, possible_steps
from leitstand.steering.selectors.preview import round_preview
from leitstand.steering.selectors.rounds import RoundCard, RoundView
from leitstand.steering.selectors.worklist import Help, Waiting, WorkItem, Worklist, worklist
from leitstand.steering.views.office_coverage import coverage_bars, groups_table
from leitstand.steering.views.office_parts import (
    STEP_WORDS,
    done_words,
    due_words,
    no_round,
    require_office,
    round_href,
    share_words,
    state_words,
    step_href,
    way_up,
)
from leitstand.ui.addresses import address, with_query
from leitstand.ui.filters import ActiveFilter, Option, given, without
from leitstand.ui.marks import example_mark
from leitstand.ui.pages import Page, is_for_reading, requires
from leitstand.ui.panels import Place, links_on
from leitstand.ui.pictures import bars_table
from leitstand.ui.tables import Cell, Column, Link, Scalar, Table

# What the desk shows first: nothing that is done.
OPEN_LISTS = tuple(one for one in Waiting if one != Waiting.ACCEPTED)


@requires(MANAGE_ROUNDS)
def round_desk(request: HttpRequest, round: str) -> Page:
    """The worklist of a round; a filter by list and institution stands in the address."""
    try:
        found = worklist(round, language=reader_language())
    except RoundNotFound:
        raise no_round(round) from None
    card = found.view.card
    require_office(request, card)
    if card.state == RoundState.DRAFT:
        return _draft_page(request, card)
    chosen = given(request, "liste")
    institution = given(request, "institution")
    shown = tuple(item for item in found.items if _fits(item, chosen, institution))
    bars = coverage_bars(found)
    return Page(
        template="steering/office/worklist.html",
        title=_("Runde %s") % card.title,
        context={
            **_head(request, card),
            "counts": _counts(found, chosen),
            "review": _review(found),
            "unreachable": found.unreachable,
            "bars": bars if is_for_reading(request) else None,
            "institutions": _institutions(found),
            "chosen": chosen,
            "institution": institution,
            "active": _active(request, round, chosen, institution, found),
            "total": len(found.items),
            "shown": len(shown),
        },
        tables=(
            items_table(found.view, shown),
            bars_table(bars),
            *((groups_table(found),) if found.groups else ()),
        ),
        payload={"round": _payload(card), "counts": {k.value: n for k, n in found.counts.items()}},
        breadcrumb=way_up(),
    )


def _head(request: HttpRequest, card: RoundCard) -> dict[str, object]:
    """What every page of a round begins with."""
    steps = [
        Link(str(STEP_WORDS[step].button), step_href(card.slug, step))
        for step in possible_steps(card.state)
    ]
    return {
        "card": card,
        "state": state_words(card),
        "due": due_words(card),
        "answered": share_words(card.answered, card.owed),
        "steps": (*steps, *_moved(card), *links_on(Place.OFFICE_ROUND, card.slug)),
        "here": round_href(card.slug),
        "done": done_words(request),
        "plan_slug": card.plan,
    }


def _moved(card: RoundCard) -> tuple[Link, ...]:
    """To what a frozen round changed, public or not."""
    if card.state not in SETTLED:
        return ()
    href = address("steering:office-differences", plan=card.plan)
    return (Link(_("Was hat sich bewegt?"), with_query(href, {"bis": card.slug})),)


def _draft_page(request: HttpRequest, card: RoundCard) -> Page:
    """A round in preparation: what it would ask. It has no table of answers yet."""
    preview = round_preview(
        card.plan, reporting_on=card.reporting_on, scope=card.scope, language=reader_language()
    )
    asked = Table(
        key="vorschau",
        caption=_("Wer würde gefragt?"),
        columns=(
            Column("institution", _("Institution")),
            Column("answers", _("Antworten"), "number"),
            Column("measures", _("Maßnahmen"), "list"),
            Column("via", _("als Mitglied von"), "list"),
            Column("contact", _("Kontakt"), "link"),
        ),
        rows=tuple(
            (
                one.institution.label,
                one.answers,
                one.measures,
                one.via,
                _("vorhanden")
                if one.has_contact
                else Link(_("fehlt: anlegen"), _contact_new(one.institution.slug)),
            )
            for one in preview.institutions
        ),
        source=_("Plan am Stichtag %s") % card.reporting_on,
    )
    return Page(
        template="steering/office/draft.html",
        title=_("Runde %s") % card.title,
        context={**_head(request, card), "preview": preview},
        tables=(asked,),
        payload={"round": _payload(card)},
        breadcrumb=way_up(),
    )


def _payload(card: RoundCard) -> dict[str, object]:
    return {
        "slug": card.slug,
        "state": card.state,
        "due_on": card.due_on,
        "owed": card.owed,
        "answered": card.answered,
        "is_example": card.is_example,
    }


def _fits(item: WorkItem, chosen: str, institution: str) -> bool:
    if institution and (item.line.institution is None or item.line.institution.slug != institution):
        return False
    if chosen == "alle":
        return True
    if chosen:
        return chosen in item.lists
    return Waiting.ACCEPTED not in item.lists


def _counts(found: Worklist, chosen: str) -> list[dict[str, object]]:
    """Every list with how many stand on it, and its address; empty ones lead nowhere."""
    here = round_href(found.view.card.slug)
    return [
        {
            "label": str(one.label),
            "count": found.counts[one],
            "href": with_query(here, {"liste": one.value}) if found.counts[one] else "",
            "is_chosen": one.value == chosen,
        }
        for one in Waiting
    ]


def _review(found: Worklist) -> Link | None:
    """To the first answer that waits to be looked through."""
    waiting = [item.line.id for item in found.items if Waiting.TO_ACCEPT in item.lists]
    if not waiting or found.view.card.state not in TAKES_ANSWERS:
        return None
    text = _("Antworten durchsehen (%d)") % len(waiting)
    return Link(text, review_href(found.view.card.slug, waiting[0]))


def _institutions(found: Worklist) -> list[Option]:
    names: dict[str, str] = {}
    sums: dict[str, int] = {}
    for item in found.items:
        if item.line.institution:
            slug = item.line.institution.slug
            names[slug] = item.line.institution.label
            sums[slug] = sums.get(slug, 0) + 1
    return [
        Option(slug, label, sums[slug])
        for slug, label in sorted(names.items(), key=lambda pair: pair[1].casefold())
    ]


def _active(
    request: HttpRequest, slug: str, chosen: str, institution: str, found: Worklist
) -> tuple[ActiveFilter, ...]:
    here = round_href(slug)
    lists = {one.value: str(one.label) for one in Waiting} | {"alle": _("alle Einträge")}
    names = {one.value: one.label for one in _institutions(found)}
    asked = (
        ("liste", _("Liste"), chosen, lists),
        ("institution", _("Institution"), institution, names),
    )
    return tuple(
        ActiveFilter(label, words.get(value, value), without(request, here, {name}))
        for name, label, value, words in asked
        if value
    )


def items_table(view: RoundView, items: tuple[WorkItem, ...]) -> Table:
    """The worklist: one row a duty, with the act that helps. It names no person."""
    card, words = view.card, _Words(view)
    return Table(
        key="arbeitsliste",
        caption=_("Arbeitsliste"),
        columns=(
            Column("measure", _("Maßnahme"), "link"),
            Column("institution", _("Institution")),
            Column("lists", _("Was ist los?"), "list"),
            Column("state", _("Gemeldeter Stand")),
            Column("verdict", _("Nach den Regeln")),
            Column("since", _("Letztes Zeichen"), "date"),
            Column("help", _("Was hilft"), "link"),
            Column("title", _("Titel"), is_data_only=True),
            Column("measure_id", _("Kennung"), is_data_only=True),
            Column("institution_id", _("Kennung der Institution"), is_data_only=True),
            Column("notice", _("Hinweis"), is_data_only=True),
        ),
        rows=tuple(words.row(item) for item in items),
        source=_("Leitstand, Runde %s") % card.slug,
        note=_("Beispieldaten: Diese Antworten sind erfunden.") if card.is_example else None,
    )


class _Words:
    """The cells of a worklist; what many rows share is made once."""

    def __init__(self, view: RoundView) -> None:
        self.card, self.frame = view.card, view.frame
        card = view.card
        self.lists = {one: str(one.label) for one in Waiting}
        self.helps = {one: str(one.label) for one in Help}
        self.states = {one.value: str(one.label) for one in Progress}
        self.outlooks = {one.value: str(one.label) for one in Outlook}
        self.verdicts = {one.value: str(one.label) for one in Verdict}
        self.silent = _("nicht berichtet")
        self.for_group = _("%(member)s (für %(group)s)")
        self.notice = example_mark(card.is_example)
        # An address costs more to work out than to write, and there are two in every row.
        self.review = review_href(card.slug, 0).removesuffix("0")

    def row(self, item: WorkItem) -> tuple[Cell, ...]:
        line, known = item.line, item.judged
        name = line.institution.label if line.institution else ""
        if line.via:
            name = self.for_group % {"member": name, "group": line.via.label}
        label = line.measure.label
        if line.limits:
            label = f"{label}: {self.frame.limits(line.phase, line.scope)}"
        last = line.said_at or item.opened_at
        return (
            Link(label, f"{self.review}{line.id}"),
            name,
            self._lists(item),
            self._said(item),
            self.verdicts[known.assessment.verdict] if known else "",
            timezone.localdate(last) if last else None,
            self._help(item),
            line.measure.title,
            line.measure.key,
            line.institution.slug if line.institution else "",
            self.notice,
        )

    def _lists(self, item: WorkItem) -> tuple[Scalar, ...]:
        return tuple(self.lists[one] for one in Waiting if one in item.lists)

    def _said(self, item: WorkItem) -> str:
        content = item.line.content
        if content is None:
            return self.silent
        state = self.states[content.state or ""] if content.state else ""
        return f"{state}, {self.outlooks[content.outlook]}" if content.outlook else state

    def _help(self, item: WorkItem) -> Link:
        slug = item.line.institution.slug if item.line.institution else ""
        act = item.help
        match act:
            case Help.LEAD:
                href = address(
                    "plan:measure-edit", plan=self.card.plan, measure=item.line.measure.key
                )
            case Help.CONTACT:
                href = _contact_new(slug)
            case Help.MEND:
                href = with_query(address("steering:office-contacts"), {"institution": slug})
            case Help.LINK:
                href = address("steering:office-link", round=self.card.slug, institution=slug)
            case Help.REMIND:
                href = with_query(
                    address("steering:office-letters", round=self.card.slug),
                    {"institution": slug},
                )
            case _:
                href = f"{self.review}{item.line.id}"
        return Link(self.helps[act], href)


def review_href(slug: str, duty: int) -> str:
    """The page on which one answer is looked through."""
    return address("steering:office-review", round=slug, duty=str(duty))


def _contact_new(institution: str) -> str:
    return address("steering:office-contact-new", institution=institution)
