# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The steps of a meeting's life: each says what will happen and what to look at, then does."""

from dataclasses import dataclass
from typing import Literal

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leitstand.committee.enums import ItemKind, MeetingState
from leitstand.committee.errors import Refused
from leitstand.committee.permissions import MANAGE_COMMITTEE
from leitstand.committee.rules.life import STEPS, Step
from leitstand.committee.selectors.decisions import decision_lines
from leitstand.committee.selectors.meetings import MeetingCard, item_lines, paper_lines
from leitstand.committee.services.meetings import meeting_step
from leitstand.committee.views.parts import actor_of, meeting_href, open_meeting, way_up
from leitstand.core.languages import reader_language
from leitstand.ui.acts import CONFLICT, UNPROCESSABLE, gone_to
from leitstand.ui.pages import Page, html_response, requires


@dataclass(frozen=True, slots=True)
class StepWords:
    """How a step is called: in the address, and on the button."""

    slug: str
    button: Promise


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at before a step. ``kind`` is that of an alert."""

    kind: Literal["success", "warning", "info"]
    text: str


STEP_WORDS = {
    Step.INVITE: StepWords("einladen", gettext_lazy("Tagesordnung festlegen und einladen")),
    Step.HOLD: StepWords("abhalten", gettext_lazy("Sitzung hat stattgefunden")),
    Step.CLOSE: StepWords("abschliessen", gettext_lazy("Protokoll genehmigen und abschließen")),
    Step.PUBLISH: StepWords("veroeffentlichen", gettext_lazy("Beschlüsse veröffentlichen")),
    Step.CANCEL: StepWords("absagen", gettext_lazy("Sitzung absagen")),
}


@requires(MANAGE_COMMITTEE)
def step(request: HttpRequest, meeting: int, step: str) -> HttpResponse:
    """Asks whether a step shall be taken, with what to look at first, and takes it."""
    wanted = next((one for one, words in STEP_WORDS.items() if words.slug == step), None)
    if wanted is None:
        raise Http404(_("Diesen Schritt gibt es nicht: %s") % step)
    card = open_meeting(request, meeting, to_manage=True)
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        # Pressed twice, or a colleague was quicker: it is as was wanted.
        if card.state == STEPS[wanted][1]:
            return gone_to(meeting_href(meeting), step)
        try:
            meeting_step(actor=actor_of(request), meeting=meeting, step=wanted)
        except Refused as refused:
            problems = refused.problems
        else:
            return gone_to(meeting_href(meeting), step)
    return _page(request, card, wanted, problems)


def _page(
    request: HttpRequest, card: MeetingCard, step: Step, problems: tuple[str, ...]
) -> HttpResponse:
    is_possible = card.state in STEPS[step][0]
    page = Page(
        template="committee/step.html",
        title=str(STEP_WORDS[step].button),
        context={
            "card": card,
            "is_possible": is_possible,
            "state": MeetingState(card.state).label,
            "effects": effects(step),
            "checks": checks(card, step) if is_possible else (),
            "problems": problems,
            "button_words": STEP_WORDS[step].button,
            "back": meeting_href(card.id),
            "plan_slug": card.body.plan,
        },
        breadcrumb=way_up(card.body, card),
        is_form=True,
    )
    status = UNPROCESSABLE if problems else 200
    return html_response(request, page, status if is_possible else CONFLICT)


def effects(step: Step) -> tuple[str, ...]:
    """What the step will do, in sentences."""
    return {
        Step.INVITE: (
            _("Wer das Gremium lesen darf, sieht Tagesordnung und Unterlagen."),
            _("Eine Mail geht nicht hinaus. Die Sitzungsunterlage können Sie selbst versenden."),
            _("Bis zur Sitzung können Sie die Tagesordnung noch ändern."),
        ),
        Step.HOLD: (
            _("Danach tragen Sie Beschlüsse und Aufträge ein."),
            _("Tag und Tagesordnung ändern sich nicht mehr; ein Punkt kann noch dazukommen."),
        ),
        Step.CLOSE: (
            _("Beschlüsse, Aufträge und Unterlagen kommen nicht mehr dazu."),
            _("Das lässt sich nicht zurücknehmen."),
            _("Öffentlich ist damit noch nichts."),
        ),
        Step.PUBLISH: (
            _("Alle können die Beschlüsse, die Aufträge und deren Stand lesen."),
            _("Das lässt sich nicht zurücknehmen."),
            _("Unterlagen, Tagesordnung und Namen von Personen bleiben intern."),
        ),
        Step.CANCEL: (_("Die Sitzung bleibt mit ihrer Tagesordnung stehen, als abgesagt."),),
    }[step]


def checks(card: MeetingCard, step: Step) -> tuple[Check, ...]:
    """What was looked at, in sentences. A warning forbids nothing."""
    items = item_lines(card.id, language=reader_language())
    told = []
    if step == Step.INVITE:
        count = len(items)
        text = ngettext("%d Tagesordnungspunkt.", "%d Tagesordnungspunkte.", count) % count
        told.append(Check("info" if items else "warning", text))
        if not paper_lines(card.id):
            told.append(Check("warning", _("Es liegt noch keine Unterlage bei.")))
    if step in {Step.CLOSE, Step.PUBLISH}:
        lines = decision_lines(Q(item__meeting_id=card.id), language=reader_language())
        decided = {one.item for one in lines}
        count = len(lines)
        told.append(Check("info", ngettext("%d Beschluss.", "%d Beschlüsse.", count) % count))
        told += [
            Check("warning", _("Zu TOP %d ist nichts beschlossen.") % one.number)
            for one in items
            if one.kind == ItemKind.DECISION and one.id not in decided
        ]
    return tuple(told) or (Check("success", _("Nichts spricht dagegen.")),)
