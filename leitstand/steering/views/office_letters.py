# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The mail desk of a round: rehearse in full, send to one or to all, see what became of it."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.core.languages import reader_language
from leitstand.core.selectors import institution_briefs
from leitstand.steering.enums import LetterKind, LetterState
from leitstand.steering.errors import LetterNotFound, MailNotSetUp, StepRefused
from leitstand.steering.permissions import MANAGE_ROUNDS
from leitstand.steering.rules.life import TAKES_ANSWERS
from leitstand.steering.selectors.letters import LetterRow, is_broken_off, letter_rows
from leitstand.steering.selectors.rounds import RoundCard
from leitstand.steering.services.letters import (
    Held,
    Rehearsal,
    letter_release,
    letters_prepare,
    letters_rehearse,
)
from leitstand.steering.services.sending import letters_send
from leitstand.steering.views.office_parts import done_words, open_round, way_up
from leitstand.ui.acts import UNPROCESSABLE, gone_to
from leitstand.ui.addresses import address, with_query
from leitstand.ui.filters import given
from leitstand.ui.pages import Page, html_response, requires
from leitstand.ui.tables import Column, Table

# A browser waits no longer than this; what is left goes out with the next press or the next night.
SECONDS = 20.0


@requires(MANAGE_ROUNDS)
def letters(request: HttpRequest, round: str) -> HttpResponse:
    """What would go out now and what would not; a button sends it."""
    card = open_round(request, round)
    if request.method != "POST":
        return _page(request, card)
    act, only = request.POST.get("act", ""), request.POST.get("only", "").strip()[:254]
    is_any_day = request.POST.get("any_day") == "1"
    try:
        if act == "release":
            number = request.POST.get("letter", "")
            letter_release(
                actor=request.user,  # type: ignore[arg-type]
                letter=int(number) if number.isascii() and number.isdigit() else 0,
                is_arrived=request.POST.get("arrived") == "1",
            )
            return gone_to(_here(round), "geaendert")
        if act == "one" and not only:
            return _page(request, card, (_("Bitte die Adresse nennen."),))
        letters_prepare(
            actor=request.user,  # type: ignore[arg-type]
            slug=round,
            only=only,
            is_any_day=is_any_day,
        )
        report = letters_send(
            actor=request.user,  # type: ignore[arg-type]
            slugs=(round,),
            only=only,
            seconds=SECONDS,
        )
    except (MailNotSetUp, StepRefused, LetterNotFound) as refused:
        return _page(request, card, (str(refused),))
    if report.stopped:
        return _page(request, card, (report.stopped,))
    return gone_to(_here(round), "post")


def _here(slug: str) -> str:
    return address("steering:office-letters", round=slug)


def _page(request: HttpRequest, card: RoundCard, problems: tuple[str, ...] = ()) -> HttpResponse:
    is_any_day = given(request, "jeden-tag") == "1"
    only = given(request, "an")
    institution = given(request, "institution")
    name = _name_of(institution)
    found = Rehearsal((), ())
    if card.state in TAKES_ANSWERS:
        found = letters_rehearse(
            actor=request.user,  # type: ignore[arg-type]
            slugs=(card.slug,),
            only=only,
            is_any_day=is_any_day,
        )
    shown = [one for one in found.letters if not name or one.institution == name]
    page = Page(
        template="steering/office/letters.html",
        title=_("Post"),
        description=_("Erst ansehen, dann senden. Niemand bekommt mehr als eine Mail am Tag."),
        context={
            "card": card,
            "letters": shown,
            "kinds": {one.value: one.label for one in LetterKind},
            "held": _by_reason([one for one in found.held if not name or one.institution == name]),
            "only": only,
            "institution": institution,
            "institution_name": name,
            "is_any_day": is_any_day,
            "unclear": [
                row
                for row in letter_rows(
                    slug=card.slug, states=(LetterState.SENDING, LetterState.FAILED)
                )
                if row.mark.state == LetterState.FAILED or is_broken_off(row.mark, timezone.now())
            ],
            "here": _here(card.slug),
            "any_day_href": with_query(
                _here(card.slug),
                {"jeden-tag": "1"} | ({"institution": institution} if institution else {}),
            ),
            "problems": problems,
            "done": done_words(request),
            "plan_slug": card.plan,
        },
        tables=(_sent_table(letter_rows(slug=card.slug)),),
        breadcrumb=way_up(card),
        is_form=True,
    )
    return html_response(request, page, UNPROCESSABLE if problems else 200)


def _by_reason(held: list[Held]) -> dict[str, list[str]]:
    """Who gets nothing, by the reason: dozens may share one."""
    found: dict[str, list[str]] = {}
    for one in held:
        who = one.institution or _("Geschäftsstelle")
        found.setdefault(one.why, []).append(f"{who} ({one.email})" if one.email else who)
    return found


def _name_of(institution: str) -> str:
    """The institution's full name, as letters give it; "" for none that we know."""
    if not institution:
        return ""
    briefs = institution_briefs(None, language=reader_language())
    return next((one.name for one in briefs.values() if one.slug == institution), "")


def _sent_table(rows: tuple[LetterRow, ...]) -> Table:
    kinds = {one.value: str(one.label) for one in LetterKind}
    states = {one.value: str(one.label) for one in LetterState}
    return Table(
        key="mails",
        caption=_("Was aus den Mails wurde"),
        columns=(
            Column("email", _("An")),
            Column("kind", _("Art")),
            Column("subject", _("Betreff")),
            Column("state", _("Zustand")),
            Column("sent", _("Versandt"), "date"),
            Column("failure", _("Der Mailserver sagt")),
        ),
        rows=tuple(
            (
                row.mark.email,
                kinds[row.mark.kind],
                row.subject,
                states[row.mark.state],
                timezone.localdate(row.mark.sent_at) if row.mark.sent_at else None,
                row.mark.failure,
            )
            for row in rows
        ),
    )
